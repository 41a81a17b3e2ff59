using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MerchantV0;

/// <summary>Writes shipping services, offered and bought.</summary>
internal sealed class OfferWriter(Utf8JsonWriter writer)
{
    /// <summary>Carriers whose terms this seller has not accepted, in every country, so that clients meet some.</summary>
    public static readonly IReadOnlyList<string> NotAccepted = ["DHLECOMMERCE"];

    public void WriteQuotes(Quotes quotes, ShipmentRequest request, OfferFilter filter)
    {
        writer.WriteStartArray("ShippingServiceList");
        foreach (var offer in quotes.Offers)
        {
            WriteOffered(offer, request, filter);
        }

        writer.WriteEndArray();
        if (quotes.Rejections.Count > 0)
        {
            writer.WriteStartArray("RejectedShippingServiceList");
            foreach (var rejection in quotes.Rejections)
            {
                writer.WriteStartObject();
                writer.WriteString("CarrierName", rejection.Service.Carrier);
                writer.WriteString("ShippingServiceName", rejection.Service.Name);
                writer.WriteString("ShippingServiceId", rejection.Service.Id);
                writer.WriteString("RejectionReasonCode", rejection.Code);
                writer.WriteString("RejectionReasonMessage", rejection.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("TermsAndConditionsNotAcceptedCarrierList");
        foreach (var carrier in NotAccepted)
        {
            writer.WriteStartObject();
            writer.WriteString("CarrierName", carrier);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>The service of a bought shipment. Only the response to its purchase repeats the offer and its dates.</summary>
    public void WriteBought(MerchantShipment shipment, bool isNew)
    {
        var request = shipment.Purchase.Request;
        writer.WriteStartObject();
        WriteHead(shipment.Offer, isNew ? shipment.Offer.Id : "", isNew);
        writer.WriteStartObject("ShippingServiceOptions");
        WriteOptions(request);
        writer.WriteEndObject();
        writer.WriteBoolean("RequiresAdditionalSellerInputs", shipment.Offer.NeedsInputs);
        writer.WriteEndObject();
    }

    private void WriteOffered(Offer offer, ShipmentRequest request, OfferFilter filter)
    {
        writer.WriteStartObject();
        WriteHead(offer, offer.Id, withDates: true);
        writer.WriteStartObject("ShippingServiceOptions");
        WriteOptions(request);
        writer.WriteEndObject();
        WriteAvailable(offer, filter);
        LabelFormat[] formats = [.. offer.Service.Formats, LabelFormat.ShippingServiceDefault];
        writer.WriteStartArray("AvailableLabelFormats");
        foreach (var format in formats)
        {
            writer.WriteStringValue(Words<LabelFormat>.Of(format));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("AvailableFormatOptionsForLabel");
        foreach (var format in formats)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("IncludePackingSlipWithLabel", false);
            writer.WriteString("LabelFormat", Words<LabelFormat>.Of(format));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteBoolean("RequiresAdditionalSellerInputs", offer.NeedsInputs);
        writer.WriteStartObject("Benefits");
        writer.WriteStartArray("IncludedBenefits");
        writer.WriteStringValue("CLAIMS_PROTECTED");
        writer.WriteEndArray();
        writer.WriteStartArray("ExcludedBenefits");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private void WriteHead(Offer offer, string offerId, bool withDates)
    {
        var service = offer.Service;
        writer.WriteString("ShippingServiceName", service.Name);
        writer.WriteString("CarrierName", service.Carrier);
        writer.WriteString("ShippingServiceId", service.Id);
        writer.WriteString("ShippingServiceOfferId", offerId);
        writer.WriteString("ShipDate", Iso8601.Format(offer.ShipDate));
        if (withDates)
        {
            writer.WriteString("EarliestEstimatedDeliveryDate", Iso8601.Format(offer.Earliest));
            writer.WriteString("LatestEstimatedDeliveryDate", Iso8601.Format(offer.Latest));
        }

        WritePrice("Rate", offer.Rate);
        WritePrice("RateWithAdjustments", new Price(offer.Rate.Currency, offer.Rate.Amount - service.Credit));
        if (service.Credit > 0)
        {
            writer.WriteStartArray("AdjustmentItemList");
            writer.WriteStartObject();
            writer.WriteString("RateItemID", "FBM_SHIP_PLUS_CREDIT");
            writer.WriteString("RateItemType", "INCLUDED");
            WritePrice("RateItemCharge", new Price(offer.Rate.Currency, service.Credit));
            writer.WriteString("RateItemNameLocalization", "FBM Ship Plus Credit");
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
    }

    private void WriteOptions(ShipmentRequest request)
    {
        writer.WriteString("DeliveryExperience", Words<DeliveryExperience>.Of(request.Experience));
        writer.WriteBoolean("CarrierWillPickUp", request.CarrierWillPickUp);
        if (request.PickUpOption is { } option)
        {
            writer.WriteString("CarrierWillPickUpOption", option);
        }

        if (request.DeclaredValue is { } value)
        {
            WritePrice("DeclaredValue", value);
        }

        if (request.Format is { } format)
        {
            writer.WriteString("LabelFormat", Words<LabelFormat>.Of(format));
        }
    }

    private void WriteAvailable(Offer offer, OfferFilter filter)
    {
        var service = offer.Service;
        writer.WriteStartObject("AvailableShippingServiceOptions");
        writer.WriteStartArray("AvailableCarrierWillPickUpOptions");
        foreach (var (word, fee) in service.PicksUp
            ? [("CarrierWillPickUp", Quotation.PickUpFee(service)), ("ShipperWillDropOff", 0m)]
            : (IEnumerable<(string, decimal)>)[("ShipperWillDropOff", 0m)])
        {
            writer.WriteStartObject();
            writer.WriteString("CarrierWillPickUpOption", word);
            WritePrice("Charge", new Price(offer.Rate.Currency, fee));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("AvailableDeliveryExperienceOptions");
        foreach (var experience in Words<DeliveryExperience>.All.Where(word => word != DeliveryExperience.NoPreference
            && (filter.Experience is null or DeliveryExperience.NoPreference || filter.Experience == word)))
        {
            writer.WriteStartObject();
            writer.WriteString("DeliveryExperienceOption", Words<DeliveryExperience>.Of(experience));
            WritePrice("Charge", new Price(offer.Rate.Currency, Quotation.Surcharge(service, experience)));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WritePrice(string name, Price price)
    {
        writer.WriteStartObject(name);
        writer.WriteString("CurrencyCode", price.Currency);
        writer.WriteNumber("Amount", price.Amount);
        writer.WriteEndObject();
    }
}
