using System.Collections.Generic;

namespace FbaOutbound.Reports;

/// <summary>What a problem is, and what to do about it.</summary>
/// <param name="Code">The id of an error, or the word of an outcome or a state.</param>
/// <param name="What">What happened.</param>
/// <param name="Action">What to do.</param>
internal sealed record ReportAdvice(string Code, string What, string Action);

/// <summary>A problem, and where it occurred.</summary>
internal sealed class ReportProblem(ReportAdvice advice)
{
    public ReportAdvice Advice { get; } = advice;

    /// <summary>What each error or order says: the order, and the text.</summary>
    public List<(string Id, string Text)> Cases { get; } = [];
}

/// <summary>The problems that no error reports, because the order was only read, or its receipt says so.</summary>
internal static class ReportStates
{
    public static readonly ReportAdvice Differs = new(
        "Differences",
        "The order already exists with other values than yours, such as another city or comment.",
        "Compare it with yours (Get-FbaFulfillmentOrder). Nothing was changed: if it is wrong at Amazon, change or cancel it there.");

    public static readonly ReportAdvice NotFound = new(
        "NotFound", "Amazon has no such order: it was never created.", "Send the order again, under the same id.");

    public static readonly ReportAdvice NotCancelled = new(
        "NotCancelled",
        "The cancellation came too late: all or some of the units ship.",
        "Tell the customer, or have the goods returned (New-FbaFulfillmentReturn).");

    public static readonly ReportAdvice Invalid = new(
        "Invalid", "Amazon found the order invalid. Nothing ships.", "Correct the order and send it under a new id; this one cannot be used again.");

    public static readonly ReportAdvice Unfulfillable = new(
        "Unfulfillable",
        "Amazon cannot fulfill the order. Usually, an item is out of stock.",
        "Check the stock (Get-FbaInventory). Then send the order under a new id; this one cannot be used again.");

    public static readonly ReportAdvice Cancelled = new(
        "Cancelled",
        "The order is cancelled. Nothing ships.",
        "If the customer still expects the goods, send the order under a new id; this one cannot be used again.");

    public static readonly ReportAdvice Partial = new(
        "CompletePartialled",
        "Only some of the units were shipped, and no more will be.",
        "Compare the quantities (Get-FbaFulfillmentOrder), and send the rest under a new id.");

    public static readonly ReportAdvice HoldEnds = new(
        "HoldExpires",
        "The hold ends within two days, or has ended. Amazon cancels an order whose hold ends.",
        "Ship the order (Set-FbaFulfillmentOrder -Action Ship), or cancel it (Stop-FbaFulfillmentOrder).");

    public static readonly ReportAdvice Uncertain = new(
        "Uncertain",
        "The change was sent, and the run ended before its outcome was known. It may have been made.",
        "Run the same command again with the same journal. It checks what became of the change before it sends anything.");

    public static readonly ReportAdvice RefusedEarlier = new(
        "RefusedEarlier",
        "The service refused the change. A journal does not keep the reason.",
        "Correct the input and run the same command again with the same journal, or run it as it is: the error shows the reason.");

    public static readonly ReportAdvice NotSent = new(
        "NotSent", "Nothing was sent for the order, or the service did not accept the request.", "Run the same command again for the rest.");
}
