using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;

namespace FbaOutbound.Journal;

/// <summary>Requests with a journal that orders be cancelled.</summary>
/// <param name="runner">Takes changes through the journal.</param>
/// <param name="store">Where entries are kept.</param>
/// <param name="account">The account that the entries belong to.</param>
internal sealed class JournaledCancellations(ChangeRunner runner, IJournalStore store, JournalAccount account)
{
    /// <summary>Requests once that an order be cancelled.</summary>
    /// <exception cref="JournalException">The journal cannot be used. Nothing was sent.</exception>
    /// <inheritdoc cref="FulfillmentOrderClient.CancelAsync"/>
    public Task<CancelReceipt> CancelAsync(
        FulfillmentOrderClient orders, string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
        runner.RunAsync(
        new JournaledChange<CancelReceipt>(
            JournalKey.CancellationOf(sellerFulfillmentOrderId),
            $"The cancellation of order '{sellerFulfillmentOrderId}'",
            account.OfCancel(sellerFulfillmentOrderId),
            null,
            async earlier =>
            {
                await NoteCancelAsync(sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
                try
                {
                    return await orders.CancelAsync(sellerFulfillmentOrderId, cancellationToken, earlier).ConfigureAwait(false);
                }
                catch (FbaException error) when ((error as FbaServiceException ?? error.InnerException as FbaServiceException) is
                    { IsNotFound: true, Outcome: RequestOutcome.Refused } missing)
                {
                    await NoteAbsentAsync(orders, missing, sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
                    throw;
                }
            },
            (receipt, done, _) => EntryAfter.Cancellation(receipt, done with { RequestId = receipt.RequestId })),
        (entry, _) => Task.FromResult(new CancelReceipt
        {
            SellerFulfillmentOrderId = sellerFulfillmentOrderId,
            Outcome = entry.Outcome ?? Outcomes.CancelRequested,
            ApiVersion = entry.ApiVersion,
            Session = orders.Session?.Name,
            Account = orders.Session?.Account,
            RequestId = entry.RequestId,
        }),
        cancellationToken);

    /// <summary>Records what waiting for a cancellation has found.</summary>
    public async Task NoteEndAsync(CancelReceipt receipt, CancellationToken cancellationToken)
    {
        try
        {
            await JournalNotes.ChangeAsync(
                store,
                JournalKey.CancellationOf(receipt.SellerFulfillmentOrderId),
                entry => entry is { State: JournalState.Done } && entry.Outcome != receipt.Outcome
                    ? EntryAfter.Cancellation(receipt, entry) : null,
                cancellationToken).ConfigureAwait(false);
        }
        catch (JournalException error)
        {
            CallLog.Current.Verbose($"The journal '{store.Name}' could not record how the cancellation of an order ended. {error.Message}");
        }
    }

    // Noted before the request leaves: after a crash a later run reads the order once too often at worst.
    private async Task NoteCancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        var key = JournalKey.CreationOf(sellerFulfillmentOrderId);
        for (var isNoted = false; !isNoted;)
        {
            var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            if (!claim.IsGranted)
            {
                // It is being created, and that run learns about the cancellation from the service.
                return;
            }

            try
            {
                if (claim.Earlier is { State: JournalState.Done } entry && entry.Outcome != Outcomes.CancelRequested)
                {
                    await store.WriteAsync(key, entry with { Outcome = Outcomes.CancelRequested }, cancellationToken).ConfigureAwait(false);
                }

                isNoted = true;
            }
            catch (JournalClaimLostException)
            {
                CallLog.Current.Debug($"Checking the journal '{store.Name}' again for order '{sellerFulfillmentOrderId}'.");
            }
            finally
            {
                await store.ReleaseAsync(key).ConfigureAwait(false);
            }
        }
    }

    // Amazon does not know the order. If the run that sent it did not learn the outcome, that is it, once the order cannot appear any more.
    private async Task NoteAbsentAsync(
        FulfillmentOrderClient orders, FbaServiceException missing, string sellerFulfillmentOrderId, CancellationToken cancellationToken)
    {
        var key = JournalKey.CreationOf(sellerFulfillmentOrderId);
        var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
        if (!claim.IsGranted)
        {
            return;
        }

        try
        {
            if (claim.Earlier is not { State: JournalState.Sent, FirstSent: not null, LastSent: not null } entry)
            {
                return;
            }

            if (!await orders.IsAbsentAsync(sellerFulfillmentOrderId, runner.EarlierSendOf(entry), cancellationToken).ConfigureAwait(false))
            {
                missing.AddNote(
                    "It is unknown whether the order was created, and it may still appear. Run the same command again in a few minutes.");
                return;
            }

            await store.WriteAsync(key, entry with { State = JournalState.NotDone, Outcome = Outcomes.NotFound }, cancellationToken)
                .ConfigureAwait(false);
            missing.AddNote($"The journal '{store.Name}' records now that the order was not created.");
        }
        catch (JournalClaimLostException)
        {
            CallLog.Current.Verbose($"Order '{sellerFulfillmentOrderId}' was taken over by another worker, which will check the outcome.");
        }
        finally
        {
            await store.ReleaseAsync(key).ConfigureAwait(false);
        }
    }
}
