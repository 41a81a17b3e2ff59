using System;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>
/// What the engine's decisions depend on besides its input. A history can only be done again under the settings that it was made
/// under.
/// </summary>
internal sealed record EngineSettings
{
    public required LifeCycleOptions Durations { get; init; }

    /// <summary>How many units there are of a SKU that nobody has set.</summary>
    public required long DefaultStock { get; init; }

    /// <summary>Whether an order for more than there is is taken first and found to be invalid later.</summary>
    public bool ShortStockFoundLater { get; init; }

    /// <summary>How long a new order can be neither read nor listed.</summary>
    public TimeSpan ReadableAfter { get; init; }

    /// <summary>How long bought labels can be given back.</summary>
    public ShippingOptions Shipping { get; init; } = new();

    /// <summary>Checks what the engine could not work with; every duration is added to a date.</summary>
    /// <exception cref="ArgumentException">A setting cannot be used.</exception>
    public EngineSettings Check()
    {
        Bounds.Duration(Durations.TimeInNew, nameof(Durations.TimeInNew));
        Bounds.Duration(Durations.InvalidFoundAfter, nameof(Durations.InvalidFoundAfter));
        Bounds.Duration(Durations.TimeInReceived, nameof(Durations.TimeInReceived));
        Bounds.Duration(Durations.TimeInPlanning, nameof(Durations.TimeInPlanning));
        Bounds.Duration(Durations.TimeToShip, nameof(Durations.TimeToShip));
        Bounds.Duration(Durations.TimeBetweenShipments, nameof(Durations.TimeBetweenShipments));
        Bounds.Duration(Durations.HoldLasts, nameof(Durations.HoldLasts));
        Bounds.Duration(Durations.FillAllWaits, nameof(Durations.FillAllWaits));
        Bounds.Duration(Durations.TimeToCancel, nameof(Durations.TimeToCancel));
        Bounds.Duration(Durations.TimeToApply, nameof(Durations.TimeToApply));
        Bounds.Duration(Durations.TimeToReturn, nameof(Durations.TimeToReturn));
        Bounds.Duration(Durations.OffersLast, nameof(Durations.OffersLast));
        Bounds.Duration(ReadableAfter, nameof(ReadableAfter));
        Bounds.Duration(Shipping.CancellationWindow, nameof(Shipping.CancellationWindow));
        Bounds.Duration(Shipping.TimeToRefund, nameof(Shipping.TimeToRefund));
        Bounds.Duration(Shipping.TimeToScan, nameof(Shipping.TimeToScan));
        Bounds.Word(Shipping.LateCancel);
        Bounds.Units(DefaultStock, nameof(DefaultStock));
        return this;
    }

    public static EngineSettings FromNumbers(long[] numbers) => new EngineSettings
    {
        Durations = new LifeCycleOptions
        {
            TimeInNew = new TimeSpan(numbers[0]),
            InvalidFoundAfter = new TimeSpan(numbers[1]),
            TimeInReceived = new TimeSpan(numbers[2]),
            TimeInPlanning = new TimeSpan(numbers[3]),
            TimeToShip = new TimeSpan(numbers[4]),
            TimeBetweenShipments = new TimeSpan(numbers[5]),
            HoldLasts = new TimeSpan(numbers[6]),
            FillAllWaits = new TimeSpan(numbers[7]),
            TimeToCancel = new TimeSpan(numbers[8]),
            TimeToApply = new TimeSpan(numbers.Length > 12 ? numbers[12] : 0),
            TimeToReturn = numbers.Length > 13 ? new TimeSpan(numbers[13]) : new LifeCycleOptions().TimeToReturn,
            OffersLast = numbers.Length > 14 ? new TimeSpan(numbers[14]) : new LifeCycleOptions().OffersLast,
        },
        DefaultStock = numbers[9],
        ShortStockFoundLater = numbers[10] != 0,
        ReadableAfter = new TimeSpan(numbers[11]),
        Shipping = numbers.Length <= 15 ? new ShippingOptions() : new ShippingOptions
        {
            CancellationWindow = new TimeSpan(numbers[15]),
            TimeToRefund = new TimeSpan(numbers[16]),
            TimeToScan = new TimeSpan(numbers[17]),
            LateCancel = (LateCancel)numbers[18],
        },
    }.Check();

    public long[] ToNumbers() =>
    [
        Durations.TimeInNew.Ticks,
        Durations.InvalidFoundAfter.Ticks,
        Durations.TimeInReceived.Ticks,
        Durations.TimeInPlanning.Ticks,
        Durations.TimeToShip.Ticks,
        Durations.TimeBetweenShipments.Ticks,
        Durations.HoldLasts.Ticks,
        Durations.FillAllWaits.Ticks,
        Durations.TimeToCancel.Ticks,
        DefaultStock,
        ShortStockFoundLater ? 1 : 0,
        ReadableAfter.Ticks,
        Durations.TimeToApply.Ticks,
        Durations.TimeToReturn.Ticks,
        Durations.OffersLast.Ticks,
        Shipping.CancellationWindow.Ticks,
        Shipping.TimeToRefund.Ticks,
        Shipping.TimeToScan.Ticks,
        (long)Shipping.LateCancel,
    ];
}
