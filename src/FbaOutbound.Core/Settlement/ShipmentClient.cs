using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Shipments;

namespace FbaOutbound.Settlement;

/// <summary>
/// Shipments of merchant fulfillment over any protocol, with every unknown outcome settled by the rule of its operation. Any number
/// of calls may run at a time. It remembers the shipments that it cancelled, or may have: their labels, if read before, are worthless.
/// </summary>
internal sealed class ShipmentClient(IShipmentService service, SettlementOptions options, TimeProvider time, SessionMark? session)
{
    // False for a cancellation whose outcome is unknown.
    private readonly ConcurrentDictionary<string, bool> _cancelled = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether this session cancelled the shipment.</summary>
    public bool HasCancelled(string shipmentId) => _cancelled.TryGetValue(shipmentId, out var isKnown) && isKnown;

    /// <summary>Whether this session cancelled the shipment, or sent a cancellation whose outcome is unknown.</summary>
    public bool MayHaveCancelled(string shipmentId) => _cancelled.ContainsKey(shipmentId);

    /// <summary>Reads a shipment.</summary>
    /// <exception cref="FbaServiceException">The shipment could not be read.</exception>
    public async Task<Shipment> GetAsync(string shipmentId, CancellationToken cancellationToken) =>
        Named(await service.GetAsync(shipmentId, cancellationToken).ConfigureAwait(false));

    /// <summary>Cancels a shipment and asks for the refund.</summary>
    /// <exception cref="FbaServiceException">The cancellation was refused or not taken.</exception>
    /// <exception cref="ShipmentOutcomeUnknownException">The cancellation may have been accepted.</exception>
    public async Task<Shipment> CancelAsync(string shipmentId, CancellationToken cancellationToken)
    {
        try
        {
            var shipment = await new ShipmentCancel(service, options, time, shipmentId).RunAsync(cancellationToken).ConfigureAwait(false);
            _cancelled[shipmentId] = true;
            return Named(shipment);
        }
        catch (ShipmentOutcomeUnknownException)
        {
            _cancelled.TryAdd(shipmentId, false);
            throw;
        }
    }

    /// <summary>Buys a shipment. A purchase is sent once: it has no key, and what it bought cannot be looked up.</summary>
    /// <exception cref="FbaServiceException">Nothing was bought.</exception>
    /// <exception cref="ShipmentOutcomeUnknownException">The shipment may have been bought.</exception>
    public async Task<Shipment> BuyAsync(ShipmentPurchase purchase, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var started = time.GetUtcNow();
        try
        {
            return Named(await service.CreateAsync(purchase, cancellationToken).ConfigureAwait(false));
        }
        catch (FbaServiceException error) when (error.Outcome == RequestOutcome.Unknown)
        {
            throw OutcomeUnknown(purchase, error.FirstSent ?? started, error.RequestIds, error);
        }
        catch (Exception fault) when (fault is not (FbaException or OperationCanceledException))
        {
            // It is unknown whether the request had left. One that is cancelled had not: what is on its way ends as unknown.
            throw OutcomeUnknown(purchase, started, [], fault);
        }
    }

    /// <summary>Reads the services that can be had.</summary>
    /// <exception cref="FbaServiceException">The services could not be read.</exception>
    public async Task<ShippingOffers> GetServicesAsync(
        ShipmentRequest request, ShippingOfferingFilter? filter, CancellationToken cancellationToken)
    {
        var offers = await service.GetServicesAsync(request, filter, cancellationToken).ConfigureAwait(false);
        return offers with { Services = [.. offers.Services.Select(offer => Named(offer) with { Request = request })] };
    }

    /// <summary>Reads what a carrier requires before a service is bought.</summary>
    /// <exception cref="FbaServiceException">The fields could not be read.</exception>
    public async Task<IReadOnlyList<SellerInputField>> GetSellerInputsAsync(
        string amazonOrderId, string shippingServiceId, ShipmentAddress shipFrom, CancellationToken cancellationToken)
    {
        var fields = await service.GetSellerInputsAsync(
            amazonOrderId, shippingServiceId, shipFrom, cancellationToken).ConfigureAwait(false);
        return
        [
            .. fields.Select(field => field with
            {
                AmazonOrderId = amazonOrderId,
                ShippingServiceId = shippingServiceId,
                Session = session?.Name,
                Account = session?.Account,
            }),
        ];
    }

    private Shipment Named(ShipmentAnswer answer) => Named(answer.Shipment);

    private Shipment Named(Shipment shipment) => shipment with
    {
        Session = session?.Name,
        Account = session?.Account,
        ShippingService = shipment.ShippingService is { } bought ? Named(bought) : null,
    };

    private ShippingService Named(ShippingService offer) => offer with { Session = session?.Name, Account = session?.Account };

    /// <summary>Says that a cancellation of a shipment was sent and its outcome is unknown.</summary>
    public static string MayBeCancelled(string shipmentId) =>
        $"A cancellation of shipment '{shipmentId}' was sent, and its outcome is unknown. Use its label only if Get-MfnShipment shows the "
            + "status Purchased.";

    /// <summary>Makes the error for a purchase that was sent and whose effect is unknown.</summary>
    /// <param name="purchase">The purchase.</param>
    /// <param name="sent">When it was first sent.</param>
    /// <param name="requestIds">The service's ids of the responses.</param>
    /// <param name="cause">Why its outcome is unknown.</param>
    /// <param name="isOther">Whether an earlier run sent a purchase with another service.</param>
    /// <param name="otherService">The service that it sent; null if it is not known.</param>
    public static ShipmentOutcomeUnknownException OutcomeUnknown(
        ShipmentPurchase purchase, DateTimeOffset sent, IReadOnlyList<string> requestIds, Exception? cause, bool isOther = false,
        string? otherService = null)
    {
        var order = purchase.Request.AmazonOrderId;
        var service = !isOther ? $"the service '{purchase.ShippingServiceId}'"
            : otherService is null ? "another service"
            : $"the service '{otherService}'";
        var notSent = isOther ? $"A request for the service '{purchase.ShippingServiceId}' was not sent" : "The request was not sent again";
        return new ShipmentOutcomeUnknownException(
            $"It is unknown whether the shipment of order '{order}' with {service} was "
                + $"bought{ShipmentCancel.Because((cause as FbaServiceException)?.Reason)}.{ShipmentCancel.When(sent, requestIds)} "
                + $"{notSent}, because that could buy a second label. Before you buy another, look for the label of this order in "
                + "Seller Central under Manage Orders.",
            cause)
        {
            Request = RequestWords.Purchase,
            AmazonOrderId = order,
            ShippingServiceId = isOther ? otherService : purchase.ShippingServiceId,
            FirstSent = sent,
            RequestIds = requestIds,
        };
    }

    /// <summary>Makes the error for a purchase that was not sent, because another one with the same item may have been bought.</summary>
    public static ShipmentOutcomeUnknownException OtherOutcomeUnknown(
        ShipmentPurchase purchase, string item, DateTimeOffset? sent, string advice)
    {
        var order = purchase.Request.AmazonOrderId;
        return new ShipmentOutcomeUnknownException(
            $"Nothing was bought for order '{order}', because it is unknown whether an earlier shipment with item '{item}' was bought, in "
                + $"another quantity or with other items.{(sent is { } time ? ShipmentCancel.When(time, []) : "")} Look for its label in "
                + $"Seller Central under Manage Orders. If there is none, {advice}.",
            null)
        {
            Request = RequestWords.Purchase,
            AmazonOrderId = order,
            FirstSent = sent,
        };
    }
}
