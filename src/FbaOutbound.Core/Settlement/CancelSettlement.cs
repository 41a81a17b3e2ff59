using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Settlement;

/// <summary>
/// Requests that an order be cancelled. A second request is harmless: the service calls it a duplicate, which says that the first was
/// taken.
/// </summary>
internal sealed class CancelSettlement(SettlementRun run)
{
    private const string DecidedBy = "Get-FbaFulfillmentOrder shows how many units were cancelled.";

    // How many units the order shows as cancelled, and some cancel before this one may have cancelled; null until the order was read.
    private long? _cancelledBefore;

    // The order as it was read last; null if it could not be read.
    private FulfillmentOrder? _found;

    /// <summary>Requests the cancellation.</summary>
    /// <param name="earlier">When an earlier run requested it, whose outcome is unknown; null if none did.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<CancelReceipt> CancelAsync(EarlierSend? earlier, CancellationToken cancellationToken) =>
        run.ChangeAsync(token => earlier is { } send ? ContinueAsync(send, token) : SendAsync(token), Unknown, cancellationToken);

    private async Task<CancelReceipt> SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PutAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FbaException) when (run.MayBeDone)
        {
            return await ReadBackOrRepeatAsync(run.Options.ReadBackDelays.Take(1), cancellationToken).ConfigureAwait(false);
        }
        catch (FbaServiceException refusal) when (SettlementRun.IsPlain(refusal))
        {
            var found = await run.ReadRefusedAsync(refusal, [TimeSpan.Zero], Unknown, cancellationToken).ConfigureAwait(false);
            if (found is not null && WasCancelled(found))
            {
                return run.AddTo(CancelOutcome.Judge(Requested(), found));
            }

            refusal.TooLateStatus = found is not null && OrderStatus.CanCancel(found.Status) == false ? found.Status : null;
            throw;
        }
    }

    private Task<CancelReceipt> ContinueAsync(EarlierSend earlier, CancellationToken cancellationToken)
    {
        run.Continue(earlier);
        return ReadBackOrRepeatAsync([TimeSpan.Zero], cancellationToken);
    }

    private async Task<CancelReceipt> ReadBackOrRepeatAsync(IEnumerable<TimeSpan> delays, CancellationToken cancellationToken)
    {
        if (await ReadBackAsync(delays, cancellationToken).ConfigureAwait(false) is { } taken)
        {
            return taken;
        }

        FbaException error;
        try
        {
            return await PutAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FbaException failure)
        {
            // Also a refusal: what is cancelled already cannot be cancelled.
            error = failure;
        }

        if (await ReadBackAsync(run.Options.ReadBackDelays, cancellationToken).ConfigureAwait(false) is { } shown)
        {
            return shown;
        }

        // No order goes back to where it can be cancelled, so a request that is still on its way will be refused, too. Amazon would have
        // called this one a duplicate of one that it had accepted.
        if (error is FbaServiceException refusal && SettlementRun.IsPlain(refusal) && _found is { } found && IsTooLate(refusal, found))
        {
            refusal.TooLateStatus = found.Status;
            ExceptionDispatchInfo.Capture(refusal).Throw();
        }

        throw Unknown(error);
    }

    private async Task<CancelReceipt?> ReadBackAsync(IEnumerable<TimeSpan> delays, CancellationToken cancellationToken)
    {
        var readBack = await run.ReadBackAsync(delays, ShowsTheCancel, cancellationToken).ConfigureAwait(false);
        _found = readBack.Found;
        if (_found is not { } found)
        {
            return null;
        }

        var isShown = ShowsTheCancel(found);
        _cancelledBefore ??= CancelOutcome.CancelledQuantity(found) ?? 0;
        return isShown ? run.AddTo(CancelOutcome.Judge(Requested(), found)) : null;
    }

    private async Task<CancelReceipt> PutAsync(CancellationToken cancellationToken)
    {
        try
        {
            run.Add(await run.SendAsync(() => run.Service.CancelAsync(run.Id, cancellationToken)).ConfigureAwait(false));
            return run.AddTo(Requested());
        }
        catch (FbaServiceException error) when (error.IsDuplicateCancel)
        {
            run.MayBeDone = true;
            return await JudgeDuplicateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // The request before this one may have had its effect long ago. That it was taken is known, whatever becomes of the read.
    private async Task<CancelReceipt> JudgeDuplicateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var readBack = await run.ReadBackAsync([TimeSpan.Zero], static _ => true, cancellationToken).ConfigureAwait(false);
            return run.AddTo(readBack.Found is { } found
                && OrderStatus.IsFinal(found.Status) ? CancelOutcome.Judge(Requested(), found) : Requested());
        }
        catch (OperationCanceledException)
        {
            return run.AddTo(Requested());
        }
    }

    private OrderOutcomeUnknownException Unknown(Exception cause) => run.OutcomeUnknown(RequestWords.Cancel, DecidedBy, cause);

    private CancelReceipt Requested() => new()
    {
        SellerFulfillmentOrderId = run.Id,
        Outcome = Outcomes.CancelRequested,
        ApiVersion = run.Service.Rules.ApiVersion,
        Session = run.Session?.Name,
        Account = run.Session?.Account,
    };

    // Units that are cancelled in part may have been so before; more than at the first read are the work of this cancel.
    private bool ShowsTheCancel(FulfillmentOrder found) =>
        OrderStatus.IsFinal(found.Status) || WasCancelled(found) || CancelOutcome.CancelledQuantity(found) > _cancelledBefore;

    // Where a version hides how far an order is, the refusal has to name the status.
    private static bool IsTooLate(FbaServiceException refusal, FulfillmentOrder found) => OrderStatus.CanCancel(found.Status) == false
        && (!found.HidesProgress || ((string[])["cannot", "cancel", found.Status!]).All(word =>
            refusal.ServiceMessage?.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));

    private static bool WasCancelled(FulfillmentOrder found) =>
        CancelOutcome.Judge(new CancelReceipt(), found).Outcome == Outcomes.Cancelled;
}
