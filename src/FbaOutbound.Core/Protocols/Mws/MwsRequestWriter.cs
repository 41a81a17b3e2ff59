using System;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.Mws;

/// <summary>
/// From the domain to the parameters of requests. Null and empty members are left out, and what the user left out stays out.
/// </summary>
internal static partial class MwsRequestWriter
{
    private const string Member = "member";

    public static WireNode Create(FulfillmentOrder order) => WireNode.Object(
        "",
        WireNode.Of("MarketplaceId", order.MarketplaceId),
        WireNode.Of("SellerFulfillmentOrderId", order.SellerFulfillmentOrderId),
        WireNode.Of("FulfillmentAction", order.Action),
        WireNode.Of("DisplayableOrderId", order.DisplayableOrderId),
        WireNode.Of("DisplayableOrderDateTime", Date(order.DisplayableOrderDate, order.DisplayableOrderDateIsDay)),
        WireNode.Of("DisplayableOrderComment", order.DisplayableOrderComment),
        WireNode.Of("ShippingSpeedCategory", order.ShippingSpeedCategory),
        order.DestinationAddress is { } address ? Address("DestinationAddress", address) : null,
        WireNode.Of("FulfillmentPolicy", order.Policy),
        WireNode.List("NotificationEmailList", Member, order.NotificationEmails),
        order.CodSettings is { IsBlank: false } cod ? Cod(cod) : null,
        WireNode.List("Items", Member, order.Items.Select(Item)),
        order.DeliveryWindow is { } window
            ? WireNode.Object("DeliveryWindow", WireNode.Of("StartDateTime", window.StartDate), WireNode.Of("EndDateTime", window.EndDate))
            : null);

    public static WireNode Update(OrderUpdate update) => WireNode.Object(
        "",
        WireNode.Of("MarketplaceId", update.MarketplaceId),
        WireNode.Of("SellerFulfillmentOrderId", update.SellerFulfillmentOrderId),
        WireNode.Of("FulfillmentAction", update.Action),
        WireNode.Of("DisplayableOrderId", update.DisplayableOrderId),
        WireNode.Of("DisplayableOrderDateTime", Date(update.DisplayableOrderDate, update.DisplayableOrderDateIsDay)),
        WireNode.Of("DisplayableOrderComment", update.DisplayableOrderComment),
        WireNode.Of("ShippingSpeedCategory", update.ShippingSpeedCategory),
        update.DestinationAddress is { } address ? Address("DestinationAddress", address) : null,
        WireNode.Of("FulfillmentPolicy", update.Policy),
        WireNode.List("NotificationEmailList", Member, update.NotificationEmails),
        WireNode.List("Items", Member, update.Items.Select(Item)));

    private static WireNode Address(string name, Address address) => WireNode.Object(
        name,
        WireNode.Of("Name", address.Name),
        WireNode.Of("Line1", address.AddressLine1),
        WireNode.Of("Line2", address.AddressLine2),
        WireNode.Of("Line3", address.AddressLine3),
        WireNode.Of("DistrictOrCounty", address.DistrictOrCounty),
        WireNode.Of("City", address.City),
        WireNode.Of("StateOrProvinceCode", address.StateOrRegion),
        WireNode.Of("CountryCode", address.CountryCode),
        WireNode.Of("PostalCode", address.PostalCode),
        WireNode.Of("PhoneNumber", address.Phone));

    private static WireNode Item(FulfillmentOrderItem item) => WireNode.Object(
        "",
        WireNode.Of("SellerSKU", item.SellerSku),
        WireNode.Of("SellerFulfillmentOrderItemId", item.SellerFulfillmentOrderItemId),
        WireNode.Of("Quantity", (decimal?)item.Quantity),
        WireNode.Of("GiftMessage", item.GiftMessage),
        WireNode.Of("DisplayableComment", item.DisplayableComment),
        WireNode.Of("FulfillmentNetworkSKU", item.FulfillmentNetworkSku),
        WireNode.Of("OrderItemDisposition", item.OrderItemDisposition),
        Money("PerUnitDeclaredValue", item.PerUnitDeclaredValue),
        Money("PerUnitPrice", item.PerUnitPrice),
        Money("PerUnitTax", item.PerUnitTax));

    private static WireNode Cod(CodSettings cod) => WireNode.Object(
        "CODSettings",
        WireNode.Of("IsCODRequired", cod.IsCodRequired ?? false),
        Money("CODCharge", cod.CodCharge),
        Money("CODChargeTax", cod.CodChargeTax),
        Money("ShippingCharge", cod.ShippingCharge),
        Money("ShippingChargeTax", cod.ShippingChargeTax));

    private static WireNode? Money(string name, Money? money) => money is null
        ? null
        : WireNode.Object(name, WireNode.Of("CurrencyCode", money.CurrencyCode), WireNode.Of("Value", money.ValueText));

    // The day is printed on the packing slip: one that was given without a time goes out without one.
    private static string? Date(DateTimeOffset? date, bool isDay) =>
        isDay ? date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : IsoTime.Write(date);

    public static WireNode Package(int packageNumber) =>
        WireNode.Object("", WireNode.Of("PackageNumber", packageNumber.ToString(CultureInfo.InvariantCulture)));
}
