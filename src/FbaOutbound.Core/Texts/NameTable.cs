using System;
using System.Collections.Generic;
using System.IO;

namespace FbaOutbound.Texts;

/// <summary>Reads names that are kept with the assembly: lines with a key and its names, with tabs between them.</summary>
internal static class NameTable
{
    /// <summary>Reads a file; names are found whatever their case.</summary>
    /// <param name="resource">The name of the resource.</param>
    /// <param name="add">Takes the key of a line and one of its names.</param>
    public static Dictionary<string, string> Read(string resource, Action<string, string, Dictionary<string, string>> add)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var stream = typeof(NameTable).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split('\t');
            for (var i = 1; i < parts.Length; i++)
            {
                add(parts[0], parts[i], names);
            }
        }

        return names;
    }
}
