using System;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>createOrder, getOrder, listOrders, updateOrder and cancelOrder.</summary>
internal sealed class OrderHandler(SandboxOptions options, Ledger ledger)
{
    /// <summary>The version's name, under which its orders and its part of the state file are kept.</summary>
    public const string Version = "2026-07-04";
    private readonly OrderReader _reader = new(options);
    private readonly OrderRequestRules _rules = new(options, Members.Invalid);

    private string? Reader => ReaderOf(options);

    /// <summary>Whose orders this version shows; null for all orders.</summary>
    public static string? ReaderOf(SandboxOptions options) => options.SeparateVersions ? Version : null;

    public Action Read(string verb, string id, JsonElement body, DateTimeOffset at)
    {
        if (verb != "update")
        {
            return () => ledger.Engine.Cancel(id, at, null, onlyAccepted: true);
        }

        var change = OrderReader.ReadUpdate(body.ToBytes());
        return () => ledger.Engine.AcceptUpdate(id, change, at, null);
    }

    public NewOrder ReadCreate(JsonElement body, DateTimeOffset at) => _reader.ReadCreate(body, at);

    /// <summary>Answers a creation with the order that has its id already.</summary>
    public SandboxAnswer AnswerAgain(string id)
    {
        lock (ledger.Engine.Gate)
        {
            var now = ledger.Engine.Settle(DateTimeOffset.MinValue);
            return Created(ledger.Engine.Inspect(id, now)!, now);
        }
    }

    public SandboxAnswer Create(SandboxCall call, DateTimeOffset now)
    {
        if (options.WrongRegion)
        {
            return SpApiErrors.Denied(SpApiErrors.WrongRegion);
        }

        var order = _reader.ReadCreate(call.Body, now);
        var content = order.Content!;
        _rules.CheckItems("lineItems", content.Items);
        foreach (var item in content.Items)
        {
            _rules.CheckCurrency(item.DeclaredValue);
            _rules.CheckCurrency(item.PaidOnDelivery);
        }

        _rules.CheckFeatures(
            "fulfillmentConfiguration.services", content.Features, content.MarketplaceId, content.Address.CountryCode);
        lock (ledger.Engine.Gate)
        {
            var refusal = options.TakesAnyDeliveryWindow || ledger.Engine.HasNeededWindow(order.Id, content, now)
                ? ledger.Engine.Create(order, now, Version)
                : new Refusal(RefusalReason.WindowNotOffered, content.Terms.DeliveryWindow!.Start);
            if (refusal.Reason == RefusalReason.OrderExists && options.SilentDuplicates && ledger.Engine.Inspect(order.Id, now) is { } old)
            {
                return Created(old, now);
            }

            if (!refusal.IsNone)
            {
                return OrderErrors.Refuse(refusal, order.Id);
            }

            var answer = Created(ledger.Engine.Newest, now, taken: true);
            ledger.RecordCreate(Version, order, call.Body, now);
            return answer;
        }
    }

    public SandboxAnswer Update(string id, SandboxCall call, DateTimeOffset now)
    {
        var change = OrderReader.ReadUpdate(call.Body);
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion
                ? new Refusal(RefusalReason.OrderUnknown)
                : ledger.Engine.AcceptUpdate(id, change, now, Reader);
            return refusal.IsNone ? Accepted("update", id, call.Body, now) : OrderErrors.Refuse(refusal, id);
        }
    }

    public SandboxAnswer Cancel(string id, DateTimeOffset now)
    {
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion
                ? new Refusal(RefusalReason.OrderUnknown)
                : ledger.Engine.Cancel(id, now, Reader, onlyAccepted: true);
            return refusal.IsNone ? Accepted("cancel", id, default, now) : OrderErrors.Refuse(refusal, id);
        }
    }

    public SandboxAnswer Get(string id, SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        var withShipments = WithShipments(new QueryReader(call.Query));
        lock (ledger.Engine.Gate)
        {
            return (options.WrongRegion ? null : ledger.Engine.Find(id, now, Reader)) is { } order
                ? new SandboxAnswer(200, WriteOne(order, style, withShipments, now))
                : OrderErrors.Refuse(new Refusal(RefusalReason.OrderUnknown), id);
        }
    }

    public SandboxAnswer List(SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        var query = new QueryReader(call.Query);
        var withShipments = WithShipments(query);
        var start = now - options.ListReachesBack;
        if (query.Find("updatedAfter") is { Length: > 0 } text)
        {
            // After means after: what was updated at that very moment is not listed.
            start = Members.TryDate(text, out var after)
                ? after.AddTicks(after < DateTimeOffset.MaxValue ? 1 : 0)
                : throw Members.Invalid("updatedAfter", text.Length <= 40 ? text : "");
        }

        var token = query.Find("pageToken");
        lock (ledger.Engine.Gate)
        {
            var cursor = string.IsNullOrEmpty(token)
                ? ledger.Engine.BeginList(options.WrongRegion ? DateTimeOffset.MaxValue : start, now)
                : ListToken.TryRead(token!, out var read) ? read : throw Members.Invalid("pageToken");
            var body = JsonBody.Write((handler: this, cursor, style, withShipments, now), static (writer, list) =>
                list.handler.WritePage(writer, list.cursor, list.style, list.withShipments, list.now));
            return new SandboxAnswer(200, body);
        }
    }

    private SandboxAnswer Created(FulfillmentOrder order, DateTimeOffset now, bool taken = false)
    {
        if (options.CreateAnswer == CreateAnswer.Accepted)
        {
            return new SandboxAnswer(202, JsonBody.Write(order, static (writer, made) =>
            {
                writer.WriteStartObject();
                writer.WriteString("orderId", made.Id);
                writer.WriteString("status", Wording.Of(made.Status));
                writer.WriteEndObject();
            })) { Taken = taken };
        }

        return new SandboxAnswer(200, WriteOne(order, ReadStyle.Plain, withShipments: true, now)) { Taken = taken };
    }

    private byte[] WriteOne(FulfillmentOrder order, ReadStyle style, bool withShipments, DateTimeOffset now) =>
        JsonBody.Write((order, style, withShipments, withStatus: !options.LeaveOutStatus, now), static (writer, read) =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("order");
            new OrderWriter(writer, read.style, read.withStatus, read.now).WriteOrder(read.order, read.withShipments);
            writer.WriteEndObject();
            writer.WriteEndObject();
        });

    private SandboxAnswer Accepted(string verb, string id, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ledger.Record(Version, verb, id, body, now);
        return new SandboxAnswer(202, OrderErrors.Empty) { Taken = true };
    }

    private static bool WithShipments(QueryReader query) => query.Find("shipments") switch
    {
        null or "" or "INCLUDE" => true,
        "EXCLUDE" => false,
        var other => throw Members.Invalid("shipments", other.Length <= 40 ? other : ""),
    };

    private void WritePage(Utf8JsonWriter writer, ListCursor cursor, ReadStyle style, bool withShipments, DateTimeOffset now)
    {
        var orders = new OrderWriter(writer, style, !options.LeaveOutStatus, now);
        writer.WriteStartObject();
        writer.WriteStartArray("orders");
        var next = ledger.Engine.ReadPage(cursor, options.PageSize, now, order =>
        {
            writer.WriteStartObject();
            orders.WriteOrder(order, withShipments);
            writer.WriteEndObject();
        }, Reader);
        writer.WriteEndArray();
        if (next is { } after)
        {
            writer.WriteStartObject("pagination");
            writer.WriteString("nextToken", ListToken.Write(after));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
