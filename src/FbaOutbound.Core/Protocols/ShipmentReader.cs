using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols;

/// <summary>
/// From the responses of merchant fulfillment, in JSON or in XML, to the domain. Missing members stay null or empty; values that nobody
/// knows stay as they came.
/// </summary>
internal static class ShipmentReader
{
    /// <summary>Reads a shipment; null if there is none.</summary>
    public static Shipment? Shipment(WireNode? node) => node?.Text("ShipmentId") is not { } id ? null : new()
    {
        ShipmentId = id,
        AmazonOrderId = node.Text("AmazonOrderId"),
        SellerOrderId = node.Text("SellerOrderId"),
        ItemList = node.List("ItemList", Item),
        ShipFromAddress = node.Map("ShipFromAddress", Address),
        ShipToAddress = node.Map("ShipToAddress", Address),
        PackageDimensions = node.Map("PackageDimensions", package => new PackageDimensions
        {
            Length = package.Decimal("Length"),
            Width = package.Decimal("Width"),
            Height = package.Decimal("Height"),
            Unit = package.Text("Unit"),
            PredefinedPackageDimensions = package.Text("PredefinedPackageDimensions"),
        }),
        Weight = node.Weight("Weight"),
        Insurance = node.Money("Insurance"),
        ShippingService = node.Map("ShippingService", ShippingServiceReader.Service),
        Label = node.Map("Label", Label),
        Status = node.Text("Status"),
        TrackingId = node.Text("TrackingId"),
        CreatedDate = node.Date("CreatedDate"),
        LastUpdatedDate = node.Date("LastUpdatedDate"),
        Unread = node.Unread(),
    };

    /// <summary>Reads the fields that a carrier requires: those of the shipment, then those of its items.</summary>
    public static IReadOnlyList<SellerInputField> SellerInputs(WireNode node) =>
    [
        .. node.List("ShipmentLevelFields", field => Field(field, asin: null)),
        .. node.List(
            "ItemLevelFieldsList",
            item => item.List("AdditionalInputs", field => Field(field, item.Text("Asin")))).SelectMany(fields => fields),
    ];

    private static SellerInputField Field(WireNode field, string? asin)
    {
        var definition = field.Find("SellerInputDefinition") ?? field;
        return new SellerInputField
        {
            AdditionalInputFieldName = field.Text("AdditionalInputFieldName"),
            Asin = asin,
            IsRequired = definition.Flag("IsRequired"),
            DataType = definition.Text("DataType"),
            InputDisplayText = definition.Lines("InputDisplayText"),
            InputTarget = definition.Text("InputTarget"),
            StoredValue = definition.Map("StoredValue", InputValue),
            RestrictedSetValues = definition.Texts("RestrictedSetValues"),
            Constraints = definition.List("Constraints", constraint => new SellerInputConstraint
            {
                ValidationPattern = constraint.Lines("ValidationRegEx"),
                ValidationString = constraint.Lines("ValidationString"),
            }),
            Unread = field.Unread(),
        };
    }

    private static ShipmentItem Item(WireNode item) => new()
    {
        OrderItemId = item.Text("OrderItemId"),
        Quantity = item.Integer("Quantity"),
        ItemWeight = item.Weight("ItemWeight"),
        ItemDescription = item.Lines("ItemDescription"),
        TransparencyCodeList = item.Texts("TransparencyCodeList"),
        ItemLevelSellerInputsList = item.List("ItemLevelSellerInputsList", input => new SellerInput
        {
            AdditionalInputFieldName = input.Text("AdditionalInputFieldName"),
            AdditionalSellerInput = input.Map("AdditionalSellerInput", InputValue),
        }),
        LiquidVolume = item.Map("LiquidVolume", volume => new LiquidVolume { Unit = volume.Text("Unit"), Value = volume.Decimal("Value") }),
        IsHazmat = item.Flag("IsHazmat"),
        DangerousGoodsDetails = item.Map("DangerousGoodsDetails", goods => new DangerousGoodsDetails
        {
            UnitedNationsRegulatoryId = goods.Text("UnitedNationsRegulatoryId"),
            TransportationRegulatoryClass = goods.Text("TransportationRegulatoryClass"),
            PackingGroup = goods.Text("PackingGroup"),
            PackingInstruction = goods.Text("PackingInstruction"),
        }),
    };

    private static SellerInputValue InputValue(WireNode value) => new()
    {
        DataType = value.Text("DataType"),
        ValueAsString = value.Lines("ValueAsString"),
        ValueAsBoolean = value.Flag("ValueAsBoolean"),
        ValueAsInteger = value.Integer("ValueAsInteger"),
        ValueAsTimestamp = value.Date("ValueAsTimestamp"),
        ValueAsAddress = value.Map("ValueAsAddress", Address),
        ValueAsWeight = value.Weight("ValueAsWeight"),
        ValueAsDimension = value.Map(
            "ValueAsDimension", length => new Length { Value = length.Decimal("Value"), Unit = length.Text("Unit") }),
        ValueAsCurrency = value.Money("ValueAsCurrency"),
    };

    private static ShippingLabel Label(WireNode label) => new()
    {
        CustomTextForLabel = label.Text("CustomTextForLabel"),
        Dimensions = label.Map("Dimensions", size => new LabelDimensions
        {
            Length = size.Decimal("Length"),
            Width = size.Decimal("Width"),
            Unit = size.Text("Unit"),
        }),
        FileContents = label.Map("FileContents", file => new LabelFile
        {
            Contents = file.Base64("Contents"),
            FileType = file.Text("FileType"),
            Checksum = file.Text("Checksum"),
        }),
        LabelFormat = label.Text("LabelFormat"),
        StandardIdForLabel = label.Text("StandardIdForLabel"),
    };

    private static ShipmentAddress Address(WireNode address) => new()
    {
        Name = address.Prose("Name"),
        AddressLine1 = address.Prose("AddressLine1"),
        AddressLine2 = address.Prose("AddressLine2"),
        AddressLine3 = address.Prose("AddressLine3"),
        DistrictOrCounty = address.Prose("DistrictOrCounty"),
        Email = address.Prose("Email"),
        City = address.Prose("City"),
        StateOrProvinceCode = address.Prose("StateOrProvinceCode"),
        PostalCode = address.Prose("PostalCode"),
        CountryCode = address.Text("CountryCode"),
        Phone = address.Prose("Phone"),
    };
}
