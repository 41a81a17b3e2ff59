using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>
/// Orders and stock, without any protocol. The engine has no threads and no timers: each call first lets everything happen that was due
/// since the last one, each thing at its own time. Whoever calls holds <see cref="Gate"/>.
/// </summary>
internal sealed partial class FulfillmentEngine
{
    private readonly Dictionary<string, FulfillmentOrder> _orders = new(StringComparer.Ordinal);
    private readonly List<FulfillmentOrder> _received = [];
    private readonly HashSet<string> _burnt = new(StringComparer.Ordinal);
    private readonly Agenda _agenda = new();
    private readonly UpdateLog _log = new();
    private readonly Warehouse _warehouse = new();
    private readonly LifeCycle _lifeCycle;
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private EngineSettings _settings;

    public FulfillmentEngine(EngineSettings settings)
    {
        _lifeCycle = new LifeCycle(_agenda, _log);
        Settings = _settings = settings;
    }

    public object Gate { get; } = new();

    public EngineSettings Settings
    {
        get => _settings;
        set
        {
            _settings = value;
            _lifeCycle.Durations = value.Durations;
            _warehouse.DefaultStock = value.DefaultStock;
        }
    }

    public int Count => _orders.Count;

    /// <summary>How many shipments all orders have, planned ones included.</summary>
    public int ShipmentCount => _lifeCycle.ShipmentCount;

    public IEnumerable<FulfillmentOrder> Orders => _orders.Values;

    /// <summary>All orders, the oldest first.</summary>
    public IReadOnlyList<FulfillmentOrder> Received => _received;

    public FulfillmentOrder Newest => _received[_received.Count - 1];

    public IEnumerable<StockKeepingUnit> Stock => _warehouse.All;

    /// <summary>Lets everything happen that is due, and returns the engine's time, which never goes back.</summary>
    public DateTimeOffset Settle(DateTimeOffset now)
    {
        while (_agenda.TryTake(now, out var entry))
        {
            if (entry.Due > _now)
            {
                _now = _warehouse.Now = entry.Due;
            }

            _lifeCycle.Happen(entry);
        }

        return _now = _warehouse.Now = now > _now ? now : _now;
    }

    public Refusal Create(NewOrder wanted, DateTimeOffset now, string? madeBy = null)
    {
        now = Settle(now);
        if (_orders.ContainsKey(wanted.Id) || _burnt.Contains(wanted.Id))
        {
            return new Refusal(RefusalReason.OrderExists);
        }

        var order = new FulfillmentOrder(wanted, now) { HiddenUntil = now + _settings.ReadableAfter, MadeBy = madeBy };
        for (var i = 0; i < order.Items.Length; i++)
        {
            var (sku, quantity) = wanted.Items[i];
            var stock = IsSku(sku) ? _warehouse.Of(sku!) : null;
            if (stock is null || stock.IsUnknown)
            {
                return new Refusal(RefusalReason.SkuInvalid, wanted.Content?.Items[i].ItemId ?? "");
            }

            order.Items[i] = new OrderItem(order, i, stock, quantity);
        }

        var shortItem = ReserveAll(order.Items, order.Policy);
        if (shortItem >= 0 && !_settings.ShortStockFoundLater)
        {
            return new Refusal(RefusalReason.NotEnoughStock, wanted.Content?.Items[shortItem].ItemId ?? "");
        }

        order.HasStock = shortItem < 0;
        _orders.Add(order.Id, order);
        _received.Add(order);
        _lifeCycle.Place(order, now);
        return default;
    }

    public Refusal Update(string id, OrderChange change, DateTimeOffset now, string? reader = null)
    {
        now = Settle(now);
        if (Readable(id, now, reader) is not { } order)
        {
            return new Refusal(RefusalReason.OrderUnknown);
        }

        return order.IsHeld ? Change(order, change, now) : new Refusal(RefusalReason.NotUpdatable);
    }

    /// <summary>
    /// Asks for an order to be cancelled. What is only accepted takes effect after <see cref="LifeCycleOptions.TimeToApply"/>.
    /// </summary>
    public Refusal Cancel(string id, DateTimeOffset now, string? reader = null, bool onlyAccepted = false)
    {
        now = Settle(now);
        if (Readable(id, now, reader) is not { } order)
        {
            return new Refusal(RefusalReason.OrderUnknown);
        }

        if (order.CancelRequested || order.Status == OrderStatus.Cancelled)
        {
            return new Refusal(RefusalReason.CancelRequestedAlready);
        }

        if (!order.Status.CanCancel())
        {
            return new Refusal(RefusalReason.NotCancellable, order.Status.ToString());
        }

        _lifeCycle.RequestCancel(order, now, onlyAccepted);
        return default;
    }

    /// <summary>The order unchanged, or null. It may only be looked at while <see cref="Gate"/> is held.</summary>
    public FulfillmentOrder? Find(string id, DateTimeOffset now, string? reader = null)
    {
        now = Settle(now);
        return Readable(id, now, reader);
    }

    /// <summary>The order even while it is hidden from the services' readers.</summary>
    public FulfillmentOrder? Inspect(string id, DateTimeOffset now)
    {
        Settle(now);
        return _orders.TryGetValue(id, out var order) ? order : null;
    }

    /// <summary>Hides the orders that were received after a time, and returns those among them that could be read.</summary>
    public List<FulfillmentOrder> HideSince(DateTimeOffset time)
    {
        var hidden = _orders.Values.Where(order => order.Received > time && order.HiddenUntil <= _now).ToList();
        hidden.ForEach(order => order.HiddenUntil = DateTimeOffset.MaxValue);
        return hidden;
    }

    /// <summary>Begins a listing of what was updated at or after a time.</summary>
    public ListCursor BeginList(DateTimeOffset start, DateTimeOffset now)
    {
        Settle(now);
        return new ListCursor(_log.FirstAtOrAfter(start), _log.Count);
    }

    /// <summary>Walks on by one page and returns where the next one begins; null after the last.</summary>
    public ListCursor? ReadPage(ListCursor cursor, int size, DateTimeOffset now, Action<FulfillmentOrder> show, string? reader = null)
    {
        now = Settle(now);
        var position = cursor.Position;
        var end = Math.Min(cursor.End, _log.Count);
        var shown = 0;
        while (true)
        {
            var before = position;
            if (_log.Next(ref position, end) is not { } order)
            {
                return null;
            }

            if (order.HiddenUntil > now || !order.IsSeenBy(reader))
            {
                continue;
            }

            if (shown++ == size)
            {
                return new ListCursor(before, end);
            }

            show(order);
        }
    }

    public StockKeepingUnit StockOf(string sku) => _warehouse.Of(sku);

    /// <summary>Whether only the SKUs whose stock was set are known.</summary>
    public bool HasCatalog => _warehouse.HasCatalog;

    public void BeginCatalog(DateTimeOffset now)
    {
        Settle(now);
        _warehouse.BeginCatalog();
    }

    public void SetStock(string sku, long units, DateTimeOffset now)
    {
        now = Settle(now);
        var stock = _warehouse.Of(sku);
        stock.Set(units);
        _lifeCycle.Serve(stock, now);
    }

    public long LoseStock(string sku, long units, DateTimeOffset now)
    {
        Settle(now);
        return _warehouse.Of(sku).Lose(units);
    }

    public bool IsStuck(string id) => _lifeCycle.IsStuck(id);

    public void Stick(string id, bool stuck, DateTimeOffset now)
    {
        now = Settle(now);
        if (stuck)
        {
            _lifeCycle.Stick(id);
        }
        else
        {
            _lifeCycle.Unstick(id, _orders.TryGetValue(id, out var order) ? order : null, now);
        }
    }

    /// <summary>Makes an id that no order has unusable.</summary>
    public void Burn(string id) => _burnt.Add(id);

    public void Defer(DateTimeOffset until, Action<DateTimeOffset> action) => _agenda.Add(until, action);

    public void Clear()
    {
        _orders.Clear();
        _received.Clear();
        _burnt.Clear();
        _agenda.Clear();
        _log.Clear();
        _warehouse.Clear();
        _lifeCycle.Clear();
        _windows.Clear();
    }

    private static bool IsSku(string? sku) => sku is { Length: > 0 } && sku.IndexOf('"') < 0;

    /// <summary>
    /// Sets aside what an order needs, as its policy says. Returns the index of the first item that is short where nothing was set aside
    /// for that reason, and otherwise -1.
    /// </summary>
    private static int ReserveAll(OrderItem[] lines, OrderPolicy policy)
    {
        foreach (var line in lines)
        {
            line.Reserve(line.Quantity);
        }

        var shortLine = Array.FindIndex(lines, line => line.Awaited > 0);
        if (shortLine < 0 || (policy != OrderPolicy.FillOrKill && Array.Exists(lines, line => line.SetAside > 0)))
        {
            return -1;
        }

        foreach (var line in lines)
        {
            line.Return(line.Quantity);
        }

        return shortLine;
    }

    private FulfillmentOrder? Readable(string id, DateTimeOffset now, string? reader) =>
        _orders.TryGetValue(id, out var order) && order.HiddenUntil <= now && order.IsSeenBy(reader) ? order : null;
}

/// <summary>A place in a listing: where the walk goes on, and where the log ended when it began.</summary>
internal readonly struct ListCursor(int position, int end)
{
    public int Position { get; } = position;

    public int End { get; } = end;
}
