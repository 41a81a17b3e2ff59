using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Journal;

/// <summary>The gate of a change that a journal keeps: it writes down that the change may have left, right before it leaves.</summary>
/// <param name="inner">The gate of the command.</param>
/// <param name="store">Where entries are kept.</param>
/// <param name="key">The change.</param>
/// <param name="next">What the entry of the change's first send is made of.</param>
/// <param name="time">The session's clock.</param>
internal sealed class JournalGate(ICallGate inner, IJournalStore store, JournalKey key, JournalEntry next, TimeProvider time) : ICallGate
{
    // An entry that was written so short a time ago says well enough when the change leaves.
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);

    private bool _isWritten;
    private long _written;

    /// <summary>The entry that was written last, or is to be.</summary>
    public JournalEntry Entry { get; private set; } = next;

    /// <summary>Whether an entry was written, or may have been.</summary>
    public bool HasWritten { get; private set; }

    /// <summary>Whether the change has left.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>Set where another worker has taken the key over.</summary>
    public JournalClaimLostException? Lost { get; private set; }

    public PastSends PastSends => store.SendsOf(key.Operation);

    public Task ParkAsync(Func<Task> wait) => inner.ParkAsync(wait);

    public async ValueTask PassAsync(bool isRead, CancellationToken cancellationToken)
    {
        if (!isRead && !IsFresh)
        {
            await WriteAsync(cancellationToken).ConfigureAwait(false);
        }

        // Asked last: a command that ends while the entry is written sends nothing.
        await inner.PassAsync(isRead, cancellationToken).ConfigureAwait(false);
        HasLeft |= !isRead;
    }

    // A change that could not leave at once because its entry took too long is asked about again, and must not wait for the journal once
    // more.
    private bool IsFresh => _isWritten && time.GetElapsedTime(_written) < s_fresh;

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var entry = Entry with { FirstSent = Entry.FirstSent ?? now, LastSent = now, Sends = Entry.Sends + 1 };
        HasWritten = true;
        try
        {
            await store.WriteAsync(key, entry, cancellationToken).ConfigureAwait(false);
        }
        catch (JournalClaimLostException lost)
        {
            Lost = lost;
            throw;
        }

        Entry = entry;
        _isWritten = true;
        _written = time.GetTimestamp();
    }
}
