using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>From the domain to the bodies of requests. Null and empty members are left out.</summary>
internal static class RequestWriter20260704
{
    private const string Configuration = "fulfillmentConfiguration";
    private const string Pieces = DefaultValues.Unit;

    public static byte[] Create(FulfillmentOrder order, string? originCountryCode) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.Of("orderId", order.SellerFulfillmentOrderId),
        WireNode.Of("channel", FeatureWords.Channel(order.FeatureConstraints)),
        WireNode.Object(
            Configuration,
            ServiceLevel(order),
            WireNode.Of("action", Words.WireAction(order.Action) ?? "SHIP"),
            WireNode.Of("policy", Words.WirePolicy(order.Policy) ?? "FILL_OR_KILL"),
            FeatureWords.Write(order.FeatureConstraints, PackingSlips.Of(order))),
        Origin(originCountryCode),
        WireNode.Object(
            "destination",
            Address(order),
            WireNode.Of("deliveryNotes", order.DeliveryPreferences?.DeliveryInstructions),
            DropOff(order.DeliveryPreferences?.DropOffLocation)),
        WireNode.AllOf("lineItems", order.Items.Select(LineItem)),
        order.PaymentInformation.Count == 0
            ? null
            : WireNode.Object(
                "paymentInformation",
                WireNode.List("payments", "", order.PaymentInformation.Select(payment => WireNode.Object(
                    "",
                    WireNode.Of("paymentId", payment.PaymentTransactionId),
                    WireNode.Of("paymentMethod", payment.PaymentMode),
                    WireNode.Of("paymentTime", payment.PaymentDate)))))));

    public static byte[] Update(string action) => JsonTree.Write(
        WireNode.Object("", WireNode.Object(Configuration, WireNode.Of("action", Words.WireAction(action)))));

    public static byte[] Status(string status) =>
        JsonTree.Write(WireNode.Object("", WireNode.Of("status", Words.WireStatus(status))));

    public static byte[] Package(PackageUpdate update) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.Of("deliveryTime", update.EstimatedArrivalDate),
        WireNode.Of("status", update.Status),
        Tracking(update)));

    public static byte[] Preview(FulfillmentOrder order, PreviewOptions options, string? originCountryCode) => JsonTree.Write(
        WireNode.Object(
            "",
            WireNode.Of("channel", FeatureWords.Channel(order.FeatureConstraints)),
            // A preview has no slips.
            WireNode.ObjectOrNone(
                Configuration,
                Tiers(options.Speeds),
                FeatureWords.Write(
                    [.. order.FeatureConstraints.Where(feature => !FeatureWords.Is(feature, FeatureWords.PackingSlip))], slip: null)),
            Origin(originCountryCode),
            WireNode.Object("destination", Address(order)),
            WireNode.AllOf("lineItems", order.Items.Select(item => WireNode.Object("", Product(item), Amount(item)))),
            options.ExcludeFees ? WireNode.Of("excludeEstimatedFees", (bool?)true) : null,
            options.IncludeCod ? WireNode.Of("includePaymentOnDelivery", (bool?)true) : null));

    public static byte[] Offers(OfferRequest request) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.ObjectOrNone(Configuration, Tiers(request.Speeds)),
        Origin(request.OriginCountryCode),
        WireNode.Object(
            "destination",
            WirePlaces.WriteWithoutPerson("deliveryAddress", request.DestinationAddress),
            WireNode.Of("ipAddress", request.IpAddress)),
        WireNode.AllOf("items", [WireNode.Object("", Identifier(request.SellerSku))])));

    private static WireNode? ServiceLevel(FulfillmentOrder order)
    {
        var window = order.DeliveryWindow;
        return string.IsNullOrWhiteSpace(order.ShippingSpeedCategory) && window is null ? null : WireNode.Object(
            "serviceLevel",
            Words.Tier(order.ShippingSpeedCategory) is { } tier
                ? WireNode.List("serviceTiers", "", [tier, .. order.FurtherSpeeds.Select(Words.Tier)])
                : null,
            window is null
                ? null
                : WireNode.Object(
                    "deliveryInterval", WireNode.Of("startTime", window.StartDate), WireNode.Of("endTime", window.EndDate)));
    }

    private static WireNode? Tiers(IReadOnlyList<string> speeds) => speeds.Count == 0
        ? null
        : WireNode.Object("serviceLevel", WireNode.List("serviceTiers", "", speeds.Select(Words.Tier)));

    private static WireNode LineItem(FulfillmentOrderItem item) => WireNode.Object(
        "",
        WireNode.Of("lineItemId", item.SellerFulfillmentOrderItemId),
        Product(item),
        Amount(item),
        WireNode.ObjectOrNone(
            Configuration,
            WireNode.ObjectOrNone(
                "services",
                WireNode.ObjectOrNone("packaging", PackingSlips.Of(item)),
                item.PerUnitPrice is { } price
                    ? WireNode.Object(
                        "delivery", WireNode.Object("paymentOnDelivery", Money("perUnitServicePrice", price)))
                    : null)));

    private static WireNode Product(FulfillmentOrderItem item) => WireNode.Object(
        "product", Identifier(item.SellerSku), Money("perUnitDeclaredValue", item.PerUnitDeclaredValue));

    private static WireNode Identifier(string? sku) => WireNode.Object("productIdentifier", WireNode.Of("amazonSku", sku));

    private static WireNode Amount(FulfillmentOrderItem item) => WireNode.Object(
        "amount",
        WireNode.Of("unit", string.IsNullOrEmpty(item.Unit) ? Pieces : item.Unit),
        WireNode.Of("value", (item.Quantity ?? 0).ToString(CultureInfo.InvariantCulture)));

    private static WireNode? Origin(string? countryCode) => WireNode.ObjectOrNone("origin", WireNode.Of("countryCode", countryCode));

    private static WireNode? Address(FulfillmentOrder order) => WirePlaces.Write(
        "deliveryAddress", order.DestinationAddress, order.NotificationEmails.FirstOrDefault(email => !string.IsNullOrEmpty(email)));

    private static WireNode? DropOff(DropOffLocation? place) => place is null ? null : WireNode.Object(
        "dropOffLocation",
        WireNode.Of("type", place.Type),
        WireNode.Map("attributes", place.Attributes));

    private static WireNode? Tracking(PackageUpdate update) => WireNode.ObjectOrNone(
        "tracking",
        string.IsNullOrEmpty(update.CarrierCode)
            ? null
            : WireNode.Object(
                "carrier",
                WireNode.Of("trackingNumber", update.TrackingNumber),
                WireNode.Of("carrierCode", update.CarrierCode),
                WireNode.Of("trackingUrl", update.CarrierTrackingUrl)),
        WireNode.ObjectOrNone(
            "amazon",
            WireNode.Of("trackingNumber", update.AmazonTrackingNumber),
            WireNode.Of("trackingUrl", update.AmazonTrackingUrl)),
        DropOff(update.DropOffLocation),
        WireNode.ObjectOrNone(
            "proofOfDelivery",
            WireNode.Of("deliveryPhotoUrl", update.DeliveryPhotoUrl),
            WireNode.Of("receivedBy", update.ReceivedBy)));

    private static WireNode? Money(string name, Money? money) => money is null
        ? null
        : WireNode.Object(name, WireNode.Of("currencyCode", money.CurrencyCode), WireNode.Of("amount", money.ValueText));
}
