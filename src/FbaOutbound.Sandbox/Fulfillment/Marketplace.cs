using System;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>A marketplace: its country, and what follows from that.</summary>
internal sealed class Marketplace
{
    private static readonly Marketplace[] s_all =
    [
        new("ATVPDKIKX0DER", "US", "USD", "en_US"),
        new("A2EUQ1WTGCTBG2", "CA", "CAD", "en_CA"),
        new("A1AM78C64UM0Y8", "MX", "MXN", "es_MX"),
        new("A2Q3Y263D00KWC", "BR", "BRL", "pt_BR"),
        new("A1RKKUPIHCS9HS", "ES", "EUR", "es_ES"),
        new("A1F83G8C2ARO7P", "GB", "GBP", "en_GB"),
        new("A13V1IB3VIYZZH", "FR", "EUR", "fr_FR"),
        new("AMEN7PMS3EDWL", "BE", "EUR", "fr_BE"),
        new("A1805IZSGTT6HS", "NL", "EUR", "nl_NL"),
        new("A1PA6795UKMFR9", "DE", "EUR", "de_DE"),
        new("APJ6JRA9NG5V4", "IT", "EUR", "it_IT"),
        new("A2NODRKZP88ZB9", "SE", "SEK", "sv_SE"),
        new("A1C3SOZRARQ6R3", "PL", "PLN", "pl_PL"),
        new("ARBP9OOSHTCHU", "EG", "EGP", "ar_EG"),
        new("A33AVAJ2PDY3EV", "TR", "TRY", "tr_TR"),
        new("A17E79C6D8DWNP", "SA", "SAR", "ar_SA"),
        new("A2VIGQ35RCS4UG", "AE", "AED", "ar_AE"),
        new("A21TJRUUN4KGV", "IN", "INR", "en_IN"),
        new("A19VAU5U5O7RUS", "SG", "SGD", "en_SG"),
        new("A39IBJ37TRP1C6", "AU", "AUD", "en_AU"),
        new("A1VC38T7YXB528", "JP", "JPY", "ja_JP"),
    ];

    private Marketplace(string id, string country, string currency, string locale)
    {
        Id = id;
        CountryCode = country;
        Currency = currency;
        Locale = locale;
    }

    public string Id { get; }

    public string CountryCode { get; }

    public string Currency { get; }

    public string Locale { get; }

    public bool IsJapan => CountryCode == "JP";

    public bool IsIndia => CountryCode == "IN";

    public static Marketplace? Find(string? id) =>
        s_all.FirstOrDefault(marketplace => string.Equals(marketplace.Id, id, StringComparison.Ordinal));

    public static Marketplace? OfCountry(string? countryCode) =>
        s_all.FirstOrDefault(marketplace => string.Equals(marketplace.CountryCode, countryCode, StringComparison.OrdinalIgnoreCase));
}
