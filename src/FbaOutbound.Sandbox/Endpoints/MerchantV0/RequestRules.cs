namespace FbaOutbound.Sandbox.Endpoints.MerchantV0;

/// <summary>
/// Holds a request to what the model says of the members that are only kept or not looked at. What a state file has was taken before,
/// and is not held to it.
/// </summary>
internal static class RequestRules
{
    private static readonly string[] s_packingInstructions =
    [
        "PI965_SECTION_IA", "PI965_SECTION_IB", "PI965_SECTION_II", "PI966_SECTION_I", "PI966_SECTION_II", "PI967_SECTION_I",
        "PI967_SECTION_II", "PI968_SECTION_IA", "PI968_SECTION_IB", "PI969_SECTION_I", "PI969_SECTION_II", "PI970_SECTION_I",
        "PI970_SECTION_II",
    ];

    public static void Check(Validated body)
    {
        foreach (var item in body.Object("ShipmentRequestDetails").Objects("ItemList"))
        {
            CheckItem(item);
        }

        foreach (var input in body.Objects("ShipmentLevelSellerInputsList"))
        {
            CheckInput(input.Object("AdditionalSellerInput"));
        }

        body.Choice("HazmatType", "None", "LQHazmat");
        body.Object("LabelFormatOption").Flag("IncludePackingSlipWithLabel");
        var filter = body.Object("ShippingOfferingFilter");
        filter.Flag("IncludePackingSlipWithLabel");
        filter.Choice("CarrierWillPickUp", "CarrierWillPickUp", "ShipperWillDropOff", "NoPreference");
    }

    private static void CheckItem(Validated item)
    {
        item.Flag("IsHazmat");
        if (item.Object("LiquidVolume") is { IsGiven: true } volume)
        {
            volume.OneOf("Unit", "ML", "L", "FL_OZ", "GAL", "PT", "QT", "C");
            _ = volume.Number("Value") ?? throw volume.Missing("Value");
        }

        var goods = item.Object("DangerousGoodsDetails");
        goods.Matching("UnitedNationsRegulatoryId", "^(UN|ID|NA)[0-9]{4}$");
        goods.Matching("TransportationRegulatoryClass", @"^[1-9](\.[1-9])?$");
        goods.Choice("PackingGroup", "I", "II", "III");
        goods.Choice("PackingInstruction", s_packingInstructions);
        foreach (var input in item.Objects("ItemLevelSellerInputsList"))
        {
            CheckInput(input.Object("AdditionalSellerInput"));
        }
    }

    private static void CheckInput(Validated value)
    {
        value.Flag("ValueAsBoolean");
        value.Date("ValueAsTimestamp");
        if (value.Number("ValueAsInteger") is { } number && number != decimal.Truncate(number))
        {
            throw Validated.Unreadable();
        }

        if (value.Object("ValueAsWeight") is { IsGiven: true } weight)
        {
            weight.OneOf("Unit", "oz", "g");
            _ = weight.Number("Value") ?? throw weight.Missing("Value");
        }

        var length = value.Object("ValueAsDimension");
        length.Number("value");
        length.Choice("unit", "inches", "centimeters");
        if (value.Object("ValueAsCurrency") is { IsGiven: true } amount)
        {
            amount.RequiredText("CurrencyCode", 3);
            _ = amount.Number("Amount") ?? throw amount.Missing("Amount");
        }
    }
}
