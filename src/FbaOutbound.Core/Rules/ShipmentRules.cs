using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Services;
using FbaOutbound.Shipments;

namespace FbaOutbound.Rules;

/// <summary>What the model of merchant fulfillment says is wrong with a request, without a request.</summary>
internal static class ShipmentRules
{
    public static readonly IReadOnlyList<string> DeliveryExperiences =
        [
            "DeliveryConfirmationWithoutSignature", "DeliveryConfirmationWithSignature", "DeliveryConfirmationWithAdultSignature",
            "NoTracking"];

    /// <summary>The words for a filter of offers, which need not prefer one.</summary>
    public static readonly IReadOnlyList<string> OfferedDeliveryExperiences = [.. DeliveryExperiences, "NoPreference"];

    public static readonly IReadOnlyList<string> StandardIds = ["AmazonOrderId"];
    public static readonly IReadOnlyList<string> PickUpOptions = ["CarrierWillPickUp", "ShipperWillDropOff", "NoPreference"];
    public static readonly IReadOnlyList<string> LabelFormats = ["PDF", "PNG", "ZPL203", "ZPL300", "ShippingServiceDefault"];
    public static readonly IReadOnlyList<string> HazmatTypes = ["None", "LQHazmat"];

    private const string Page = "Merchant Fulfillment API v0";

    private static readonly string[] s_volumeUnits = ["ML", "L", "FL_OZ", "GAL", "PT", "QT", "C"];
    private static readonly string[] s_packingGroups = ["I", "II", "III"];

    private const decimal UsualLength = 274;
    private const decimal UsualWeight = 68_040;
    private const decimal MostWeight = 1_000_000_000;

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly Regex s_orderId = Form("[0-9A-Z][0-9]{2}-[0-9]{7}-[0-9]{7}");
    private static readonly Regex s_digits = Form("[0-9]+");
    private static readonly Regex s_rewrittenNumber = Form(@"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+|[0-9]+[.,][0-9]*");
    private static readonly Regex s_email = Form(@"[^@\s]+@[^@\s]+");
    private static readonly Regex s_unitedNationsId = Form("(UN|ID|NA)[0-9]{4}");
    private static readonly Regex s_regulatoryClass = Form(@"[1-9](\.[1-9])?");
    private static readonly Regex s_packingInstruction = Form("PI96[58]_SECTION_(IA|IB|II)|PI9(66|67|69|70)_SECTION_(I|II)");

    private static readonly string[] s_packages =
    [
        "FedEx_Box_10kg", "FedEx_Box_25kg", "FedEx_Box_Extra_Large_1", "FedEx_Box_Extra_Large_2", "FedEx_Box_Large_1", "FedEx_Box_Large_2",
        "FedEx_Box_Medium_1", "FedEx_Box_Medium_2",
        "FedEx_Box_Small_1", "FedEx_Box_Small_2", "FedEx_Envelope", "FedEx_Padded_Pak", "FedEx_Pak_1", "FedEx_Pak_2", "FedEx_Tube",
        "FedEx_XL_Pak", "UPS_Box_10kg", "UPS_Box_25kg", "UPS_Express_Box",
        "UPS_Express_Box_Large", "UPS_Express_Box_Medium", "UPS_Express_Box_Small", "UPS_Express_Envelope", "UPS_Express_Hard_Pak",
        "UPS_Express_Legal_Envelope", "UPS_Express_Pak", "UPS_Express_Tube",
        "UPS_Laboratory_Pak", "UPS_Pad_Pak", "UPS_Pallet", "USPS_Card", "USPS_Flat", "USPS_FlatRateCardboardEnvelope",
        "USPS_FlatRateEnvelope", "USPS_FlatRateGiftCardEnvelope",
        "USPS_FlatRateLegalEnvelope", "USPS_FlatRatePaddedEnvelope", "USPS_FlatRateWindowEnvelope", "USPS_LargeFlatRateBoardGameBox",
        "USPS_LargeFlatRateBox", "USPS_Letter",
        "USPS_MediumFlatRateBox1", "USPS_MediumFlatRateBox2", "USPS_RegionalRateBoxA1", "USPS_RegionalRateBoxA2", "USPS_RegionalRateBoxB1",
        "USPS_RegionalRateBoxB2", "USPS_RegionalRateBoxC",
        "USPS_SmallFlatRateBox", "USPS_SmallFlatRateEnvelope",
    ];

    /// <summary>Returns every problem of a request for services or for a purchase.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The time, which a date to come is compared with.</param>
    public static IReadOnlyList<OrderProblem> Check(ShipmentRequest request, DateTimeOffset now)
    {
        var problems = new ProblemList(Page);
        OrderId(problems, request.AmazonOrderId);
        problems.Optional(request.SellerOrderId, nameof(request.SellerOrderId), 64);
        Items(problems, request.ItemList);
        Address(problems, request.ShipFromAddress);
        Package(problems, request);
        if (request.ShippingServiceOptions is { } options)
        {
            problems.Word(options.DeliveryExperience, nameof(options.DeliveryExperience), DeliveryExperiences);
            problems.Word(options.CarrierWillPickUpOption, nameof(options.CarrierWillPickUpOption), PickUpOptions);
            problems.Word(options.LabelFormat, nameof(options.LabelFormat), LabelFormats);
            problems.Currency(options.DeclaredValue, nameof(options.DeclaredValue));
            if (options.CarrierWillPickUp == true && ProblemList.Is(options.CarrierWillPickUpOption, "ShipperWillDropOff"))
            {
                problems.Error(
                    ProblemCodes.WordUnknown,
                    nameof(options.CarrierWillPickUpOption),
                    "is ShipperWillDropOff, which contradicts -CarrierWillPickUp: leave one of them out");
            }
        }

        problems.Optional(request.LabelCustomization?.CustomTextForLabel, "CustomTextForLabel", 14);
        problems.Word(request.LabelCustomization?.StandardIdForLabel, "StandardIdForLabel", StandardIds);
        Dates(problems, request, now);
        return problems.Problems;
    }

    /// <summary>Returns every problem of an order's id and of an address that a shipment leaves from.</summary>
    public static IReadOnlyList<OrderProblem> CheckSellerInputs(string? amazonOrderId, ShipmentAddress? address)
    {
        var problems = new ProblemList(Page);
        OrderId(problems, amazonOrderId);
        Address(problems, address);
        return problems.Problems;
    }

    private static void OrderId(ProblemList problems, string? id)
    {
        const string Member = nameof(ShipmentRequest.AmazonOrderId);
        problems.Required(id, Member);
        if (!string.IsNullOrWhiteSpace(id) && !s_orderId.IsMatch(id!.Trim()))
        {
            problems.Error(ProblemCodes.OrderIdInvalid, Member,
                $"'{Spelling.Showable(id.Trim())}' is not an Amazon order id: use 3, 7 and 7 digits with hyphens between them, such as "
                    + "903-1713775-3598252");
        }
    }

    private static void Dates(ProblemList problems, ShipmentRequest request, DateTimeOffset now)
    {
        if (request.ShipDate is { } shipped && shipped < now - s_day)
        {
            problems.Error(
                ProblemCodes.DateInvalid, nameof(request.ShipDate), "is in the past: give the day on which the carrier gets the package");
        }

        if (request.MustArriveByDate is not { } arrives)
        {
            return;
        }

        if (arrives < now)
        {
            problems.Error(
                ProblemCodes.DateInvalid, nameof(request.MustArriveByDate), "is in the past: give the latest arrival date, or leave it out");
        }
        else if (arrives < request.ShipDate)
        {
            problems.Error(
                ProblemCodes.DateInvalid, nameof(request.MustArriveByDate), "is before ShipDate: correct one of them");
        }
    }

    private static void Items(ProblemList problems, IReadOnlyList<ShipmentItem> items)
    {
        if (items.Count == 0)
        {
            problems.Error(ProblemCodes.ItemsMissing, "Item", "is missing: give each item's OrderItemId and Quantity");
        }

        for (var i = 0; i < items.Count; i++)
        {
            var member = FormattableString.Invariant($"Item[{i}].");
            ItemId(problems, items[i].OrderItemId, member + nameof(ShipmentItem.OrderItemId));
            if (items[i].Quantity is null or < 1)
            {
                problems.Error(
                    ProblemCodes.QuantityInvalid,
                    member + nameof(ShipmentItem.Quantity),
                    (items[i].Quantity is { } quantity ? FormattableString.Invariant($"is {quantity}") : "is missing")
                        + ": give a whole number of 1 or more");
            }

            Weight(problems, items[i].ItemWeight, member + nameof(ShipmentItem.ItemWeight), isRequired: false);
            Goods(problems, items[i], member);
        }

        foreach (var repeated in items.GroupBy(item => item.OrderItemId).Where(group => group.Key is not null && group.Count() > 1))
        {
            problems.Error(ProblemCodes.ItemIdRepeated, "Item", $"contains '{repeated.Key}' twice: give its total quantity once");
        }
    }

    private static void ItemId(ProblemList problems, string? id, string member)
    {
        if (string.IsNullOrWhiteSpace(id) || !s_rewrittenNumber.IsMatch(id!.Trim()))
        {
            problems.Required(id, member);
        }

        if (string.IsNullOrWhiteSpace(id))
        {
            return;
        }

        if (s_rewrittenNumber.IsMatch(id!.Trim()))
        {
            problems.Error(ProblemCodes.ItemIdInvalid, member,
                $"'{Spelling.Showable(id.Trim())}' is a long number that a spreadsheet has shortened: format the column as text and export it "
                    + "again; the missing digits cannot be restored");
        }
        else if (!s_digits.IsMatch(id.Trim()))
        {
            problems.Warning(ProblemCodes.ItemIdInvalid, member,
                "is not an Amazon order item id, which consists of digits, such as 40525960574974: do not use a SKU or an id "
                    + "of your own");
        }
    }

    private static void Goods(ProblemList problems, ShipmentItem item, string member)
    {
        if (item.LiquidVolume is { } volume)
        {
            problems.Required(volume.Unit, $"{member}{nameof(item.LiquidVolume)}.{nameof(volume.Unit)}");
            problems.Word(volume.Unit, $"{member}{nameof(item.LiquidVolume)}.{nameof(volume.Unit)}", s_volumeUnits);
            if (volume.Value <= 0)
            {
                problems.Error(
                    ProblemCodes.QuantityInvalid, $"{member}{nameof(item.LiquidVolume)}.{nameof(volume.Value)}", "must be above 0");
            }
        }

        if (item.DangerousGoodsDetails is not { } goods)
        {
            return;
        }

        var place = $"{member}{nameof(item.DangerousGoodsDetails)}.";
        problems.Word(goods.PackingGroup, place + nameof(goods.PackingGroup), s_packingGroups);
        if (!string.IsNullOrWhiteSpace(goods.UnitedNationsRegulatoryId) && !s_unitedNationsId.IsMatch(goods.UnitedNationsRegulatoryId!))
        {
            problems.Error(
                ProblemCodes.WordUnknown,
                place + nameof(goods.UnitedNationsRegulatoryId),
                "must be UN, ID or NA followed by four digits, such as UN3481");
        }

        if (!string.IsNullOrWhiteSpace(goods.TransportationRegulatoryClass)
            && !s_regulatoryClass.IsMatch(goods.TransportationRegulatoryClass!))
        {
            problems.Error(
                ProblemCodes.WordUnknown,
                place + nameof(goods.TransportationRegulatoryClass),
                "must be one digit, or two with a point between them, such as 9 or 4.1");
        }

        if (!string.IsNullOrWhiteSpace(goods.PackingInstruction) && !s_packingInstruction.IsMatch(goods.PackingInstruction!))
        {
            problems.Error(
                ProblemCodes.WordUnknown,
                place + nameof(goods.PackingInstruction),
                "is not one of Amazon's values, such as PI965_SECTION_II");
        }
    }

    private static void Address(ProblemList problems, ShipmentAddress? address)
    {
        const string Member = nameof(ShipmentRequest.ShipFromAddress);
        if (address is null)
        {
            problems.Error(
                ProblemCodes.MemberMissing, Member, "is missing: give Name, AddressLine1, City, PostalCode, CountryCode, Email and Phone");
            return;
        }

        problems.Required(address.Name, $"{Member}.{nameof(address.Name)}", 30);
        problems.Required(address.AddressLine1, $"{Member}.{nameof(address.AddressLine1)}", 180);
        problems.Optional(address.AddressLine2, $"{Member}.{nameof(address.AddressLine2)}", 60);
        problems.Optional(address.AddressLine3, $"{Member}.{nameof(address.AddressLine3)}", 60);
        problems.Required(address.Email, $"{Member}.{nameof(address.Email)}");
        problems.Required(address.City, $"{Member}.{nameof(address.City)}", 30);
        problems.Optional(address.StateOrProvinceCode, $"{Member}.{nameof(address.StateOrProvinceCode)}", 30);
        problems.Required(address.PostalCode, $"{Member}.{nameof(address.PostalCode)}", 30);
        problems.PostalCode(address.PostalCode, address.CountryCode, address.StateOrProvinceCode, $"{Member}.{nameof(address.PostalCode)}");
        problems.Required(address.CountryCode, $"{Member}.{nameof(address.CountryCode)}");
        problems.Country(address.CountryCode, $"{Member}.{nameof(address.CountryCode)}");
        problems.Required(address.Phone, $"{Member}.{nameof(address.Phone)}", 30);
        if (!string.IsNullOrWhiteSpace(address.Email) && !s_email.IsMatch(address.Email!.Trim()))
        {
            problems.Error(ProblemCodes.EmailInvalid, $"{Member}.{nameof(address.Email)}", "is not an email address: use name@host");
        }

        StateRules.Check(problems, address.CountryCode, address.StateOrProvinceCode, $"{Member}.{nameof(address.StateOrProvinceCode)}");
    }

    private static void Package(ProblemList problems, ShipmentRequest request)
    {
        const string Member = nameof(request.PackageDimensions);
        if (request.PackageDimensions is not { } package)
        {
            problems.Error(
                ProblemCodes.MemberMissing, Member, "is missing: give Length, Width, Height and Unit, or the name of a carrier's package");
        }
        else if (string.IsNullOrWhiteSpace(package.PredefinedPackageDimensions))
        {
            if (!(package is { Length: > 0, Width: > 0, Height: > 0 }))
            {
                problems.Error(
                    ProblemCodes.MemberMissing, Member, "needs a Length, a Width and a Height above 0, or the name of a carrier's package");
            }

            problems.Required(package.Unit, $"{Member}.{nameof(package.Unit)}");
            problems.Word(package.Unit, $"{Member}.{nameof(package.Unit)}", GivenUnits.Lengths);
            var longest = new[] { package.Length, package.Width, package.Height }.Max() * (
                ProblemList.Is(package.Unit, "centimeters") ? 1 : 2.54m);
            if (longest > UsualLength)
            {
                problems.Warning(
                    ProblemCodes.QuantityInvalid,
                    Member,
                    "has a side longer than 274 cm (108 inches), which parcel carriers do not accept: check the numbers and the unit");
            }
        }
        else if (!s_packages.Contains(package.PredefinedPackageDimensions!.Trim()))
        {
            var near = Spelling.Nearest(package.PredefinedPackageDimensions, s_packages);
            problems.Warning(ProblemCodes.WordUnknown, $"{Member}.{nameof(package.PredefinedPackageDimensions)}",
                $"'{Spelling.Showable(package.PredefinedPackageDimensions)}' is not one of Amazon's predefined packages, such as "
                    + $"{near ?? "FedEx_Box_Small_1 or USPS_Letter"}");
        }

        Weight(problems, request.Weight, nameof(request.Weight), isRequired: true);
        if (Grams(request.Weight) > UsualWeight)
        {
            problems.Warning(
                ProblemCodes.QuantityInvalid,
                nameof(request.Weight),
                "is more than 68 kg (150 pounds), which parcel carriers do not accept: check the number and the unit");
        }

        if (request.Weight is not null
            && request.ItemList.Sum(item => Grams(item.ItemWeight) * Math.Max(1, item.Quantity ?? 1)) > Grams(request.Weight))
        {
            problems.Warning(ProblemCodes.QuantityInvalid, nameof(request.Weight), "is less than the total weight of the items: check both");
        }
    }

    private static decimal Grams(Weight? weight) => weight is null || Math.Abs(weight.Value) > MostWeight
        ? 0
        : weight.Value * (ProblemList.Is(weight.Unit, "oz") || ProblemList.Is(weight.Unit, "ounces") ? 28.35m : 1);

    private static Regex Form(string pattern) => new($"^({pattern})$", RegexOptions.CultureInvariant);

    private static void Weight(ProblemList problems, Weight? weight, string member, bool isRequired)
    {
        if (weight is null)
        {
            if (isRequired)
            {
                problems.Error(ProblemCodes.MemberMissing, member, "is missing: give a number and a unit, such as '10 oz' or '300 g'");
            }

            return;
        }

        if (weight.Value <= 0)
        {
            problems.Error(ProblemCodes.QuantityInvalid, member, "must be above 0");
        }

        if (string.IsNullOrWhiteSpace(weight.Unit))
        {
            problems.Error(
                ProblemCodes.MemberMissing, member, "has no unit: give a number and a unit, such as '10 oz', '300 g', '2 lb' or '1 kg'");
            return;
        }

        if (GivenUnits.IsTaken(weight.Unit))
        {
            return;
        }

        // A unit that is accepted was converted, unless the weight is too large for that.
        var unit = weight.Unit!.Trim().TrimEnd('.');
        if (GivenUnits.Weights.Contains(unit, StringComparer.OrdinalIgnoreCase))
        {
            problems.Error(ProblemCodes.QuantityInvalid, member, "is more than any package weighs: check the number and the unit");
        }
        else
        {
            problems.Word(unit, $"{member}.{nameof(weight.Unit)}", GivenUnits.Weights);
        }
    }
}
