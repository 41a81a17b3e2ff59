using FbaOutbound.Orders;

namespace FbaOutbound.OrderFiles;

/// <summary>An order of a file that is not sent, and why. The text form is the order's id and the reason.</summary>
public sealed record SkippedOrder
{
    /// <summary>The id under which the order would be, or was, sent.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>Why it is not sent.</summary>
    public SkipReason SkipReason { get; init; }

    /// <summary>More about the reason; it never holds what belongs to a recipient.</summary>
    public string? Detail { get; init; }

    /// <summary>The file and the rows.</summary>
    public OrderSource? Source { get; init; }

    /// <summary>The action that the file itself gives the order, Ship or Hold; null if it gives none.</summary>
    public string? Action { get; init; }

    /// <summary>
    /// Whether the shop has cancelled or refunded the order, or the buyer asked to cancel it, while the journal of the import records
    /// that it was sent, and neither that it was cancelled nor that it was too late to cancel it.
    /// </summary>
    public bool ToCancel { get; init; }

    /// <summary>
    /// Whether the order, which was sent, has other content in the shop than was sent, as far as the journal of the import knows. It
    /// is true in the import that tells of the edit and in later ones, until the shop shows again what was sent. It is also true if the
    /// order cannot be compared with what was sent.
    /// </summary>
    public bool WasEdited { get; init; }

    /// <summary>
    /// Whether the order was sent, and its rows have errors now, so that it is unknown what the shop wants: it may have been cancelled.
    /// </summary>
    public bool HasErrors { get; init; }

    /// <summary>Whether a person has to look at the order, because nothing settles it otherwise.</summary>
    public bool NeedsAttention => RecommendedAction is not null;

    /// <summary>What to do about an order that needs attention; null for any other.</summary>
    public string? RecommendedAction { get; init; }

    /// <summary>Whether the journal records that its cancellation was requested, or refused for good.</summary>
    internal bool IsDecided { get; init; }

    /// <summary>Returns the id and the reason.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId}: {SkipReason}";
}

/// <summary>A line that was left out of an order that is sent.</summary>
public sealed record SkippedLine
{
    /// <summary>The id of the order.</summary>
    public string OrderId { get; init; } = "";

    /// <summary>The SKU as the file has it.</summary>
    public string Sku { get; init; } = "";

    /// <summary>Why the line is not sent.</summary>
    public SkipReason SkipReason { get; init; }

    /// <summary>The number of the row.</summary>
    public long Row { get; init; }

    /// <summary>Returns the order, the SKU and the reason.</summary>
    public override string ToString() => $"{OrderId}, {Sku}: {SkipReason}";
}
