using FbaOutbound.Orders;

namespace FbaOutbound.Reports;

/// <summary>The words and the tones of outcomes and states: a tone is a color with a meaning, and never stands without its word.</summary>
internal static class ReportTones
{
    public const string Ok = "ok";
    public const string Info = "info";
    public const string Muted = "muted";
    public const string Bad = "bad";
    public const string Unsure = "unsure";
    public const string Wait = "wait";

    /// <summary>The kinds in the order of the totals.</summary>
    public static readonly ReportKind[] Kinds =
    [
        ReportKind.Created, ReportKind.Existed, ReportKind.Changed, ReportKind.Skipped, ReportKind.Refused, ReportKind.Unknown,
        ReportKind.LeftOver,
    ];

    public static string Name(ReportKind kind) => kind switch
    {
        ReportKind.Existed => "Already existed",
        ReportKind.LeftOver => "Left over",
        _ => kind.ToString(),
    };

    public static string Of(ReportKind kind) => kind switch
    {
        ReportKind.Existed or ReportKind.Changed => Info,
        ReportKind.Skipped => Muted,
        ReportKind.Refused => Bad,
        ReportKind.Unknown => Unsure,
        ReportKind.LeftOver => Wait,
        _ => Ok,
    };

    public static string OfStatus(string? status) => status switch
    {
        OrderStatus.Complete => Ok,
        OrderStatus.Invalid or OrderStatus.Unfulfillable => Bad,
        OrderStatus.Cancelled => Muted,
        OrderStatus.CompletePartialled => Wait,
        _ => Info,
    };
}
