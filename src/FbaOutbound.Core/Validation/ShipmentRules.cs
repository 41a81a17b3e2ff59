using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;

namespace FbaOutbound.Validation;

/// <summary>What the model of merchant fulfillment says is wrong with a request, without a request.</summary>
internal static class ShipmentRules
{
    public static readonly IReadOnlyList<string> DeliveryExperiences =
        ["DeliveryConfirmationWithoutSignature", "DeliveryConfirmationWithSignature", "DeliveryConfirmationWithAdultSignature", "NoTracking"];

    public static readonly IReadOnlyList<string> PickUpOptions = ["CarrierWillPickUp", "ShipperWillDropOff", "NoPreference"];
    public static readonly IReadOnlyList<string> LabelFormats = ["PDF", "PNG", "ZPL203", "ZPL300", "ShippingServiceDefault"];
    public static readonly IReadOnlyList<string> HazmatTypes = ["None", "LQHazmat"];

    private const string Page = "Merchant Fulfillment API v0";

    // The pages of MWS write the units in full, the model short.
    private static readonly string[] s_weightUnits = ["oz", "g", "ounces", "grams"];
    private static readonly string[] s_lengthUnits = ["inches", "centimeters"];

    /// <summary>Returns every problem of a request for services or for a purchase.</summary>
    public static IReadOnlyList<OrderProblem> Check(ShipmentRequest request)
    {
        var problems = new ProblemList(Page);
        problems.Required(request.AmazonOrderId, nameof(request.AmazonOrderId));
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
        }

        problems.Optional(request.LabelCustomization?.CustomTextForLabel, "CustomTextForLabel", 14);
        problems.Word(request.LabelCustomization?.StandardIdForLabel, "StandardIdForLabel", ["AmazonOrderId"]);
        return problems.Problems;
    }

    /// <summary>Returns every problem of an address that a shipment leaves from.</summary>
    public static IReadOnlyList<OrderProblem> CheckAddress(ShipmentAddress? address)
    {
        var problems = new ProblemList(Page);
        Address(problems, address);
        return problems.Problems;
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
            problems.Required(items[i].OrderItemId, member + nameof(ShipmentItem.OrderItemId));
            if (items[i].Quantity < 1)
            {
                problems.Error(ProblemCodes.QuantityInvalid, member + nameof(ShipmentItem.Quantity), "was not given or is below 1: it must be 1 or more");
            }

            Weight(problems, items[i].ItemWeight, member + nameof(ShipmentItem.ItemWeight), isRequired: false);
        }

        foreach (var repeated in items.GroupBy(item => item.OrderItemId).Where(group => group.Key is not null && group.Count() > 1))
        {
            problems.Error(ProblemCodes.ItemIdRepeated, "Item", $"names '{repeated.Key}' twice: give its whole quantity once");
        }
    }

    private static void Address(ProblemList problems, ShipmentAddress? address)
    {
        const string Member = nameof(ShipmentRequest.ShipFromAddress);
        if (address is null)
        {
            problems.Error(ProblemCodes.MemberMissing, Member, "is missing: give Name, AddressLine1, City, PostalCode, CountryCode, Email and Phone");
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
    }

    private static void Package(ProblemList problems, ShipmentRequest request)
    {
        const string Member = nameof(request.PackageDimensions);
        if (request.PackageDimensions is not { } package)
        {
            problems.Error(ProblemCodes.MemberMissing, Member, "is missing: give Length, Width, Height and Unit, or the name of a carrier's package");
        }
        else if (string.IsNullOrWhiteSpace(package.PredefinedPackageDimensions))
        {
            if (!(package is { Length: > 0, Width: > 0, Height: > 0 }))
            {
                problems.Error(ProblemCodes.MemberMissing, Member, "needs a Length, a Width and a Height above 0, or the name of a carrier's package");
            }

            problems.Required(package.Unit, $"{Member}.{nameof(package.Unit)}");
            problems.Word(package.Unit, $"{Member}.{nameof(package.Unit)}", s_lengthUnits);
        }

        Weight(problems, request.Weight, nameof(request.Weight), isRequired: true);
    }

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

        problems.Required(weight.Unit, $"{member}.{nameof(weight.Unit)}");
        problems.Word(weight.Unit, $"{member}.{nameof(weight.Unit)}", s_weightUnits);
    }
}
