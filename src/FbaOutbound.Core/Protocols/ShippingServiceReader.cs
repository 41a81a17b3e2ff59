using System.Linq;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols;

/// <summary>From the responses of merchant fulfillment to services and offers.</summary>
internal static class ShippingServiceReader
{
    /// <summary>Reads what can be had and what cannot.</summary>
    public static ShippingOffers Offers(WireNode node) => new()
    {
        Services = node.List("ShippingServiceList", Service),
        Rejected = node.List("RejectedShippingServiceList", service => new RejectedShippingService
        {
            CarrierName = service.Text("CarrierName"),
            ShippingServiceName = service.Text("ShippingServiceName"),
            ShippingServiceId = service.Text("ShippingServiceId"),
            RejectionReasonCode = service.Text("RejectionReasonCode"),
            RejectionReasonMessage = service.Lines("RejectionReasonMessage"),
        }),
        TemporarilyUnavailableCarriers = node.List("TemporarilyUnavailableCarrierList", Carrier).Where(name => name.Length > 0).ToArray(),
        TermsNotAcceptedCarriers = node.List("TermsAndConditionsNotAcceptedCarrierList", Carrier).Where(name => name.Length > 0).ToArray(),
    };

    public static ShippingService Service(WireNode service) => new()
    {
        ShippingServiceName = service.Text("ShippingServiceName"),
        CarrierName = service.Text("CarrierName"),
        ShippingServiceId = service.Text("ShippingServiceId"),
        ShippingServiceOfferId = service.Base64("ShippingServiceOfferId"),
        ShipDate = service.Date("ShipDate"),
        EarliestEstimatedDeliveryDate = service.Date("EarliestEstimatedDeliveryDate"),
        LatestEstimatedDeliveryDate = service.Date("LatestEstimatedDeliveryDate"),
        Rate = service.Money("Rate"),
        RateWithAdjustments = service.Money("RateWithAdjustments"),
        AdjustmentItemList = service.List("AdjustmentItemList", item => new RateAdjustment
        {
            RateItemID = item.Text("RateItemID"),
            RateItemType = item.Text("RateItemType"),
            RateItemCharge = item.Money("RateItemCharge"),
            RateItemNameLocalization = item.Text("RateItemNameLocalization"),
        }),
        ShippingServiceOptions = service.Map("ShippingServiceOptions", Options),
        AvailableShippingServiceOptions = service.Map("AvailableShippingServiceOptions", options => new AvailableShippingServiceOptions
        {
            AvailableCarrierWillPickUpOptions = options.List(
                "AvailableCarrierWillPickUpOptions", option => Charged(option, "CarrierWillPickUpOption")),
            AvailableDeliveryExperienceOptions = options.List(
                "AvailableDeliveryExperienceOptions", option => Charged(option, "DeliveryExperienceOption")),
        }),
        AvailableLabelFormats = service.Texts("AvailableLabelFormats"),
        AvailableFormatOptionsForLabel = service.List("AvailableFormatOptionsForLabel", option => new LabelFormatOption
        {
            IncludePackingSlipWithLabel = option.Flag("IncludePackingSlipWithLabel"),
            LabelFormat = option.Text("LabelFormat"),
        }),
        RequiresAdditionalSellerInputs = service.Flag("RequiresAdditionalSellerInputs"),
        Benefits = service.Map("Benefits", benefits => new ShippingBenefits
        {
            IncludedBenefits = benefits.Texts("IncludedBenefits"),
            ExcludedBenefits = benefits.List("ExcludedBenefits", benefit => new ExcludedBenefit
            {
                Benefit = benefit.Text("Benefit"),
                ReasonCodes = benefit.Texts("ReasonCodes"),
            }),
        }),
        Unread = service.Unread(),
    };

    private static string Carrier(WireNode carrier) => carrier.Text("CarrierName") ?? "";

    private static ShippingServiceOptions Options(WireNode options) => new()
    {
        DeliveryExperience = options.Text("DeliveryExperience"),
        DeclaredValue = options.Money("DeclaredValue"),
        CarrierWillPickUp = options.Flag("CarrierWillPickUp"),
        CarrierWillPickUpOption = options.Text("CarrierWillPickUpOption"),
        LabelFormat = options.Text("LabelFormat"),
    };

    private static ChargedOption Charged(WireNode option, string name) =>
        new() { Option = option.Text(name), Charge = option.Money("Charge") };
}
