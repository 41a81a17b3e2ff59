using System;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>
/// How long an order stays where it is. Amazon publishes only the two weeks of a hold and the day of FillAll; the rest is our assumption.
/// </summary>
public sealed record LifeCycleOptions
{
    /// <summary>Gets or sets how long a valid order is New.</summary>
    /// <value>The default value is zero: an order that is read back at once is Received.</value>
    public TimeSpan TimeInNew { get; set; }

    /// <summary>
    /// Gets or sets how long an order is New before it is found to be Invalid, with <see cref="SandboxOptions.ShortStockFoundLater"/>.
    /// </summary>
    /// <value>The default value is one minute.</value>
    public TimeSpan InvalidFoundAfter { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long an order is Received before its planning begins.</summary>
    /// <value>The default value is ten minutes.</value>
    public TimeSpan TimeInReceived { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how long shipments are planned before picking begins.</summary>
    /// <value>The default value is thirty minutes.</value>
    public TimeSpan TimeInPlanning { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Gets or sets how long a shipment is picked and packed.</summary>
    /// <value>The default value is four hours.</value>
    public TimeSpan TimeToShip { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Gets or sets the time between the shipments of one order.</summary>
    /// <value>The default value is one hour.</value>
    public TimeSpan TimeBetweenShipments { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long a hold lasts before the order is cancelled.</summary>
    /// <value>The default value is fourteen days, as Amazon documents.</value>
    public TimeSpan HoldLasts { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// Gets or sets how long FillAll waits for missing units, counted from the moment at which the order was told to ship.
    /// </summary>
    /// <value>The default value is 24 hours, as Amazon documents.</value>
    public TimeSpan FillAllWaits { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Gets or sets how long a request to cancel is on its way before it takes effect.</summary>
    /// <value>The default value is zero.</value>
    public TimeSpan TimeToCancel { get; set; }

    /// <summary>
    /// Gets or sets how long an update or a cancellation that version 2026-07-04 has accepted is on its way before it takes effect.
    /// </summary>
    /// <value>The default value is zero: it has taken effect when it is answered.</value>
    public TimeSpan TimeToApply { get; set; }

    /// <summary>Gets or sets how long a return is on its way before a fulfillment center processes it.</summary>
    /// <value>The default value is ten days.</value>
    public TimeSpan TimeToReturn { get; set; } = TimeSpan.FromDays(10);

    /// <summary>Gets or sets how long an offer is valid for: a delivery offer, and a delivery window that a preview has returned.</summary>
    /// <value>The default value is one hour.</value>
    public TimeSpan OffersLast { get; set; } = TimeSpan.FromHours(1);
}
