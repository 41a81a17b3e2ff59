using System;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;

namespace FbaOutbound.Core.Tests.Shipments;

/// <summary>Requests for the tests. The people and places are invented.</summary>
internal static class SampleShipments
{
    private static readonly DateTimeOffset s_date = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);

    public static readonly ShipmentAddress From = new()
    {
        Name = "Zoë O'Example",
        AddressLine1 = "1 Sample \"Street\"",
        City = "Testville",
        PostalCode = "98101",
        CountryCode = "US",
        Email = "zoe@example.com",
        Phone = "206-555-0100",
    };

    public static ShipmentRequest RequiredOnly => new()
    {
        AmazonOrderId = "903-1713775-3598252",
        ItemList = [new ShipmentItem { OrderItemId = "40525960574974", Quantity = 1 }],
        ShipFromAddress = From,
        PackageDimensions = new PackageDimensions { PredefinedPackageDimensions = "FedEx_Box_Small_1" },
        Weight = new Weight { Value = 10, Unit = "oz" },
        ShippingServiceOptions = new ShippingServiceOptions { DeliveryExperience = "NoTracking" },
    };

    public static ShipmentPurchase Everything => new()
    {
        Request = RequiredOnly with
        {
            SellerOrderId = "seller-1",
            ItemList =
            [
                new ShipmentItem
                {
                    OrderItemId = "40525960574974",
                    Quantity = 2,
                    ItemWeight = new Weight { Value = 2.50m, Unit = "g" },
                    ItemDescription = "Poster",
                    TransparencyCodeList = ["AZ:CODE1", "AZ:CODE2"],
                    ItemLevelSellerInputsList = [Input],
                    LiquidVolume = new LiquidVolume { Value = 1.5m, Unit = "ML" },
                    IsHazmat = true,
                    DangerousGoodsDetails = new DangerousGoodsDetails
                    {
                        UnitedNationsRegulatoryId = "UN3480", TransportationRegulatoryClass = "9", PackingGroup = "II",
                        PackingInstruction = "PI965_SECTION_II",
                    },
                },
            ],
            ShipFromAddress = From with
            {
                AddressLine2 = "Flat <2>", AddressLine3 = "c/o Łódź", DistrictOrCounty = "Testshire", StateOrProvinceCode = "WA"
            },
            PackageDimensions = new PackageDimensions
            {
                Length = 5, Width = 5.5m, Height = 1.00m, Unit = "inches", PredefinedPackageDimensions = "FedEx_Tube"
            },
            MustArriveByDate = s_date,
            ShipDate = s_date,
            ShippingServiceOptions = new ShippingServiceOptions
            {
                DeliveryExperience = "NoTracking",
                DeclaredValue = new Money { CurrencyCode = "USD", Value = 10.00m },
                CarrierWillPickUp = true,
                CarrierWillPickUpOption = "NoPreference",
                LabelFormat = "ZPL203",
            },
            LabelCustomization = new LabelCustomization { CustomTextForLabel = "ABC123", StandardIdForLabel = "AmazonOrderId" },
        },
        ShippingServiceId = "FEDEX_PTP_PRIORITY_OVERNIGHT",
        ShippingServiceOfferId = "HDDUKqtQ+/=",
        HazmatType = "LQHazmat",
        IncludePackingSlipWithLabel = false,
        SellerInputs = [Input],
    };

    private static SellerInput Input => new()
    {
        AdditionalInputFieldName = "NON_DELIVERABLE_INSTRUCTIONS",
        AdditionalSellerInput = new SellerInputValue
        {
            DataType = "String",
            ValueAsString = "Return",
            ValueAsBoolean = true,
            ValueAsInteger = 7,
            ValueAsTimestamp = s_date,
            ValueAsAddress = From with { AddressLine2 = "2", AddressLine3 = "3", DistrictOrCounty = "D", StateOrProvinceCode = "WA" },
            ValueAsWeight = new Weight { Value = 1, Unit = "g" },
            ValueAsDimension = new Length { Value = 2, Unit = "inches" },
            ValueAsCurrency = new Money { CurrencyCode = "USD", Value = 0.70m },
        },
    };
}
