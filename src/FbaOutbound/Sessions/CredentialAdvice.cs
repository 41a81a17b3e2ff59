using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sessions;

/// <summary>Where a seller finds what a session is opened with.</summary>
internal static class CredentialAdvice
{
    /// <summary>The ways to open a session, for who has named none.</summary>
    public const string Ways =
        "Connect-FbaSession needs to know where to connect: give -Sandbox (no account needed), -ClientCredential with -RefreshToken and "
            + "-Marketplace, -Profile, -FromEnvironment, -Connection, or for MWS -AccessKey with -SellerId. "
            + "Get-Help Connect-FbaSession -Examples shows each.";

    private const string Application =
        "in Seller Central > Apps and Services > Develop Apps: find your application and choose View under LWA credentials";

    private const string Token = "in Seller Central > Apps and Services > Develop Apps: find your application and choose Edit App > Authorize";

    private const string TokenBesideApplication = "on the same page: choose Edit App > Authorize";

    private const string Country = "the country code of your marketplace, such as US";

    private static readonly Dictionary<string, (string[] What, string Where)> s_places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ClientCredential"] = (["the client id", "the client secret"], Application),
        ["ClientId"] = (["the client id"], Application),
        ["ClientSecret"] = (["the client secret"], Application),
        ["RefreshToken"] = (["the refresh token"], Token),
        ["Marketplace"] = (["the marketplace"], Country),
        ["AccessKey"] = (["the access key id", "the secret key"], "those of your MWS developer account"),
        ["SellerId"] = (["the seller id"], "in Seller Central > Settings > Account Info > Merchant Token"),
    };

    /// <summary>Says where settings are found, each by the name of its parameter, connection field or environment variable.</summary>
    public static string Of(IEnumerable<string> names)
    {
        var places = names.Select(name => name.Replace("FBA_", "").Replace("_", ""))
            .Where(s_places.ContainsKey)
            .Select(name => s_places[name])
            .GroupBy(place => place.Where, place => place.What)
            .Select(group => (What: group.SelectMany(what => what).ToList(), Where: group.Key))
            .ToList();
        var hasApplication = places.Exists(place => place.Where == Application);
        var text = string.Join("; ", places.Select(place =>
            $"{string.Join(" and ", place.What)} {(place.What.Count == 1 ? "is" : "are")} "
                + (place.Where == Token && hasApplication ? TokenBesideApplication : place.Where)));
        return text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text.Substring(1) + ".";
    }
}
