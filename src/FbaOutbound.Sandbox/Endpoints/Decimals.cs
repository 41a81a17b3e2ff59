using System.Globalization;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>Decimal numbers as texts.</summary>
internal static class Decimals
{
    /// <summary>The number with one to four decimals: 2 reads "2.0".</summary>
    public static string Write(decimal number) => number.ToString("0.0###", CultureInfo.InvariantCulture);
}
