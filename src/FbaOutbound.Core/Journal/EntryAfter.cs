using System;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>The entry of a journal after its change has ended.</summary>
internal static class EntryAfter
{
    private const int LongestRequestId = 200;

    /// <summary>Returns the entry of a change that ended with an error; null if it stays as it was last written.</summary>
    public static JournalEntry? Error(Exception error, JournalGate gate, JournalEntry? earlier)
    {
        var notDone = gate.Entry with { State = JournalState.NotDone, Outcome = error.GetType().Name };
        var wasSent = earlier is { State: JournalState.Sent };
        if (error is OrderConflictException or OrderIdUsedByDeadOrderException && (gate.HasLeft || wasSent))
        {
            // Another order has the id, or nothing comes of it any more: a later run finds the same.
            return notDone;
        }

        // Cancelled after it had left means: answered as not taken.
        if (!gate.HasLeft || error is OperationCanceledException)
        {
            return !gate.HasWritten ? null : earlier ?? notDone with { FirstSent = null, LastSent = null, Sends = 0, Outcome = null };
        }

        if (error is not FbaServiceException refused
            || !(refused.Outcome == RequestOutcome.Refused || (!wasSent && refused.Outcome == RequestOutcome.NotTaken)))
        {
            return null;
        }

        if (earlier is { State: JournalState.Done })
        {
            // It was to be replaced, and was not.
            return earlier;
        }

        notDone = notDone with { Outcome = refused.Outcome.ToString(), RequestId = Shorten(refused.RequestId) };
        return refused.TooLateStatus is { } status ? notDone.AsTooLate(status) : notDone;
    }

    /// <summary>Returns the entry of a cancellation that Amazon has answered.</summary>
    public static JournalEntry Cancellation(CancelReceipt receipt, JournalEntry entry) => receipt.Outcome == Outcomes.NotCancelled
        ? entry.AsTooLate(receipt.Status) : entry with { Outcome = receipt.Outcome };

    /// <summary>Cuts an id of a request: it comes from a header, which may hold anything.</summary>
    public static string? Shorten(string? text) => text?.Length > LongestRequestId ? text.Substring(0, LongestRequestId) : text;
}
