using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Reports;

/// <summary>What a report knows of one change of one order. It keeps texts, and none of the objects that it read them from.</summary>
internal sealed class ReportRow(ReportOperation operation, string id)
{
    private List<(string Speed, Money Cost)>? _costs;
    private string? _speed;

    public ReportOperation Operation { get; } = operation;

    /// <summary>The order's id, or what an error named in its place, such as <c>row 17</c>.</summary>
    public string Id { get; } = id;

    public string? Session { get; set; }

    /// <summary>What became of the change; null for an order that was only read.</summary>
    public ReportKind? Kind { get; set; }

    /// <summary>How much the outcome weighs against another one of the same change.</summary>
    public ReportWeight Weight { get; set; }

    /// <summary>The receipt's word for the outcome, or the id of the error.</summary>
    public string Outcome { get; set; } = "";

    /// <summary>More about the outcome.</summary>
    public string Detail { get; set; } = "";

    /// <summary>The state of the order, where it was read.</summary>
    public string? Status { get; set; }

    /// <summary>Whether the order is held.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The file and the rows that it came from.</summary>
    public string Source { get; set; } = "";

    /// <summary>When the outcome was known.</summary>
    public DateTimeOffset? Settled { get; set; }

    /// <summary>When the order was received, where it was read.</summary>
    public DateTimeOffset? Received { get; set; }

    /// <summary>When the outcome was known, or the order received if no outcome of this run speaks of another time.</summary>
    public DateTimeOffset? Time => Settled ?? (Kind is null or ReportKind.Created ? Received : null);

    /// <summary>Why it was not to be sent; null unless that is its outcome.</summary>
    public string? SkipReason { get; set; }

    public int Attempts { get; set; }

    /// <summary>How many parcels have a place in the report.</summary>
    public int Parcels { get; set; }

    /// <summary>The address; null unless the report is to show it.</summary>
    public string? Recipient { get; set; }

    /// <summary>The speed that was chosen, which decides whose cost is the order's.</summary>
    public void Choose(string? speed) => _speed = string.IsNullOrWhiteSpace(speed) ? _speed : speed;

    /// <summary>Adds what a preview says that a speed costs; the last one counts.</summary>
    public void AddCost(string speed, Money cost)
    {
        _costs ??= [];
        _costs.RemoveAll(known => known.Speed == speed);
        _costs.Add((speed, cost));
    }

    /// <summary>What the order costs; null where it is not known, or is not known which speed was chosen.</summary>
    public Money? Cost => _costs switch
    {
        null => null,
        { Count: 1 } => _costs[0].Cost,
        _ => _costs.FirstOrDefault(known => string.Equals(known.Speed, _speed, StringComparison.OrdinalIgnoreCase)).Cost,
    };

    /// <summary>The cost as a text, or those of all speeds if the order's is not known.</summary>
    public string CostText => Cost is { } cost ? Text(cost)
        : _costs is null ? ""
        : string.Join(", ", _costs.Select(known => $"{known.Speed} {Text(known.Cost)}"));

    /// <summary>An amount with two decimals, so that a column of them is aligned.</summary>
    public static string Text(Money amount) => FormattableString.Invariant($"{amount.Value:#,##0.00##} {amount.CurrencyCode}").TrimEnd();
}

/// <summary>Which of two outcomes of one change is told: the heavier one, and of two equal ones the later one.</summary>
internal enum ReportWeight
{
    /// <summary>The order is known, and nothing of what became of it.</summary>
    None,

    /// <summary>It was not to be sent.</summary>
    Skipped,

    /// <summary>Nothing was done.</summary>
    NotDone,

    /// <summary>It was refused.</summary>
    Refused,

    /// <summary>It may have been done.</summary>
    Unknown,

    /// <summary>It was done.</summary>
    Done,
}

/// <summary>A parcel with its tracking number.</summary>
/// <param name="OrderId">The order's id.</param>
/// <param name="Carrier">The carrier's code.</param>
/// <param name="TrackingNumber">The carrier's number, or Amazon's.</param>
/// <param name="Url">Where it can be followed; null if the service gave no page.</param>
/// <param name="Status">What the service says of it.</param>
/// <param name="Shipped">When it left.</param>
/// <param name="Expected">When it is expected to arrive.</param>
internal sealed record ReportParcel(
    string OrderId, string Carrier, string TrackingNumber, string? Url, string Status, DateTimeOffset? Shipped, DateTimeOffset? Expected);
