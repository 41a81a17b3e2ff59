using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>
/// The texts of an object's properties or a dictionary's entries, by name and whatever the case; a single value stands for the first name.
/// </summary>
internal sealed class NamedValues
{
    private readonly IReadOnlyList<(string Name, object? Value)>? _properties;
    private readonly object? _single;

    public NamedValues(object? input)
    {
        _properties = PipelineRecord.Properties(input);
        _single = _properties is null ? PipelineRecord.Unwrap(input) : null;
    }

    /// <summary>The names that there are; values never show.</summary>
    public string Names => _properties is null ? "" : string.Join(", ", _properties.Select(property => property.Name).Take(50));

    /// <summary>The name of the session that the input came with.</summary>
    public string? Session => _properties is null ? null : OrderReference.SessionOf(_properties);

    /// <summary>Returns the single value, or the value of the first of the names that has one.</summary>
    /// <exception cref="IdentifierMissingException">There is none.</exception>
    public string Require(params string[] names)
    {
        var found = _properties is null ? Read(_single, names[0]) : names.Select(Find).FirstOrDefault(value => value is not null);
        return found is null
            ? throw new IdentifierMissingException(_properties is null
                ? $"The {names[0]} is null, blank or not text. Nothing was read or changed for it."
                : $"The input has no property {string.Join(" or ", names)} with a value. Its properties are: {Names}.")
            : found;
    }

    /// <summary>Returns the text of a property, or null.</summary>
    /// <exception cref="IdentifierMissingException">It is not one text that can have been meant.</exception>
    public string? Find(string name) => _properties is null ? null : Read(OrderReference.Find(_properties, name), name);

    private static string? Read(object? value, string name)
    {
        var text = GivenText.Of(value, TextUses.OfMember(name), out var fault);
        return fault is null ? text : throw new IdentifierMissingException($"The {name} {fault}. Nothing was read or changed for it.");
    }
}
