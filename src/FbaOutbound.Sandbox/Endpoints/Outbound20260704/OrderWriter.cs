using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>Writes orders as createOrder, getOrder and listOrders show them.</summary>
internal sealed class OrderWriter(Utf8JsonWriter writer, ReadStyle style, bool withStatus, DateTimeOffset now)
{
    private readonly bool _sparse = style == ReadStyle.Sparse;
    private readonly ServicesWriter _services = new(writer, style);

    /// <summary>The members of an order, within an object that the caller has begun.</summary>
    public void WriteOrder(FulfillmentOrder order, bool withShipments)
    {
        var content = order.Content;
        writer.WriteString("orderId", order.Id);
        Date("receiveTime", order.Received);
        if (!_sparse)
        {
            if (ServicesWriter.ChannelOf(content) is { } channel)
            {
                Text("channel", channel);
            }

            if (withStatus)
            {
                writer.WriteString("status", Wording.Of(order.Status));
            }

            Date("statusUpdateTime", order.StatusUpdated);
            WriteConfiguration(order);
            writer.WriteStartObject("origin");
            writer.WriteString("countryCode", content.ShipFromCountryCode ?? Marketplace.Find(content.MarketplaceId)?.CountryCode ?? "US");
            writer.WriteEndObject();
            WriteDestination(content);
        }

        writer.WriteStartArray("lineItems");
        foreach (var item in order.Items)
        {
            WriteItem(item);
        }

        writer.WriteEndArray();
        if (withShipments && order.Shipments is not null && !_sparse)
        {
            writer.WriteStartArray("shipments");
            var shipments = new ShipmentWriter(writer, style, now);
            foreach (var shipment in order.Shipments.Where(shipment => shipment.Status != ShipmentStatus.Planned))
            {
                shipments.WriteShipment(order, shipment);
            }

            writer.WriteEndArray();
        }

        WritePayments(content);
    }

    private void WriteConfiguration(FulfillmentOrder order)
    {
        var content = order.Content;
        writer.WriteStartObject("fulfillmentConfiguration");
        writer.WriteStartObject("serviceLevel");
        writer.WriteStartArray("serviceTiers");
        foreach (var speed in content.Terms.Speeds ?? [content.Speed])
        {
            writer.WriteStringValue(Wording.Of(speed));
        }

        writer.WriteEndArray();
        if (content.Terms.DeliveryWindow is { } window)
        {
            writer.WriteStartObject("deliveryInterval");
            writer.WriteString("startTime", window.Start);
            writer.WriteString("endTime", window.End);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteString("action", Wording.Of(order.Action));
        writer.WriteString("policy", Wording.Of(content.Policy));
        _services.WriteServices(content);
        writer.WriteEndObject();
    }

    private void WriteDestination(OrderContent content)
    {
        var address = content.Address;
        writer.WriteStartObject("destination");
        writer.WriteStartObject("deliveryAddress");
        Personal("name", address.Name);
        Personal("addressLine1", address.Line1);
        Personal("addressLine2", address.Line2);
        Personal("addressLine3", address.Line3);
        Personal("city", address.City);
        Personal("districtOrCounty", address.District);
        Personal("stateOrRegion", address.State);
        Personal("postalCode", address.PostalCode);
        writer.WriteString("countryCode", address.CountryCode);
        Personal("phone", address.Phone);
        Personal("email", content.NotificationEmails is { Count: > 0 } emails ? emails[0] : null);
        writer.WriteEndObject();
        Personal("deliveryNotes", content.Terms.DeliveryInstructions);
        if (content.Terms.DropOff is { } place)
        {
            ShipmentWriter.WriteDropOff(writer, place);
        }

        writer.WriteEndObject();
    }

    private void WriteItem(OrderItem item)
    {
        var content = item.Content;
        writer.WriteStartObject();
        writer.WriteString("lineItemId", content.ItemId);
        writer.WriteStartObject("product");
        writer.WriteStartObject("productIdentifier");
        Text("amazonSku", item.Stock.Sku);
        writer.WriteEndObject();
        if (!_sparse)
        {
            _services.WriteMoney("perUnitDeclaredValue", content.DeclaredValue);
        }

        writer.WriteEndObject();
        Units(writer, "amount", item.Quantity);
        if (!_sparse)
        {
            Units(writer, "cancelledAmount", item.Cancelled);
            Units(writer, "unfulfillableAmount", item.Unfulfillable);
            _services.WriteItemServices(content);
        }

        writer.WriteEndObject();
    }

    private void WritePayments(OrderContent content)
    {
        if (content.Terms.Payments is not { } payments || _sparse)
        {
            return;
        }

        writer.WriteStartObject("paymentInformation");
        writer.WriteStartArray("payments");
        foreach (var payment in payments)
        {
            writer.WriteStartObject();
            Given("paymentId", payment.TransactionId);
            Given("paymentMethod", payment.Mode);
            if (payment.Date is { } date)
            {
                Date("paymentTime", date);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A number of units as this version writes it: 1 reads "1.0".</summary>
    public static void Units(Utf8JsonWriter writer, string name, int units)
    {
        writer.WriteStartObject(name);
        writer.WriteString("unit", "EACHES");
        writer.WriteString("value", units.ToString(CultureInfo.InvariantCulture) + ".0");
        writer.WriteEndObject();
    }

    private void Date(string name, DateTimeOffset value) => writer.WriteString(name, Iso8601.Format(value));

    private void Text(string name, string value) =>
        writer.WriteString(name, style == ReadStyle.UpperCase ? value.ToUpperInvariant() : value);

    private void Personal(string name, string? value)
    {
        if (value is not null)
        {
            Text(name, style == ReadStyle.Masked ? "****" : value);
        }
    }

    private void Given(string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
