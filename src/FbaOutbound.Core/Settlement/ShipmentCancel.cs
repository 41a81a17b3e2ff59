using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Shipments;

namespace FbaOutbound.Settlement;

/// <summary>
/// Cancels one shipment. After an unknown outcome it is read: a refund status tells that the cancellation was taken; otherwise it is sent
/// once more.
/// </summary>
internal sealed class ShipmentCancel(IShipmentService service, SettlementOptions options, TimeProvider time, string shipmentId)
    : ChangeRun<Shipment>(options, time, $"shipment '{shipmentId}'")
{
    public Task<Shipment> RunAsync(CancellationToken cancellationToken) => SettleAsync(CancelAsync, Unknown, cancellationToken);

    /// <inheritdoc/>
    public override async Task<Shipment> ReadAsync(CancellationToken cancellationToken) =>
        (await service.GetAsync(shipmentId, cancellationToken).ConfigureAwait(false)).Shipment;

    /// <summary>Says when a request was first sent, and by what its responses can be found.</summary>
    public static string When(DateTimeOffset sent, IReadOnlyList<string> requestIds) =>
        " It was sent at " + sent.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            + (requestIds.Count == 0 ? "." : $" (request id {string.Join(", ", requestIds)}).");

    /// <summary>Returns the reason as the end of a sentence; empty if it is unknown.</summary>
    public static string Because(string? reason) => reason is null ? "" : $": {reason}";

    // The words in which MWS says that a shipment does not exist are not known.
    protected override bool SaysAbsent(FbaServiceException error) => base.SaysAbsent(error) || IsPlain(error);

    private async Task<Shipment> CancelAsync(CancellationToken cancellationToken)
    {
        for (var isRepeat = false; ; isRepeat = true)
        {
            FbaException error;
            try
            {
                return (await SendAsync(() => service.CancelAsync(shipmentId, cancellationToken)).ConfigureAwait(false)).Shipment;
            }
            catch (FbaException failure) when (MayBeDone)
            {
                // Of a repeat, also a refusal: what is cancelled already cannot be cancelled.
                error = failure;
            }
            catch (FbaServiceException refusal) when (IsPlain(refusal))
            {
                var found = await ReadRefusedAsync(refusal, [TimeSpan.Zero], Unknown, cancellationToken).ConfigureAwait(false);
                if (found is { IsCancelled: true })
                {
                    return found;
                }

                throw;
            }

            var delays = isRepeat ? Options.ReadBackDelays : Options.ReadBackDelays.Take(1);
            var readBack = await ReadBackAsync(delays, static shipment => shipment.IsCancelled, cancellationToken).ConfigureAwait(false);
            if (readBack.Found is { IsCancelled: true } cancelled)
            {
                return cancelled;
            }

            if (isRepeat)
            {
                throw Unknown(error);
            }

            CallLog.Current.Verbose($"Shipment '{shipmentId}' shows no refund; cancelling it again.");
        }
    }

    private ShipmentOutcomeUnknownException Unknown(Exception cause) => new(
        $"It is unknown whether the cancellation of shipment '{shipmentId}' "
            + $"took effect{Because(Reason)}.{When(FirstSent ?? Time.GetUtcNow(), RequestIds)} "
        + "Check with Get-MfnShipment: it took effect if the status is RefundPending, RefundApplied or RefundRejected.",
        cause)
    {
        Request = RequestWords.Cancel,
        ShipmentId = shipmentId,
        FirstSent = FirstSent,
        RequestIds = RequestIds,
    };
}
