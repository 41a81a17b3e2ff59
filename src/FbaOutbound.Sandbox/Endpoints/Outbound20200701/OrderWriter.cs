using System;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>
/// Writes orders as getFulfillmentOrder and listAllFulfillmentOrders show them. The country shipped from and delivery preferences are never
/// shown.
/// </summary>
internal sealed class OrderWriter(Utf8JsonWriter writer, ReadStyle style, LifeCycleOptions durations)
{
    private readonly bool _sparse = style == ReadStyle.Sparse;

    public void WriteDetails(FulfillmentOrder order)
    {
        writer.WriteStartObject("fulfillmentOrder");
        WriteOrder(order);
        writer.WriteEndObject();
        writer.WriteStartArray("fulfillmentOrderItems");
        foreach (var item in order.Items)
        {
            WriteItem(order, item);
        }

        writer.WriteEndArray();
        if (order.Shipments is not null && !_sparse)
        {
            writer.WriteStartArray("fulfillmentShipments");
            foreach (var shipment in order.Shipments)
            {
                if (shipment.Status != ShipmentStatus.Planned)
                {
                    WriteShipment(order, shipment);
                }
            }

            writer.WriteEndArray();
        }

        ReturnWriter.WriteItems(writer, order.Returns, style);
        ReturnWriter.WriteAuthorizations(writer, order.ReturnAuthorizations);
        if (order.Content.Terms.Payments is { } payments && !_sparse)
        {
            writer.WriteStartArray("paymentInformation");
            foreach (var payment in payments)
            {
                writer.WriteStartObject();
                Text("paymentTransactionId", payment.TransactionId ?? "");
                Text("paymentMode", payment.Mode ?? "");
                Date("paymentDate", payment.Date ?? order.Received);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>The members of an order's head, within an object that the caller has begun.</summary>
    public void WriteOrder(FulfillmentOrder order)
    {
        var content = order.Content;
        writer.WriteString("sellerFulfillmentOrderId", order.Id);
        writer.WriteString("marketplaceId", content.MarketplaceId);
        Text("displayableOrderId", content.DisplayableId);
        Date("displayableOrderDate", content.DisplayableDate);
        Text("displayableOrderComment", content.DisplayableComment);
        writer.WriteString("shippingSpeedCategory", Words<ShippingSpeed>.Of(content.Speed));
        if (content.Terms.DeliveryWindow is { } window && !_sparse)
        {
            writer.WriteStartObject("deliveryWindow");
            writer.WriteString("startDate", window.Start);
            writer.WriteString("endDate", window.End);
            writer.WriteEndObject();
        }

        WriteAddress(content.Address);
        if (!_sparse)
        {
            writer.WriteString("fulfillmentAction", Words<OrderAction>.Of(order.Action));
            writer.WriteString("fulfillmentPolicy", Words<OrderPolicy>.Of(content.Policy));
            WriteCashOnDelivery(content.Terms.CashOnDelivery);
        }

        Date("receivedDate", order.Received);
        Text("fulfillmentOrderStatus", Words<OrderStatus>.Of(order.Status));
        Date("statusUpdatedDate", order.StatusUpdated);
        if (!_sparse)
        {
            WriteEmails(content);
            WriteFeatures(content);
        }
    }

    private void WriteAddress(PostalAddress address)
    {
        writer.WriteStartObject("destinationAddress");
        Personal("name", address.Name);
        Personal("addressLine1", address.Line1);
        Optional("addressLine2", address.Line2);
        Optional("addressLine3", address.Line3);
        Optional("city", address.City);
        Optional("districtOrCounty", address.District);
        Optional("stateOrRegion", address.State);
        Personal("postalCode", address.PostalCode);
        writer.WriteString("countryCode", address.CountryCode);
        Optional("phone", address.Phone);
        writer.WriteEndObject();

        void Optional(string name, string? value)
        {
            if (value is not null && !_sparse)
            {
                Personal(name, value);
            }
        }
    }

    private void WriteCashOnDelivery(CashOnDelivery? settings)
    {
        if (settings is null)
        {
            return;
        }

        writer.WriteStartObject("codSettings");
        writer.WriteBoolean("isCodRequired", settings.IsRequired);
        WriteMoney("codCharge", settings.Charge);
        WriteMoney("codChargeTax", settings.ChargeTax);
        WriteMoney("shippingCharge", settings.ShippingCharge);
        WriteMoney("shippingChargeTax", settings.ShippingChargeTax);
        writer.WriteEndObject();
    }

    private void WriteEmails(OrderContent content)
    {
        if (content.NotificationEmails is not { } emails)
        {
            return;
        }

        writer.WriteStartArray("notificationEmails");
        foreach (var email in emails)
        {
            writer.WriteStringValue(Bend(email, personal: true));
        }

        writer.WriteEndArray();
    }

    private void WriteFeatures(OrderContent content)
    {
        if (content.Features is not { } features)
        {
            return;
        }

        writer.WriteStartArray("featureConstraints");
        foreach (var feature in features)
        {
            writer.WriteStartObject();
            Given("featureName", feature.Name);
            Given("featureFulfillmentPolicy", feature.Policy);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteItem(FulfillmentOrder order, OrderItem item)
    {
        var content = item.Content;
        writer.WriteStartObject();
        Text("sellerSku", item.Stock.Sku);
        writer.WriteString("sellerFulfillmentOrderItemId", content.ItemId);
        writer.WriteNumber("quantity", item.Quantity);
        if (!_sparse)
        {
            GivenText("giftMessage", content.GiftMessage);
            GivenText("displayableComment", content.Comment);
            Given("fulfillmentNetworkSku", content.NetworkSku);
            Given("orderItemDisposition", content.Disposition);
        }

        writer.WriteNumber("cancelledQuantity", item.Cancelled);
        writer.WriteNumber("unfulfillableQuantity", item.Unfulfillable);
        if (!_sparse)
        {
            if (order.Action == OrderAction.Ship && order.Status is OrderStatus.Received or OrderStatus.Planning or OrderStatus.Processing)
            {
                var departure = order.Released + durations.TimeInReceived + durations.TimeInPlanning + durations.TimeToShip;
                Date("estimatedShipDate", departure);
                Date("estimatedArrivalDate", Journey.Arrival(order.Content, departure));
            }

            WriteMoney("perUnitPrice", content.Price);
            WriteMoney("perUnitTax", content.Tax);
            WriteMoney("perUnitDeclaredValue", content.DeclaredValue);
        }

        writer.WriteEndObject();
    }

    private void WriteShipment(FulfillmentOrder order, Shipment shipment)
    {
        var isCancelled = shipment.Status is ShipmentStatus.CancelledByFulfiller or ShipmentStatus.CancelledBySeller;
        var arrival = Journey.Arrival(order.Content, shipment.Departure);
        writer.WriteStartObject();
        writer.WriteString("amazonShipmentId", shipment.Id);
        writer.WriteString("fulfillmentCenterId", shipment.FulfillmentCenter);
        writer.WriteString("fulfillmentShipmentStatus", ShipmentWords.Of(shipment.Status));
        if (!isCancelled)
        {
            Date("shippingDate", shipment.Departure);
            Date("estimatedArrivalDate", arrival);
        }

        writer.WriteStartArray("fulfillmentShipmentItem");
        foreach (var line in shipment.Lines)
        {
            writer.WriteStartObject();
            Text("sellerSku", line.Item.Stock.Sku);
            writer.WriteString("sellerFulfillmentOrderItemId", line.Item.Content.ItemId);
            writer.WriteNumber("quantity", line.Quantity);
            writer.WriteNumber("packageNumber", line.Parcel);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (shipment.Parcels.Length > 0)
        {
            writer.WriteStartArray("fulfillmentShipmentPackage");
            foreach (var parcel in shipment.Parcels)
            {
                writer.WriteStartObject();
                writer.WriteNumber("packageNumber", parcel.Number);
                writer.WriteString("carrierCode", parcel.Carrier);
                writer.WriteString("trackingNumber", parcel.Tracking);
                Date("estimatedArrivalDate", arrival);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private void WriteMoney(string name, Money? money)
    {
        if (money is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("currencyCode", money.Currency);
        writer.WriteString("value", money.Amount);
        writer.WriteEndObject();
    }

    private void Date(string name, DateTimeOffset value) => writer.WriteString(name, Iso8601.Format(value));

    private void Text(string name, string value) => writer.WriteString(name, Bend(value, personal: false));

    private void Personal(string name, string value) => writer.WriteString(name, Bend(value, personal: true));

    private void Given(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private void GivenText(string name, string? value)
    {
        if (value is not null)
        {
            Text(name, value);
        }
    }

    private string Bend(string value, bool personal) => style switch
    {
        ReadStyle.UpperCase => value.ToUpperInvariant(),
        ReadStyle.Masked when personal => "****",
        _ => value,
    };
}
