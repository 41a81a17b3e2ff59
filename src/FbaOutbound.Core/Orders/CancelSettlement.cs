using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Orders;

/// <summary>
/// Requests that an order be cancelled. A second request is harmless: the service calls it a duplicate, which says that the first was taken.
/// </summary>
internal sealed class CancelSettlement(SettlementRun run)
{
    private const string Request = "Cancel";
    private const string DecidedBy = "Get-FbaFulfillmentOrder shows how many units were cancelled.";

    // A request has gone out whose effect is unknown.
    private bool _mayBeTaken;

    /// <summary>Requests the cancel.</summary>
    /// <param name="earlier">When an earlier run requested it, whose outcome is unknown; null where none did.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<CancelReceipt> CancelAsync(EarlierSend? earlier, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await run.CheckIdAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await (earlier is { } send ? ContinueAsync(send, cancellationToken) : SendAsync(cancellationToken)).ConfigureAwait(false);
        }
        catch (Exception abandoned) when (_mayBeTaken && abandoned is not FbaException)
        {
            throw run.OutcomeUnknown(Request, DecidedBy, abandoned);
        }
    }

    private async Task<CancelReceipt> SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PutAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FbaException) when (_mayBeTaken)
        {
            return await ReadBackOrRepeatAsync(run.Options.ReadBackDelays.Take(1), cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<CancelReceipt> ContinueAsync(EarlierSend earlier, CancellationToken cancellationToken)
    {
        _mayBeTaken = true;
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

        return await ReadBackAsync(run.Options.ReadBackDelays, cancellationToken).ConfigureAwait(false)
            ?? throw run.OutcomeUnknown(Request, DecidedBy, error);
    }

    private async Task<CancelReceipt?> ReadBackAsync(IEnumerable<TimeSpan> delays, CancellationToken cancellationToken)
    {
        var readBack = await run.ReadBackAsync(delays, ShowsTheCancel, cancellationToken).ConfigureAwait(false);
        return readBack.Order is { } found && ShowsTheCancel(found) ? run.AddTo(CancelOutcome.Judge(Requested(), found)) : null;
    }

    private async Task<CancelReceipt> PutAsync(CancellationToken cancellationToken)
    {
        var mightBeTaken = _mayBeTaken;
        _mayBeTaken = true;
        run.Start();
        try
        {
            run.Add(await run.Service.CancelAsync(run.Id, cancellationToken).ConfigureAwait(false));
            return run.AddTo(Requested());
        }
        catch (FbaServiceException error) when (error.IsDuplicateCancel)
        {
            run.Add(error);
            return run.AddTo(Requested());
        }
        catch (OperationCanceledException)
        {
            // It was cancelled before it left: what is on its way ends as unknown.
            _mayBeTaken = mightBeTaken;
            throw;
        }
        catch (FbaException error)
        {
            _mayBeTaken = mightBeTaken || run.AddChange(error);
            throw;
        }
    }

    private CancelReceipt Requested() => new()
    {
        SellerFulfillmentOrderId = run.Id,
        Outcome = Outcomes.CancelRequested,
        ApiVersion = run.Service.ApiVersion,
        Session = run.Session,
    };

    private static bool ShowsTheCancel(FulfillmentOrder found) =>
        OrderStatus.IsFinal(found.Status) || CancelOutcome.CancelledQuantity(found) > 0;
}
