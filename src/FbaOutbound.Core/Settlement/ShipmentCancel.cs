using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Services;
using FbaOutbound.Shipments;

namespace FbaOutbound.Settlement;

/// <summary>
/// Cancels one shipment. After an unknown outcome it is read: a refund status tells that the cancellation was taken; otherwise it is sent
/// once more. One run serves one call.
/// </summary>
internal sealed class ShipmentCancel(IShipmentService service, SettlementOptions options, TimeProvider time, string shipmentId)
{
    private readonly List<string> _requestIds = [];
    private DateTimeOffset? _firstSent;
    private FbaServiceException? _lastEnd;

    // A request has gone out whose effect is unknown.
    private bool _mayBeTaken;

    public async Task<Shipment> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception abandoned) when (_mayBeTaken && abandoned is not FbaException)
        {
            throw Unknown(abandoned);
        }
    }

    /// <summary>Says when a request was first sent, and by what its responses can be found.</summary>
    public static string When(DateTimeOffset sent, IReadOnlyList<string> requestIds) =>
        " It was sent at " + sent.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
            + (requestIds.Count == 0 ? "." : $" (request id {string.Join(", ", requestIds)}).");

    /// <summary>Returns why the outcome is not known, as the end of a sentence; empty if no cause is known.</summary>
    public static string Because(Exception? cause) => cause is FbaServiceException { Reason: { } reason } ? $": {reason}" : "";

    private async Task<Shipment> SendAsync(CancellationToken cancellationToken)
    {
        for (var isRepeat = false; ; isRepeat = true)
        {
            FbaException error;
            try
            {
                return await DeleteAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (FbaException failure) when (_mayBeTaken)
            {
                // Of a repeat, also a refusal: what is cancelled already cannot be cancelled.
                error = failure;
            }
            catch (FbaServiceException refusal) when (
                refusal is not FbaCredentialException and { Outcome: RequestOutcome.Refused, StatusCode: 400, IsNotFound: false })
            {
                // A request without a body may be sent twice by the HTTP client itself (dotnet/runtime#86714), and what is refused is the
                // second.
                _mayBeTaken = true;
                if (await ReadBackAsync([TimeSpan.Zero], cancellationToken).ConfigureAwait(false) is { } cancelled)
                {
                    return cancelled;
                }

                throw;
            }

            var delays = isRepeat ? options.ReadBackDelays : options.ReadBackDelays.Take(1);
            if (await ReadBackAsync(delays, cancellationToken).ConfigureAwait(false) is { } shipment)
            {
                return shipment;
            }

            if (isRepeat)
            {
                throw Unknown(error);
            }

            CallLog.Current.Verbose($"Shipment '{shipmentId}' shows no refund; cancelling it again.");
        }
    }

    private async Task<Shipment> DeleteAsync(CancellationToken cancellationToken)
    {
        var mightBeTaken = _mayBeTaken;
        _mayBeTaken = true;
        _firstSent ??= time.GetUtcNow();
        try
        {
            return (await service.CancelAsync(shipmentId, cancellationToken).ConfigureAwait(false)).Shipment;
        }
        catch (OperationCanceledException)
        {
            // It was cancelled before it left: what is on its way ends as unknown.
            _mayBeTaken = mightBeTaken;
            throw;
        }
        catch (FbaException error)
        {
            var ended = error as FbaServiceException;
            _lastEnd = ended ?? _lastEnd;
            _requestIds.AddRange(ended?.RequestIds ?? []);
            _mayBeTaken = mightBeTaken || ended?.Outcome == RequestOutcome.Unknown;
            throw;
        }
    }

    private async Task<Shipment?> ReadBackAsync(IEnumerable<TimeSpan> delays, CancellationToken cancellationToken)
    {
        var ended = time.GetTimestamp();
        foreach (var delay in delays)
        {
            var wait = delay - time.GetElapsedTime(ended);
            if (wait > TimeSpan.Zero)
            {
                CallLog.Current.Verbose(FormattableString.Invariant($"Reading shipment '{shipmentId}' back in {wait.TotalSeconds:0.#} s."));
                await time.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                var shipment = (await service.GetAsync(shipmentId, cancellationToken).ConfigureAwait(false)).Shipment;
                if (shipment.IsCancelled)
                {
                    return shipment;
                }
            }
            catch (FbaException)
            {
                // Not being read is no reason to believe anything of the cancellation; the next read may do better.
            }
        }

        return null;
    }

    private ShipmentOutcomeUnknownException Unknown(Exception cause) => new(
        $"It is unknown whether the cancellation of shipment '{shipmentId}' "
            + $"took effect{Because(_lastEnd)}.{When(_firstSent ?? time.GetUtcNow(), _requestIds)} "
        + "Check with Get-MfnShipment: it took effect if the status is RefundPending, RefundApplied or RefundRejected.",
        cause)
    {
        Request = "Cancel",
        ShipmentId = shipmentId,
        FirstSent = _firstSent,
        RequestIds = _requestIds.ToArray(),
    };
}
