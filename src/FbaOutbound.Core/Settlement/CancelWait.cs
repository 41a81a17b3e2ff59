using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;

namespace FbaOutbound.Settlement;

/// <summary>Waits for the last word on a cancellation.</summary>
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
            catch (FbaServiceException error) when (error.Outcome != RequestOutcome.Refused && error is not OtherOrderException)
            {
                failure = error;
            }

            var left = timeout - run.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return failure is null || wasRead ? run.AddTo(current) : throw failure;
            }

            CallLog.Current.Step(new CallStep.Awaits(0, 1, [current.Status ?? "unknown"]));
            var wait = left < pollInterval ? left : pollInterval;
            CallLog.Current.Verbose(
                FormattableString.Invariant($"Order '{run.Id}' is not finished yet; reading it again in {wait.TotalSeconds:0.#} s."));
            await run.Time.Delay(wait, cancellationToken).ConfigureAwait(false);
        }
    }
}
