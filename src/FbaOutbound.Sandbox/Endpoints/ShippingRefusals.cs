using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>
/// What is said about a purchase or a cancellation that the engine refuses. Amazon's words are known for the ship-from address alone; the
/// others follow the pattern of its other refusals, around the sentences that it documents.
/// </summary>
internal static class ShippingRefusals
{
    public static string Explain(in ShippingRefusal refusal) => refusal.Reason switch
    {
        ShippingRefusalReason.ShipmentUnknown => Invalid(refusal.Subject, "ShipmentId", "The shipment does not exist"),
        ShippingRefusalReason.CancelledAlready => Invalid(refusal.Subject, "ShipmentId", "The shipment has previously been canceled"),
        ShippingRefusalReason.WindowClosed => Invalid(refusal.Subject, "ShipmentId", "The cancellation window has expired"),
        ShippingRefusalReason.SeveralShipments => Invalid(
            refusal.Subject,
            "AmazonOrderId",
            "Multiple shipments were created to fulfill this order; new shipments cannot be created using the Merchant Fulfillment "
                + "service"),
        ShippingRefusalReason.ShipFromInvalid => "Invalid Ship From Address when calling GetAdditionalSellerInputs",
        ShippingRefusalReason.ShipDateInvalid => Invalid("", "ShipDate", "InvalidValue"),
        ShippingRefusalReason.ItemUnknown => Invalid(refusal.Subject, "OrderItemId", "InvalidValue"),
        ShippingRefusalReason.TooManyUnits => Invalid("", "Quantity", "InvalidValue"),
        ShippingRefusalReason.ServiceUnknown => Invalid(refusal.Subject, "ShippingServiceId", "InvalidValue"),
        ShippingRefusalReason.ServiceNotEligible =>
            Invalid(refusal.Subject, "ShippingServiceId", "This ship method is not eligible for this order"),
        ShippingRefusalReason.OfferInvalid => Invalid("", "ShippingServiceOfferId", "InvalidValue"),
        ShippingRefusalReason.FormatUnavailable => Invalid(refusal.Subject, "LabelFormat", "InvalidValue"),
        ShippingRefusalReason.InputMissing => $"The request must contain the parameter {refusal.Subject}.",
        _ => Invalid("", refusal.Subject ?? "", "InvalidValue"),
    };

    private static string Invalid(string? value, string parameter, string reason) =>
        $"Value {value} for parameter {parameter} is invalid. Reason: {reason}.";
}
