using System;
using System.Collections.Generic;

namespace FbaOutbound.Journal;

/// <summary>What a journal knows of an order of a file.</summary>
/// <param name="IsSent">Whether it was sent, and nothing more is to be found out about it.</param>
/// <param name="Differences">The members in which it is not what was sent, or was told of last, if the user was not told of them.</param>
/// <param name="Others">What was sent, or may have been, under other ids of the same order.</param>
/// <param name="Notes">What is new of it, to be noted if the order is returned or was sent.</param>
internal sealed record ImportedOrder(
    bool IsSent, IReadOnlyList<string> Differences, IReadOnlyList<SentPart> Others, IReadOnlyList<ImportNote> Notes)
{
    /// <summary>Whether the id was sent, or may have been, for another order of the shop.</summary>
    public bool IsOfAnother { get; init; }

    /// <summary>Whether the journal records that its cancellation was requested.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Whether it was sent although its rows told of refunds.</summary>
    public bool HadRefunds { get; init; }

    /// <summary>The lines that are not as they were sent, each with what has changed.</summary>
    public IReadOnlyList<string> LineChanges { get; init; } = [];

    /// <summary>Whether the user is told, or was told, that it is no longer what was sent.</summary>
    public bool WasEdited { get; init; }

    /// <summary>Whether it is what was sent again, after an edit that the user was told of.</summary>
    public bool IsAsSent { get; init; }

    /// <summary>Whether its lines cannot be compared with those that were sent.</summary>
    public bool HasUnknownLines { get; init; }

    /// <summary>Whether there is nothing new to tell of it.</summary>
    public bool IsSettled => !IsAsSent && Differences.Count == 0 && !HasUnknownLines;
}

/// <summary>What an import notes.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Reference">What is noted; null where it adds to what is there.</param>
/// <param name="Outcome">A word about it.</param>
/// <param name="First">A time.</param>
internal sealed record ImportNote(JournalKey Key, string? Reference, string? Outcome = null, DateTimeOffset? First = null)
{
    /// <summary>What is added to the ids of an order.</summary>
    public ImportedId? Adds { get; init; }
}
