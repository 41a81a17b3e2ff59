using System;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>Writes an order's shipments with their packages and what is known of their way.</summary>
internal sealed class ShipmentWriter(Utf8JsonWriter writer, ReadStyle style, DateTimeOffset now)
{
    public static void WriteDropOff(Utf8JsonWriter writer, DropOff place)
    {
        writer.WriteStartObject("dropOffLocation");
        if (place.Type is not null)
        {
            writer.WriteString("type", place.Type);
        }

        if (place.Attributes is { } attributes)
        {
            writer.WriteStartObject("attributes");
            foreach (var attribute in attributes)
            {
                writer.WritePropertyName(attribute.Key);
                writer.WriteRawValue(attribute.Value);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public void WriteShipment(FulfillmentOrder order, Shipment shipment)
    {
        var isCancelled = shipment.Status is ShipmentStatus.CancelledByFulfiller or ShipmentStatus.CancelledBySeller;
        var arrival = Journey.Arrival(order.Content, shipment.Departure);
        writer.WriteStartObject();
        writer.WriteString("amazonShipmentId", shipment.Id);
        writer.WriteStartObject("amazonFacility");
        writer.WriteString("facilityId", shipment.FulfillmentCenter);
        if (style != ReadStyle.Sparse)
        {
            WriteFacility(shipment.FulfillmentCenter);
        }

        writer.WriteEndObject();
        writer.WriteString("status", Wording.Of(shipment.Status));
        if (!isCancelled)
        {
            writer.WriteString("shipTime", Iso8601.Format(shipment.Departure));
            writer.WriteString("deliveryTime", Iso8601.Format(arrival));
        }

        writer.WriteStartArray("items");
        for (var i = 0; i < shipment.Lines.Length; i++)
        {
            WriteItem(shipment, i);
        }

        writer.WriteEndArray();
        if (shipment.Parcels.Length > 0)
        {
            writer.WriteStartArray("packages");
            foreach (var parcel in shipment.Parcels)
            {
                WritePackage(shipment, parcel, arrival);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartObject("serviceLevel");
        writer.WriteString("serviceTier", Wording.Of(order.Content.Speed));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteFacility(string center)
    {
        var address = CenterAddress.Of(center);
        writer.WriteStartObject("address");
        writer.WriteString("name", address.Name);
        writer.WriteString("addressLine1", address.Line1);
        writer.WriteString("city", address.City);
        writer.WriteString("stateOrRegion", address.State);
        writer.WriteString("postalCode", address.PostalCode);
        writer.WriteString("countryCode", address.CountryCode);
        writer.WriteString("email", center.ToLowerInvariant() + "@example.com");
        writer.WriteEndObject();
    }

    private static string ItemId(Shipment shipment, int index) => $"{shipment.Id}-{index + 1}";

    private void WriteItem(Shipment shipment, int index)
    {
        var line = shipment.Lines[index];
        writer.WriteStartObject();
        writer.WriteString("shipmentItemId", ItemId(shipment, index));
        writer.WriteStartObject("productIdentifier");
        writer.WriteString("amazonSku", style == ReadStyle.UpperCase ? line.Item.Stock.Sku.ToUpperInvariant() : line.Item.Stock.Sku);
        writer.WriteEndObject();
        writer.WriteString("lineItemId", line.Item.Content.ItemId);
        OrderWriter.Units(writer, "amount", line.Quantity);
        if (line.Parcel != 0)
        {
            writer.WriteString("packageId", Identifiers.PackageId(line.Parcel));
        }

        writer.WriteEndObject();
    }

    private void WritePackage(Shipment shipment, ParcelInfo parcel, DateTimeOffset arrival)
    {
        writer.WriteStartObject();
        writer.WriteString("packageId", Identifiers.PackageId(parcel.Number));
        writer.WriteString("status", Wording.Of(Journey.StatusOf(parcel, shipment.Departure, arrival, now)));
        writer.WriteString("deliveryTime", Iso8601.Format(parcel.Said?.Arrival ?? arrival));
        writer.WriteStartArray("shipmentItemIds");
        foreach (var index in Enumerable.Range(0, shipment.Lines.Length).Where(index => shipment.Lines[index].Parcel == parcel.Number))
        {
            writer.WriteStringValue(ItemId(shipment, index));
        }

        writer.WriteEndArray();
        writer.WritePropertyName("tracking");
        if (parcel.Said?.Tracking is { } said)
        {
            writer.WriteRawValue(said);
        }
        else
        {
            WriteTracking(parcel);
        }

        writer.WriteEndObject();
    }

    private void WriteTracking(ParcelInfo parcel)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("carrier");
        writer.WriteString("carrierCode", parcel.Carrier);
        writer.WriteString("trackingNumber", parcel.Tracking);
        writer.WriteEndObject();
        writer.WriteStartObject("amazon");
        writer.WriteString("trackingNumber", Identifiers.AmazonTracking(parcel.Number));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
