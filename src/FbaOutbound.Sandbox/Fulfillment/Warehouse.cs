using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>One SKU and where its units are. Added = Available + Reserved − Missing + Picked + Shipped + Lost, always.</summary>
internal sealed class StockKeepingUnit(string sku, Warehouse? warehouse = null)
{
    private long _available;
    private long _reserved;
    private long _picked;
    private Dictionary<Disposition, long>? _unsellable;

    public string Sku { get; } = sku;

    /// <summary>The fulfillment center that keeps the SKU.</summary>
    public string Center { get; } = Identifiers.CenterOf(sku);

    public bool IsUnknown { get; set; }

    public long Added { get; set; }

    public long Available
    {
        get => _available;
        set => Change(ref _available, value);
    }

    /// <summary>When the number of units that are available, set aside, picked or unsellable last changed.</summary>
    public DateTimeOffset Changed { get; private set; }

    /// <summary>Units set aside for orders whose picking has not begun.</summary>
    public long Reserved
    {
        get => _reserved;
        set => Change(ref _reserved, value);
    }

    /// <summary>Units among <see cref="Reserved"/> that are no longer on the shelf; nobody knows before they are picked.</summary>
    public long Missing { get; set; }

    public long Picked
    {
        get => _picked;
        set => Change(ref _picked, value);
    }

    public long Shipped { get; set; }

    public long Lost { get; set; }

    /// <summary>Returned units that cannot be sold again.</summary>
    public long Unsellable { get; private set; }

    /// <summary>Orders that wait for units, the oldest first; null while there are none.</summary>
    public List<FulfillmentOrder>? Waiting { get; set; }

    public void Reserve(long units)
    {
        Available -= units;
        Reserved += units;
    }

    /// <summary>Gives reserved units back. Missing ones stay missing for others unless too few remain reserved.</summary>
    public void Return(long units)
    {
        var gone = Math.Max(0, Missing - (Reserved - units));
        Reserved -= units;
        Missing -= gone;
        Available += units - gone;
    }

    /// <summary>Takes missing units out of what one order has reserved, because its picker found out.</summary>
    public int FindMissing(int units)
    {
        var gone = (int)Math.Min(units, Missing);
        Missing -= gone;
        Reserved -= gone;
        return gone;
    }

    public void Pick(long units)
    {
        Reserved -= units;
        Picked += units;
    }

    /// <summary>Puts picked units back on the shelf.</summary>
    public void PutBack(long units)
    {
        Picked -= units;
        Available += units;
    }

    public void Ship(long units)
    {
        Picked -= units;
        Shipped += units;
    }

    /// <summary>The unsellable units in one condition.</summary>
    public long UnsellableOf(Disposition disposition) =>
        _unsellable is not null && _unsellable.TryGetValue(disposition, out var units) ? units : 0;

    /// <summary>Takes back a unit that cannot be sold again.</summary>
    public void Discard(Disposition disposition)
    {
        (_unsellable ??= [])[disposition] = UnsellableOf(disposition) + 1;
        Unsellable++;
        Changed = warehouse?.Now ?? default;
    }

    public void Set(long units)
    {
        Added += units - Available;
        Available = units;
        IsUnknown = false;
    }

    public long Lose(long units)
    {
        var free = Math.Min(units, Available);
        Available -= free;
        var held = Math.Min(units - free, Reserved - Missing);
        Missing += held;
        Lost += free + held;
        return free + held;
    }

    private void Change(ref long quantity, long value)
    {
        quantity = value;
        Changed = warehouse?.Now ?? default;
    }
}

/// <summary>
/// The stock of every SKU. A new SKU gets its stock when it is first requested, and is unknown once there is a catalog.
/// </summary>
internal sealed class Warehouse
{
    private readonly Dictionary<string, StockKeepingUnit> _units = new(StringComparer.Ordinal);

    public long DefaultStock { get; set; }

    /// <summary>Whether the SKUs whose stock was set are all that there are.</summary>
    public bool HasCatalog { get; private set; }

    public DateTimeOffset Now { get; set; }

    public IEnumerable<StockKeepingUnit> All => _units.Values;

    public StockKeepingUnit Of(string sku)
    {
        if (!_units.TryGetValue(sku, out var unit))
        {
            unit = HasCatalog
                ? new StockKeepingUnit(sku, this) { IsUnknown = true }
                : new StockKeepingUnit(sku, this) { Added = DefaultStock, Available = DefaultStock };
            _units.Add(sku, unit);
        }

        return unit;
    }

    /// <summary>Begins a catalog: whatever is not set from now on is unknown.</summary>
    public void BeginCatalog()
    {
        HasCatalog = true;
        foreach (var unit in _units.Values)
        {
            unit.IsUnknown = true;
        }
    }

    public void Clear()
    {
        HasCatalog = false;
        _units.Clear();
    }
}
