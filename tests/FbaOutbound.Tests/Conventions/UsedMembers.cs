using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Mono.Cecil;

namespace FbaOutbound.Tests.Conventions;

/// <summary>A member that an assembly uses of another one.</summary>
/// <param name="Name">The type and the member.</param>
/// <param name="Of">The assemblies of the type and its type arguments.</param>
/// <param name="Signature">The assemblies of all types in the member's signature.</param>
internal sealed record UsedMember(string Name, IReadOnlyList<string> Of, IReadOnlyList<string> Signature);

/// <summary>Reads from an assembly's metadata which members of others it uses.</summary>
internal static class UsedMembers
{
    public static IReadOnlyList<UsedMember> Of(Assembly assembly)
    {
        using var definition = AssemblyDefinition.ReadAssembly(assembly.Location);
        return
        [
            .. definition.MainModule.GetMemberReferences().Select(member => new UsedMember(
                $"{member.DeclaringType.Name}.{member.Name}", AssembliesOf([member.DeclaringType]), AssembliesOf(SignatureOf(member)))),
        ];
    }

    private static IEnumerable<TypeReference> SignatureOf(MemberReference member) => member switch
    {
        FieldReference field => [field.FieldType],
        MethodReference method => [method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)],
        _ => [],
    };

    // What .NET itself has no name for, such as an array, is made of types that have one.
    private static string[] AssembliesOf(IEnumerable<TypeReference> types) =>
        [.. types.SelectMany(AssemblyUses.PartsOf).Select(type => type.Scope).OfType<AssemblyNameReference>().Select(scope => scope.Name)];
}
