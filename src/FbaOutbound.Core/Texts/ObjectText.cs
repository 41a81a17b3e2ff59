using System;
using System.Text.RegularExpressions;

namespace FbaOutbound.Texts;

/// <summary>Recognizes the texts that programs write in place of a value.</summary>
internal static class ObjectText
{
    private const string Object = "is an object or a list converted to text, not a value: give the property or the "
        + "element you need";

    private static readonly string[] s_nothing = ["NULL", "null", "(null)", "(NULL)", "\\N", "NaN", "nan", "undefined"];

    private static readonly string[] s_namespaces =
    [
        "System.Collections.", "System.Management.", "System.Data.", "Deserialized.System.", "Selected.System.",
    ];

    private static readonly Regex s_typeName = new(@"^(?<name>(System|Microsoft|FbaOutbound|Newtonsoft)(\.[A-Z][A-Za-z0-9_]*)+)(`[0-9]+)?(?<list>\[.*\])?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_script = new(
        @"\$(_|PSItem)(\.[A-Za-z]|\[)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase);

    /// <summary>Describes what the text looks like, or returns null.</summary>
    public static string? Of(string text)
    {
        if (Array.IndexOf(s_nothing, text) >= 0)
        {
            return $"is {text}, which programs write when a value is missing: leave the cell empty or, if it is a real value, change its capitalization";
        }

        if (text == "[object Object]"
            || (text.StartsWith("@{", StringComparison.Ordinal) && text.EndsWith("}", StringComparison.Ordinal))
            || (text.Length > 0 && text[0] is 'S' or 'M' or 'F' or 'N' or 'D' && text.IndexOf('.') > 0 && IsTypeName(text)))
        {
            return Object;
        }

        return text.IndexOf('$') >= 0 && s_script.IsMatch(text)
            ? "contains a script, such as $_.Name, that was not evaluated: add the value to the rows with Select-Object first"
            : null;
    }

    // A SKU may begin with System, too, so the type has to be one.
    private static bool IsTypeName(string text)
    {
        if (s_typeName.Match(text) is not { Success: true } match)
        {
            return Array.Exists(s_namespaces, name => text.StartsWith(name, StringComparison.Ordinal));
        }

        if (match.Groups["list"].Success || Array.Exists(s_namespaces, name => text.StartsWith(name, StringComparison.Ordinal)))
        {
            return true;
        }

        var typeName = match.Groups["name"].Value;
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!assembly.IsDynamic && assembly.GetType(typeName, throwOnError: false) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
