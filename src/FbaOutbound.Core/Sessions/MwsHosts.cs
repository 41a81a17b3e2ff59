using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sessions;

/// <summary>
/// The hosts that MWS had. Amazon switched them off after 2024-03-31, so that none is used unless the user names it; a gateway that keeps
/// one of the names tells by it which country it serves.
/// </summary>
internal static class MwsHosts
{
    /// <summary>What to tell a user who names no endpoint.</summary>
    public const string Ended =
        "Amazon shut down MWS on 2024-03-31, so there is no default endpoint. Use the Selling Partner API (Connect-FbaSession "
            + "-ClientCredential … -RefreshToken … -Marketplace …), "
        + "give a gateway that still supports MWS (-Endpoint https://…), or try it in the sandbox (-Sandbox -ApiVersion Mws).";

    private static readonly Dictionary<string, string> s_hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = "mws.amazonservices.com",
        ["BR"] = "mws.amazonservices.com",
        ["CA"] = "mws.amazonservices.ca",
        ["MX"] = "mws.amazonservices.com.mx",
        ["UK"] = "mws-eu.amazonservices.com",
        ["DE"] = "mws-eu.amazonservices.com",
        ["FR"] = "mws-eu.amazonservices.com",
        ["IT"] = "mws-eu.amazonservices.com",
        ["ES"] = "mws-eu.amazonservices.com",
        ["NL"] = "mws-eu.amazonservices.com",
        ["SE"] = "mws-eu.amazonservices.com",
        ["PL"] = "mws-eu.amazonservices.com",
        ["TR"] = "mws-eu.amazonservices.com",
        ["EG"] = "mws-eu.amazonservices.com",
        ["SA"] = "mws-eu.amazonservices.com",
        ["AE"] = "mws.amazonservices.ae",
        ["IN"] = "mws.amazonservices.in",
        ["JP"] = "mws.amazonservices.jp",
        ["AU"] = "mws.amazonservices.com.au",
        ["SG"] = "mws-fe.amazonservices.com",
    };

    /// <summary>Returns the country that a host serves; null if it is unknown or serves several.</summary>
    public static string? CountryOf(Uri endpoint)
    {
        var countries = s_hosts.Where(pair => string.Equals(pair.Value, endpoint.Host, StringComparison.OrdinalIgnoreCase))
            .Select(pair => pair.Key).ToList();
        return countries.Count == 1 ? countries[0] : null;
    }
}
