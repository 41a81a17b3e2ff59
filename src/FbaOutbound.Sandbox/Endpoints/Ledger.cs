using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>An endpoint whose accepted calls are kept in the state file and read again from there.</summary>
internal interface IReplayed
{
    /// <summary>
    /// Reads a call and returns what makes it again. Calls are read several at a time, without the engine's lock, and made one by one.
    /// </summary>
    /// <param name="verb">What was done.</param>
    /// <param name="id">The id of what it was done to.</param>
    /// <param name="body">The body, which is there only while the call is read; undefined if there was none.</param>
    /// <param name="at">When it was done.</param>
    Action Read(string verb, string id, JsonElement body, DateTimeOffset at);
}

/// <summary>An endpoint that makes orders. Their contents are read from the state file again whenever somebody asks for them.</summary>
internal interface IOrderEndpoint : IReplayed
{
    /// <summary>The name under which the endpoint makes orders; null for orders that everybody sees.</summary>
    string? MadeBy { get; }

    /// <summary>Reads the body of a creation. It is called as <see cref="IReplayed.Read"/> is.</summary>
    NewOrder ReadCreate(JsonElement body, DateTimeOffset at);
}

internal static class KeptBodies
{
    /// <summary>A body that outlives the reading of its line.</summary>
    public static byte[] ToBytes(this JsonElement body) =>
        body.ValueKind == JsonValueKind.Undefined ? [] : Encoding.UTF8.GetBytes(body.GetRawText());
}

/// <summary>
/// The engine together with the file that remembers what was done to it. Everything that changes the engine is recorded here.
/// </summary>
internal sealed class Ledger(FulfillmentEngine engine)
{
    /// <summary>The name under which the file keeps what was done to the sandbox itself.</summary>
    public const string Own = "sandbox";

    /// <summary>What the file calls the creation of an order.</summary>
    public const string Create = "create";

    private StateFile? _file;

    public FulfillmentEngine Engine { get; } = engine;

    /// <summary>What the seller ships without Amazon. The fulfillment engine's lock guards it too.</summary>
    public ShippingEngine Shipping { get; } = new();

    public void KeepIn(StateFile file) => _file = file;

    /// <summary>Remembers an accepted call. The caller holds the engine's lock, so that the file has the engine's order.</summary>
    public void Record(string endpoint, string verb, string id, ReadOnlyMemory<byte> body, DateTimeOffset at) =>
        _file?.Append(endpoint, verb, id, body, at);

    /// <summary>Remembers that the engine's newest order was made, and leaves its content in the file.</summary>
    public void RecordCreate(string endpoint, NewOrder order, ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        if (_file is not null)
        {
            Engine.Newest.LeaveContent(_file, _file.Append(endpoint, order, body, at));
        }
    }

    public void SetStock(string sku, long units, DateTimeOffset at) => Do("stock", sku, units, at);

    /// <summary>Makes the stock all that there is: any other SKU is unknown.</summary>
    public void SetCatalog(IReadOnlyDictionary<string, long> stock, DateTimeOffset at)
    {
        lock (Engine.Gate)
        {
            Do("catalog", "", 1, at);
            foreach (var sku in stock)
            {
                SetStock(sku.Key, sku.Value, at);
            }
        }
    }

    public void LoseStock(string sku, long units, DateTimeOffset at) => Do("lose", sku, units, at);

    public void SetUnknown(string sku, bool unknown, DateTimeOffset at) => Do("unknown", sku, unknown ? 1 : 0, at);

    public void Stick(string id, bool stuck, DateTimeOffset at) => Do("stick", id, stuck ? 1 : 0, at);

    public void Burn(string id, DateTimeOffset at) => Do("burn", id, 0, at);

    public void Hide(string id, TimeSpan how, DateTimeOffset at) => Do("hide", id, how.Ticks, at);

    /// <summary>
    /// Offers delivery windows. They are remembered like everything else, because a later process may send an order with one.
    /// </summary>
    public List<DateWindow> OfferWindows(DateTimeOffset at)
    {
        lock (Engine.Gate)
        {
            _file?.Append(Own, "windows", "", 0, at);
            return Engine.OfferWindows(at);
        }
    }

    public void Scan(string shipmentId, DateTimeOffset at) => Do("scan", shipmentId, 0, at);

    public void Clear(DateTimeOffset at) => Do("reset", "", 0, at);

    public bool MoveTo(string id, OrderStatus status, DateTimeOffset at)
    {
        lock (Engine.Gate)
        {
            var isMoved = Engine.MoveTo(id, status, at).IsNone;
            if (isMoved)
            {
                _file?.Append(Own, "status", id, (long)status, at);
            }

            return isMoved;
        }
    }

    public void RecordAdvance(TimeSpan by, DateTimeOffset at)
    {
        lock (Engine.Gate)
        {
            _file?.Append(Own, "advance", "", by.Ticks, at);
        }
    }

    public void Defer(TimeSpan how, DateTimeOffset now, Action<DateTimeOffset> action)
    {
        lock (Engine.Gate)
        {
            Engine.Defer(Engine.Settle(now) + how, action);
        }
    }

    public bool Inspect(string id, DateTimeOffset now)
    {
        lock (Engine.Gate)
        {
            return Engine.Inspect(id, now) is not null;
        }
    }

    /// <summary>Does again what a state file says was done.</summary>
    public void Replay(string verb, string subject, long value, DateTimeOffset at)
    {
        switch (verb)
        {
            case "stock":
                Engine.SetStock(subject, Bounds.Units(value, "Stock"), at);
                break;
            case "catalog":
                Engine.BeginCatalog(at);
                break;
            case "lose":
                Engine.LoseStock(subject, Bounds.Units(value, "Lost stock"), at);
                break;
            case "unknown":
                Engine.Settle(at);
                Engine.StockOf(subject).IsUnknown = value != 0;
                break;
            case "stick":
                Engine.Stick(subject, value != 0, at);
                break;
            case "burn":
                Engine.Burn(subject);
                break;
            case "hide":
                if (Engine.Inspect(subject, at) is { } order)
                {
                    order.HiddenUntil = at + Bounds.FaultDelay(TimeSpan.FromTicks(value));
                }

                break;
            case "status":
                Engine.MoveTo(subject, Bounds.Word((OrderStatus)value), at);
                break;
            case "windows":
                Engine.OfferWindows(at);
                break;
            case "reset":
                Engine.Clear();
                Shipping.Clear();
                break;
            case "scan":
                Shipping.Scan(subject, Engine.Settle(at));
                break;
            default:
                throw new FormatException(string.Format(CultureInfo.InvariantCulture, "'{0}' is not known", verb));
        }
    }

    private void Do(string verb, string subject, long value, DateTimeOffset at)
    {
        lock (Engine.Gate)
        {
            Replay(verb, subject, value, at);
            _file?.Append(Own, verb, subject, value, at);
        }
    }
}
