using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols;

/// <summary>
/// From the domain to the requests of merchant fulfillment. The Selling Partner API took over the names of MWS, so both send the same tree:
/// one as JSON, the other as parameters, whose lists name their elements. Null and empty members are left out.
/// </summary>
internal static class ShipmentWriter
{
    private const string Inputs = "AdditionalSellerInputs";

    public static WireNode Services(ShipmentRequest request, ShippingOfferingFilter? filter) => WireNode.Object(
        "",
        Request(request),
        filter is null
            ? null
            : WireNode.Object(
                "ShippingOfferingFilter",
                WireNode.Of("IncludePackingSlipWithLabel", filter.IncludePackingSlipWithLabel),
                WireNode.Of("IncludeComplexShippingOptions", filter.IncludeComplexShippingOptions),
                WireNode.Of("CarrierWillPickUp", filter.CarrierWillPickUp),
                WireNode.Of("DeliveryExperience", filter.DeliveryExperience)));

    public static WireNode Purchase(ShipmentPurchase purchase) => WireNode.Object(
        "",
        Request(purchase.Request),
        WireNode.Of("ShippingServiceId", purchase.ShippingServiceId),
        WireNode.Of("ShippingServiceOfferId", purchase.ShippingServiceOfferId),
        WireNode.Of("HazmatType", purchase.HazmatType),
        purchase.IncludePackingSlipWithLabel is { } slip
            ? WireNode.Object("LabelFormatOption", WireNode.Of("IncludePackingSlipWithLabel", (bool?)slip))
            : null,
        WireNode.List("ShipmentLevelSellerInputsList", Inputs, purchase.SellerInputs.Select(Input)));

    public static WireNode SellerInputs(string amazonOrderId, string shippingServiceId, ShipmentAddress shipFrom) => WireNode.Object(
        "",
        WireNode.Of("ShippingServiceId", shippingServiceId),
        Address("ShipFromAddress", shipFrom),
        WireNode.Of("OrderId", amazonOrderId));

    private static WireNode Request(ShipmentRequest request) => WireNode.Object(
        "ShipmentRequestDetails",
        WireNode.Of("AmazonOrderId", request.AmazonOrderId),
        WireNode.Of("SellerOrderId", request.SellerOrderId),
        WireNode.List("ItemList", "Item", request.ItemList.Select(Item)),
        Address("ShipFromAddress", request.ShipFromAddress),
        request.PackageDimensions is { } package
            ? WireNode.Object(
                "PackageDimensions",
                WireNode.Of("Length", package.Length),
                WireNode.Of("Width", package.Width),
                WireNode.Of("Height", package.Height),
                WireNode.Of("Unit", package.Unit),
                WireNode.Of("PredefinedPackageDimensions", package.PredefinedPackageDimensions))
            : null,
        Weight("Weight", request.Weight),
        WireNode.Of("MustArriveByDate", request.MustArriveByDate),
        WireNode.Of("ShipDate", request.ShipDate),
        request.ShippingServiceOptions is { } options
            ? WireNode.Object(
                "ShippingServiceOptions",
                WireNode.Of("DeliveryExperience", options.DeliveryExperience),
                Money("DeclaredValue", options.DeclaredValue),
                WireNode.Of("CarrierWillPickUp", options.CarrierWillPickUp ?? false),
                WireNode.Of("CarrierWillPickUpOption", options.CarrierWillPickUpOption),
                WireNode.Of("LabelFormat", options.LabelFormat))
            : null,
        request.LabelCustomization is { } label
            ? WireNode.Object(
                "LabelCustomization",
                WireNode.Of("CustomTextForLabel", label.CustomTextForLabel),
                WireNode.Of("StandardIdForLabel", label.StandardIdForLabel))
            : null);

    private static WireNode Item(ShipmentItem item) => WireNode.Object(
        "",
        WireNode.Of("OrderItemId", item.OrderItemId),
        WireNode.Of("Quantity", (decimal?)item.Quantity),
        Weight("ItemWeight", item.ItemWeight),
        WireNode.Of("ItemDescription", item.ItemDescription),
        WireNode.List("TransparencyCodeList", "TransparencyCode", item.TransparencyCodeList),
        WireNode.List("ItemLevelSellerInputsList", Inputs, item.ItemLevelSellerInputsList.Select(Input)),
        item.LiquidVolume is { } volume
            ? WireNode.Object("LiquidVolume", WireNode.Of("Unit", volume.Unit), WireNode.Of("Value", (decimal?)volume.Value))
            : null,
        WireNode.Of("IsHazmat", item.IsHazmat),
        item.DangerousGoodsDetails is { } goods
            ? WireNode.Object(
                "DangerousGoodsDetails",
                WireNode.Of("UnitedNationsRegulatoryId", goods.UnitedNationsRegulatoryId),
                WireNode.Of("TransportationRegulatoryClass", goods.TransportationRegulatoryClass),
                WireNode.Of("PackingGroup", goods.PackingGroup),
                WireNode.Of("PackingInstruction", goods.PackingInstruction))
            : null);

    private static WireNode Input(SellerInput input) => WireNode.Object(
        "",
        WireNode.Of("AdditionalInputFieldName", input.AdditionalInputFieldName),
        input.AdditionalSellerInput is { } value
            ? WireNode.Object(
                "AdditionalSellerInput",
                WireNode.Of("DataType", value.DataType),
                WireNode.Of("ValueAsString", value.ValueAsString),
                WireNode.Of("ValueAsBoolean", value.ValueAsBoolean),
                WireNode.Of("ValueAsInteger", (decimal?)value.ValueAsInteger),
                WireNode.Of("ValueAsTimestamp", value.ValueAsTimestamp),
                Address("ValueAsAddress", value.ValueAsAddress),
                Weight("ValueAsWeight", value.ValueAsWeight),
                value.ValueAsDimension is { } length
                    ? WireNode.Object("ValueAsDimension", WireNode.Of("value", length.Value), WireNode.Of("unit", length.Unit))
                    : null,
                Money("ValueAsCurrency", value.ValueAsCurrency))
            : null);

    private static WireNode? Address(string name, ShipmentAddress? address) => address is null ? null : WireNode.Object(
        name,
        WireNode.Of("Name", address.Name),
        WireNode.Of("AddressLine1", address.AddressLine1),
        WireNode.Of("AddressLine2", address.AddressLine2),
        WireNode.Of("AddressLine3", address.AddressLine3),
        WireNode.Of("DistrictOrCounty", address.DistrictOrCounty),
        WireNode.Of("Email", address.Email),
        WireNode.Of("City", address.City),
        WireNode.Of("StateOrProvinceCode", address.StateOrProvinceCode),
        WireNode.Of("PostalCode", address.PostalCode),
        WireNode.Of("CountryCode", address.CountryCode),
        WireNode.Of("Phone", address.Phone));

    private static WireNode? Weight(string name, Weight? weight) => weight is null
        ? null
        : WireNode.Object(name, WireNode.Of("Value", (decimal?)weight.Value), WireNode.Of("Unit", weight.Unit));

    private static WireNode? Money(string name, Money? money) => money is null
        ? null
        : WireNode.Object(name, WireNode.Of("CurrencyCode", money.CurrencyCode), WireNode.Of("Amount", (decimal?)money.Value));
}
