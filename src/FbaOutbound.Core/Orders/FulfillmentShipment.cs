using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>A shipment of a fulfillment order.</summary>
public sealed record FulfillmentShipment
{
    /// <summary>Amazon's identifier of the shipment.</summary>
    public string? AmazonShipmentId { get; init; }

    /// <summary>The fulfillment center the shipment leaves from.</summary>
    public string? FulfillmentCenterId { get; init; }

    /// <summary>
    /// <c>PENDING</c>, <c>SHIPPED</c>, <c>CANCELLED_BY_FULFILLER</c>, <c>CANCELLED_BY_SELLER</c>, or any other word, unchanged.
    /// </summary>
    public string? FulfillmentShipmentStatus { get; init; }

    /// <summary>When the shipment left, or is expected to leave, the fulfillment center.</summary>
    public DateTimeOffset? ShippingDate { get; init; }

    /// <summary>When the shipment is expected to arrive.</summary>
    public DateTimeOffset? EstimatedArrivalDate { get; init; }

    /// <summary>The address of the fulfillment center, where the service gives it.</summary>
    public Address? FulfillmentCenterAddress { get; init; }

    /// <summary>The email address of the fulfillment center; only if version 2026-07-04 gives it.</summary>
    public string? FulfillmentCenterEmail { get; init; }

    /// <summary>The speed that the shipment is sent with in truth; only on version 2026-07-04.</summary>
    public string? ShippingSpeedCategory { get; init; }

    /// <summary>What Amazon notes on the shipment's timeline.</summary>
    public IReadOnlyList<string> ShippingNotes { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>What the shipment holds.</summary>
    public IReadOnlyList<FulfillmentShipmentItem> Items
    {
        get;
        init => field = OutputList<FulfillmentShipmentItem>.Of(value);
    } = OutputList<FulfillmentShipmentItem>.None;

    /// <summary>The packages of the shipment.</summary>
    public IReadOnlyList<FulfillmentShipmentPackage> Packages
    {
        get;
        init => field = OutputList<FulfillmentShipmentPackage>.Of(value);
    } = OutputList<FulfillmentShipmentPackage>.None;

    /// <summary>The id of the shipment's order.</summary>
    public string? SellerFulfillmentOrderId { get; init; }

    /// <summary>The name of the session that the shipment was read with.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>Returns Amazon's identifier and the state.</summary>
    public override string ToString() => $"{AmazonShipmentId} {FulfillmentShipmentStatus}";
}

/// <summary>An item of a shipment.</summary>
public sealed record FulfillmentShipmentItem
{
    /// <summary>The seller's SKU.</summary>
    public string? SellerSku { get; init; }

    /// <summary>The seller's identifier of the item within the order.</summary>
    public string? SellerFulfillmentOrderItemId { get; init; }

    /// <summary>The number of units; null if it could not be read.</summary>
    public int? Quantity { get; init; }

    /// <summary>What the quantity counts, such as <c>EACHES</c>; only on version 2026-07-04.</summary>
    public string? Unit { get; init; }

    /// <summary>The number of the package that holds the item; only on version 2020-07-01.</summary>
    public int? PackageNumber { get; init; }

    /// <summary>The identifier of the package that holds the item; on version 2020-07-01 its number.</summary>
    public string? PackageId { get; init; }

    /// <summary>Amazon's identifier of the item within the shipment; only on version 2026-07-04.</summary>
    public string? ShipmentItemId { get; init; }

    /// <summary>The serial number of the item.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>The manufacturer's lot codes.</summary>
    public IReadOnlyList<string> ManufacturerLotCodes { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The identifiers of the single units, by their kind; only on version 2026-07-04.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> UnitIdentifiers
    {
        get;
        init => field = OutputMap<IReadOnlyList<string>>.Of(value);
    } = OutputMap<IReadOnlyList<string>>.None;

    /// <summary>Returns the SKU and the quantity.</summary>
    public override string ToString() => $"{SellerSku} × {Quantity}";
}

/// <summary>A package of a shipment.</summary>
public sealed record FulfillmentShipmentPackage
{
    /// <summary>The package's number; only on version 2020-07-01.</summary>
    public int? PackageNumber { get; init; }

    /// <summary>The package's identifier; on version 2020-07-01 its number.</summary>
    public string? PackageId { get; init; }

    /// <summary><c>IN_TRANSIT</c>, <c>DELIVERED</c>, or any other word, unchanged; only on version 2026-07-04.</summary>
    public string? Status { get; init; }

    /// <summary>The carrier.</summary>
    public string? CarrierCode { get; init; }

    /// <summary>The carrier's tracking number.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>Amazon's tracking number.</summary>
    public string? AmazonFulfillmentTrackingNumber { get; init; }

    /// <summary>When the package is expected to arrive.</summary>
    public DateTimeOffset? EstimatedArrivalDate { get; init; }

    /// <summary>The locker the package waits in. It opens with what stands here, so it does not show by accident.</summary>
    public LockerDetails? LockerDetails { get; init; }

    /// <summary>How the package was delivered.</summary>
    public DeliveryInformation? DeliveryInformation { get; init; }

    /// <summary>The carrier's page for the package; only on version 2026-07-04.</summary>
    public string? CarrierTrackingUrl { get; init; }

    /// <summary>Amazon's page for the package; only on version 2026-07-04.</summary>
    public string? AmazonTrackingUrl { get; init; }

    /// <summary>The identifiers of the shipment's items that the package holds; only on version 2026-07-04.</summary>
    public IReadOnlyList<string> ShipmentItemIds { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The id of the package's order.</summary>
    public string? SellerFulfillmentOrderId { get; init; }

    /// <summary>Amazon's identifier of the package's shipment.</summary>
    public string? AmazonShipmentId { get; init; }

    /// <summary>The name of the session that the package was read with.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>Returns the carrier and the tracking number.</summary>
    public override string ToString() => $"{CarrierCode} {TrackingNumber ?? AmazonFulfillmentTrackingNumber}";
}

/// <summary>A locker that a package waits in.</summary>
public sealed record LockerDetails
{
    /// <summary>The locker's number.</summary>
    public string? LockerNumber { get; init; }

    /// <summary>The code that opens the locker.</summary>
    public string? LockerAccessCode { get; init; }

    /// <summary>Returns a word without the code.</summary>
    public override string ToString() => "Locker";
}

/// <summary>How a package was delivered.</summary>
public sealed record DeliveryInformation
{
    /// <summary>The documents of the delivery, such as a picture.</summary>
    public IReadOnlyList<DeliveryDocument> DeliveryDocuments
    {
        get;
        init => field = OutputList<DeliveryDocument>.Of(value);
    } = OutputList<DeliveryDocument>.None;

    /// <summary>Where the package was left.</summary>
    public DropOffLocation? DropOffLocation { get; init; }

    /// <summary>Who received the package. It does not show by accident.</summary>
    public string? ReceivedBy { get; init; }

    /// <summary>Returns the kind of the place.</summary>
    public override string ToString() => DropOffLocation?.Type ?? "";
}

/// <summary>A document of a delivery.</summary>
public sealed record DeliveryDocument
{
    /// <summary>The document's type, such as <c>DELIVERY_IMAGE</c>.</summary>
    public string? DocumentType { get; init; }

    /// <summary>A URL that is valid for one hour. It shows the recipient's door, so it does not show by accident.</summary>
    public string? Url { get; init; }

    /// <summary>Returns the type.</summary>
    public override string ToString() => DocumentType ?? "";
}
