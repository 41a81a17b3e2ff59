using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.OrderFiles;

/// <summary>What became of one order of a file: an order, or why it is skipped or refused.</summary>
/// <param name="Id">The id that the order has, or would have.</param>
/// <param name="Source">The file and the rows.</param>
internal sealed record ImportOutcome(string Id, OrderSource Source)
{
    /// <summary>The suffix that the id ends with; empty if it is the whole order's.</summary>
    public string Suffix { get; init; } = "";

    /// <summary>The order; null where it is skipped or refused.</summary>
    public FulfillmentOrder? Order { get; init; }

    public SkippedOrder? Skipped { get; init; }

    /// <summary>The ids under which an order was sent that the shop no longer wants to be shipped.</summary>
    public IReadOnlyList<string> SentIds { get; init; } = [];

    /// <summary>What is wrong with it, each with its row; empty unless it is refused.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether the rows are of several orders of the shop.</summary>
    public bool IsSeveralOrders { get; init; }

    /// <summary>The lines that were left out of the order.</summary>
    public IReadOnlyList<SkippedLine> Lines { get; init; } = [];

    /// <summary>A shipping method that was taken for Standard.</summary>
    public string? AssumedMethod { get; init; }

    /// <summary>What is special about the address.</summary>
    public string? Notice { get; init; }

    /// <summary>The channel whose policy set the order's features.</summary>
    public string? FeaturesOf { get; init; }

    /// <summary>Returns the order as one that is not sent.</summary>
    public ImportOutcome AsSkipped(SkipReason reason, string? detail) => new(Id, Source)
    {
        Skipped = new SkippedOrder { SellerFulfillmentOrderId = Id, SkipReason = reason, Detail = detail, Source = Source },
    };

    /// <summary>Returns the skipped order, once for each id under which it was sent.</summary>
    public IEnumerable<SkippedOrder> AllSkipped() => SentIds.Count == 0 ? [Skipped!] : SentIds.Select(id => Skipped! with
    {
        SellerFulfillmentOrderId = id,
        ToCancel = Skipped.SkipReason is
            SkipReason.Cancelled or SkipReason.Refunded or SkipReason.CancelRequested or SkipReason.CancelListed,
    });

    /// <summary>Returns the order as one that is refused.</summary>
    public ImportOutcome AsRefused(string problem) => new(Id, Source) { Problems = [problem] };

    /// <summary>What an error names: the id, or the rows.</summary>
    public string Target => Id.Length > 0 ? Id : Source.ToString();
}
