using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MwsMerchant;

/// <summary>Reads the parameters of the section MerchantFulfillment.</summary>
internal static class MwsShipmentReader
{
    private const int Largest = 1_000_000;

    public static ShipmentRequest ReadRequest(Parameters parameters)
    {
        var details = new MwsMembers(parameters, "ShipmentRequestDetails.");
        var options = details.Below("ShippingServiceOptions");
        var items = details.List("ItemList", "Item");
        return new ShipmentRequest
        {
            AmazonOrderId = ReadOrderId(details, "AmazonOrderId"),
            SellerOrderId = details.Text("SellerOrderId", 64),
            Items = items.Count > 0 ? [.. items.Select(ReadItem)] : throw details.MissingMember("ItemList"),
            ShipFrom = ReadAddress(details.Below("ShipFromAddress")),
            Size = ReadSize(details.Below("PackageDimensions")),
            Weight = ReadWeight(details.Below("Weight")),
            MustArriveBy = details.Date("MustArriveByDate"),
            ShipDate = details.Date("ShipDate"),
            Experience = options.Word<DeliveryExperience>("DeliveryExperience") ?? throw options.MissingMember("DeliveryExperience"),
            DeclaredValue = ReadPrice(options.Below("DeclaredValue")),
            CarrierWillPickUp = options.Flag("CarrierWillPickUp") ?? throw options.MissingMember("CarrierWillPickUp"),
            Format = options.Word<LabelFormat>("LabelFormat"),
            CustomText = details.Text("LabelCustomization.CustomTextForLabel", 14),
            PrintsOrderId = details.Text("LabelCustomization.StandardIdForLabel") switch
            {
                null => false,
                "AmazonOrderId" => true,
                _ => throw details.InvalidMember("LabelCustomization.StandardIdForLabel"),
            },
        };
    }

    public static OfferFilter ReadFilter(Parameters parameters) =>
        new() { ComplexOptions = new MwsMembers(parameters, "ShippingOfferingFilter.").Flag("IncludeComplexShippingOptions") };

    public static Purchase ReadPurchase(Parameters parameters)
    {
        var root = new MwsMembers(parameters, "");
        return new Purchase
        {
            Request = ReadRequest(parameters),
            ServiceId = root.RequiredText("ShippingServiceId"),
            OfferId = root.Text("ShippingServiceOfferId"),
            Inputs = ReadInputs(root.List("ShipmentLevelSellerInputsList")),
        };
    }

    public static (string ServiceId, string OrderId, string CountryCode) ReadQuestion(Parameters parameters)
    {
        var root = new MwsMembers(parameters, "");
        return (
            root.RequiredText("ShippingServiceId"), ReadOrderId(root, "OrderId"), ReadAddress(root.Below("ShipFromAddress")).CountryCode);
    }

    public static string ReadShipmentId(Parameters parameters)
    {
        var id = new MwsMembers(parameters, "").RequiredText("ShipmentId");
        return Guid.TryParseExact(id, "D", out _) ? id : throw MwsMembers.Invalid("ShipmentId", id.Length <= 40 ? id : "");
    }

    private static string ReadOrderId(MwsMembers members, string name)
    {
        var id = members.RequiredText(name);
        return MerchantOrder.IsId(id) ? id : throw members.InvalidMember(name, id.Length <= 40 ? id : "");
    }

    private static ShippingAddress ReadAddress(MwsMembers address) => new()
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
        CountryCode = address.RequiredText("CountryCode", 2),
        Phone = address.RequiredText("Phone", 30),
    };

    private static PackedItem ReadItem(MwsMembers item) => new()
    {
        OrderItemId = item.RequiredText("OrderItemId"),
        Quantity = item.Integer("Quantity") is > 0 and var quantity ? quantity : throw item.InvalidMember("Quantity", "0"),
        Weight = item.Below("ItemWeight") is { IsGiven: true } weight ? ReadWeight(weight) : null,
        Description = item.Text("ItemDescription"),
        TransparencyCodes = item.Texts("TransparencyCodeList", int.MaxValue),
        Inputs = ReadInputs(item.List("ItemLevelSellerInputsList")),
    };

    /// <summary>The pages write both g and grams.</summary>
    private static PackageWeight ReadWeight(MwsMembers weight) => new(
        Positive(weight, "Value"),
        weight.RequiredText("Unit") switch
        {
            "oz" or "ounces" => "oz", "g" or "grams" => "g", var unit => throw weight.InvalidMember("Unit", unit.Length <= 40 ? unit : "")
        });

    private static PackageSize ReadSize(MwsMembers size)
    {
        if (size.Text("PredefinedPackageDimensions") is { } predefined)
        {
            return new PackageSize { Predefined = predefined };
        }

        var unit = size.RequiredText("Unit");
        return new PackageSize
        {
            Length = Positive(size, "Length"),
            Width = Positive(size, "Width"),
            Height = Positive(size, "Height"),
            Unit = unit is "inches" or "centimeters" ? unit : throw size.InvalidMember("Unit", unit.Length <= 40 ? unit : ""),
        };
    }

    private static decimal Positive(MwsMembers members, string name)
    {
        var number = members.Number(name) ?? throw members.MissingMember(name);
        return number is > 0 and <= Largest ? number : throw members.InvalidMember(name, members.Text(name)!);
    }

    private static Price? ReadPrice(MwsMembers price) =>
        !price.IsGiven
            ? null
            : new Price(price.RequiredText("CurrencyCode", 3), price.Number("Amount") ?? throw price.MissingMember("Amount"));

    private static SellerInput[] ReadInputs(List<MwsMembers> inputs) => [.. inputs.Select(input =>
    {
        var value = input.Below("AdditionalSellerInput");
        return new SellerInput(
            input.RequiredText("AdditionalInputFieldName"),
            value.Text("DataType"),
            value.Text("ValueAsString")
                ?? value.Text("ValueAsTimestamp") ?? value.Text("ValueAsBoolean") ?? value.Text("ValueAsInteger") ?? "");
    })];
}
