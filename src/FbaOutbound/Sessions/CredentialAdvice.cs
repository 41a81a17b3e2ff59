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

    private const string Country = "the country code of your marketplace, such as US";

    private static readonly Dictionary<string, (string What, string Where)> s_places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ClientCredential"] = ("The client id and the client secret are", Application),
        ["ClientId"] = ("The client id is", Application),
        ["ClientSecret"] = ("The client secret is", Application),
        ["RefreshToken"] = ("The refresh token is", Token),
        ["Marketplace"] = ("The marketplace is", Country),
        ["AccessKey"] = ("The access key id and the secret key are", "those of your MWS developer account"),
        ["SellerId"] = ("The seller id is", "in Seller Central > Settings > Account Info > Merchant Token"),
    };

    /// <summary>Says where settings are found, each by the name of its parameter, connection field or environment variable.</summary>
    public static string Of(IEnumerable<string> names)
    {
        var places = names.Select(name => name.Replace("FBA_", "").Replace("_", ""))
            .Where(s_places.ContainsKey)
            .Select(name => s_places[name]);
        return string.Join("; ", places.Select((place, index) => $"{(index == 0 ? place.What : Lower(place.What))} {place.Where}")) + ".";
    }

    private static string Lower(string text) => char.ToLowerInvariant(text[0]) + text.Substring(1);
}
