using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json.Serialization;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox;

/// <summary>A sandbox as it was at one moment, without its orders' contents.</summary>
public sealed class SandboxStatus
{
    /// <summary>Gets the name of the session that the sandbox belongs to; null if none asked.</summary>
    public string? Session { get; init; }

    /// <summary>Gets the time on the sandbox's own clock.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Gets how many orders there are.</summary>
    public int OrderCount { get; init; }

    /// <summary>Gets how many shipments the orders have, planned ones included.</summary>
    public int ShipmentCount { get; init; }

    /// <summary>Gets how many labels were bought for orders that the seller ships.</summary>
    public int LabelCount { get; init; }

    /// <summary>Gets how many requests there have been.</summary>
    public long RequestCount { get; init; }

    /// <summary>Gets the stock of each SKU that was named so far.</summary>
    public IReadOnlyList<SandboxStock> Stock { get; init => field = StatusList<SandboxStock>.Of(value); } = StatusList<SandboxStock>.None;

    /// <summary>Gets the faults that are to come.</summary>
    public IReadOnlyList<SandboxFault> Faults { get; init => field = StatusList<SandboxFault>.Of(value); } = StatusList<SandboxFault>.None;

    /// <summary>Returns the same status with the name of a session.</summary>
    internal SandboxStatus For(string session) => new()
    {
        Session = session, Now = Now, OrderCount = OrderCount, ShipmentCount = ShipmentCount, LabelCount = LabelCount,
        RequestCount = RequestCount, Stock = Stock, Faults = Faults,
    };

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0:u}: {1} orders", Now, OrderCount);
}

/// <summary>A list of a status. Its text form joins those of its elements, because a cell of Export-Csv shows that form.</summary>
internal sealed class StatusList<T> : ReadOnlyCollection<T>
{
    public static readonly StatusList<T> None = new([]);

    private StatusList(IList<T> elements)
        : base(elements)
    {
    }

    public static StatusList<T> Of(IReadOnlyList<T> elements) => elements as StatusList<T> ?? new StatusList<T>([.. elements]);

    public override string ToString() => string.Join("; ", this);
}

/// <summary>How many units of a SKU a sandbox has.</summary>
public sealed class SandboxStock
{
    /// <summary>Makes an empty stock, to be read from JSON.</summary>
    [JsonConstructor]
    internal SandboxStock()
    {
    }

    internal SandboxStock(StockKeepingUnit stock)
    {
        SellerSku = stock.Sku;
        Available = stock.IsUnknown ? 0 : stock.Available;
        Reserved = stock.Reserved;
        IsUnknown = stock.IsUnknown;
    }

    /// <summary>Gets the SKU.</summary>
    public string SellerSku { get; init; } = "";

    /// <summary>Gets how many units can be ordered.</summary>
    public long Available { get; init; }

    /// <summary>Gets how many units orders have set aside.</summary>
    public long Reserved { get; init; }

    /// <summary>Gets whether the sandbox refuses orders for the SKU as unknown.</summary>
    public bool IsUnknown { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        IsUnknown ? $"{SellerSku}: unknown" : string.Format(CultureInfo.InvariantCulture, "{0}: {1}", SellerSku, Available);
}

/// <summary>A fault that is to come.</summary>
public sealed class SandboxFault
{
    /// <summary>Gets the fault.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>Gets the operation that it hits; null for any that it can hit.</summary>
    public string? Operation { get; init; }

    /// <summary>Gets the order that it hits; null for any.</summary>
    public string? OrderId { get; init; }

    /// <summary>Gets how many requests it still hits; null if it happens by chance.</summary>
    public int? Times { get; init; }

    /// <summary>Gets the probability for each request, from 0 to 1; null if it was requested.</summary>
    public double? Chance { get; init; }

    /// <summary>Gets how long it lasts if it lasts a while.</summary>
    public TimeSpan Delay { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Chance is { } chance
        ? string.Format(CultureInfo.InvariantCulture, "{0} {1:0.####}", Kind, chance)
        : string.Format(CultureInfo.InvariantCulture, "{0} × {1}", Kind, Times);
}
