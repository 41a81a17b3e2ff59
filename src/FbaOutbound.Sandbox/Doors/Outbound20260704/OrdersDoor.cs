using System;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Doors.Outbound20260704;

/// <summary>The Fulfillment Outbound API of the SP-API, version 2026-07-04.</summary>
internal sealed class OrdersDoor(SandboxOptions options, SpApiGate gate, Ledger ledger) : Door, IReplayed
{
    private const string Base = "/fulfillment/outbound/2026-07-04/";

    /// <summary>The longest body that is looked at. Amazon's limit is not known.</summary>
    private const int LongestBody = 512 * 1024;
    private const int LongestServiceId = 40;
    private static readonly Operation s_create = new("createOrder", OperationKind.Create, 2, 30);
    private static readonly Operation s_get = new("getOrder", OperationKind.Read, 2, 30);
    private static readonly Operation s_list = new("listOrders", OperationKind.List, 2, 30);
    private static readonly Operation s_update = new("updateOrder", OperationKind.Change, 2, 30);
    private static readonly Operation s_cancel = new("cancelOrder", OperationKind.Change, 2, 30);
    private readonly OrderReader _reader = new(options);

    public override string Name => "2026-07-04";

    /// <summary>Whose orders this door shows; null for everybody's.</summary>
    private string? Reader => options.SeparateVersions ? Name : null;

    public override bool TryIdentify(SandboxCall call, out DoorCall identified)
    {
        identified = default;
        if (!call.Path.StartsWith(Base, StringComparison.Ordinal))
        {
            return false;
        }

        var segments = call.Path.Substring(Base.Length).Split('/');
        if (segments[0] != "orders")
        {
            return false;
        }

        var operation = (call.Method, segments.Length, segments[segments.Length - 1]) switch
        {
            ("POST", 1, _) => s_create,
            ("GET", 1, _) => s_list,
            ("GET", 2, _) => s_get,
            ("PUT", 2, _) => s_update,
            ("PUT", 3, "cancel") => s_cancel,
            _ => null,
        };
        if (operation is null || (segments.Length > 1 && segments[1].Length == 0))
        {
            return false;
        }

        var id = segments.Length > 1 ? Unescape(segments[1]) : operation == s_create ? JsonPeek.Text(call.Body, "orderId") : null;
        identified = new DoorCall(operation, id);
        return true;
    }

    public override SandboxAnswer? Admit(SandboxCall call, in DoorCall identified) => gate.Admit(call, identified.Operation);

    public override string? RateOf(Operation operation) => gate.RateOf(operation);

    public override SandboxAnswer Handle(SandboxCall call, in DoorCall identified, ReadStyle style, DateTimeOffset now)
    {
        var answer = Answer(call, identified, style, now);
        answer.ServiceId = call.ServiceId is { Length: > 0 and <= LongestServiceId } given ? given : "FS01-sandbox";
        return answer;
    }

    public override SandboxAnswer Say(Trouble trouble, in DoorCall identified) => trouble switch
    {
        Trouble.TokenExpired => SpApiErrors.Denied(SpApiErrors.TokenExpired),
        Trouble.Throttled => SpApiErrors.Throttled(),
        Trouble.Unavailable => SpApiErrors.Unavailable(),
        Trouble.Denied => SpApiErrors.Denied(),
        Trouble.ReadFailed => OrderErrors.Invalid($"Unable to get order info, orderId={identified.OrderId}. Received error message: Received 500 response"),
        _ => SpApiErrors.InternalFailure(),
    };

    public override SandboxAnswer SayOkWithErrors(in DoorCall identified) => SpApiErrors.OkWithErrors();

    public override SandboxAnswer SayDone(in DoorCall identified)
    {
        if (identified.Operation != s_create)
        {
            return new SandboxAnswer(202, OrderErrors.Empty);
        }

        lock (ledger.Engine.Gate)
        {
            var now = ledger.Engine.Settle(DateTimeOffset.MinValue);
            return Created(ledger.Engine.Inspect(identified.OrderId!, now)!, now);
        }
    }

    public void Replay(string verb, string id, ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        switch (verb)
        {
            case "create":
                var order = _reader.ReadCreate(body, at);
                ledger.Engine.Create(order.Id, order.Content, order.Action, order.Items, at, Name);
                break;
            case "update":
                ledger.Engine.AcceptUpdate(id, OrderReader.ReadUpdate(body), at, null);
                break;
            default:
                ledger.Engine.Cancel(id, at, null, onlyAccepted: true);
                break;
        }
    }

    private static string CheckId(string id) =>
        id.Length <= Reading.LongestOrderId && !string.IsNullOrWhiteSpace(id) ? id : throw Members.Invalid("orderId", id.Length <= 200 ? id : "");

    private string Unescape(string segment)
    {
        var id = Uri.UnescapeDataString(segment);
        return options.PlusIsSpace ? id.Replace('+', ' ') : id;
    }

    private SandboxAnswer Answer(SandboxCall call, in DoorCall identified, ReadStyle style, DateTimeOffset now)
    {
        if (call.Body.Length > LongestBody)
        {
            return OrderErrors.TooLarge();
        }

        if (call.Body.Length > 0 && call.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return OrderErrors.UnsupportedMediaType();
        }

        try
        {
            if (call.ServiceId is { Length: > LongestServiceId })
            {
                throw Members.Invalid("x-amzn-fulfillment-service-id");
            }

            return identified.Operation.Kind switch
            {
                OperationKind.Create => Create(call, now),
                OperationKind.List => List(call, style, now),
                OperationKind.Read => Get(CheckId(identified.OrderId!), call, style, now),
                _ when identified.Operation == s_update => Update(CheckId(identified.OrderId!), call, now),
                _ => Cancel(CheckId(identified.OrderId!), now),
            };
        }
        catch (InputException exception)
        {
            return OrderErrors.Invalid(exception);
        }
    }

    private SandboxAnswer Create(SandboxCall call, DateTimeOffset now)
    {
        if (options.WrongRegion)
        {
            return SpApiErrors.Denied(SpApiErrors.WrongRegion);
        }

        var order = _reader.ReadCreate(call.Body, now);
        lock (ledger.Engine.Gate)
        {
            var refusal = ledger.Engine.Create(order.Id, order.Content, order.Action, order.Items, now, Name);
            if (refusal.Reason == RefusalReason.OrderExists && options.SilentDuplicates && ledger.Engine.Inspect(order.Id, now) is { } old)
            {
                return Created(old, now);
            }

            if (!refusal.IsNone)
            {
                return OrderErrors.Refuse(refusal, order.Id);
            }

            ledger.Record(Name, "create", order.Id, call.Body, now);
            return Created(ledger.Engine.Inspect(order.Id, now)!, now, taken: true);
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

    private SandboxAnswer Update(string id, SandboxCall call, DateTimeOffset now)
    {
        var change = OrderReader.ReadUpdate(call.Body);
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion ? new Refusal(RefusalReason.OrderUnknown) : ledger.Engine.AcceptUpdate(id, change, now, Reader);
            return refusal.IsNone ? Accepted("update", id, call.Body, now) : OrderErrors.Refuse(refusal, id);
        }
    }

    private SandboxAnswer Cancel(string id, DateTimeOffset now)
    {
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion ? new Refusal(RefusalReason.OrderUnknown) : ledger.Engine.Cancel(id, now, Reader, onlyAccepted: true);
            return refusal.IsNone ? Accepted("cancel", id, default, now) : OrderErrors.Refuse(refusal, id);
        }
    }

    private SandboxAnswer Accepted(string verb, string id, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ledger.Record(Name, verb, id, body, now);
        return new SandboxAnswer(202, OrderErrors.Empty) { Taken = true };
    }

    private SandboxAnswer Get(string id, SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        var withShipments = WithShipments(new QueryReader(call.Query));
        lock (ledger.Engine.Gate)
        {
            return (options.WrongRegion ? null : ledger.Engine.Find(id, now, Reader)) is { } order
                ? new SandboxAnswer(200, WriteOne(order, style, withShipments, now))
                : OrderErrors.Refuse(new Refusal(RefusalReason.OrderUnknown), id);
        }
    }

    private static bool WithShipments(QueryReader query) => query.Find("shipments") switch
    {
        null or "" or "INCLUDE" => true,
        "EXCLUDE" => false,
        var other => throw Members.Invalid("shipments", other.Length <= 40 ? other : ""),
    };

    private SandboxAnswer List(SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        var query = new QueryReader(call.Query);
        var withShipments = WithShipments(query);
        var start = now - options.ListReachesBack;
        if (query.Find("updatedAfter") is { Length: > 0 } text)
        {
            // After means after: what was updated at that very moment is not listed.
            start = Members.TryDate(text, out var after) ? after.AddTicks(1) : throw Members.Invalid("updatedAfter", text.Length <= 40 ? text : "");
        }

        var token = query.Find("pageToken");
        lock (ledger.Engine.Gate)
        {
            var cursor = string.IsNullOrEmpty(token)
                ? ledger.Engine.BeginList(options.WrongRegion ? DateTimeOffset.MaxValue : start, now)
                : ListToken.TryRead(token!, out var read) ? read : throw Members.Invalid("pageToken");
            var body = JsonBody.Write((door: this, cursor, style, withShipments, now), static (writer, list) =>
                list.door.WritePage(writer, list.cursor, list.style, list.withShipments, list.now));
            return new SandboxAnswer(200, body);
        }
    }

    private void WritePage(System.Text.Json.Utf8JsonWriter writer, ListCursor cursor, ReadStyle style, bool withShipments, DateTimeOffset now)
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
