using System;

namespace FbaOutbound.Sessions;

/// <summary>The regions of the Selling Partner API and their hosts.</summary>
internal static class Regions
{
    public const string NorthAmerica = "NA";
    public const string Europe = "EU";
    public const string FarEast = "FE";

    /// <summary>Where Login with Amazon gives out access tokens.</summary>
    public static Uri TokenEndpoint { get; } = new("https://api.amazon.com/auth/o2/token");

    /// <summary>The host of a region, or of Amazon's own sandbox of it.</summary>
    public static Uri Endpoint(string region, bool sandbox) =>
        new($"https://{(sandbox ? "sandbox." : "")}sellingpartnerapi-{region.ToLowerInvariant()}.amazon.com/");

    /// <summary>Returns how far the days of a region's customers are from UTC: Pacific time in America, Japan's in the Far East.</summary>
    public static TimeSpan DayOffset(string region) => TimeSpan.FromHours(region switch
    {
        NorthAmerica => -8,
        FarEast => 9,
        _ => 0,
    });

    /// <summary>
    /// Whether an address is one of Amazon's at which orders are real, on any port, and with the dot at its end that names may have.
    /// </summary>
    public static bool IsProduction(Uri address) => Array.Exists(
        [NorthAmerica, Europe, FarEast],
        region => string.Equals(address.IdnHost.TrimEnd('.'), Endpoint(region, sandbox: false).Host, StringComparison.OrdinalIgnoreCase));
}
