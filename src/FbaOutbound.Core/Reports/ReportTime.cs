using System;
using System.Globalization;

namespace FbaOutbound.Reports;

/// <summary>Times in a report: UTC, and in a form whose order as text is their order in time.</summary>
internal static class ReportTime
{
    public static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A day; the time of an estimated arrival says nothing.</summary>
    public static string Day(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
