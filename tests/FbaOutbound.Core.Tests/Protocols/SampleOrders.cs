using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>
/// Orders for the tests: one with only what the model requires, one with everything set. The people and places are invented.
/// </summary>
internal static class SampleOrders
{
    public static readonly DateTimeOffset Date = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);

    public static readonly Address WholeAddress = new()
    {
        Name = "Zoë O'Example",
        AddressLine1 = "1 Sample \"Street\"",
        AddressLine2 = "Flat <2> & 3",
        AddressLine3 = "c/o Łódź + 東京",
        City = "Testville",
        DistrictOrCounty = "Testshire",
        StateOrRegion = "WA",
        PostalCode = "98101",
        CountryCode = "US",
        Phone = "+1 206 555 0100",
    };

    public static FulfillmentOrder RequiredOnly => new()
    {
        SellerFulfillmentOrderId = "six-test-order",
        DisplayableOrderId = "six-test-order",
        DisplayableOrderDate = Date,
        DisplayableOrderComment = "Thank you",
        ShippingSpeedCategory = "Standard",
        DestinationAddress = new Address { Name = "Ann Example", AddressLine1 = "1 Main Street", PostalCode = "98101", CountryCode = "US" },
        Items = [new FulfillmentOrderItem { SellerSku = "SKU-1", SellerFulfillmentOrderItemId = "1", Quantity = 1 }],
    };

    public static FulfillmentOrder Everything => new()
    {
        SellerFulfillmentOrderId = "six-test-order",
        MarketplaceId = "A1VC38T7YXB528",
        DisplayableOrderId = "Order 6",
        DisplayableOrderDate = Date.AddMilliseconds(250),
        DisplayableOrderComment = "Thank you — ありがとう 🎁",
        ShippingSpeedCategory = "ScheduledDelivery",
        DeliveryWindow = new DeliveryWindow { StartDate = "2026-05-10T09:00:00+09:00", EndDate = "2026-05-10T12:00:00.000+09:00" },
        DestinationAddress = WholeAddress,
        DeliveryPreferences = new DeliveryPreferences
        {
            DeliveryInstructions = "Ring twice",
            DropOffLocation = new DropOffLocation
            {
                Type = "FALLBACK_NEIGHBOR_DELIVERY",
                Attributes = new Dictionary<string, string> { ["neighborName"] = "Bo Example", ["houseNumber"] = "7" },
            },
        },
        Action = "Hold",
        Policy = "FillAllAvailable",
        CodSettings = new CodSettings
        {
            IsCodRequired = true,
            CodCharge = Yen(1.50m),
            CodChargeTax = Yen(0.15m),
            ShippingCharge = Yen(40.00m),
            ShippingChargeTax = Yen(4.0m),
        },
        ShipFromCountryCode = "JP",
        NotificationEmails = ["a@example.com", "b@example.com"],
        FeatureConstraints = [new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "Required" }],
        Items =
        [
            WholeItem with { OrderItemDisposition = null },
            WholeItem with { SellerFulfillmentOrderItemId = "2", OrderItemDisposition = null },
        ],
        PaymentInformation = [new PaymentInformation { PaymentTransactionId = "pay-1", PaymentMode = "CARD", PaymentDate = Date }],
    };

    public static OrderUpdate WholeUpdate => new()
    {
        SellerFulfillmentOrderId = "six-test-order",
        MarketplaceId = "ATVPDKIKX0DER",
        DisplayableOrderId = "Order 6",
        DisplayableOrderDate = Date,
        DisplayableOrderComment = "Changed",
        ShippingSpeedCategory = "Expedited",
        DestinationAddress = WholeAddress,
        Action = "Ship",
        Policy = "FillAll",
        ShipFromCountryCode = "US",
        NotificationEmails = ["a@example.com"],
        FeatureConstraints = [new FeatureConstraint { FeatureName = "BLOCK_AMZL", FeatureFulfillmentPolicy = "NotRequired" }],
        Items = [WholeItem],
    };

    private static FulfillmentOrderItem WholeItem => new()
    {
        SellerSku = "SKU-1",
        SellerFulfillmentOrderItemId = "1",
        Quantity = 3,
        GiftMessage = "Happy birthday",
        DisplayableComment = "Blue",
        FulfillmentNetworkSku = "X000000001",
        OrderItemDisposition = "Sellable",
        PerUnitDeclaredValue = Yen(40.00m),
        PerUnitPrice = Yen(39.90m),
        PerUnitTax = Yen(0.10m),
    };

    private static Money Yen(decimal value) => new() { CurrencyCode = "JPY", Value = value };
}
