using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>From the domain to the bodies of requests. Null and empty members are left out.</summary>
internal static class RequestWriter20260704
{
    private const string Pieces = "EACHES";

    public static byte[] Create(FulfillmentOrder order, string? originCountryCode) => Write(new WireOrder
    {
        OrderId = Text(order.SellerFulfillmentOrderId),
        Channel = FeatureWords.Channel(order.FeatureConstraints),
        FulfillmentConfiguration = new WireConfiguration
        {
            ServiceLevel = ServiceLevel(order),
            Action = Words.WireAction(order.Action) ?? "SHIP",
            Policy = Words.WirePolicy(order.Policy) ?? "FILL_OR_KILL",
            Services = FeatureWords.Write(order.FeatureConstraints, PackingSlips.Of(order)),
        },
        Origin = Origin(originCountryCode),
        Destination = new WireDestination
        {
            DeliveryAddress = Address(order),
            DeliveryNotes = Text(order.DeliveryPreferences?.DeliveryInstructions),
            DropOffLocation = DropOff(order.DeliveryPreferences?.DropOffLocation),
        },
        LineItems = [.. order.Items.Select(LineItem)],
        PaymentInformation = order.PaymentInformation.Count == 0 ? null : new WirePayments
        {
            Payments =
            [
                .. order.PaymentInformation.Select(payment => new WirePayment
                {
                    PaymentId = Text(payment.PaymentTransactionId),
                    PaymentMethod = Text(payment.PaymentMode),
                    PaymentTime = IsoTime.Write(payment.PaymentDate),
                }),
            ],
        },
    });

    public static byte[] Update(string action) =>
        Write(new WireOrder { FulfillmentConfiguration = new WireConfiguration { Action = Words.WireAction(action) } });

    public static byte[] Status(string status) => Write(new WireOrder { Status = Words.WireStatus(status) });

    public static byte[] Package(PackageUpdate update) => JsonSerializer.SerializeToUtf8Bytes(
        new WirePackage
        {
            Status = Text(update.Status), DeliveryTime = IsoTime.Write(update.EstimatedArrivalDate), Tracking = Tracking(update)
        },
        WireJson2026.Strict.WirePackage);

    public static byte[] Preview(FulfillmentOrder order, PreviewOptions options, string? originCountryCode)
    {
        var tiers = Tiers(options.Speeds);
        // A preview has no slips.
        var services = FeatureWords.Write(
            [.. order.FeatureConstraints.Where(feature => !FeatureWords.Is(feature, FeatureWords.PackingSlip))], slip: null);
        return JsonSerializer.SerializeToUtf8Bytes(
            new WirePreviewRequest
            {
                Channel = FeatureWords.Channel(order.FeatureConstraints),
                FulfillmentConfiguration = tiers is null && services is null
                    ? null
                    : new WireConfiguration { ServiceLevel = tiers, Services = services },
                Origin = Origin(originCountryCode),
                Destination = new WireDestination { DeliveryAddress = Address(order) },
                LineItems = [.. order.Items.Select(item => new WireLineItem { Product = Product(item), Amount = Amount(item) })],
                ExcludeEstimatedFees = options.ExcludeFees ? true : null,
                IncludePaymentOnDelivery = options.IncludeCod ? true : null,
            },
            WireJson2026.Strict.WirePreviewRequest);
    }

    public static byte[] Offers(OfferRequest request) => JsonSerializer.SerializeToUtf8Bytes(
        new WireOffersRequest
        {
            FulfillmentConfiguration = Tiers(request.Speeds) is { } tiers ? new WireConfiguration { ServiceLevel = tiers } : null,
            Origin = Origin(request.OriginCountryCode),
            Destination = new WireDestination
            {
                DeliveryAddress = request.DestinationAddress is { } address
                    ? WirePlaces.Write(address with { Name = null, Phone = null })
                    : null,
                IpAddress = Text(request.IpAddress),
            },
            Items = [new WireOfferItem { ProductIdentifier = new WireProductIdentifier { AmazonSku = Text(request.SellerSku) } }],
        },
        WireJson2026.Strict.WireOffersRequest);

    private static byte[] Write(WireOrder body) => JsonSerializer.SerializeToUtf8Bytes(body, WireJson2026.Strict.WireOrder);

    private static WireServiceLevel? ServiceLevel(FulfillmentOrder order)
    {
        var window = order.DeliveryWindow;
        return string.IsNullOrWhiteSpace(order.ShippingSpeedCategory) && window is null ? null : new WireServiceLevel
        {
            ServiceTiers = Words.Tier(order.ShippingSpeedCategory) is { } tier
                ? [tier, .. order.FurtherSpeeds.Select(Words.Tier).OfType<string>()]
                : null,
            DeliveryInterval = window is null
                ? null
                : new WireInterval { StartTime = Text(window.StartDate), EndTime = Text(window.EndDate) },
        };
    }

    private static WireServiceLevel? Tiers(IReadOnlyList<string> speeds) =>
        speeds.Count == 0 ? null : new WireServiceLevel { ServiceTiers = [.. speeds.Select(Words.Tier).OfType<string>()] };

    private static WireLineItem LineItem(FulfillmentOrderItem item)
    {
        var slip = PackingSlips.Of(item);
        var packaging = slip is null ? null : new WirePackaging { PackingSlip = slip };
        var delivery = Money(item.PerUnitPrice) is { } price
            ? new WireDeliveryServices
            {
                PaymentOnDelivery = new WirePaymentOnDelivery { PerUnitServicePrice = price },
            }
            : null;
        return new WireLineItem
        {
            LineItemId = Text(item.SellerFulfillmentOrderItemId),
            Product = Product(item),
            Amount = Amount(item),
            FulfillmentConfiguration = packaging is null && delivery is null
                ? null
                : new WireConfiguration { Services = new WireServices { Packaging = packaging, Delivery = delivery } },
        };
    }

    private static WireProduct Product(FulfillmentOrderItem item) => new()
    {
        ProductIdentifier = new WireProductIdentifier { AmazonSku = Text(item.SellerSku) },
        PerUnitDeclaredValue = Money(item.PerUnitDeclaredValue),
    };

    private static WireAmount Amount(FulfillmentOrderItem item) =>
        new() { Unit = Text(item.Unit) ?? Pieces, Value = (item.Quantity ?? 0).ToString(CultureInfo.InvariantCulture) };

    private static WireOrigin? Origin(string? countryCode) => Text(countryCode) is { } code ? new WireOrigin { CountryCode = code } : null;

    private static WireAddress? Address(FulfillmentOrder order) =>
        WirePlaces.Write(order.DestinationAddress, order.NotificationEmails.FirstOrDefault(email => !string.IsNullOrEmpty(email)));

    private static WireDropOffLocation? DropOff(DropOffLocation? place) => place is null ? null : new()
    {
        Type = Text(place.Type),
        Attributes = place.Attributes.Count == 0 ? null : place.Attributes.ToDictionary(pair => pair.Key, pair => (string?)pair.Value),
    };

    private static WireTracking? Tracking(PackageUpdate update)
    {
        var tracking = new WireTracking
        {
            Carrier = Text(update.CarrierCode) is null
                ? null
                : new WireCarrierTracking
                {
                    CarrierCode = update.CarrierCode, TrackingNumber = Text(update.TrackingNumber),
                    TrackingUrl = Text(update.CarrierTrackingUrl)
                },
            Amazon = Text(update.AmazonTrackingNumber) is null && Text(update.AmazonTrackingUrl) is null
                ? null
                : new WireAmazonTracking
                {
                    TrackingNumber = Text(update.AmazonTrackingNumber), TrackingUrl = Text(update.AmazonTrackingUrl)
                },
            DropOffLocation = DropOff(update.DropOffLocation),
            ProofOfDelivery = Text(update.DeliveryPhotoUrl) is null && Text(update.ReceivedBy) is null
                ? null
                : new WireProofOfDelivery { DeliveryPhotoUrl = Text(update.DeliveryPhotoUrl), ReceivedBy = Text(update.ReceivedBy) },
        };
        return tracking is { Carrier: null, Amazon: null, DropOffLocation: null, ProofOfDelivery: null } ? null : tracking;
    }

    private static WireMoney? Money(Money? money) =>
        money is null ? null : new() { CurrencyCode = Text(money.CurrencyCode), Amount = money.ValueText };

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
