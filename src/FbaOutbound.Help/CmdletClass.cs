using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Linq;
using System.Reflection;

namespace FbaOutbound.Help;

/// <summary>
/// What help says about a cmdlet's class. Attributes are read as data, because those of PowerShell Standard have no values.
/// </summary>
internal sealed class CmdletClass
{
    private const BindingFlags PublicInstance = BindingFlags.Public | BindingFlags.Instance;

    public CmdletClass(Type type)
    {
        var cmdlet = Attributes(type, "CmdletAttribute").Single();
        Verb = (string)cmdlet.ConstructorArguments[0].Value!;
        Noun = (string)cmdlet.ConstructorArguments[1].Value!;
        OutputTypes =
        [
            .. Attributes(type, "OutputTypeAttribute").SelectMany(data => data.ConstructorArguments).SelectMany(Values)
                .OfType<Type>().Where(output => output.FullName != "System.Void").Select(output => output.FullName!),
        ];
        Parameters = [.. DeclaredParameters(type), .. Named(cmdlet, "SupportsShouldProcess") is true ? EngineParameters : []];
        ParameterSets = Sets(Named(cmdlet, "DefaultParameterSetName") as string);
    }

    public string Verb { get; }

    public string Noun { get; }

    public string Name => $"{Verb}-{Noun}";

    /// <summary>The parameters in the order of their declaration, those of the class before those of its base classes.</summary>
    public IReadOnlyList<CmdletParameter> Parameters { get; }

    /// <summary>The parameter sets, the default one first. A cmdlet without named sets has one with an empty name.</summary>
    public IReadOnlyList<string> ParameterSets { get; }

    /// <summary>The full names of the types that are declared as output.</summary>
    public IReadOnlyList<string> OutputTypes { get; }

    public bool TakesPipelineInput => Parameters.Any(parameter => parameter.Sets.Values.Any(use => use.FromPipeline));

    // It holds every parameter, so that the cmdlet itself says what cannot be used together: no way to call it.
    private const string AnyWay = "AnyWay";

    private static CmdletParameter[] EngineParameters => [Switch("WhatIf", "wi"), Switch("Confirm", "cf")];

    /// <summary>Returns the cmdlets of an assembly in the order of their names.</summary>
    public static IReadOnlyList<CmdletClass> In(Assembly assembly) =>
    [
        .. assembly.GetTypes().Where(type => Attributes(type, "CmdletAttribute").Any()).Select(type => new CmdletClass(type))
            .OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal),
    ];

    /// <summary>Returns the parameters of a set as syntax shows them: by position, then the mandatory ones, then the others.</summary>
    public IEnumerable<(CmdletParameter Parameter, ParameterUse Use)> In(string set) => Parameters
        .Select(parameter => (Parameter: parameter, Use: parameter.In(set)))
        .Where(found => found.Use is not null)
        .Select(found => (found.Parameter, Use: found.Use!))
        .OrderBy(found => found.Use.Position ?? int.MaxValue)
        .ThenBy(found => !found.Use.IsMandatory);

    private static IEnumerable<CmdletParameter> DeclaredParameters(Type type)
    {
        var depths = new List<Type>();
        for (var current = type; current is not null; current = current.BaseType)
        {
            depths.Add(current);
        }

        return type.GetProperties(PublicInstance)
            .Where(property => Attributes(property, "ParameterAttribute").Any())
            .OrderBy(property => depths.IndexOf(property.DeclaringType!))
            .ThenBy(property => property.MetadataToken)
            .Select(Declared);
    }

    private static CmdletParameter Declared(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return new CmdletParameter
        {
            Name = property.Name,
            TypeName = type.Name,
            IsSwitch = type.Name == "SwitchParameter",
            IsArray = type.IsArray,
            SupportsWildcards = Attributes(property, "SupportsWildcardsAttribute").Any(),
            Aliases =
            [
                .. Attributes(property, "AliasAttribute").SelectMany(data => data.ConstructorArguments).SelectMany(Values)
                    .Select(alias => (string)alias!),
            ],
            Sets = Attributes(property, "ParameterAttribute").ToDictionary(
                data => Named(data, "ParameterSetName") as string ?? "",
                data => new ParameterUse(
                    Named(data, "Mandatory") is true || IsRequired(property, Named(data, "ParameterSetName")),
                    Named(data, "Position") as int?,
                    Named(data, "ValueFromPipeline") is true,
                    Named(data, "ValueFromPipelineByPropertyName") is true),
                StringComparer.Ordinal),
        };
    }

    private static bool IsRequired(PropertyInfo property, object? set) =>
        Attributes(property, "RequiredInAttribute").Any(data => Equals(data.ConstructorArguments[0].Value, set));

    private static CmdletParameter Switch(string name, string alias) => new()
    {
        Name = name,
        TypeName = "SwitchParameter",
        IsSwitch = true,
        Aliases = [alias],
        Sets = new Dictionary<string, ParameterUse>(StringComparer.Ordinal) { [""] = new(false, null, false, false) },
    };

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(data => data.AttributeType.Name == name);

    private static object? Named(CustomAttributeData data, string name) =>
        data.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault();

    private static IEnumerable<object?> Values(CustomAttributeTypedArgument argument) =>
        argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> list ? list.Select(item => item.Value) : [argument.Value];

    private string[] Sets(string? first)
    {
        var named = Parameters.SelectMany(parameter => parameter.Sets.Keys).Where(name => name is not ("" or AnyWay))
            .Distinct(StringComparer.Ordinal).ToList();
        return named.Count == 0 ? [""] : [.. named.OrderBy(name => name != first)];
    }
}

/// <summary>A parameter in all its sets.</summary>
internal sealed record CmdletParameter
{
    public required string Name { get; init; }

    /// <summary>The type's short name, such as <c>String[]</c>.</summary>
    public required string TypeName { get; init; }

    public bool IsSwitch { get; init; }

    public bool IsArray { get; init; }

    public bool SupportsWildcards { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How the parameter is declared in each of its sets; an empty name stands for all sets.</summary>
    public required IReadOnlyDictionary<string, ParameterUse> Sets { get; init; }

    /// <summary>How the parameter is declared, whatever the set: mandatory only if it is in all of its sets.</summary>
    public ParameterUse Anywhere => Sets.Values.First() with { IsMandatory = Sets.Values.All(use => use.IsMandatory) };

    /// <summary>Returns how the parameter is declared in a set, or null if it does not belong to it.</summary>
    public ParameterUse? In(string set) => Sets.TryGetValue(set, out var use) || Sets.TryGetValue("", out use) ? use : null;
}

/// <summary>How a parameter is declared in a set.</summary>
internal sealed record ParameterUse(bool IsMandatory, int? Position, bool FromPipeline, bool FromPipelineByName);
