using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using FbaOutbound.Rules;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>Countries and states by the names that shops write, in English, German, French, Italian, Spanish and Japanese.</summary>
internal static class PlaceNames
{
    private static readonly Lazy<Dictionary<string, string>> s_countries = new(() =>
        Read("countries", (place, name, names) => names[PlainLetters.Of(name)] = place));

    private static readonly Lazy<Dictionary<string, string>> s_prefectures = new(() => Read("prefectures", (number, name, names) =>
        names[$"{number}/{JapaneseAddress.IsJapanese(name)}"] = name));

    // WooCommerce writes United States (US) and United Kingdom (UK).
    private static readonly Regex s_withCode = new(
        @"^(?<name>[^()]*[^() ]) *\((?<code>[A-Z]{2})\)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Returns the code of a country that is given by its code, its name or both; null where it is none.</summary>
    public static string? CountryOf(string text)
    {
        if (text.Length == 2 && (CountryCodes.IsKnown(text) || text.Equals("UK", StringComparison.OrdinalIgnoreCase)))
        {
            return text.Equals("UK", StringComparison.OrdinalIgnoreCase) ? "GB" : text.ToUpperInvariant();
        }

        var plain = PlainLetters.Of(text);
        return s_countries.Value.TryGetValue(plain, out var code) ? code
            : s_withCode.Match(plain) is { Success: true } pair
                && CountryOf(pair.Groups["code"].Value) is { } given && given == CountryOf(pair.Groups["name"].Value) ? given
            : null;
    }

    /// <summary>Returns the code of a state where carriers want one; otherwise the text.</summary>
    public static string StateOf(string text, string? country) =>
        StateNames.CodeOf(country, text) ?? text;

    /// <summary>
    /// Returns the name of a prefecture of Japan where a shop writes its code, such as JP-13 or JP13; otherwise the text.
    /// </summary>
    public static string PrefectureOf(string text, bool isJapanese) =>
        text.StartsWith("JP", StringComparison.OrdinalIgnoreCase)
            && s_prefectures.Value.TryGetValue($"{text.Substring(2).TrimStart('-')}/{isJapanese}", out var name) ? name : text;

    private static Dictionary<string, string> Read(string name, Action<string, string, Dictionary<string, string>> add) =>
        NameTable.Read($"FbaOutbound.OrderFiles.Names.{name}.tsv", add);
}
