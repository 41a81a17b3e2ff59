using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Tracking;

/// <summary>What of an item is in a parcel.</summary>
/// <param name="ItemId">The seller's identifier of the item; null if the service does not say.</param>
/// <param name="SellerSku">The seller's SKU.</param>
/// <param name="Quantity">The number of units; null if unknown.</param>
internal sealed record ShippedLine(string? ItemId, string? SellerSku, int? Quantity);

/// <summary>A parcel that is on its way, with a tracking number.</summary>
internal sealed record ShippedParcel(FulfillmentShipment Shipment, FulfillmentShipmentPackage Package, IReadOnlyList<ShippedLine> Lines)
{
    private const string Shipped = "SHIPPED";

    /// <summary>
    /// Reads the parcels of an order, in the order in which they left. Of one without a tracking number there is nothing to say yet, and of
    /// a shipment that has not left, neither.
    /// </summary>
    /// <param name="order">The order, with its items and shipments.</param>
    /// <param name="withoutNumber">How many parcels have left without a tracking number.</param>
    public static IReadOnlyList<ShippedParcel> Of(FulfillmentOrder order, out int withoutNumber)
    {
        withoutNumber = 0;
        var parcels = new List<ShippedParcel>();
        foreach (var shipment in order.Shipments.Where(IsShipped).OrderBy(shipment => shipment.ShippingDate ?? DateTimeOffset.MaxValue))
        {
            var unplaced = shipment.Items.Any(item => !shipment.Packages.Any(package => Holds(shipment, package, item)));
            withoutNumber += (unplaced ? 1 : 0) + shipment.Packages.Count(package => string.IsNullOrWhiteSpace(package.TrackingNumber));
            parcels.AddRange(shipment.Packages.Where(package => !string.IsNullOrWhiteSpace(package.TrackingNumber))
                .Select(package => new ShippedParcel(shipment, package, LinesOf(shipment, package))));
        }

        return parcels;
    }

    private static bool IsShipped(FulfillmentShipment shipment) =>
        string.Equals(shipment.FulfillmentShipmentStatus, Shipped, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<ShippedLine> LinesOf(FulfillmentShipment shipment, FulfillmentShipmentPackage package) =>
    [
        .. shipment.Items.Where(item => Holds(shipment, package, item))
            .GroupBy(item => (item.SellerFulfillmentOrderItemId, item.SellerSku))
            .Select(items => new ShippedLine(items.Key.SellerFulfillmentOrderItemId, items.Key.SellerSku, Sum(shipment, items))),
    ];

    // How the units of an item are spread over several parcels is not told.
    private static int? Sum(FulfillmentShipment shipment, IEnumerable<FulfillmentShipmentItem> items) =>
        Totals.Shown(Totals.Units(items.Select(item =>
            shipment.Packages.Count(package => Holds(shipment, package, item)) > 1 ? null : item.Quantity)));

    private static bool Holds(FulfillmentShipment shipment, FulfillmentShipmentPackage package, FulfillmentShipmentItem item) =>
        package.ShipmentItemIds.Count > 0 && item.ShipmentItemId is { } id ? package.ShipmentItemIds.Contains(id)
        : item.PackageId is { } packageId && package.PackageId is not null ? packageId == package.PackageId
        : item.PackageNumber is { } number && package.PackageNumber is not null ? number == package.PackageNumber
        : shipment.Packages.Count == 1;
}
