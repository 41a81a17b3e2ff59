using System.Xml;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>Writes orders as GetFulfillmentOrder and ListAllFulfillmentOrders show them.</summary>
internal sealed class MwsOrderWriter(XmlWriter writer, ReadStyle style, LifeCycleOptions durations)
{
    private readonly bool _sparse = style == ReadStyle.Sparse;

    public void WriteDetails(FulfillmentOrder order)
    {
        writer.WriteStartElement("FulfillmentOrder");
        WriteOrder(order);
        writer.WriteEndElement();
        writer.WriteStartElement("FulfillmentOrderItem");
        foreach (var item in order.Items)
        {
            WriteItem(order, item);
        }

        writer.WriteEndElement();
        MwsReturnWriter.WriteItems(writer, order.Returns);
        MwsReturnWriter.WriteAuthorizations(writer, order.ReturnAuthorizations);
        writer.WriteStartElement("FulfillmentShipment");
        foreach (var shipment in order.Shipments ?? [])
        {
            if (shipment.Status != ShipmentStatus.Planned && !_sparse)
            {
                WriteShipment(order, shipment);
            }
        }

        writer.WriteEndElement();
    }

    /// <summary>The members of an order's head, within an element that the caller has begun.</summary>
    public void WriteOrder(FulfillmentOrder order)
    {
        var content = order.Content;
        writer.WriteGiven("SellerFulfillmentOrderId", order.Id);
        writer.WriteGiven("MarketplaceId", content.MarketplaceId);
        Text("DisplayableOrderId", content.DisplayableId);
        writer.WriteDate("DisplayableOrderDateTime", content.DisplayableDate);
        Text("DisplayableOrderComment", content.DisplayableComment);
        writer.WriteGiven("ShippingSpeedCategory", Words<ShippingSpeed>.Of(content.Speed));
        if (content.Terms.DeliveryWindow is { } window && !_sparse)
        {
            writer.WriteStartElement("DeliveryWindow");
            writer.WriteGiven("StartDateTime", window.Start);
            writer.WriteGiven("EndDateTime", window.End);
            writer.WriteEndElement();
        }

        WriteAddress(content.Address);
        if (!_sparse)
        {
            writer.WriteGiven("FulfillmentAction", Words<OrderAction>.Of(order.Action));
            writer.WriteGiven("FulfillmentPolicy", Words<OrderPolicy>.Of(content.Policy));
            WriteCashOnDelivery(content.Terms.CashOnDelivery);
        }

        writer.WriteDate("ReceivedDateTime", order.Received);
        writer.WriteGiven("FulfillmentOrderStatus", StatusWord(order.Status));
        writer.WriteDate("StatusUpdatedDateTime", order.StatusUpdated);
        if (content.NotificationEmails is { } emails && !_sparse)
        {
            writer.WriteStartElement("NotificationEmailList");
            foreach (var email in emails)
            {
                Personal("member", email);
            }

            writer.WriteEndElement();
        }
    }

    /// <summary>MWS lists no NEW: an order that is not validated yet is RECEIVED.</summary>
    private static string StatusWord(OrderStatus status) => status switch
    {
        OrderStatus.New => "RECEIVED",
        OrderStatus.CompletePartialled => "COMPLETE_PARTIALLED",
        _ => status.ToString().ToUpperInvariant(),
    };

    private void WriteAddress(PostalAddress address)
    {
        writer.WriteStartElement("DestinationAddress");
        Personal("Name", address.Name);
        Personal("Line1", address.Line1);
        Optional("Line2", address.Line2);
        Optional("Line3", address.Line3);
        Optional("DistrictOrCounty", address.District);
        Optional("City", address.City);
        Optional("StateOrProvinceCode", address.State);
        writer.WriteGiven("CountryCode", address.CountryCode);
        Personal("PostalCode", address.PostalCode);
        Optional("PhoneNumber", address.Phone);
        writer.WriteEndElement();

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

        writer.WriteStartElement("CODSettings");
        writer.WriteFlag("IsCODRequired", settings.IsRequired);
        WriteMoney("CODCharge", settings.Charge);
        WriteMoney("CODChargeTax", settings.ChargeTax);
        WriteMoney("ShippingCharge", settings.ShippingCharge);
        WriteMoney("ShippingChargeTax", settings.ShippingChargeTax);
        writer.WriteEndElement();
    }

    private void WriteItem(FulfillmentOrder order, OrderItem item)
    {
        var content = item.Content;
        writer.WriteStartElement("member");
        Text("SellerSKU", item.Stock.Sku);
        writer.WriteGiven("SellerFulfillmentOrderItemId", content.ItemId);
        writer.WriteNumber("Quantity", item.Quantity);
        if (!_sparse)
        {
            GivenText("GiftMessage", content.GiftMessage);
            GivenText("DisplayableComment", content.Comment);
            writer.WriteGiven("FulfillmentNetworkSKU", content.NetworkSku);
            writer.WriteGiven("OrderItemDisposition", content.Disposition);
        }

        writer.WriteNumber("CancelledQuantity", item.Cancelled);
        writer.WriteNumber("UnfulfillableQuantity", item.Unfulfillable);
        if (!_sparse)
        {
            if (order.Action == OrderAction.Ship && order.Status is OrderStatus.Received or OrderStatus.Planning or OrderStatus.Processing)
            {
                var departure = order.Released + durations.TimeInReceived + durations.TimeInPlanning + durations.TimeToShip;
                writer.WriteDate("EstimatedShipDateTime", departure);
                writer.WriteDate("EstimatedArrivalDateTime", Journey.Arrival(order.Content, departure));
            }

            WriteMoney("PerUnitPrice", content.Price);
            WriteMoney("PerUnitTax", content.Tax);
            WriteMoney("PerUnitDeclaredValue", content.DeclaredValue);
        }

        writer.WriteEndElement();
    }

    private void WriteShipment(FulfillmentOrder order, Shipment shipment)
    {
        var arrival = Journey.Arrival(order.Content, shipment.Departure);
        writer.WriteStartElement("member");
        writer.WriteGiven("AmazonShipmentId", shipment.Id);
        writer.WriteGiven("FulfillmentCenterId", shipment.FulfillmentCenter);
        writer.WriteGiven("FulfillmentShipmentStatus", ShipmentWords.Of(shipment.Status));
        if (shipment.Status is not (ShipmentStatus.CancelledByFulfiller or ShipmentStatus.CancelledBySeller))
        {
            writer.WriteDate("ShippingDateTime", shipment.Departure);
            writer.WriteDate("EstimatedArrivalDateTime", arrival);
        }

        writer.WriteStartElement("FulfillmentShipmentItem");
        foreach (var line in shipment.Lines)
        {
            writer.WriteStartElement("member");
            Text("SellerSKU", line.Item.Stock.Sku);
            writer.WriteGiven("SellerFulfillmentOrderItemId", line.Item.Content.ItemId);
            writer.WriteNumber("Quantity", line.Quantity);
            writer.WriteNumber("PackageNumber", line.Parcel);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        if (shipment.Parcels.Length > 0)
        {
            writer.WriteStartElement("FulfillmentShipmentPackage");
            foreach (var parcel in shipment.Parcels)
            {
                writer.WriteStartElement("member");
                writer.WriteNumber("PackageNumber", parcel.Number);
                writer.WriteGiven("CarrierCode", parcel.Carrier);
                writer.WriteGiven("TrackingNumber", parcel.Tracking);
                writer.WriteDate("EstimatedArrivalDateTime", arrival);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteMoney(string name, Money? money)
    {
        if (money is null)
        {
            return;
        }

        writer.WriteStartElement(name);
        writer.WriteGiven("CurrencyCode", money.Currency);
        writer.WriteGiven("Value", money.Amount);
        writer.WriteEndElement();
    }

    private void Text(string name, string value) => writer.WriteGiven(name, Bend(value, personal: false));

    private void Personal(string name, string value) => writer.WriteGiven(name, Bend(value, personal: true));

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
