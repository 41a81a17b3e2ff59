using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sessions;

/// <summary>A marketplace of Amazon.</summary>
/// <param name="Code">The country's code as sellers write it, such as <c>US</c> or <c>UK</c>.</param>
/// <param name="Id">Amazon's id.</param>
/// <param name="Region">The region whose host serves it: <c>NA</c>, <c>EU</c> or <c>FE</c>.</param>
internal sealed record Marketplace(string Code, string Id, string Region)
{
    public static IReadOnlyList<Marketplace> All { get; } =
    [
        new("CA", "A2EUQ1WTGCTBG2", Regions.NorthAmerica),
        new("US", "ATVPDKIKX0DER", Regions.NorthAmerica),
        new("MX", "A1AM78C64UM0Y8", Regions.NorthAmerica),
        new("BR", "A2Q3Y263D00KWC", Regions.NorthAmerica),
        new("ES", "A1RKKUPIHCS9HS", Regions.Europe),
        new("UK", "A1F83G8C2ARO7P", Regions.Europe),
        new("FR", "A13V1IB3VIYZZH", Regions.Europe),
        new("BE", "AMEN7PMS3EDWL", Regions.Europe),
        new("NL", "A1805IZSGTT6HS", Regions.Europe),
        new("DE", "A1PA6795UKMFR9", Regions.Europe),
        new("IT", "APJ6JRA9NG5V4", Regions.Europe),
        new("SE", "A2NODRKZP88ZB9", Regions.Europe),
        new("PL", "A1C3SOZRARQ6R3", Regions.Europe),
        new("EG", "ARBP9OOSHTCHU", Regions.Europe),
        new("TR", "A33AVAJ2PDY3EV", Regions.Europe),
        new("SA", "A17E79C6D8DWNP", Regions.Europe),
        new("AE", "A2VIGQ35RCS4UG", Regions.Europe),
        new("IN", "A21TJRUUN4KGV", Regions.Europe),
        new("SG", "A19VAU5U5O7RUS", Regions.FarEast),
        new("AU", "A39IBJ37TRP1C6", Regions.FarEast),
        new("JP", "A1VC38T7YXB528", Regions.FarEast),
    ];

    /// <summary>Returns the ISO 3166-1 code of a marketplace's country, or null if there is no marketplace of this id.</summary>
    public static string? IsoCountryOf(string id) =>
        All.FirstOrDefault(marketplace => marketplace.Id == id)?.Code is { } code ? (code == "UK" ? "GB" : code) : null;

    /// <summary>Returns the region of a marketplace, or null if there is no marketplace of this id.</summary>
    public static string? RegionOf(string id) =>
        All.FirstOrDefault(marketplace => string.Equals(marketplace.Id, id.Trim(), StringComparison.OrdinalIgnoreCase))?.Region;

    /// <summary>Finds a marketplace by its code or id, whatever the case; <c>GB</c> is the UK.</summary>
    /// <exception cref="FbaException">There is no such marketplace; the message lists the codes.</exception>
    public static Marketplace Find(string codeOrId)
    {
        var text = codeOrId.Trim();
        var code = text.Equals("GB", StringComparison.OrdinalIgnoreCase) ? "UK" : text;
        return All.FirstOrDefault(marketplace =>
                marketplace.Code.Equals(code, StringComparison.OrdinalIgnoreCase)
                    || marketplace.Id.Equals(code, StringComparison.OrdinalIgnoreCase))
            ?? throw new FbaException(
                $"Unknown marketplace '{text}'. Use a marketplace id or one of these codes: "
                    + $"{string.Join(", ", All.Select(marketplace => marketplace.Code))}; GB is the same as UK.");
    }
}
