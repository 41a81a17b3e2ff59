namespace FbaOutbound.Rows;

/// <summary>The currencies of the countries that have a marketplace.</summary>
internal static class Currencies
{
    /// <summary>Returns the currency of a marketplace's country; null if unknown, and an amount must name its own.</summary>
    public static string? Of(string? countryCode) => countryCode?.ToUpperInvariant() switch
    {
        "US" => "USD",
        "CA" => "CAD",
        "MX" => "MXN",
        "BR" => "BRL",
        "UK" or "GB" => "GBP",
        "DE" or "FR" or "ES" or "IT" or "NL" or "BE" or "IE" => "EUR",
        "SE" => "SEK",
        "PL" => "PLN",
        "TR" => "TRY",
        "EG" => "EGP",
        "SA" => "SAR",
        "AE" => "AED",
        "ZA" => "ZAR",
        "IN" => "INR",
        "SG" => "SGD",
        "AU" => "AUD",
        "JP" => "JPY",
        _ => null,
    };

    /// <summary>Whether a currency is not divided.</summary>
    public static bool HasNoDecimals(string code) => code.ToUpperInvariant() is "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF"
        or "KRW" or "PYG" or "RWF" or "UGX" or "VND" or "VUV" or "XAF" or "XOF" or "XPF";

    /// <summary>Whether a currency is divided into a thousand.</summary>
    public static bool HasThreeDecimals(string code) =>
        code.ToUpperInvariant() is "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND";
}
