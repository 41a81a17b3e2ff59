using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>What a shop's file says about its order files: the same names as the parameters of the import.</summary>
internal static class ShopFile
{
    public static readonly IReadOnlyList<string> Keys =
    [
        "Format", "IdPrefix", "SkuMap", "SpeedMap", "FeatureMap", "Marketplace", "FirstImport", "Map", "Culture", "Encoding", "Delimiter",
        "Sheet", "MaxAge", "MaxOrders", "HoldWord",
    ];

    /// <summary>Returns the values by their keys, whatever the case.</summary>
    /// <exception cref="OrderFileException">A key is not known.</exception>
    public static Dictionary<string, object?> Check(string path, IDictionary data)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in data)
        {
            var name = entry.Key?.ToString() ?? "";
            if (!Keys.Any(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new OrderFileException(
                    $"The shop file '{System.IO.Path.GetFileName(path)}' has an unknown key '{Spelling.Showable(name)}'"
                        + $"{Spelling.Hint(Spelling.Nearest(name, Keys))}. Its keys are {string.Join(", ", Keys)}.");
            }

            if (entry.Value is not null && WrongType(name, entry.Value) is { } wanted)
            {
                throw new OrderFileException(
                    $"The shop file '{System.IO.Path.GetFileName(path)}' has an invalid value for {name}: use {wanted}.");
            }

            values[name] = entry.Value;
        }

        return values;
    }

    // Returns how a value is written; null where it is written so.
    private static string? WrongType(string name, object value) => name.ToUpperInvariant() switch
    {
        "SPEEDMAP" or "FEATUREMAP" or "MAP" => value is IDictionary ? null : "a hashtable, such as @{ Name = 'Value' }",
        "SKUMAP" => value is string or IDictionary or object[] ? null : "the path of a CSV file in quotes, or a hashtable",
        "HOLDWORD" => value is string || (value is object[] words && words.All(word => word is string)) ? null
            : "words in quotes, such as 'WAIT', 'VIP'",
        "FIRSTIMPORT" => value is string or DateTime or DateTimeOffset ? null : "a date in quotes, such as '2026-11-01'",
        "MAXAGE" or "MAXORDERS" => value is int or string ? null : "a number, 1 or more",
        "DELIMITER" => value is string { Length: 1 } ? null : "one character in quotes, such as ';'",
        _ => value is string ? null : "a text in quotes",
    };
}
