using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;

namespace FbaOutbound.Tracking;

/// <summary>Makes the rows of a shop's file of parcels.</summary>
/// <param name="format">The shop's format.</param>
/// <param name="carriers">The shop's names of carriers.</param>
/// <param name="shop">The shop's orders.</param>
/// <param name="notify">Whether the shop is to tell its customers.</param>
internal sealed class TrackingTable(TrackingFormat format, CarrierNames carriers, ShopOrders shop, bool notify)
{
    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header => [.. format.Columns.Select(column => column.Name)];

    /// <summary>Whether the shop counts the units of each row, so that those of a parcel must not come twice.</summary>
    public bool CountsUnits => format.SaysQuantity;

    /// <summary>Makes the counter of an order's lines.</summary>
    public ShopLines LinesOf(FulfillmentOrder order) => new(order, isWhole: !format.IsOfParcels && !format.SaysQuantity);

    /// <summary>
    /// Returns the rows of a parcel: one where the shop's rows are parcels; else those of the lines that it completes, which may be none.
    /// </summary>
    /// <exception cref="TrackingException">The shop's file cannot say it.</exception>
    public IReadOnlyList<IReadOnlyList<string>> RowsOf(FulfillmentOrder order, ShippedParcel parcel, ShopLines lines)
    {
        var taken = lines.Take(parcel);
        if (taken.Count == 0 && !format.IsOfParcels)
        {
            return [];
        }

        var number = parcel.Package.TrackingNumber!.Trim();
        if (format.Number is { } pattern && !Regex.IsMatch(number, pattern))
        {
            throw Refuse(order, $"the tracking number of one of its parcels contains characters that {format.Shop} does not accept");
        }

        return format.IsOfParcels
            ? [RowOf(order, parcel, line: null, number, isLast: lines.AreAllShipped)]
            : [.. taken.Select(line => RowOf(order, parcel, line, number, isLast: lines.AreAllShipped))];
    }

    private IReadOnlyList<string> RowOf(FulfillmentOrder order, ShippedParcel parcel, ShopLine? line, string number, bool isLast)
    {
        if (line is not null && format.Line is { } pattern && !Regex.IsMatch(line.Id.Line, pattern))
        {
            throw Refuse(
                order,
                $"the SellerFulfillmentOrderItemId '{line.Id}' does not contain {format.LineName}, which Import-FbaOrder puts there");
        }

        var orderId = order.SellerFulfillmentOrderId;
        var shopId = shop.NumberOf(order);
        var carrier = carriers.Of(parcel, orderId);
        return
        [
            .. format.Columns.Select(column =>
            {
                var value = !notify ? column.Value
                    : isLast ? column.Notify ?? column.Value
                    : column.NotifyPart ?? column.Notify ?? column.Value;
                return value.StartsWith("=", StringComparison.Ordinal) ? value.Substring(1) : value switch
                {
                    "order" => shopId,
                    "displayedOrder" => order.DisplayableOrderId?.TrimStart('#') == shopId ? order.DisplayableOrderId : shopId,
                    "line" => line!.Id.Keys[0],
                    "line2" => line!.Id.Keys.Count > 1 ? line.Id.Keys[1] : "",
                    "shopSku" => ShopSku(order, line!),
                    "quantity" => line!.Quantity.ToString(CultureInfo.InvariantCulture),
                    "carrier" => carrier,
                    "otherCarrier" => carrier == format.Other ? parcel.Package.CarrierCode ?? "" : "",
                    "number" => number,
                    "url" => parcel.Package.CarrierTrackingUrl ?? "",
                    "date" => DateOf(order, parcel),
                    _ => throw new InvalidOperationException($"Unknown value '{value}' in format {format.Name}."),
                };
            }),
        ];
    }

    private string DateOf(FulfillmentOrder order, ShippedParcel parcel) =>
        parcel.Shipment.ShippingDate is { } date
            ? date.UtcDateTime.ToString(format.Date!, CultureInfo.InvariantCulture)
            : throw Refuse(order, "the service does not say when one of its shipments was shipped");

    // An import writes the shop's SKU behind the place of the line; another item is sold under the SKU that Amazon knows.
    private string ShopSku(FulfillmentOrder order, ShopLine line) => line.Id.Keys.Count > 1
        ? line.Id.Keys[1]
        : line.Id is { Part: 0, Units: 1 } && line.SellerSku is { } sku
            ? sku
            : throw Refuse(order, $"the SellerFulfillmentOrderItemId '{line.Id}' does not name the shop's SKU");

    private TrackingException Refuse(FulfillmentOrder order, string why) => new(
        TrackingProblem.NotExpressible,
        $"The parcels of order '{order.SellerFulfillmentOrderId}' cannot be written for {format.Shop}: {why}. Nothing was written for the order; "
            + "enter its parcels in the shop by hand.");
}
