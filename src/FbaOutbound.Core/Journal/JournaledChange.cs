using System;
using System.Threading.Tasks;
using FbaOutbound.Settlement;

namespace FbaOutbound.Journal;

/// <summary>A change that a journal keeps.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="Content">Its content.</param>
/// <param name="Reference">What its entry refers to from the first send on, if anything.</param>
/// <param name="Make">Makes the change; an earlier send is read back first.</param>
/// <param name="Done">
/// Returns the entry of a change that was made: what its result, and an uncertain send of an earlier run, add to the entry of its last
/// send.
/// </param>
internal sealed record JournaledChange<T>(
    JournalKey Key,
    string Name,
    JournalContent Content,
    string? Reference,
    Func<EarlierSend?, Task<T>> Make,
    Func<T, JournalEntry, JournalEntry?, JournalEntry> Done)
{
    /// <summary>Returns the content as an earlier run gave it that said the same in another way; null if there is one way only.</summary>
    public Func<JournalContent, JournalContent>? ContentAsIn { get; init; }

    /// <summary>Finds out what became of a send with other content; null where other content is an error.</summary>
    public Func<JournalEntry, Task<JournalEntry>>? Settle { get; init; }
}
