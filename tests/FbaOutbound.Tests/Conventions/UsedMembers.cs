using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FbaOutbound.Tests.Conventions;

/// <summary>A member that an assembly uses of another one.</summary>
/// <param name="Name">The type and the member.</param>
/// <param name="Of">The assemblies of the type and its type arguments.</param>
/// <param name="Signature">The assemblies of all types in the member's signature.</param>
internal sealed record UsedMember(string Name, IReadOnlyList<string> Of, IReadOnlyList<string> Signature);

/// <summary>Reads from an assembly's metadata which members of others it uses.</summary>
internal sealed class UsedMembers : ISignatureTypeProvider<ImmutableArray<string>, object?>
{
    private readonly MetadataReader _metadata;

    private UsedMembers(MetadataReader metadata) => _metadata = metadata;

    public static IReadOnlyList<UsedMember> Of(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var reader = new UsedMembers(file.GetMetadataReader());
        return [.. reader._metadata.MemberReferences.Select(handle => reader.Read(reader._metadata.GetMemberReference(handle)))];
    }

    private UsedMember Read(MemberReference member)
    {
        var signature = member.GetKind() == MemberReferenceKind.Field
            ? member.DecodeFieldSignature(this, null)
            : Flat(member.DecodeMethodSignature(this, null));
        return new UsedMember($"{NameOf(member.Parent)}.{_metadata.GetString(member.Name)}", AssembliesOf(member.Parent), signature);
    }

    private static ImmutableArray<string> Flat(MethodSignature<ImmutableArray<string>> method) =>
        [.. method.ReturnType, .. method.ParameterTypes.SelectMany(type => type)];

    private string NameOf(EntityHandle type) =>
        type.Kind == HandleKind.TypeReference
            ? _metadata.GetString(_metadata.GetTypeReference((TypeReferenceHandle)type).Name)
            : type.Kind.ToString();

    private ImmutableArray<string> AssembliesOf(EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference => GetTypeFromReference(_metadata, (TypeReferenceHandle)type, 0),
        HandleKind.TypeSpecification => _metadata.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(this, null),
        _ => [],
    };

    public ImmutableArray<string> GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) =>
        reader.GetTypeReference(handle).ResolutionScope switch
    {
        { Kind: HandleKind.AssemblyReference } scope =>
            [reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name)],
        { Kind: HandleKind.TypeReference } outer => GetTypeFromReference(reader, (TypeReferenceHandle)outer, 0),
        _ => [],
    };

    public ImmutableArray<string> GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public ImmutableArray<string> GetGenericInstantiation(
        ImmutableArray<string> genericType, ImmutableArray<ImmutableArray<string>> typeArguments) =>
        [.. genericType, .. typeArguments.SelectMany(type => type)];

    public ImmutableArray<string> GetModifiedType(
        ImmutableArray<string> modifier, ImmutableArray<string> unmodifiedType, bool isRequired) =>
        [.. modifier, .. unmodifiedType];

    public ImmutableArray<string> GetFunctionPointerType(MethodSignature<ImmutableArray<string>> signature) => Flat(signature);

    public ImmutableArray<string> GetArrayType(ImmutableArray<string> elementType, ArrayShape shape) => elementType;

    public ImmutableArray<string> GetByReferenceType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetPinnedType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetPointerType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetSZArrayType(ImmutableArray<string> elementType) => elementType;

    public ImmutableArray<string> GetGenericMethodParameter(object? genericContext, int index) => [];

    public ImmutableArray<string> GetGenericTypeParameter(object? genericContext, int index) => [];

    public ImmutableArray<string> GetPrimitiveType(PrimitiveTypeCode typeCode) => [];

    public ImmutableArray<string> GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => [];
}
