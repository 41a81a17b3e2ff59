using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>An id under which an order, or a part of it, was sent, or may have been.</summary>
/// <param name="Id">The id.</param>
/// <param name="Lines">The shop's lines; null if the journal does not know them.</param>
/// <param name="IsCancelled">Whether the journal records that its cancellation was requested.</param>
internal sealed record SentPart(ImportedId Id, IReadOnlyDictionary<string, SentLine>? Lines, bool IsCancelled)
{
    /// <summary>The format of the file; null if it is not known.</summary>
    public string? Format { get; init; }

    /// <summary>Whether the order had another number then, and is known by the shop's own id.</summary>
    public bool IsRenumbered { get; init; }

    /// <summary>Whether the journal records that it was sent, and not only that it may have been.</summary>
    public bool IsSent { get; init; }

    /// <summary>Whether it was sent and its outcome is unknown; while a run is sending it, it is not.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether a run that sent it has found that Amazon has the id with other content.</summary>
    public bool HasOtherContent { get; init; }

    /// <summary>When it was first sent; null if it is not known.</summary>
    public DateTimeOffset? FirstSent { get; init; }

    /// <summary>Whether the journal records that a cancellation was refused for good, or came to nothing.</summary>
    public bool IsTooLate { get; init; }

    /// <summary>The status that the order had then; null if the journal does not know it.</summary>
    public string? TooLateStatus { get; init; }
}

/// <summary>An order of which a part was shipped.</summary>
/// <param name="Rest">The lines that this import returns under another id; null if it returns none.</param>
internal sealed record PartShipped(IReadOnlyDictionary<string, ShopLine>? Rest)
{
    /// <summary>Whether the order is the rest of one, and was sent under the id of that rest: what has other ids does not count.</summary>
    public bool IsOfRest { get; init; }
}
