using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using FbaOutbound.Pipeline;

namespace FbaOutbound.Tests.Conventions;

/// <summary>
/// A cmdlet as its metadata declares it. Instances of PowerShell Standard's attributes read back as empty, so the raw data is read.
/// </summary>
internal sealed class CmdletClass
{
    private const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;

    private readonly CustomAttributeData _cmdlet;

    private CmdletClass(Type type, CustomAttributeData cmdlet)
    {
        Type = type;
        _cmdlet = cmdlet;
        Verb = (string)cmdlet.ConstructorArguments[0].Value!;
        Noun = (string)cmdlet.ConstructorArguments[1].Value!;
        Parameters =
        [
            .. type.GetProperties(PublicInstance).Where(property => Data(property, nameof(ParameterAttribute)).Any())
                .Select(property => new CmdletParameter(property)),
        ];
    }

    public static IReadOnlyList<CmdletClass> All { get; } =
    [
        .. Repository.Cmdlets.GetTypes()
            .Select(type => (Type: type, Cmdlet: Data(type, nameof(CmdletAttribute)).SingleOrDefault()))
            .Where(found => found.Cmdlet is not null)
            .Select(found => new CmdletClass(found.Type, found.Cmdlet!))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    public Type Type { get; }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    public IReadOnlyList<CmdletParameter> Parameters { get; }

    public bool SupportsShouldProcess => Named("SupportsShouldProcess") is true;

    /// <summary>The impact that is declared; null if the engine's own, Medium, is left.</summary>
    public ConfirmImpact? ConfirmImpact => Named("ConfirmImpact") is int impact ? (ConfirmImpact)impact : null;

    public string? DefaultParameterSet => (string?)Named("DefaultParameterSetName");

    /// <summary>The types that are declared to come out; <c>void</c> for none.</summary>
    public IReadOnlyList<Type> OutputTypes =>
    [
        .. Data(Type, nameof(OutputTypeAttribute)).SelectMany(data => data.ConstructorArguments).SelectMany(argument =>
            argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> types
                ? types.Select(type => (Type)type.Value!)
                : [(Type)argument.Value!]),
    ];

    public IReadOnlyList<string> ParameterSets
    {
        get
        {
            var named = Parameters.SelectMany(parameter => parameter.Sets.Keys)
                .Where(name => name is not ("" or CallWays.AnyWay)).Distinct().ToList();
            return named.Count == 0 ? [""] : named;
        }
    }

    public override string ToString() => Name;

    public static IEnumerable<CustomAttributeData> Data(MemberInfo member, string attribute) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType.Name == attribute);

    private object? Named(string name) => CmdletParameter.Named(_cmdlet, name);
}

/// <summary>A parameter in all its sets.</summary>
internal sealed class CmdletParameter(PropertyInfo property)
{
    public PropertyInfo Property { get; } = property;

    public string Name => Property.Name;

    /// <summary>How the parameter is declared in each of its sets; an empty name stands for all sets.</summary>
    public IReadOnlyDictionary<string, ParameterUse> Sets { get; } = CmdletClass.Data(property, nameof(ParameterAttribute)).ToDictionary(
        data => (string?)Named(data, "ParameterSetName") ?? "",
        data => new ParameterUse(
            Named(data, "Mandatory") is true || IsRequired(property, Named(data, "ParameterSetName")),
            Named(data, "Mandatory") is true,
            Named(data, "Position") as int?,
            Named(data, "ValueFromPipeline") is true,
            Named(data, "ValueFromPipelineByPropertyName") is true));

    public IReadOnlyList<string> Aliases { get; } =
        [
            .. CmdletClass.Data(property, nameof(AliasAttribute))
                .SelectMany(data => (ReadOnlyCollection<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)
                .Select(alias => (string)alias.Value!)];

    public bool SupportsWildcards => CmdletClass.Data(Property, nameof(SupportsWildcardsAttribute)).Any();

    /// <summary>The type as help writes it.</summary>
    public string TypeName => (Nullable.GetUnderlyingType(Property.PropertyType) ?? Property.PropertyType).Name;

    /// <summary>How the parameter is declared in a set; null if it does not belong to it.</summary>
    public ParameterUse? In(string set) => Sets.TryGetValue(set, out var use) || Sets.TryGetValue("", out use) ? use : null;

    private static bool IsRequired(PropertyInfo property, object? set) =>
        CmdletClass.Data(property, nameof(RequiredInAttribute)).Any(data => Equals(data.ConstructorArguments[0].Value, set));

    public static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault();
}

/// <summary>How a parameter is declared in a set: whether it is required, and whether the engine asks the user for it.</summary>
internal sealed record ParameterUse(bool IsMandatory, bool IsAskedFor, int? Position, bool FromPipeline, bool FromPipelineByName);
