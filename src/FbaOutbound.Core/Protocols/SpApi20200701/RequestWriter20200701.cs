using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>From the domain to the bodies of requests. Null and empty members are left out.</summary>
internal static partial class RequestWriter20200701
{
    public static byte[] Create(FulfillmentOrder order) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.Of("sellerFulfillmentOrderId", order.SellerFulfillmentOrderId),
        WireNode.Of("marketplaceId", order.MarketplaceId),
        WireNode.Of("displayableOrderId", order.DisplayableOrderId),
        WireNode.Of("displayableOrderDate", order.DisplayableOrderDate),
        WireNode.Of("displayableOrderComment", order.DisplayableOrderComment),
        WireNode.Of("shippingSpeedCategory", order.ShippingSpeedCategory),
        order.DeliveryWindow is { } window
            ? WireNode.Object(
                "deliveryWindow", WireNode.Of("startDate", window.StartDate), WireNode.Of("endDate", window.EndDate))
            : null,
        WirePlaces.Write("destinationAddress", order.DestinationAddress),
        Preferences(order.DeliveryPreferences),
        WireNode.Of("fulfillmentAction", string.IsNullOrEmpty(order.Action) ? OrderStatus.Ship : order.Action),
        WireNode.Of("fulfillmentPolicy", string.IsNullOrEmpty(order.Policy) ? "FillOrKill" : order.Policy),
        Cod(order.CodSettings),
        WireNode.Of("shipFromCountryCode", order.ShipFromCountryCode),
        WireNode.List("notificationEmails", "", order.NotificationEmails),
        Features(order.FeatureConstraints),
        WireNode.AllOf("items", order.Items.Select(item => Item(item, isUpdate: false))),
        WireNode.List("paymentInformation", "", order.PaymentInformation.Select(payment => WireNode.Object(
            "",
            WireNode.Of("paymentTransactionId", payment.PaymentTransactionId),
            WireNode.Of("paymentMode", payment.PaymentMode),
            WireNode.Of("paymentDate", payment.PaymentDate))))));

    public static byte[] Update(OrderUpdate update) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.Of("marketplaceId", update.MarketplaceId),
        WireNode.Of("displayableOrderId", update.DisplayableOrderId),
        WireNode.Of("displayableOrderDate", update.DisplayableOrderDate),
        WireNode.Of("displayableOrderComment", update.DisplayableOrderComment),
        WireNode.Of("shippingSpeedCategory", update.ShippingSpeedCategory),
        WirePlaces.Write("destinationAddress", update.DestinationAddress),
        WireNode.Of("fulfillmentAction", string.IsNullOrEmpty(update.Action) ? OrderStatus.Hold : update.Action),
        WireNode.Of("fulfillmentPolicy", update.Policy),
        WireNode.Of("shipFromCountryCode", update.ShipFromCountryCode),
        WireNode.List("notificationEmails", "", update.NotificationEmails),
        Features(update.FeatureConstraints),
        WireNode.List("items", "", update.Items.Select(item => Item(item, isUpdate: true)))));

    public static byte[] Status(string status) =>
        JsonTree.Write(WireNode.Object("", WireNode.Of("fulfillmentOrderStatus", status)));

    private static WireNode Item(FulfillmentOrderItem item, bool isUpdate) => WireNode.Object(
        "",
        WireNode.Of("sellerSku", item.SellerSku),
        WireNode.Of("sellerFulfillmentOrderItemId", item.SellerFulfillmentOrderItemId),
        WireNode.Of("quantity", item.Quantity),
        WireNode.Of("giftMessage", item.GiftMessage),
        WireNode.Of("displayableComment", item.DisplayableComment),
        WireNode.Of("fulfillmentNetworkSku", item.FulfillmentNetworkSku),
        isUpdate ? WireNode.Of("orderItemDisposition", item.OrderItemDisposition) : null,
        Money("perUnitDeclaredValue", item.PerUnitDeclaredValue),
        Money("perUnitPrice", item.PerUnitPrice),
        Money("perUnitTax", item.PerUnitTax));

    private static WireNode? Preferences(DeliveryPreferences? preferences) => preferences is null ? null : WireNode.Object(
        "deliveryPreferences",
        WireNode.Of("deliveryInstructions", preferences.DeliveryInstructions),
        preferences.DropOffLocation is { } place
            ? WireNode.Object(
                "dropOffLocation",
                WireNode.Of("type", place.Type),
                WireNode.Map("attributes", place.Attributes.Where(pair => !string.IsNullOrEmpty(pair.Value))))
            : null);

    private static WireNode? Cod(CodSettings? cod) => cod is null or { IsBlank: true } ? null : WireNode.Object(
        "codSettings",
        WireNode.Of("isCodRequired", (bool?)(cod.IsCodRequired ?? false)),
        Money("codCharge", cod.CodCharge),
        Money("codChargeTax", cod.CodChargeTax),
        Money("shippingCharge", cod.ShippingCharge),
        Money("shippingChargeTax", cod.ShippingChargeTax));

    private static WireNode? Money(string name, Money? money) => money is null
        ? null
        : WireNode.Object(name, WireNode.Of("currencyCode", money.CurrencyCode), WireNode.Of("value", money.ValueText));

    private static WireNode? Features(IEnumerable<FeatureConstraint> features) =>
        WireNode.List("featureConstraints", "", features.Select(feature => WireNode.Object(
            "",
            WireNode.Of("featureName", feature.FeatureName),
            WireNode.Of("featureFulfillmentPolicy", feature.FeatureFulfillmentPolicy))));
}
