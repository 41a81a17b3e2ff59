using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class RequestWriter20200701
{
    public static byte[] Preview(FulfillmentOrder order, PreviewOptions options) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.Of("marketplaceId", order.MarketplaceId),
        WirePlaces.Write("address", order.DestinationAddress),
        WireNode.AllOf("items", order.Items.Select(item => WireNode.Object(
            "",
            WireNode.Of("sellerSku", item.SellerSku),
            WireNode.Of("quantity", item.Quantity),
            Money("perUnitDeclaredValue", item.PerUnitDeclaredValue),
            WireNode.Of("sellerFulfillmentOrderItemId", item.SellerFulfillmentOrderItemId)))),
        WireNode.List("shippingSpeedCategories", "", options.Speeds),
        options.IncludeCod ? WireNode.Of("includeCODFulfillmentPreview", (bool?)true) : null,
        options.IncludeDeliveryWindows ? WireNode.Of("includeDeliveryWindows", (bool?)true) : null,
        Features(order.FeatureConstraints)));

    public static byte[] Offers(OfferRequest request) => JsonTree.Write(WireNode.Object(
        "",
        WireNode.Object(
            "product",
            WireNode.Object("productIdentifier", WireNode.Of("merchantSku", request.SellerSku)),
            request.Quantity is { } quantity
                ? WireNode.Object(
                    "amount",
                    WireNode.Of("unitOfMeasure", "Eaches"),
                    WireNode.Of("value", quantity.ToString(CultureInfo.InvariantCulture)))
                : null),
        WireNode.Object(
            "terms",
            WireNode.Object("origin", WireNode.Of("countryCode", request.OriginCountryCode)),
            WireNode.Object(
                "destination",
                WirePlaces.WriteWithoutPerson("deliveryAddress", request.DestinationAddress),
                WireNode.Of("ipAddress", request.IpAddress)))));
}
