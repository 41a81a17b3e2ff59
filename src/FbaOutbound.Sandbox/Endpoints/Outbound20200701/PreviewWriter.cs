using System.Collections.Generic;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>Writes previews: one for each speed, and where cash on delivery is requested one more.</summary>
internal sealed class PreviewWriter(Marketplace marketplace, string marketplaceId, IReadOnlyList<Feature>? features, ReadStyle style)
{
    private readonly bool _sparse = style == ReadStyle.Sparse;
    private readonly bool _inPounds = marketplace.CountryCode == "US";

    public bool WithCashOnDelivery { get; init; }

    public IReadOnlyList<DateWindow>? Windows { get; set; }

    public void Write(Utf8JsonWriter writer, IReadOnlyList<Preview> previews)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("payload");
        writer.WriteStartArray("fulfillmentPreviews");
        foreach (var preview in previews)
        {
            WritePreview(writer, preview, isCashOnDelivery: false);
            if (WithCashOnDelivery)
            {
                WritePreview(writer, preview, isCashOnDelivery: true);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WritePreview(Utf8JsonWriter writer, Preview preview, bool isCashOnDelivery)
    {
        writer.WriteStartObject();
        writer.WriteString("shippingSpeedCategory", Words<ShippingSpeed>.Of(preview.Speed));
        writer.WriteBoolean("isFulfillable", preview.IsFulfillable);
        writer.WriteBoolean("isCODCapable", isCashOnDelivery);
        writer.WriteString("marketplaceId", marketplaceId);
        if (!_sparse)
        {
            WriteWindows(writer, preview);
            if (preview.Shipments.Count > 0)
            {
                WriteWeight(writer, preview.Pounds);
                WriteFees(writer, preview, isCashOnDelivery);
            }

            WriteShipments(writer, preview);
            WriteUnfulfillable(writer, preview);
            WriteFeatures(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteWindows(Utf8JsonWriter writer, Preview preview)
    {
        if (Windows is null || preview.Speed != ShippingSpeed.ScheduledDelivery || preview.Reasons.Count > 0)
        {
            return;
        }

        writer.WriteStartObject("scheduledDeliveryInfo");
        writer.WriteString("deliveryTimeZone", "Asia/Tokyo");
        writer.WriteStartArray("deliveryWindows");
        foreach (var window in Windows)
        {
            writer.WriteStartObject();
            writer.WriteString("startDate", window.Start);
            writer.WriteString("endDate", window.End);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteWeight(Utf8JsonWriter writer, decimal pounds)
    {
        writer.WriteStartObject("estimatedShippingWeight");
        writer.WriteString("unit", _inPounds ? "POUNDS" : "KILOGRAMS");
        writer.WriteString("value", Decimals.Write(_inPounds ? pounds : Weights.Kilograms(pounds)));
        writer.WriteEndObject();
    }

    /// <summary>India's previews hold no fees, as the model says.</summary>
    private void WriteFees(Utf8JsonWriter writer, Preview preview, bool isCashOnDelivery)
    {
        if (marketplace.IsIndia)
        {
            return;
        }

        writer.WriteStartArray("estimatedFees");
        foreach (var (name, amount) in Fees.Of(preview.Speed, preview.Units, preview.Pounds, marketplace, isCashOnDelivery))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WriteStartObject("amount");
            writer.WriteString("currencyCode", marketplace.Currency);
            writer.WriteString("value", Fees.Write(amount, marketplace));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteShipments(Utf8JsonWriter writer, Preview preview)
    {
        writer.WriteStartArray("fulfillmentPreviewShipments");
        foreach (var shipment in preview.Shipments)
        {
            writer.WriteStartObject();
            writer.WriteString("earliestShipDate", Iso8601.Format(shipment.EarliestDeparture));
            writer.WriteString("latestShipDate", Iso8601.Format(shipment.LatestDeparture));
            writer.WriteString("earliestArrivalDate", Iso8601.Format(shipment.EarliestArrival));
            writer.WriteString("latestArrivalDate", Iso8601.Format(shipment.LatestArrival));
            writer.WriteStartArray("fulfillmentPreviewItems");
            foreach (var line in shipment.Lines)
            {
                writer.WriteStartObject();
                writer.WriteString("sellerSku", Sku(line.Item));
                writer.WriteNumber("quantity", line.Quantity);
                writer.WriteString("sellerFulfillmentOrderItemId", line.Item.ItemId);
                WriteWeight(writer, line.Pounds);
                writer.WriteString("shippingWeightCalculationMethod", line.IsBulky ? "Dimensional" : "Package");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteUnfulfillable(Utf8JsonWriter writer, Preview preview)
    {
        writer.WriteStartArray("unfulfillablePreviewItems");
        foreach (var item in preview.Unfulfillable)
        {
            writer.WriteStartObject();
            writer.WriteString("sellerSku", Sku(item.Item));
            writer.WriteNumber("quantity", item.Quantity);
            writer.WriteString("sellerFulfillmentOrderItemId", item.Item.ItemId);
            writer.WriteStartArray("itemUnfulfillableReasons");
            writer.WriteStringValue(item.Reason);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        if (preview.Reasons.Count > 0)
        {
            writer.WriteStartArray("orderUnfulfillableReasons");
            foreach (var reason in preview.Reasons)
            {
                writer.WriteStringValue(reason);
            }

            writer.WriteEndArray();
        }
    }

    private void WriteFeatures(Utf8JsonWriter writer)
    {
        if (features is null)
        {
            return;
        }

        writer.WriteStartArray("featureConstraints");
        foreach (var feature in features)
        {
            writer.WriteStartObject();
            if (feature.Name is not null)
            {
                writer.WriteString("featureName", feature.Name);
            }

            if (feature.Policy is not null)
            {
                writer.WriteString("featureFulfillmentPolicy", feature.Policy);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private string Sku(ItemContent item) => style == ReadStyle.UpperCase ? item.Sku!.ToUpperInvariant() : item.Sku!;
}
