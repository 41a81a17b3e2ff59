using System.Collections.Generic;
using System.Xml;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>Writes previews as the page of GetFulfillmentPreview shows them.</summary>
internal sealed class MwsPreviewWriter(XmlWriter writer, MwsPreviewQuestion question, IReadOnlyList<DateWindow>? windows)
{
    private readonly Marketplace _marketplace = question.Request.Marketplace;
    private readonly bool _inPounds = question.Request.Marketplace.CountryCode == "US";

    public void Write(IEnumerable<Preview> previews)
    {
        writer.WriteStartElement("FulfillmentPreviews");
        foreach (var preview in previews)
        {
            WritePreview(preview, isCashOnDelivery: false);
            if (question.WithCashOnDelivery)
            {
                WritePreview(preview, isCashOnDelivery: true);
            }
        }

        writer.WriteEndElement();
    }

    private void WritePreview(Preview preview, bool isCashOnDelivery)
    {
        writer.WriteStartElement("member");
        if (preview.Shipments.Count > 0)
        {
            WriteWeight(preview.Pounds);
        }

        writer.WriteElementString("ShippingSpeedCategory", Words<ShippingSpeed>.Of(preview.Speed));
        WriteWindows(preview);
        WriteShipments(preview);
        WriteFees(preview, isCashOnDelivery);
        WriteUnfulfillable(preview);
        writer.WriteFlag("IsFulfillable", preview.IsFulfillable);
        writer.WriteFlag("IsCODCapable", isCashOnDelivery);
        writer.WriteGiven("MarketplaceId", question.MarketplaceId);
        writer.WriteEndElement();
    }

    private void WriteWeight(decimal pounds)
    {
        writer.WriteStartElement("EstimatedShippingWeight");
        writer.WriteElementString("Unit", _inPounds ? "POUNDS" : "kilograms");
        writer.WriteElementString("Value", Decimals.Write(_inPounds ? pounds : Weights.Kilograms(pounds)));
        writer.WriteEndElement();
    }

    private void WriteWindows(Preview preview)
    {
        if (windows is null || preview.Speed != ShippingSpeed.ScheduledDelivery || preview.Reasons.Count > 0)
        {
            return;
        }

        writer.WriteStartElement("ScheduledDeliveryInfo");
        writer.WriteElementString("DeliveryTimeZone", "Asia/Tokyo");
        writer.WriteStartElement("DeliveryWindows");
        foreach (var window in windows)
        {
            writer.WriteStartElement("member");
            writer.WriteStartElement("DeliveryWindow");
            writer.WriteElementString("StartDateTime", window.Start);
            writer.WriteElementString("EndDateTime", window.End);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void WriteShipments(Preview preview)
    {
        writer.WriteStartElement("FulfillmentPreviewShipments");
        foreach (var shipment in preview.Shipments)
        {
            writer.WriteStartElement("member");
            writer.WriteDate("LatestShipDate", shipment.LatestDeparture);
            writer.WriteDate("LatestArrivalDate", shipment.LatestArrival);
            writer.WriteStartElement("FulfillmentPreviewItems");
            foreach (var line in shipment.Lines)
            {
                writer.WriteStartElement("member");
                WriteWeight(line.Pounds);
                writer.WriteGiven("SellerSKU", line.Item.Sku);
                writer.WriteGiven("SellerFulfillmentOrderItemId", line.Item.ItemId);
                writer.WriteElementString("ShippingWeightCalculationMethod", line.IsBulky ? "Dimensional" : "Package");
                writer.WriteNumber("Quantity", line.Quantity);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteDate("EarliestShipDate", shipment.EarliestDeparture);
            writer.WriteDate("EarliestArrivalDate", shipment.EarliestArrival);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteFees(Preview preview, bool isCashOnDelivery)
    {
        if (preview.Shipments.Count == 0)
        {
            return;
        }

        writer.WriteStartElement("EstimatedFees");
        foreach (var (name, amount) in Fees.Of(preview.Speed, preview.Units, preview.Pounds, _marketplace, isCashOnDelivery))
        {
            writer.WriteStartElement("member");
            writer.WriteStartElement("Amount");
            writer.WriteElementString("CurrencyCode", _marketplace.Currency);
            writer.WriteElementString("Value", Fees.Write(amount, _marketplace));
            writer.WriteEndElement();
            writer.WriteElementString("Name", name);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteUnfulfillable(Preview preview)
    {
        writer.WriteStartElement("UnfulfillablePreviewItems");
        foreach (var item in preview.Unfulfillable)
        {
            writer.WriteStartElement("member");
            writer.WriteGiven("SellerSKU", item.Item.Sku);
            writer.WriteGiven("SellerFulfillmentOrderItemId", item.Item.ItemId);
            writer.WriteNumber("Quantity", item.Quantity);
            WriteTexts("ItemUnfulfillableReasons", [item.Reason]);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        if (preview.Reasons.Count > 0)
        {
            WriteTexts("OrderUnfulfillableReasons", preview.Reasons);
        }
    }

    private void WriteTexts(string name, IEnumerable<string> texts)
    {
        writer.WriteStartElement(name);
        foreach (var text in texts)
        {
            writer.WriteElementString("member", text);
        }

        writer.WriteEndElement();
    }
}
