using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sessions;

namespace FbaOutbound.Completion;

/// <summary>The names by which people look for a marketplace.</summary>
internal sealed record MarketplaceNames(
    string Id, IReadOnlyList<string> Codes, string Country, string Domain, IReadOnlyList<string> Languages)
{
    private static readonly Dictionary<string, (string Country, string Domain, string[] Languages)> s_names = new()
    {
        ["CA"] = ("Canada", "amazon.ca", ["en_CA", "fr_CA"]),
        ["US"] = ("United States", "amazon.com", ["en_US", "es_US"]),
        ["MX"] = ("Mexico", "amazon.com.mx", ["es_MX"]),
        ["BR"] = ("Brazil", "amazon.com.br", ["pt_BR"]),
        ["ES"] = ("Spain", "amazon.es", ["es_ES"]),
        ["UK"] = ("United Kingdom", "amazon.co.uk", ["en_GB"]),
        ["FR"] = ("France", "amazon.fr", ["fr_FR"]),
        ["BE"] = ("Belgium", "amazon.com.be", ["fr_BE", "nl_BE"]),
        ["NL"] = ("Netherlands", "amazon.nl", ["nl_NL"]),
        ["DE"] = ("Germany", "amazon.de", ["de_DE"]),
        ["IT"] = ("Italy", "amazon.it", ["it_IT"]),
        ["SE"] = ("Sweden", "amazon.se", ["sv_SE"]),
        ["PL"] = ("Poland", "amazon.pl", ["pl_PL"]),
        ["EG"] = ("Egypt", "amazon.eg", ["ar_EG"]),
        ["TR"] = ("Turkey", "amazon.com.tr", ["tr_TR"]),
        ["SA"] = ("Saudi Arabia", "amazon.sa", ["ar_SA"]),
        ["AE"] = ("United Arab Emirates", "amazon.ae", ["ar_AE", "en_AE"]),
        ["IN"] = ("India", "amazon.in", ["en_IN", "hi_IN"]),
        ["SG"] = ("Singapore", "amazon.sg", ["en_SG"]),
        ["AU"] = ("Australia", "amazon.com.au", ["en_AU"]),
        ["JP"] = ("Japan", "amazon.co.jp", ["ja_JP"]),
    };

    /// <summary>All marketplaces.</summary>
    public static IReadOnlyList<MarketplaceNames> All { get; } =
        [.. Marketplace.All.Where(marketplace => s_names.ContainsKey(marketplace.Code)).Select(Of)];

    /// <summary>What a tooltip says.</summary>
    public string Tip => $"{Country}, {Domain}, {Id}";

    private static MarketplaceNames Of(Marketplace marketplace)
    {
        var (country, domain, languages) = s_names[marketplace.Code];
        return new MarketplaceNames(
            marketplace.Id, marketplace.Code == "UK" ? ["UK", "GB"] : [marketplace.Code], country, domain, languages);
    }
}
