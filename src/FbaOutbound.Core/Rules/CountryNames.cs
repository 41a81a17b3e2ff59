using System;
using System.Collections.Generic;

namespace FbaOutbound.Rules;

/// <summary>What the countries that Multi-Channel Fulfillment ships to are called, where that is no city's name, too.</summary>
internal static class CountryNames
{
    private static readonly Dictionary<string, string[]> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = ["USA", "U.S.", "U.S.A.", "United States", "United States of America", "America", "The United States"],
        ["CA"] = ["CAN", "Canada"],
        ["MX"] = ["MEX"],
        ["BR"] = ["BRA", "Brazil", "Brasil"],
        ["GB"] = ["GBR", "UK", "U.K.", "United Kingdom", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"],
        ["IE"] = ["IRL", "Ireland", "Éire"],
        ["DE"] = ["DEU", "Germany", "Deutschland"],
        ["FR"] = ["FRA", "France"],
        ["IT"] = ["ITA", "Italy", "Italia"],
        ["ES"] = ["ESP", "Spain", "España"],
        ["NL"] = ["NLD", "Netherlands", "The Netherlands", "Nederland", "Holland"],
        ["BE"] = ["BEL", "Belgium", "België", "Belgique"],
        ["AT"] = ["AUT", "Austria", "Österreich"],
        ["CH"] = ["CHE", "Switzerland", "Schweiz", "Suisse", "Svizzera"],
        ["PL"] = ["POL", "Poland", "Polska"],
        ["SE"] = ["SWE", "Sweden", "Sverige"],
        ["NO"] = ["NOR", "Norway", "Norge"],
        ["DK"] = ["DNK", "Denmark", "Danmark"],
        ["FI"] = ["FIN", "Finland", "Suomi"],
        ["PT"] = ["PRT", "Portugal"],
        ["GR"] = ["GRC", "Greece"],
        ["CZ"] = ["CZE", "Czechia", "Czech Republic"],
        ["HU"] = ["HUN", "Hungary"],
        ["RO"] = ["ROU", "Romania"],
        ["TR"] = ["TUR", "Turkey", "Türkiye", "Turkiye"],
        ["EG"] = ["EGY", "Egypt"],
        ["SA"] = ["SAU", "KSA", "Saudi Arabia"],
        ["AE"] = ["ARE", "UAE", "U.A.E.", "United Arab Emirates"],
        ["IN"] = ["IND", "India", "Bharat"],
        ["ZA"] = ["ZAF", "RSA", "South Africa"],
        ["AU"] = ["AUS", "Australia"],
        ["JP"] = ["JPN", "Japan", "日本"],
        ["KR"] = ["KOR", "South Korea", "Korea", "Republic of Korea"],
        ["SG"] = ["SGP"],
        ["CN"] = ["CHN", "China"],
    };

    /// <summary>Returns the names of a country, of which some countries have none here.</summary>
    public static string[] Of(string countryCode) => s_names.TryGetValue(countryCode, out var names) ? names : [];

    /// <summary>Whether a text is a country's own code or name.</summary>
    public static bool Is(string text, string? countryCode)
    {
        var code = ProblemList.Is(countryCode, "UK") ? "GB" : countryCode?.Trim() ?? "";
        return code.Length == 2
            && (
                ProblemList.Is(text, code)
                    || (s_names.TryGetValue(code, out var names) && Array.Exists(names, name => ProblemList.Is(text, name))));
    }
}
