using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.Rules;

/// <summary>The names of states, provinces and territories of the countries whose carriers want their codes.</summary>
internal static class StateNames
{
    private static readonly Lazy<Dictionary<string, string>> s_codes = new(() =>
        NameTable.Read("FbaOutbound.Rules.states.tsv", (country, pair, codes) =>
        {
            var parts = pair.Split('=');
            codes[$"{country}/{PlainLetters.Of(parts[0])}"] = parts[1];
        }));

    /// <summary>Returns the code of a state that is given by its name; null where it is none.</summary>
    public static string? CodeOf(string? country, string name) =>
        s_codes.Value.TryGetValue($"{country}/{PlainLetters.Of(name)}", out var code) ? code : null;

    /// <summary>Returns the name of a country's state that is nearest to a text; null if none is near enough to be meant.</summary>
    public static string? Nearest(string country, string text) => Spelling.Nearest(
        PlainLetters.Of(text),
        s_codes.Value.Keys.Where(key => key.StartsWith(country + "/", StringComparison.OrdinalIgnoreCase))
            .Select(key => key.Substring(country.Length + 1)));
}
