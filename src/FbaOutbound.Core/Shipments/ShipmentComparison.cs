using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>
/// Tells in what a shipment differs from one that is wanted. What a response leaves out is not compared, and no address shows.
/// </summary>
internal static class ShipmentComparison
{
    // Carriers print the day, and a service that gets no date ships now.
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    /// <summary>Returns the differences of the package, the service and its options.</summary>
    public static IReadOnlyList<string> OfPackage(ShipmentPurchase wanted, Shipment bought)
    {
        var (differences, request, service) = (new List<string>(), wanted.Request, bought.ShippingService);
        void Compare(string member, string? then, string? now)
        {
            if (IsGiven(then) && IsGiven(now) && !DifferenceList.Same(then!, now!))
            {
                differences.Add($"{member} is {then}, not {now}");
            }
        }

        Compare(nameof(wanted.ShippingServiceId), service?.ShippingServiceId, wanted.ShippingServiceId);
        if (bought.Weight is { } weight && request.Weight is { } other && !weight.Equals(other))
        {
            differences.Add($"{nameof(request.Weight)} is {weight}, not {other}");
        }

        if (bought.PackageDimensions is { } box && request.PackageDimensions is { } otherBox && Differ(box, otherBox))
        {
            differences.Add($"{nameof(request.PackageDimensions)} is {box}, not {otherBox}");
        }

        if (bought.ShipFromAddress is { } from && request.ShipFromAddress is { } otherFrom
            && Parts(from).Zip(Parts(otherFrom), (then, now) => (then, now))
                .Any(part => IsGiven(part.then) && !DifferenceList.Same(part.then!, part.now ?? "")))
        {
            differences.Add($"{nameof(request.ShipFromAddress)} is another address");
        }

        var options = request.ShippingServiceOptions;
        if (bought.Insurance is { } insurance && insurance.Value != (options?.DeclaredValue?.Value ?? 0))
        {
            differences.Add(
                $"{nameof(options.DeclaredValue)} is {insurance}, not {options?.DeclaredValue ?? insurance with { Value = 0 }}");
        }

        if (service?.ShipDate is { } shipped && request.ShipDate is { } otherDate && (shipped - otherDate).Duration() >= s_day)
        {
            differences.Add(FormattableString.Invariant($"{nameof(request.ShipDate)} is {shipped:yyyy-MM-dd}, not {otherDate:yyyy-MM-dd}"));
        }

        var bound = service?.ShippingServiceOptions;
        Compare(nameof(options.DeliveryExperience), bound?.DeliveryExperience, options?.DeliveryExperience);
        Compare(nameof(options.CarrierWillPickUp), bound?.CarrierWillPickUp?.ToString(), options?.CarrierWillPickUp?.ToString());
        Compare(nameof(options.CarrierWillPickUpOption), bound?.CarrierWillPickUpOption, options?.CarrierWillPickUpOption);
        if (!DifferenceList.Same(options?.LabelFormat ?? "", "ShippingServiceDefault"))
        {
            Compare(nameof(options.LabelFormat), bought.Label?.LabelFormat, options?.LabelFormat);
        }

        var label = request.LabelCustomization;
        Compare(nameof(label.CustomTextForLabel), bought.Label?.CustomTextForLabel, label?.CustomTextForLabel);
        Compare(nameof(label.StandardIdForLabel), bought.Label?.StandardIdForLabel, label?.StandardIdForLabel);
        Compare(nameof(request.SellerOrderId), bought.SellerOrderId, request.SellerOrderId);
        return differences;
    }

    /// <summary>
    /// Returns the differences of the items, whose ids and quantities are the same. The service may add to an item: only what both have is
    /// compared.
    /// </summary>
    public static IReadOnlyList<string> OfItems(ShipmentPurchase wanted, Shipment bought)
    {
        var then = bought.ItemList.Where(item => item.OrderItemId is not null).ToLookup(item => item.OrderItemId);
        var differences = new List<string>();
        foreach (var item in wanted.Request.ItemList)
        {
            if (then[item.OrderItemId].ToList() is not { Count: 1 } same)
            {
                continue;
            }

            var other = same[0];
            void Compare(string member, bool differs)
            {
                if (differs)
                {
                    differences.Add($"{member} of item '{item.OrderItemId}' is another one");
                }
            }

            Compare(nameof(item.ItemWeight), other.ItemWeight is { } weight && item.ItemWeight is { } mass && !weight.Equals(mass));
            Compare(
                nameof(item.TransparencyCodeList),
                other.TransparencyCodeList.Count > 0 && item.TransparencyCodeList.Count > 0
                    && !other.TransparencyCodeList.Select(DifferenceList.Canonical).OrderBy(code => code)
                    .SequenceEqual(item.TransparencyCodeList.Select(DifferenceList.Canonical).OrderBy(code => code)));
            Compare(
                nameof(item.LiquidVolume), other.LiquidVolume is { } volume && item.LiquidVolume is { } amount && !volume.Equals(amount));
            Compare(nameof(item.IsHazmat), other.IsHazmat is { } isHazmat && item.IsHazmat is { } now && isHazmat != now);
            Compare(
                nameof(item.DangerousGoodsDetails),
                GoodsOf(other).Zip(GoodsOf(item), (then, now) => IsGiven(then) && IsGiven(now) && !DifferenceList.Same(then!, now!))
                    .Any(differs => differs));
        }

        return differences;
    }

    /// <summary>Whether a shipment shows all that a purchase says of its items.</summary>
    public static bool ShowsItems(ShipmentPurchase wanted, Shipment bought)
    {
        var then = bought.ItemList.Where(item => item.OrderItemId is not null).ToLookup(item => item.OrderItemId);
        return wanted.Request.ItemList.All(item => !SaysMore(item) || (then[item.OrderItemId].FirstOrDefault() is { } other
            && (item.ItemWeight is null || other.ItemWeight is not null)
            && (item.LiquidVolume is null || other.LiquidVolume is not null)
            && (item.IsHazmat is not true || other.IsHazmat is not null)
            && (item.TransparencyCodeList.Count == 0 || other.TransparencyCodeList.Count > 0)
            && GoodsOf(item).Zip(GoodsOf(other), (now, shown) => !IsGiven(now) || IsGiven(shown)).All(isShown => isShown)));
    }

    private static bool SaysMore(ShipmentItem item) =>
        item.ItemWeight is not null || item.LiquidVolume is not null || item.IsHazmat is true || item.TransparencyCodeList.Count > 0
            || GoodsOf(item).Any(IsGiven);

    private static string?[] GoodsOf(ShipmentItem item) =>
    [
        item.DangerousGoodsDetails?.UnitedNationsRegulatoryId, item.DangerousGoodsDetails?.TransportationRegulatoryClass,
        item.DangerousGoodsDetails?.PackingGroup, item.DangerousGoodsDetails?.PackingInstruction,
    ];

    private static bool IsGiven(string? text) => !string.IsNullOrWhiteSpace(text);

    private static bool Differ(PackageDimensions then, PackageDimensions now)
    {
        if (IsGiven(then.PredefinedPackageDimensions) || IsGiven(now.PredefinedPackageDimensions))
        {
            // The dimensions of a carrier's package may be all that a response has of it.
            return IsGiven(then.PredefinedPackageDimensions)
                && !DifferenceList.Same(then.PredefinedPackageDimensions!, now.PredefinedPackageDimensions ?? "");
        }

        return new[] { (then.Length, now.Length), (then.Width, now.Width), (then.Height, now.Height) }.Any(side =>
            side.Item1 is not null && !new Length { Value = side.Item1, Unit = then.Unit }.Equals(
                new Length { Value = side.Item2, Unit = now.Unit }));
    }

    private static string?[] Parts(ShipmentAddress address) =>
    [
        address.Name, address.AddressLine1, address.AddressLine2, address.AddressLine3, address.DistrictOrCounty, address.City,
        address.StateOrProvinceCode, address.PostalCode, address.CountryCode, address.Email, address.Phone,
    ];
}
