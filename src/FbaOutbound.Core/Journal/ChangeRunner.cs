using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;

namespace FbaOutbound.Journal;

/// <summary>
/// Takes changes through a journal: claims each, decides by its entry, sends it behind a gate that writes the entry, and records how it
/// ended. It knows nothing of what a change is about, or of how a store keeps entries. Any number of changes may run at a time.
/// </summary>
/// <remarks>
/// <para>No entry, or <see cref="JournalState.NotDone"/>: the change is sent. <see cref="JournalState.Done"/>: it is not. <see
/// cref="JournalState.Sent"/>: what happened to it is read first, and it is sent again only by the rule of its operation.</para>
/// <para>
/// Another worker's changes are waited for. A claim that is lost right before a change leaves is made again, as if the change had never
/// been looked at.
/// </para>
/// </remarks>
/// <param name="store">Where entries are kept.</param>
/// <param name="apiVersion">The protocol version that carries the changes.</param>
/// <param name="time">The session's clock.</param>
internal sealed class ChangeRunner(IJournalStore store, string apiVersion, TimeProvider time)
{
    private int _skipped;
    private int _readBack;
    private volatile JournalException? _broken;
    private volatile bool _isClosed;

    /// <summary>How many changes were not sent, because they were done.</summary>
    public int Skipped => Volatile.Read(ref _skipped);

    /// <summary>How many changes an earlier run had left uncertain.</summary>
    public int ReadBack => Volatile.Read(ref _readBack);

    private string Name => store.Name;

    /// <summary>Makes a change unless it is done.</summary>
    /// <param name="change">The change.</param>
    /// <param name="skip">
    /// Returns the result of a change that is done, from its entry; the flag tells whether lesser values differ from what was sent.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<T> RunAsync<T>(
        JournaledChange<T> change, Func<JournalEntry, bool, Task<T>> skip, CancellationToken cancellationToken) =>
        RunAsync(change.Key, change.Name, earlier => DecideAsync(change, skip, earlier), cancellationToken);

    /// <summary>Claims a change, and does what its entry leads to; again if the claim is lost before the change has left.</summary>
    /// <param name="key">The change.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="decide">Takes the entry that is there, if any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<T> RunAsync<T>(
        JournalKey key, string name, Func<JournalEntry?, Task<T>> decide, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfBroken();
            var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            if (!claim.IsGranted)
            {
                CallLog.Current.Debug($"{name} is being processed by another worker; waiting for it.");
                await CallGate.Current.ParkAsync(() => store.WaitAsync(key, cancellationToken)).ConfigureAwait(false);
                continue;
            }

            try
            {
                return await decide(claim.Earlier).ConfigureAwait(false);
            }
            catch (JournalClaimLostException)
            {
                CallLog.Current.Verbose(
                    $"{name} was taken over by another worker just before it was sent. This worker sent nothing for it.");
            }
            finally
            {
                await store.ReleaseAsync(key).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Sends a change, and records it right before each attempt leaves and when it has ended.</summary>
    /// <param name="change">The change.</param>
    /// <param name="earlier">What the journal knows of it.</param>
    /// <param name="isKnown">Whether the earlier send is one of this change, which goes on from there.</param>
    public async Task<T> SendAsync<T>(JournaledChange<T> change, JournalEntry? earlier, bool isKnown)
    {
        var entry = new JournalEntry
        {
            State = JournalState.Sent, ApiVersion = apiVersion, Content = change.Content, Reference = change.Reference,
        };
        entry = isKnown ? entry with { FirstSent = earlier!.FirstSent, LastSent = earlier.LastSent, Sends = earlier.Sends } : entry;
        var gate = new JournalGate(CallGate.Current, store, change.Key, entry, time);
        T result;
        using (CallGate.Use(gate))
        {
            try
            {
                result = await change.Make(isKnown ? EarlierSendOf(earlier!) : null).ConfigureAwait(false);
            }
            catch (Exception) when (gate.Lost is not null)
            {
                throw gate.Lost;
            }
            catch (Exception error)
            {
                if (EntryAfter.Error(error, gate, earlier) is { } end)
                {
                    await EndAsync(change.Key, change.Name, end, gate.HasLeft).ConfigureAwait(false);
                }

                throw;
            }
        }

        var done = change.Done(result, gate.Entry with { State = JournalState.Done }, isKnown ? earlier : null);
        await EndAsync(change.Key, change.Name, done with { RequestId = EntryAfter.Shorten(done.RequestId) }, matters: true)
            .ConfigureAwait(false);
        return result;
    }

    /// <summary>
    /// Records how a change ended. Where nothing has left, an entry that says more than there was does no harm: a later run reads back for
    /// nothing.
    /// </summary>
    public async Task EndAsync(JournalKey key, string name, JournalEntry entry, bool matters)
    {
        try
        {
            await store.WriteAsync(key, entry, CancellationToken.None).ConfigureAwait(false);
        }
        catch (JournalClaimLostException)
        {
            CallLog.Current.Verbose($"{name} was taken over by another worker, which will check the outcome.");
        }
        catch (JournalException) when (!matters)
        {
            CallLog.Current.Verbose($"{name} was not sent, but the journal '{Name}' could not be updated.");
        }
        catch (JournalException error)
        {
            _broken ??= error;
            CallLog.Current.Warning(
                $"The outcome of {key.Operation} '{key.Id}' could not be written to the journal '{Name}'. The next run that uses this "
                    + $"journal will check the outcome first. {error.Message}");
        }
    }

    /// <summary>Refuses a change that another version of the protocol has sent.</summary>
    public void RequireVersion(string name, JournalEntry earlier)
    {
        if (earlier.ApiVersion != apiVersion)
        {
            throw new JournalException(
                JournalProblem.OtherVersion,
                $"According to the journal '{Name}', {name} was sent with version {earlier.ApiVersion}, but this session uses "
                    + $"{apiVersion}. Nothing was sent. Connect with -ApiVersion {earlier.ApiVersion}, or start a new journal.");
        }
    }

    // A new id for an edited order ships its goods again.
    private const string EditedAdvice = "If the order was edited since, change or cancel it at Amazon: under a new id, it ships twice.";

    /// <summary>Warns of an order that was sent with other values in members that need not be the same.</summary>
    /// <param name="name">What messages call the order.</param>
    /// <param name="members">The members; none if they are not known.</param>
    public void WarnOfOtherValues(string name, IReadOnlyList<string> members) => CallLog.Current.Warning(
        members.Count == 0
            ? $"{name} was sent by an earlier run, and you give other values now than then. The journal '{Name}' has only hashes and cannot "
                + $"name them; they may be parts of the address. {OrderComparison.KeptAdvice}"
            : $"{name} was sent by an earlier run with different values in {string.Join(", ", members)}, according to the journal '{Name}'."
                + (members.Any(OrderComparison.IsOfAddress) ? $" {OrderComparison.KeptAdvice}" : ""));

    /// <summary>Returns when a change was sent.</summary>
    public EarlierSend EarlierSendOf(JournalEntry earlier) =>
        new(earlier.FirstSent ?? time.GetUtcNow(), earlier.LastSent ?? time.GetUtcNow());

    /// <summary>Counts a change that was not sent, because it was done.</summary>
    public void CountSkipped() => Interlocked.Increment(ref _skipped);

    /// <summary>Counts a change that an earlier run had left uncertain.</summary>
    public void CountReadBack() => Interlocked.Increment(ref _readBack);

    /// <summary>Counts a change that an earlier run had left uncertain, and tells of it.</summary>
    public void TellUncertain(string name)
    {
        CountReadBack();
        CallLog.Current.Verbose($"{name} was sent by an earlier run, which did not learn the outcome. Checking the outcome first.");
    }

    /// <summary>Sends nothing from now on.</summary>
    public void Close() => _isClosed = true;

    private async Task<T> DecideAsync<T>(JournaledChange<T> change, Func<JournalEntry, bool, Task<T>> skip, JournalEntry? earlier)
    {
        if (earlier is not null && change.ContentAsIn is { } contentAsIn)
        {
            change = change with { Content = contentAsIn(earlier.Content) };
        }

        if (earlier is { State: JournalState.Sent } uncertain && change.Settle is { } settle
            && uncertain.Content.Essentials != change.Content.Essentials)
        {
            earlier = await settle(uncertain).ConfigureAwait(false);
        }

        var isKnown = earlier is { State: JournalState.Sent or JournalState.Done };
        var differs = isKnown && Differs(change, earlier!);
        if (earlier is { State: JournalState.Done })
        {
            CountSkipped();
            CallLog.Current.Verbose($"{change.Name} was skipped: the journal records it as {earlier.Outcome}.");
            return await skip(earlier, differs).ConfigureAwait(false);
        }

        if (isKnown)
        {
            TellUncertain(change.Name);
            if (differs)
            {
                WarnOfOtherValues(change.Name, []);
            }
        }

        return await SendAsync(change, earlier, isKnown).ConfigureAwait(false);
    }

    private bool Differs<T>(JournaledChange<T> change, JournalEntry earlier)
    {
        RequireVersion(change.Name, earlier);
        if (earlier.Content.Essentials != change.Content.Essentials)
        {
            throw new JournalException(
                change.Key.Operation == JournalOperations.Create ? JournalProblem.OtherContent : JournalProblem.OtherChange,
                $"{change.Name} was sent by an earlier run with different content. The journal '{Name}' contains only hashes and cannot "
                    + $"show the difference. Nothing was sent. {(change.Key.Operation != JournalOperations.Create
                        ? "Repeat the same input, or use a new journal for another change."
                        : earlier.State == JournalState.Done ? EditedAdvice
                        : "The order exists, but Amazon hides its content, so it cannot be compared. See Get-FbaFulfillmentOrder; do not use a new id.")}");
        }

        return earlier.Content.Rest != change.Content.Rest;
    }

    private void ThrowIfBroken()
    {
        if (_broken is { } error)
        {
            throw new JournalException(error.Problem, $"Nothing was sent because the journal failed earlier. {error.Message}", error);
        }

        if (_isClosed)
        {
            throw new JournalException(JournalProblem.Unusable, $"Nothing was sent because the journal '{Name}' is closed.");
        }
    }
}
