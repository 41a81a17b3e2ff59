using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MerchantV0;

/// <summary>Reads the bodies of the Merchant Fulfillment API.</summary>
internal static class ShipmentReader
{
    private const string OrderIdPattern = "[0-9A-Z]{3}-[0-9]{7}-[0-9]{7}";
    private static readonly string[] s_otherMembers = ["LiquidVolume", "IsHazmat", "DangerousGoodsDetails"];

    public static JsonDocument Parse(ReadOnlyMemory<byte> body) => JsonText.TryParse(body) ?? throw Validated.Unreadable();

    public static ShipmentRequest ReadRequest(Validated body)
    {
        var details = body.RequiredObject("ShipmentRequestDetails");
        var options = details.RequiredObject("ShippingServiceOptions");
        var custom = details.Object("LabelCustomization");
        var items = details.Objects("ItemList");
        var orderId = details.RequiredText("AmazonOrderId");
        var request = new ShipmentRequest
        {
            AmazonOrderId = orderId,
            SellerOrderId = details.Text("SellerOrderId", 64),
            Items = items.Count > 0 ? [.. items.Select(ReadItem)] : throw details.Missing("ItemList"),
            ShipFrom = ReadAddress(details.RequiredObject("ShipFromAddress")),
            Size = ReadSize(details.RequiredObject("PackageDimensions")),
            Weight = ReadWeight(details.RequiredObject("Weight")),
            MustArriveBy = details.Date("MustArriveByDate"),
            ShipDate = details.Date("ShipDate"),
            Experience = ReadExperience(options),
            DeclaredValue = ReadPrice(options.Object("DeclaredValue")),
            CarrierWillPickUp = options.Flag("CarrierWillPickUp") ?? throw options.Missing("CarrierWillPickUp"),
            PickUpOption = options.Text("CarrierWillPickUpOption") is null
                ? null
                : options.OneOf("CarrierWillPickUpOption", "CarrierWillPickUp", "ShipperWillDropOff", "NoPreference"),
            Format = options.Word<LabelFormat>("LabelFormat"),
            CustomText = custom.Text("CustomTextForLabel", 14),
            PrintsOrderId = custom.Text("StandardIdForLabel") is not null && custom.OneOf("StandardIdForLabel", "AmazonOrderId").Length > 0,
        };
        return CheckOrderId(request, "shipmentRequestDetails.amazonOrderId");
    }

    public static OfferFilter ReadFilter(Validated body)
    {
        var filter = body.Object("ShippingOfferingFilter");
        return new OfferFilter
        {
            ComplexOptions = filter.Flag("IncludeComplexShippingOptions"),
            CarrierWillPickUp = filter.Text("CarrierWillPickUp") is { } option ? option == "CarrierWillPickUp" : null,
            Experience = filter.Word<DeliveryExperience>("DeliveryExperience"),
        };
    }

    public static Purchase ReadPurchase(Validated body)
    {
        var request = ReadRequest(body);
        return new Purchase
        {
            Request = request,
            ServiceId = body.RequiredText("ShippingServiceId"),
            OfferId = body.Text("ShippingServiceOfferId"),
            Inputs = ReadInputs(body.Objects("ShipmentLevelSellerInputsList")),
        };
    }

    public static (string ServiceId, string OrderId, string CountryCode) ReadQuestion(Validated body)
    {
        var serviceId = body.RequiredText("ShippingServiceId");
        var address = ReadAddress(body.RequiredObject("ShipFromAddress"));
        var orderId = body.RequiredText("OrderId");
        return MerchantOrder.IsId(orderId) ? (serviceId, orderId, address.CountryCode) : throw BadOrderId("orderId", orderId);
    }

    private static Exception BadOrderId(string path, string id) =>
        Validated.Failed(path, $"'{id}'", "Member must satisfy regular expression pattern: " + OrderIdPattern);

    private static ShipmentRequest CheckOrderId(ShipmentRequest request, string path) =>
        MerchantOrder.IsId(request.AmazonOrderId) ? request : throw BadOrderId(path, request.AmazonOrderId);

    private static DeliveryExperience ReadExperience(Validated options)
    {
        var experience = options.Word<DeliveryExperience>("DeliveryExperience") ?? throw options.Missing("DeliveryExperience");
        return experience != DeliveryExperience.NoPreference ? experience : throw Validated.Unreadable();
    }

    private static ShippingAddress ReadAddress(Validated address) => new()
    {
        Name = address.RequiredText("Name", 30),
        Line1 = address.RequiredText("AddressLine1", 180),
        Line2 = address.Text("AddressLine2", 60),
        Line3 = address.Text("AddressLine3", 60),
        District = address.Text("DistrictOrCounty"),
        Email = address.RequiredText("Email"),
        City = address.RequiredText("City", 30),
        State = address.Text("StateOrProvinceCode", 30),
        PostalCode = address.RequiredText("PostalCode", 30),
        CountryCode = address.RequiredText("CountryCode", 2, repeated: true),
        Phone = address.RequiredText("Phone", 30),
    };

    private static PackedItem ReadItem(Validated item) => new()
    {
        OrderItemId = item.RequiredText("OrderItemId"),
        Quantity = item.Count("Quantity"),
        Weight = item.Object("ItemWeight") is { IsGiven: true } weight ? ReadWeight(weight) : null,
        Description = item.Text("ItemDescription"),
        TransparencyCodes = item.Texts("TransparencyCodeList"),
        Inputs = ReadInputs(item.Objects("ItemLevelSellerInputsList")),
        Others =
        [
            .. s_otherMembers.Select(
                name => new KeyValuePair<string, string>(name, item.Raw(name) ?? "")).Where(other => other.Value.Length > 0),
        ],
    };

    private static PackageWeight ReadWeight(Validated weight) => new(weight.Positive("Value"), weight.OneOf("Unit", "oz", "g"));

    private static PackageSize ReadSize(Validated size)
    {
        if (size.Text("PredefinedPackageDimensions") is { Length: > 0 } predefined)
        {
            return new PackageSize { Predefined = predefined };
        }

        return new PackageSize
        {
            Length = size.Positive("Length"),
            Width = size.Positive("Width"),
            Height = size.Positive("Height"),
            Unit = size.OneOf("Unit", "inches", "centimeters"),
        };
    }

    private static Price? ReadPrice(Validated price) =>
        price.IsGiven
            ? new Price(price.RequiredText("CurrencyCode", 3, repeated: true), price.Number("Amount") ?? throw price.Missing("Amount"))
            : null;

    private static SellerInput[] ReadInputs(List<Validated> inputs) => [.. inputs.Select(input =>
    {
        var value = input.RequiredObject("AdditionalSellerInput");
        return new SellerInput(
            input.RequiredText("AdditionalInputFieldName"),
            value.Text("DataType"),
            value.Text("ValueAsString")
                ?? value.Text("ValueAsTimestamp") ?? value.Raw("ValueAsBoolean") ?? value.Raw("ValueAsInteger") ?? "");
    })];
}
