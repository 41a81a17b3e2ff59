using System;
using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using FbaOutbound.Errors;

namespace FbaOutbound.Pipeline;

/// <summary>Reads the prefix of a shop's orders from the shop's file, a PowerShell data file.</summary>
internal static class ShopPrefix
{
    /// <summary>Returns the prefix; empty if the file gives none.</summary>
    /// <exception cref="ParameterInvalidException">The file cannot be read as one.</exception>
    public static string Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new ParameterInvalidException($"-Shop: file not found: '{file}'. Nothing was written.");
        }

        var script = Parser.ParseFile(file, out _, out var errors);
        try
        {
            if (errors.Length == 0 && script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false) is HashtableAst table
                && table.SafeGetValue() is IDictionary values)
            {
                return values.Keys.Cast<object>().FirstOrDefault(
                    key => string.Equals(key as string, "IdPrefix", StringComparison.OrdinalIgnoreCase)) is { } name
                        ? Convert.ToString(values[name], System.Globalization.CultureInfo.InvariantCulture)!.Trim()
                        : "";
            }
        }
        catch (InvalidOperationException)
        {
            // It has more than values.
        }

        throw new ParameterInvalidException(
            $"-Shop: '{file}' is not a PowerShell data file, such as @{{ IdPrefix = 'main-' }}. Nothing was written.");
    }
}
