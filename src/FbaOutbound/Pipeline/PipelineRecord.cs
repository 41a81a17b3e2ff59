using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace FbaOutbound.Pipeline;

/// <summary>What came down the pipeline, read without the engine's binder, which drops values that it cannot convert.</summary>
internal static class PipelineRecord
{
    /// <summary>Takes the engine's wrapper off.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    /// <summary>Returns the properties of an object or the entries of a dictionary; null for plain values such as text and numbers.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>>? Properties(object? value)
    {
        switch (Unwrap(value))
        {
            case null or string or DateTime or DateTimeOffset or decimal or Guid or Uri or IFormattable:
                return null;
            case IDictionary dictionary:
                return [.. dictionary.Cast<DictionaryEntry>().Select(entry => new KeyValuePair<string, object?>(Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "", Unwrap(entry.Value)))];
            case IEnumerable:
                return null;
            case { } other:
                if (other.GetType().IsPrimitive)
                {
                    return null;
                }

                var properties = PSObject.AsPSObject(value).Properties;
                var list = new List<KeyValuePair<string, object?>>();
                foreach (var property in properties)
                {
                    list.Add(new KeyValuePair<string, object?>(property.Name, Read(property)));
                }

                return list;
        }
    }

    // A script property may throw; to read it is the user's affair only where it is asked for.
    private static object? Read(PSPropertyInfo property)
    {
        try
        {
            return Unwrap(property.Value);
        }
        catch (GetValueException)
        {
            return null;
        }
    }
}
