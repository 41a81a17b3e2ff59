using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Shipments;

namespace FbaOutbound.Services;

/// <summary>
/// One wire protocol for merchant fulfillment: each method is one request, mapped to and from the domain. Whatever does not end in an
/// answer leaves as an <see cref="FbaServiceException"/> whose outcome says what is known. A change ends in an
/// <see cref="System.OperationCanceledException"/> only if it had not left.
/// </summary>
internal interface IShipmentService
{
    /// <exception cref="FbaServiceException">The shipment could not be read.</exception>
    Task<ShipmentAnswer> GetAsync(string shipmentId, CancellationToken cancellationToken);

    Task<ShipmentAnswer> CancelAsync(string shipmentId, CancellationToken cancellationToken);

    Task<ShipmentAnswer> CreateAsync(ShipmentPurchase purchase, CancellationToken cancellationToken);

    Task<ShippingOffers> GetServicesAsync(ShipmentRequest request, ShippingOfferingFilter? filter, CancellationToken cancellationToken);

    Task<IReadOnlyList<SellerInputField>> GetSellerInputsAsync(
        string amazonOrderId, string shippingServiceId, ShipmentAddress shipFrom, CancellationToken cancellationToken);
}

internal sealed record ShipmentAnswer(Shipment Shipment, CallInfo Call);
