using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>From the domain to the bodies of requests. Null and empty members are left out.</summary>
internal static partial class RequestWriter20200701
{
    public static byte[] Create(FulfillmentOrder order) => Write(new WireOrder
    {
        SellerFulfillmentOrderId = Text(order.SellerFulfillmentOrderId),
        MarketplaceId = Text(order.MarketplaceId),
        DisplayableOrderId = Text(order.DisplayableOrderId),
        DisplayableOrderDate = IsoTime.Write(order.DisplayableOrderDate),
        DisplayableOrderComment = Text(order.DisplayableOrderComment),
        ShippingSpeedCategory = Text(order.ShippingSpeedCategory),
        DeliveryWindow = order.DeliveryWindow is { } window
            ? new WireDeliveryWindow { StartDate = Text(window.StartDate), EndDate = Text(window.EndDate) }
            : null,
        DestinationAddress = WirePlaces.Write(order.DestinationAddress),
        DeliveryPreferences = Preferences(order.DeliveryPreferences),
        FulfillmentAction = Text(order.Action) ?? OrderStatus.Ship,
        FulfillmentPolicy = Text(order.Policy) ?? "FillOrKill",
        CodSettings = Cod(order.CodSettings),
        ShipFromCountryCode = Text(order.ShipFromCountryCode),
        NotificationEmails = Emails(order.NotificationEmails),
        FeatureConstraints = Features(order.FeatureConstraints),
        Items = [.. order.Items.Select(item => Item(item, isUpdate: false))],
        PaymentInformation = NullIfEmpty(order.PaymentInformation.Select(payment => new WirePayment
        {
            PaymentTransactionId = Text(payment.PaymentTransactionId),
            PaymentMode = Text(payment.PaymentMode),
            PaymentDate = IsoTime.Write(payment.PaymentDate),
        })),
    });

    public static byte[] Update(OrderUpdate update) => Write(new WireOrder
    {
        MarketplaceId = Text(update.MarketplaceId),
        DisplayableOrderId = Text(update.DisplayableOrderId),
        DisplayableOrderDate = IsoTime.Write(update.DisplayableOrderDate),
        DisplayableOrderComment = Text(update.DisplayableOrderComment),
        ShippingSpeedCategory = Text(update.ShippingSpeedCategory),
        DestinationAddress = WirePlaces.Write(update.DestinationAddress),
        FulfillmentAction = Text(update.Action) ?? OrderStatus.Hold,
        FulfillmentPolicy = Text(update.Policy),
        ShipFromCountryCode = Text(update.ShipFromCountryCode),
        NotificationEmails = Emails(update.NotificationEmails),
        FeatureConstraints = Features(update.FeatureConstraints),
        Items = NullIfEmpty(update.Items.Select(item => Item(item, isUpdate: true))),
    });

    private static byte[] Write(WireOrder body) => JsonSerializer.SerializeToUtf8Bytes(body, WireJson.Strict.WireOrder);

    private static WireItem Item(FulfillmentOrderItem item, bool isUpdate) => new()
    {
        SellerSku = Text(item.SellerSku),
        SellerFulfillmentOrderItemId = Text(item.SellerFulfillmentOrderItemId),
        Quantity = item.Quantity,
        GiftMessage = Text(item.GiftMessage),
        DisplayableComment = Text(item.DisplayableComment),
        FulfillmentNetworkSku = Text(item.FulfillmentNetworkSku),
        OrderItemDisposition = isUpdate ? Text(item.OrderItemDisposition) : null,
        PerUnitDeclaredValue = Money(item.PerUnitDeclaredValue),
        PerUnitPrice = Money(item.PerUnitPrice),
        PerUnitTax = Money(item.PerUnitTax),
    };

    private static WireDeliveryPreferences? Preferences(DeliveryPreferences? preferences) => preferences is null ? null : new()
    {
        DeliveryInstructions = Text(preferences.DeliveryInstructions),
        DropOffLocation = preferences.DropOffLocation is { } place
            ? new WireDropOffLocation
            {
                Type = Text(place.Type),
                Attributes = NullIfEmpty(place.Attributes.Where(pair => !string.IsNullOrEmpty(pair.Value)))
                    ?.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
            }
            : null,
    };

    private static WireCodSettings? Cod(CodSettings? cod) => cod is null ? null : new()
    {
        IsCodRequired = cod.IsCodRequired ?? false,
        CodCharge = Money(cod.CodCharge),
        CodChargeTax = Money(cod.CodChargeTax),
        ShippingCharge = Money(cod.ShippingCharge),
        ShippingChargeTax = Money(cod.ShippingChargeTax),
    };

    private static WireMoney? Money(Money? money) =>
        money is null ? null : new() { CurrencyCode = Text(money.CurrencyCode), Value = money.ValueText };

    private static List<string>? Emails(IEnumerable<string> emails) => NullIfEmpty(emails.Where(email => !string.IsNullOrEmpty(email)));

    private static List<WireFeature>? Features(IEnumerable<FeatureConstraint> features) => NullIfEmpty(features.Select(feature =>
        new WireFeature { FeatureName = Text(feature.FeatureName), FeatureFulfillmentPolicy = Text(feature.FeatureFulfillmentPolicy) }));

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static List<T>? NullIfEmpty<T>(IEnumerable<T> elements)
    {
        var list = elements.ToList();
        return list.Count == 0 ? null : list;
    }

    public static byte[] Status(string status) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new WireStatusUpdate { FulfillmentOrderStatus = Text(status) }, WireJson.Strict.WireStatusUpdate);
}
