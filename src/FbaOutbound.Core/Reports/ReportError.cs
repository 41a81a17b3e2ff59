using System;

namespace FbaOutbound.Reports;

/// <summary>An error of a run.</summary>
/// <param name="Operation">The change that its command makes.</param>
/// <param name="Kind">What it means for the order.</param>
/// <param name="Advice">Its id, and what to do.</param>
/// <param name="Target">The order's id, or what the error names in its place.</param>
/// <param name="Message">The error's message.</param>
internal sealed record ReportError(ReportOperation Operation, ReportKind Kind, ReportAdvice Advice, string? Target, string Message)
{
    /// <summary>Whether it names rows, because there is no order id.</summary>
    public bool IsRow { get; init; }

    /// <summary>When the request ended; null if none was sent.</summary>
    public DateTimeOffset? Time { get; init; }

    public int Attempts { get; init; }
}
