using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Tracking;

/// <summary>A line of an order in a parcel that is on its way, with the parcel's tracking number.</summary>
public sealed record TrackingRow
{
    /// <summary>The seller's identifier of the order.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>The seller's identifier of the item within the order.</summary>
    public string? SellerFulfillmentOrderItemId { get; init; }

    /// <summary>The seller's SKU.</summary>
    public string? SellerSku { get; init; }

    /// <summary>How many units of the item are in the parcel; null if the service does not say.</summary>
    public int? Quantity { get; init; }

    /// <summary>The carrier, as the service names it.</summary>
    public string? CarrierCode { get; init; }

    /// <summary>The carrier's tracking number.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The carrier's page for the parcel; only on version 2026-07-04.</summary>
    public string? TrackingUrl { get; init; }

    /// <summary>When the shipment left the fulfillment center.</summary>
    public DateTimeOffset? ShippingDate { get; init; }

    /// <summary>Amazon's identifier of the shipment.</summary>
    public string? AmazonShipmentId { get; init; }

    /// <summary>The identifier of the package; on version 2020-07-01 its number.</summary>
    public string? PackageId { get; init; }

    /// <summary>Returns the rows of a parcel: one for each item, or a single one if the service does not say what is in it.</summary>
    internal static IReadOnlyList<TrackingRow> Of(string orderId, ShippedParcel parcel)
    {
        IReadOnlyList<ShippedLine> lines = parcel.Lines.Count > 0 ? parcel.Lines : [new ShippedLine(null, null, null)];
        return
        [
            .. lines.Select(line => new TrackingRow
            {
                SellerFulfillmentOrderId = orderId,
                SellerFulfillmentOrderItemId = line.ItemId,
                SellerSku = line.SellerSku,
                Quantity = line.Quantity,
                CarrierCode = parcel.Package.CarrierCode,
                TrackingNumber = parcel.Package.TrackingNumber,
                TrackingUrl = parcel.Package.CarrierTrackingUrl,
                ShippingDate = parcel.Shipment.ShippingDate,
                AmazonShipmentId = parcel.Shipment.AmazonShipmentId,
                PackageId = parcel.Package.PackageId,
            }),
        ];
    }

    /// <summary>Returns the order's id and the tracking number.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {TrackingNumber}";
}
