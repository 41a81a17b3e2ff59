using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace FbaOutbound.Pipeline;

/// <summary>The texts of an object's properties or a dictionary's entries, by name and whatever the case; a single value stands for the first name.</summary>
internal sealed class NamedValues
{
    private readonly IReadOnlyList<(string Name, object? Value)>? _properties;
    private readonly string? _single;

    public NamedValues(object? input)
    {
        _properties = PipelineRecord.Properties(input);
        if (_properties is null && PipelineRecord.Unwrap(input) is { } value && value is string or IFormattable)
        {
            _single = Convert.ToString(value, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The names that there are; values never show.</summary>
    public string Names => _properties is null ? "" : string.Join(", ", _properties.Select(property => property.Name).Take(50));

    /// <summary>The name of the session that the input came with.</summary>
    public string? Session => Find("Session");

    /// <summary>Returns the single value, or the value of the first of the names that has one.</summary>
    /// <exception cref="IdentifierMissingException">There is none.</exception>
    public string Require(params string[] names)
    {
        var found = _single ?? names.Select(Find).FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));
        return string.IsNullOrWhiteSpace(found)
            ? throw new IdentifierMissingException(_properties is null
                ? $"The {names[0]} is null, blank or no text. Nothing was read or changed for it."
                : $"The input has no property {string.Join(" or ", names)} with a value. Its properties are: {Names}.")
            : found!.Trim();
    }

    /// <summary>Returns the text of a property, or null.</summary>
    public string? Find(string name) =>
        _properties?.FirstOrDefault(property => string.Equals(property.Name.Trim(), name, StringComparison.OrdinalIgnoreCase)).Value switch
        {
            null => null,
            string text => text,
            IFormattable number and not PSObject => number.ToString(null, CultureInfo.InvariantCulture),
            var other => other.ToString(),
        };
}

/// <summary>Input that does not name what it is about.</summary>
internal sealed class IdentifierMissingException(string message) : FbaException(message);
