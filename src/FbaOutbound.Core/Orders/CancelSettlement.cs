using System;
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

    public async Task<CancelReceipt> CancelAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await run.CheckIdAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception abandoned) when (_mayBeTaken && abandoned is not FbaException)
        {
            throw run.OutcomeUnknown(Request, DecidedBy, abandoned);
        }
    }

    private async Task<CancelReceipt> SendAsync(CancellationToken cancellationToken)
    {
        for (var isRepeat = false; ; isRepeat = true)
        {
            FbaException error;
            try
            {
                return await PutAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (FbaException failure) when (_mayBeTaken)
            {
                // Of a repeat, also a refusal: what is cancelled already cannot be cancelled.
                error = failure;
            }

            var delays = isRepeat ? run.Options.ReadBackDelays : run.Options.ReadBackDelays.Take(1);
            var readBack = await run.ReadBackAsync(delays, ShowsTheCancel, cancellationToken).ConfigureAwait(false);
            if (readBack.Order is { } found && ShowsTheCancel(found))
            {
                return run.AddTo(CancelOutcome.Judge(Requested(), found));
            }

            if (isRepeat)
            {
                throw run.OutcomeUnknown(Request, DecidedBy, error);
            }
        }
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
