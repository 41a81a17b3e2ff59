using System.Globalization;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20200701;

internal static partial class RequestWriter20200701
{
    public static byte[] Preview(FulfillmentOrder order, PreviewOptions options) => JsonSerializer.SerializeToUtf8Bytes(
        new WirePreviewRequest
        {
            MarketplaceId = Text(order.MarketplaceId),
            Address = WirePlaces.Write(order.DestinationAddress),
            Items =
            [
                .. order.Items.Select(item => new WirePreviewRequestItem
                {
                    SellerSku = Text(item.SellerSku),
                    SellerFulfillmentOrderItemId = Text(item.SellerFulfillmentOrderItemId),
                    Quantity = item.Quantity,
                    PerUnitDeclaredValue = Money(item.PerUnitDeclaredValue),
                }),
            ],
            ShippingSpeedCategories = NullIfEmpty(options.Speeds),
            IncludeCODFulfillmentPreview = options.IncludeCod ? true : null,
            IncludeDeliveryWindows = options.IncludeDeliveryWindows ? true : null,
            FeatureConstraints = Features(order.FeatureConstraints),
        },
        WireJson.Strict.WirePreviewRequest);

    public static byte[] Offers(OfferRequest request) => JsonSerializer.SerializeToUtf8Bytes(
        new WireOffersRequest
        {
            Product = new WireOfferProduct
            {
                ProductIdentifier = new WireProductIdentifier { MerchantSku = Text(request.SellerSku) },
                Amount = request.Quantity is { } quantity
                    ? new WireAmount { UnitOfMeasure = "Eaches", Value = quantity.ToString(CultureInfo.InvariantCulture) }
                    : null,
            },
            Terms = new WireOfferTerms
            {
                Origin = new WireOrigin { CountryCode = Text(request.OriginCountryCode) },
                Destination = new WireOfferDestination
                {
                    DeliveryAddress = OfferAddress(request.DestinationAddress), IpAddress = Text(request.IpAddress)
                },
            },
        },
        WireJson.Strict.WireOffersRequest);

    // An offer is made for a place, not for a person.
    private static WireAddress? OfferAddress(Address? address) =>
        address is null ? null : WirePlaces.Write(address with { Name = null, Phone = null });
}
