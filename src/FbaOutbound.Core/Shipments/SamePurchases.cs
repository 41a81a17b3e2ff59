using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>
/// Writes a purchase in other words. A hash of what was bought matches one of them if both mean the same: units, values that are the
/// default, and what the shipment has if the purchase leaves it open.
/// </summary>
internal static class SamePurchases
{
    private const decimal InchInCentimeters = 2.54m;
    private const string Inches = "inches";
    private const string Centimeters = "centimeters";
    private const string NoHazmat = "None";
    private const string DefaultFormat = "ShippingServiceDefault";

    /// <summary>Returns the purchase in all words that mean the same.</summary>
    /// <param name="wanted">The purchase.</param>
    /// <param name="bought">What was bought, and does not differ from the purchase in what it shows.</param>
    public static IEnumerable<ShipmentPurchase> Of(ShipmentPurchase wanted, Shipment bought) =>
        from items in new[] { wanted.Request.ItemList, AsShown(wanted.Request.ItemList, bought.ItemList) }
        from package in Packages(wanted.Request.PackageDimensions, bought.PackageDimensions)
        from weight in Weights(wanted.Request.Weight, bought.Weight)
        from options in Options(wanted.Request.ShippingServiceOptions, bought.Label?.LabelFormat)
        from hazmat in Hazmat(wanted.HazmatType)
        from shipDate in ShipmentDay.Spellings(wanted.Request.ShipDate)
        from arrivalDate in ShipmentDay.Spellings(wanted.Request.MustArriveByDate)
        select wanted with
        {
            HazmatType = hazmat,
            Request = wanted.Request with
            {
                ItemList = items, PackageDimensions = package, Weight = weight, ShippingServiceOptions = options,
                ShipDate = shipDate, MustArriveByDate = arrivalDate,
            },
        };

    private static IReadOnlyList<ShipmentItem> AsShown(IReadOnlyList<ShipmentItem> wanted, IReadOnlyList<ShipmentItem> bought) =>
    [
        .. wanted.Select(item => bought.FirstOrDefault(other => other.OrderItemId == item.OrderItemId) is not { } shown ? item : item with
        {
            ItemWeight = item.ItemWeight is null ? null : shown.ItemWeight ?? item.ItemWeight,
            LiquidVolume = item.LiquidVolume is null ? null : shown.LiquidVolume ?? item.LiquidVolume,
        }),
    ];

    private static IEnumerable<PackageDimensions?> Packages(PackageDimensions? wanted, PackageDimensions? bought)
    {
        yield return wanted;
        if (wanted is null || HasName(wanted))
        {
            yield break;
        }

        // A carrier's package is another one than a box of its size.
        if (bought is not null && !HasName(bought))
        {
            yield return bought with { Unit = GivenUnits.ToSent(bought.Unit) };
        }

        var unit = GivenUnits.ToSent(wanted.Unit);
        if (unit is Inches or Centimeters)
        {
            decimal? Convert(decimal? side) => unit == Inches ? side * InchInCentimeters : side / InchInCentimeters;
            yield return wanted with
            {
                Length = Convert(wanted.Length), Width = Convert(wanted.Width), Height = Convert(wanted.Height),
                Unit = unit == Inches ? Centimeters : Inches,
            };
        }
    }

    private static bool HasName(PackageDimensions package) => !string.IsNullOrWhiteSpace(package.PredefinedPackageDimensions);

    private static IEnumerable<Weight?> Weights(Weight? wanted, Weight? bought)
    {
        yield return wanted;
        if (wanted is not null && bought is not null)
        {
            yield return bought;
            yield return GivenUnits.ToSent(bought.Value, bought.Unit);
        }
    }

    private static IEnumerable<ShippingServiceOptions?> Options(ShippingServiceOptions? wanted, string? boughtFormat)
    {
        if (wanted is null)
        {
            return [null];
        }

        string?[] formats = boughtFormat is null ? [wanted.LabelFormat] : [wanted.LabelFormat, boughtFormat, DefaultFormat, null];
        var value = wanted.DeclaredValue;
        Money?[] values = value is null or { Value: 0 } ? [null, new Money()] : [value];
        bool?[] pickUps = wanted.CarrierWillPickUp is true ? [true] : [false, null];
        return
            from format in formats
            from declared in values
            from pickUp in pickUps
            select wanted with { LabelFormat = format, DeclaredValue = declared, CarrierWillPickUp = pickUp };
    }

    private static IReadOnlyList<string?> Hazmat(string? wanted) =>
        string.IsNullOrWhiteSpace(wanted) || string.Equals(wanted, NoHazmat, StringComparison.OrdinalIgnoreCase)
            ? [null, NoHazmat]
            : [wanted];
}
