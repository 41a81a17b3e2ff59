using System;
using System.Globalization;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>Dates as the SP-API writes them.</summary>
internal static class Iso8601
{
    public static string Format(DateTimeOffset date) => date.UtcDateTime.ToString(
        date.Ticks % TimeSpan.TicksPerSecond == 0
            ? "yyyy-MM-dd'T'HH:mm:ss'Z'"
            : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
