using System;
using System.Linq;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>Addresses in Japan, where Amazon uses no city: shops write it apart, and it belongs into the first line.</summary>
internal static class JapaneseAddress
{
    /// <summary>Whether a text has Japanese letters.</summary>
    public static bool IsJapanese(string text) => text.Any(IsJapanese);

    /// <summary>
    /// Returns the first line with the city: in Japanese in front of it, in Latin letters behind it, and not at all where the lines have
    /// it.
    /// </summary>
    public static string WithCity(string line, string city, params string?[] others)
    {
        if (others.Append(line).Any(text => text is not null && Has(text, city)))
        {
            return line;
        }

        var isLatin = line.Any(char.IsLetter) && !IsJapanese(line);
        return IsJapanese(city) ? city + (isLatin ? " " : "") + line
            : IsJapanese(line) ? $"{city} {line}"
            : $"{line.TrimEnd(' ', ',')}, {city}";
    }

    private static bool Has(string text, string city)
    {
        var at = text.IndexOf(city, StringComparison.OrdinalIgnoreCase);
        var end = at + city.Length;
        return at >= 0 && (IsJapanese(city)
            || ((at == 0 || !char.IsLetter(text[at - 1])) && (end == text.Length || !char.IsLetter(text[end]))));
    }

    private static bool IsJapanese(char character) =>
        character is >= '\u3005' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF'
            or >= '\uF900' and <= '\uFAFF' or >= '\uFF66' and <= '\uFF9F';
}
