using System.Collections.Generic;
using System.Xml;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MwsMerchant;

/// <summary>Writes shipping services and their additional inputs as the pages of the section show them.</summary>
internal static class MwsOfferWriter
{
    public static void WriteQuotes(XmlWriter writer, Quotes quotes, ShipmentRequest request)
    {
        writer.WriteStartElement("ShippingServiceList");
        foreach (var offer in quotes.Offers)
        {
            WriteOffer(writer, offer, request);
        }

        writer.WriteEndElement();
        writer.WriteStartElement("RejectedShippingServiceList");
        foreach (var rejection in quotes.Rejections)
        {
            writer.WriteStartElement("RejectedShippingService");
            writer.WriteElementString("CarrierName", rejection.Service.Carrier);
            writer.WriteElementString("ShippingServiceId", rejection.Service.Id);
            writer.WriteElementString("RejectionReasonCode", rejection.Code);
            writer.WriteElementString("RejectionReasonMessage", rejection.Message);
            writer.WriteElementString("ShippingServiceName", rejection.Service.Name);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteStartElement("TemporarilyUnavailableCarrierList");
        writer.WriteEndElement();
        writer.WriteStartElement("TermsAndConditionsNotAcceptedCarrierList");
        foreach (var carrier in MerchantV0.OfferWriter.NotAccepted)
        {
            writer.WriteStartElement("TermsAndConditionsNotAcceptedCarrier");
            writer.WriteElementString("CarrierName", carrier);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    public static void WriteOptions(XmlWriter writer, ShipmentRequest request)
    {
        writer.WriteStartElement("ShippingServiceOptions");
        writer.WriteFlag("CarrierWillPickUp", request.CarrierWillPickUp);
        if (request.DeclaredValue is { } value)
        {
            MwsShipmentWriter.WritePrice(writer, "DeclaredValue", value);
        }

        writer.WriteElementString("DeliveryExperience", Words<DeliveryExperience>.Of(request.Experience));
        writer.WriteGiven("LabelFormat", request.Format is { } format ? Words<LabelFormat>.Of(format) : null);
        writer.WriteEndElement();
    }

    public static void WriteInputs(XmlWriter writer, CarrierService service, IReadOnlyList<string> itemIds)
    {
        WriteInputs(writer, "ShipmentLevelFields", SellerInputs.OfShipment(service));
        writer.WriteStartElement("ItemLevelFieldsList");
        foreach (var itemId in itemIds)
        {
            writer.WriteStartElement("member");
            writer.WriteElementString("Asin", MerchantOrder.AsinOf(itemId));
            WriteInputs(writer, "AdditionalInputs", SellerInputs.OfItem(service));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteOffer(XmlWriter writer, Offer offer, ShipmentRequest request)
    {
        LabelFormat[] formats = [.. offer.Service.Formats, LabelFormat.ShippingServiceDefault];
        writer.WriteStartElement("ShippingService");
        writer.WriteElementString("ShippingServiceName", offer.Service.Name);
        writer.WriteElementString("CarrierName", offer.Service.Carrier);
        writer.WriteElementString("ShippingServiceId", offer.Service.Id);
        writer.WriteElementString("ShippingServiceOfferId", offer.Id);
        MwsShipmentWriter.WriteDate(writer, "ShipDate", offer.ShipDate);
        MwsShipmentWriter.WriteDate(writer, "EarliestEstimatedDeliveryDate", offer.Earliest);
        MwsShipmentWriter.WriteDate(writer, "LatestEstimatedDeliveryDate", offer.Latest);
        MwsShipmentWriter.WritePrice(writer, "Rate", offer.Rate);
        WriteOptions(writer, request);
        writer.WriteStartElement("AvailableLabelFormats");
        foreach (var format in formats)
        {
            writer.WriteElementString("LabelFormat", Words<LabelFormat>.Of(format));
        }

        writer.WriteEndElement();
        writer.WriteStartElement("AvailableFormatOptionsForLabel");
        foreach (var format in formats)
        {
            writer.WriteStartElement("LabelFormatOption");
            writer.WriteFlag("IncludePackingSlipWithLabel", false);
            writer.WriteElementString("LabelFormat", Words<LabelFormat>.Of(format));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        writer.WriteFlag("RequiresAdditionalSellerInputs", offer.NeedsInputs);
        writer.WriteEndElement();
    }

    private static void WriteInputs(XmlWriter writer, string name, IEnumerable<InputDefinition> inputs)
    {
        writer.WriteStartElement(name);
        foreach (var input in inputs)
        {
            writer.WriteStartElement("member");
            writer.WriteStartElement("SellerInputDefinition");
            writer.WriteFlag("IsRequired", input.IsRequired);
            writer.WriteStartElement("RestrictedSetValues");
            foreach (var value in input.Values)
            {
                writer.WriteElementString("member", value);
            }

            writer.WriteEndElement();
            writer.WriteElementString("DataType", input.DataType);
            writer.WriteElementString("InputTarget", input.IsOfItem ? "ITEM_LEVEL" : "SHIPMENT_LEVEL");
            if (input.Stored is { } stored)
            {
                writer.WriteStartElement("StoredValue");
                writer.WriteElementString("ValueAsString", stored);
                writer.WriteElementString("DataType", input.DataType.ToUpperInvariant());
                writer.WriteFlag("ValueAsBoolean", false);
                writer.WriteNumber("ValueAsInteger", 0);
                writer.WriteEndElement();
            }

            writer.WriteElementString("InputDisplayText", input.Display);
            writer.WriteStartElement("Constraints");
            if (input.Pattern is { } pattern)
            {
                writer.WriteStartElement("member");
                writer.WriteElementString("ValidationRegEx", pattern);
                writer.WriteGiven("ValidationString", input.PatternText);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteElementString("AdditionalInputFieldName", input.Name);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
