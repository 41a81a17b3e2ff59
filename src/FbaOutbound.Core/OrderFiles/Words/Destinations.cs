using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>Where Multi-Channel Fulfillment delivers from a marketplace, and which addresses deserve a word.</summary>
internal static class Destinations
{
    private const string Europe =
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";

    private const string Territories = "PR VI GU AS MP";

    private static readonly HashSet<string> s_europe = [.. Europe.Split(' ')];

    private static readonly HashSet<string> s_territories = [.. Territories.Split(' ')];

    private static readonly Regex s_box = new(
        @"^((g\.? ?)?p\.? ?o\.? ?box|p\.? ?[om]\.? ?b\.? ?#? ?[0-9]+|post office box|private (mail ?)?bag|locked bag"
            + @"|postfach|packstation|apartado|bo[iî]te postale|casella postale)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // All postcodes of the area BF are the British forces'.
    private static readonly Regex s_britishForces = new(
        "^(BF[0-9]|BFPO ?[0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Whether a marketplace of a country delivers to another country, as far as Amazon's pages say.</summary>
    public static bool Serves(string marketplaceCountry, string country) =>
        country == marketplaceCountry
            || (s_europe.Contains(marketplaceCountry) && s_europe.Contains(country))
            || (marketplaceCountry == "US" && s_territories.Contains(country));

    /// <summary>Returns what is special about an address; null where nothing is.</summary>
    public static string? NoticeOf(Address address)
    {
        var state = address.StateOrRegion?.ToUpperInvariant() ?? "";
        var country = address.CountryCode ?? "";
        return s_territories.Contains(country) || (country == "US" && s_territories.Contains(state)) ? "a territory of the US (a surcharge applies)"
            : (country == "US" && state is "AA" or "AE" or "AP") || (country is "GB" or "UK" && IsOfBritishForces(address))
                ? "a military address (whether Amazon delivers there is not documented)"
            : country == "US" && state is "AK" or "HI" ? "Alaska or Hawaii (a surcharge applies)"
            : IsBox(address.AddressLine1) || IsBox(address.AddressLine2) || IsBox(address.AddressLine3)
                ? "a P.O. box or parcel station (dangerous goods are not delivered there)"
                : null;
    }

    private static bool IsOfBritishForces(Address address) =>
        new[] { address.PostalCode, address.City, address.AddressLine1, address.AddressLine2, address.AddressLine3 }
            .Any(text => text is not null && s_britishForces.IsMatch(text.Trim()));

    private static bool IsBox(string? line) => line is not null && s_box.IsMatch(line.Trim());
}
