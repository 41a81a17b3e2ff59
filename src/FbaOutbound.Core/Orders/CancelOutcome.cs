using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;

namespace FbaOutbound.Orders;

/// <summary>Tells from an order how much of it was cancelled.</summary>
internal static class CancelOutcome
{
    /// <summary>Returns a receipt that says what the order shows: a last word only where the order has come to its end or every unit is cancelled.</summary>
    public static CancelReceipt Judge(CancelReceipt receipt, FulfillmentOrder found)
    {
        var ordered = found.Items.Count == 0 ? (int?)null : found.Items.Sum(i => i.Quantity);
        var cancelled = CancelledQuantity(found);
        return receipt with
        {
            Outcome = Outcome(found.Status, ordered, cancelled),
            Status = found.Status,
            CancelledQuantity = cancelled,
            NotCancelledQuantity = ordered - cancelled,
        };
    }

    /// <summary>Returns how many units were cancelled; null where the service does not say. A cancelled order needs no number to say all.</summary>
    public static int? CancelledQuantity(FulfillmentOrder found)
    {
        if (found.Items.Count == 0)
        {
            return null;
        }

        if (found.Items.All(i => i.CancelledQuantity is not null))
        {
            return found.Items.Sum(i => i.CancelledQuantity);
        }

        return found.Status == OrderStatus.Cancelled ? found.Items.Sum(i => i.Quantity) : null;
    }

    private static string Outcome(string? status, int? ordered, int? cancelled)
    {
        if (status == OrderStatus.Cancelled || (cancelled > 0 && cancelled >= ordered))
        {
            return Outcomes.Cancelled;
        }

        if (!OrderStatus.IsFinal(status))
        {
            return Outcomes.CancelRequested;
        }

        return cancelled switch
        {
            > 0 => Outcomes.PartlyCancelled,

            // The rest of a partly completed order was cancelled or could not be fulfilled; without numbers nobody knows which.
            null when status == OrderStatus.CompletePartialled => Outcomes.CancelRequested,
            _ => Outcomes.NotCancelled,
        };
    }
}

/// <summary>Waits for the last word on a cancel.</summary>
internal static class CancelWait
{
    public static async Task<CancelReceipt> RunAsync(
        SettlementRun run, CancelReceipt receipt, TimeSpan pollInterval, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = run.Time.GetTimestamp();
        var current = receipt;
        var wasRead = false;
        while (true)
        {
            FbaServiceException? failure = null;
            try
            {
                var order = await run.ReadAsync(cancellationToken).ConfigureAwait(false);
                current = CancelOutcome.Judge(receipt, order);
                wasRead = true;
                if (OrderStatus.IsFinal(current.Status) || current.Outcome == Outcomes.Cancelled)
                {
                    return run.AddTo(current);
                }
            }
            catch (FbaServiceException error) when (error.Outcome != RequestOutcome.Refused)
            {
                failure = error;
            }

            var left = timeout - run.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return failure is null || wasRead ? run.AddTo(current) : throw failure;
            }

            var wait = left < pollInterval ? left : pollInterval;
            CallLog.Current.Verbose(FormattableString.Invariant($"Order '{run.Id}' has not come to its end; reading it again in {wait.TotalSeconds:0.#} s."));
            await run.Time.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }
}
