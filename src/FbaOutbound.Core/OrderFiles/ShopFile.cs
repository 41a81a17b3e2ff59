using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Rows;

namespace FbaOutbound.OrderFiles;

/// <summary>What a shop's file says about its order files: the same names as the parameters of the import.</summary>
internal static class ShopFile
{
    public static readonly IReadOnlyList<string> Keys =
    [
        "Format", "IdPrefix", "SkuMap", "SpeedMap", "FeatureMap", "Marketplace", "FirstImport", "Map", "Culture", "Encoding", "Delimiter",
        "Sheet", "MaxAge", "MaxOrders",
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
                var near = Spelling.Nearest(name, Keys);
                throw new OrderFileException(
                    $"The shop file '{System.IO.Path.GetFileName(path)}' has an unknown key '{Spelling.Showable(name)}'"
                        + $"{(near is null ? "" : $" (did you mean {near}?)")}. Its keys are {string.Join(", ", Keys)}.");
            }

            values[name] = entry.Value;
        }

        return values;
    }
}
