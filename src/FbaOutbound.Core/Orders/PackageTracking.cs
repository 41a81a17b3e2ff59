using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>Where a package is. Unknown words and codes are kept as they came.</summary>
public sealed record PackageTracking
{
    /// <summary>The order's id, where the package was requested by its order.</summary>
    public string? SellerFulfillmentOrderId { get; init; }

    /// <summary>Amazon's identifier of the shipment, if it is known.</summary>
    public string? AmazonShipmentId { get; init; }

    /// <summary>Amazon's identifier of the package: a number on version 2020-07-01, text on 2026-07-04.</summary>
    public string PackageId { get; init; } = "";

    /// <summary>The carrier.</summary>
    public string? CarrierCode { get; init; }

    /// <summary>The carrier's tracking number.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>Amazon's tracking number, where it is another one.</summary>
    public string? AmazonTrackingNumber { get; init; }

    /// <summary><c>IN_TRANSIT</c>, <c>DELIVERED</c>, or any other word, unchanged.</summary>
    public string? CurrentStatus { get; init; }

    /// <summary>The service's words for the state.</summary>
    public string? CurrentStatusDescription { get; init; }

    /// <summary>When the package was shipped.</summary>
    public DateTimeOffset? ShipDate { get; init; }

    /// <summary>When the package is expected to arrive.</summary>
    public DateTimeOffset? EstimatedArrivalDate { get; init; }

    /// <summary>The earliest time of delivery, known once the package has reached its delivery station.</summary>
    public DateTimeOffset? EarliestDelivery { get; init; }

    /// <summary>The latest time of delivery, known once the package has reached its delivery station.</summary>
    public DateTimeOffset? LatestDelivery { get; init; }

    /// <summary>The destination's city. It does not show by accident.</summary>
    public TrackingAddress? ShipToAddress { get; init; }

    /// <summary>Who signed for the package. It is not in the displays.</summary>
    public string? SignedForBy { get; init; }

    /// <summary>More about where the package was left, such as <c>FRONT_DOOR</c>, unchanged.</summary>
    public string? AdditionalLocationInfo { get; init; }

    /// <summary>The URL of a picture of the delivery. It shows the recipient's door, so it is not in the displays.</summary>
    public string? DeliveryPhotoUrl { get; init; }

    /// <summary>The page on which the recipient can follow the package.</summary>
    public string? CustomerTrackingLink { get; init; }

    /// <summary>The carrier's phone number.</summary>
    public string? CarrierPhoneNumber { get; init; }

    /// <summary>The carrier's page.</summary>
    public string? CarrierUrl { get; init; }

    /// <summary>What happened to the package; version 2026-07-04 returns none.</summary>
    public IReadOnlyList<TrackingEvent> Events
    {
        get;
        init => field = OutputList<TrackingEvent>.Of(value);
    } = OutputList<TrackingEvent>.None;

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the package and its state.</summary>
    public override string ToString() => $"{PackageId} {CurrentStatus}";

    /// <summary>Returns the tracking of a package from its order, on versions whose orders carry the tracking.</summary>
    internal static PackageTracking From(FulfillmentShipment shipment, FulfillmentShipmentPackage package) => new()
    {
        SellerFulfillmentOrderId = package.SellerFulfillmentOrderId,
        AmazonShipmentId = shipment.AmazonShipmentId,
        PackageId = package.PackageId ?? "",
        CarrierCode = package.CarrierCode,
        TrackingNumber = package.TrackingNumber,
        AmazonTrackingNumber = package.AmazonFulfillmentTrackingNumber,
        CurrentStatus = package.Status,
        ShipDate = shipment.ShippingDate,
        EstimatedArrivalDate = package.EstimatedArrivalDate,
        SignedForBy = package.DeliveryInformation?.ReceivedBy,
        AdditionalLocationInfo = package.DeliveryInformation?.DropOffLocation?.Type,
        DeliveryPhotoUrl = package.DeliveryInformation is { DeliveryDocuments: { Count: > 0 } documents } ? documents[0].Url : null,
        CustomerTrackingLink = package.AmazonTrackingUrl,
        CarrierUrl = package.CarrierTrackingUrl,
        Session = package.Session,
        Account = package.Account,
    };
}

/// <summary>Something that happened to a package.</summary>
public sealed record TrackingEvent
{
    /// <summary>When it happened.</summary>
    public DateTimeOffset? EventDate { get; init; }

    /// <summary>The code, such as <c>EVENT_301</c>, unchanged.</summary>
    public string? EventCode { get; init; }

    /// <summary>The service's words.</summary>
    public string? EventDescription { get; init; }

    /// <summary>Where it happened.</summary>
    public TrackingAddress? EventAddress { get; init; }

    /// <summary>Returns the time, the code and the words.</summary>
    public override string ToString() => FormattableString.Invariant($"{EventDate:u} {EventCode} {EventDescription}").TrimEnd();
}

/// <summary>A place that a package passes. The text form is the country only: the last place is the recipient's.</summary>
public sealed record TrackingAddress
{
    /// <summary>The city.</summary>
    public string? City { get; init; }

    /// <summary>The state.</summary>
    public string? State { get; init; }

    /// <summary>The country.</summary>
    public string? Country { get; init; }

    /// <summary>Returns the country in brackets.</summary>
    public override string ToString() => $"({Country})";
}
