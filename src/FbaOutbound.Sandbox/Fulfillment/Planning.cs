using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>What a preview is requested.</summary>
internal sealed class PreviewRequest
{
    public required Marketplace Marketplace { get; init; }

    public required string CountryCode { get; init; }

    public required string PostalCode { get; init; }

    public required IReadOnlyList<ItemContent> Items { get; init; }

    public bool IsAbroad => !string.Equals(Marketplace.CountryCode, CountryCode, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What would become of an order at one speed.</summary>
internal sealed class Preview(ShippingSpeed speed)
{
    public ShippingSpeed Speed { get; } = speed;

    public List<PlannedShipment> Shipments { get; } = [];

    public List<UnfulfillableItem> Unfulfillable { get; } = [];

    /// <summary>Why the order as a whole cannot be fulfilled.</summary>
    public List<string> Reasons { get; } = [];

    public decimal Pounds => Shipments.Sum(shipment => shipment.Pounds);

    public int Units => Shipments.Sum(shipment => shipment.Units);

    public bool IsFulfillable => Reasons.Count == 0 && Unfulfillable.Count == 0;
}

internal sealed class PlannedShipment(DateTimeOffset earliestDeparture, TimeSpan travelTime)
{
    public DateTimeOffset EarliestDeparture { get; } = earliestDeparture;

    public DateTimeOffset LatestDeparture { get; } = earliestDeparture.AddHours(12);

    public DateTimeOffset EarliestArrival { get; } = earliestDeparture + travelTime;

    public DateTimeOffset LatestArrival { get; } = earliestDeparture.AddHours(12) + travelTime;

    public List<PlannedLine> Lines { get; } = [];

    public decimal Pounds => Lines.Sum(line => line.Pounds);

    public int Units => Lines.Sum(line => line.Quantity);
}

internal sealed class PlannedLine(ItemContent item, int quantity)
{
    public ItemContent Item { get; } = item;

    public int Quantity { get; } = quantity;

    public decimal Pounds { get; } = quantity * Weights.PoundsOf(item.Sku!);

    public bool IsBulky { get; } = Weights.IsBulky(item.Sku!);
}

internal sealed class UnfulfillableItem(ItemContent item, int quantity, string reason)
{
    public const string NoSuchSku = "InvalidSKU";
    public const string NotEnough = "ItemQuantityNotAvailable";

    public ItemContent Item { get; } = item;

    public int Quantity { get; } = quantity;

    public string Reason { get; } = reason;
}

/// <summary>What things weigh. It follows from the SKU, so that the same question has the same answer.</summary>
internal static class Weights
{
    private const decimal KilogramsPerPound = 0.45359237m;

    public static decimal PoundsOf(string sku) => (2 + (Identifiers.Hash(sku, 503) % 118)) / 10m;

    public static bool IsBulky(string sku) => Identifiers.Hash(sku, 601) % 5 == 0;

    public static decimal Kilograms(decimal pounds) => Math.Round(pounds * KilogramsPerPound, 2);
}

/// <summary>What fulfillment would cost. The numbers are invented; they rise with units, weight and speed.</summary>
internal static class Fees
{
    public const string PerUnit = "FBAPerUnitFulfillmentFee";
    public const string PerOrder = "FBAPerOrderFulfillmentFee";
    public const string Transportation = "FBATransportationFee";
    public const string CashOnDelivery = "FBAFulfillmentCODFee";

    public static IEnumerable<(string Name, decimal Amount)> Of(
        ShippingSpeed speed, int units, decimal pounds, Marketplace marketplace, bool isCashOnDelivery)
    {
        var (perOrder, perUnit, perPound) = speed switch
        {
            ShippingSpeed.Priority => (13.90m, 1.40m, 1.10m),
            ShippingSpeed.Expedited => (7.90m, 1.05m, 0.59m),
            ShippingSpeed.ScheduledDelivery => (6.50m, 0.90m, 0.45m),
            _ => (4.75m, 0.75m, 0.39m),
        };
        yield return (PerUnit, In(marketplace, perUnit * units));
        yield return (PerOrder, In(marketplace, perOrder));
        yield return (Transportation, In(marketplace, perPound * pounds));
        if (isCashOnDelivery)
        {
            yield return (CashOnDelivery, In(marketplace, 2.50m));
        }
    }

    /// <summary>The amount as text, with the decimals that the currency has.</summary>
    public static string Write(decimal amount, Marketplace marketplace) =>
        amount.ToString(marketplace.IsJapan ? "0" : "0.00", System.Globalization.CultureInfo.InvariantCulture);

    private static decimal In(Marketplace marketplace, decimal amount) =>
        marketplace.IsJapan ? Math.Round(amount * 150) : Math.Round(amount, 2);
}
