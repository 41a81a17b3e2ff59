using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>The Fulfillment Outbound API of the SP-API, version 2020-07-01.</summary>
internal sealed class OutboundEndpoint(SandboxOptions options, SpApiAdmission admission, Ledger ledger) : Endpoint, IOrderEndpoint
{
    private const string OrdersPath = "/fba/outbound/2020-07-01/fulfillmentOrders";
    private static readonly Operation s_create = new("createFulfillmentOrder", OperationKind.Create, 2, 30);
    private static readonly Operation s_get = new("getFulfillmentOrder", OperationKind.Read, 2, 30);
    private static readonly Operation s_list = new("listAllFulfillmentOrders", OperationKind.List, 2, 30);
    private static readonly Operation s_update = new("updateFulfillmentOrder", OperationKind.Change, 2, 30);
    private static readonly Operation s_cancel = new("cancelFulfillmentOrder", OperationKind.Change, 2, 30);
    private static readonly byte[] s_empty = Encoding.ASCII.GetBytes("{}");
    private readonly OrderReader _reader = new(options);
    private readonly OrderRequestRules _rules = new(options, Members.Invalid);

    public override string Name => "2020-07-01";

    public string? MadeBy => Name;

    public override IReadOnlyList<Operation> Operations { get; } = [s_create, s_get, s_list, s_update, s_cancel];

    /// <summary>Whose orders this endpoint shows; null for all orders.</summary>
    private string? Reader => options.SeparateVersions ? Name : null;

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        identified = default;
        var path = call.Path;
        if (!path.StartsWith(OrdersPath, StringComparison.Ordinal))
        {
            return false;
        }

        if (path.Length == OrdersPath.Length)
        {
            switch (call.Method)
            {
                case "POST":
                    identified = new IdentifiedCall(s_create, JsonPeek.Text(call.Body, "sellerFulfillmentOrderId"));
                    return true;
                case "GET":
                    identified = new IdentifiedCall(s_list, null);
                    return true;
                default:
                    return false;
            }
        }

        var rest = path.Substring(OrdersPath.Length);
        var isCancel = rest.EndsWith("/cancel", StringComparison.Ordinal);
        var raw = isCancel ? rest.Substring(0, rest.Length - "/cancel".Length) : rest;
        if (raw.Length < 2 || raw[0] != '/' || raw.IndexOf('/', 1) > 0)
        {
            return false;
        }

        var operation = (call.Method, isCancel) switch
        {
            ("GET", false) => s_get,
            ("PUT", false) => s_update,
            ("PUT", true) => s_cancel,
            _ => null,
        };
        if (operation is null)
        {
            return false;
        }

        var id = Uri.UnescapeDataString(raw.Substring(1));
        identified = new IdentifiedCall(operation, options.PlusIsSpace ? id.Replace('+', ' ') : id);
        return true;
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified) => admission.Admit(call, identified.Operation);

    public override string? RateOf(Operation operation) => admission.RateOf(operation);

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        try
        {
            return identified.Operation.Kind switch
            {
                OperationKind.Create => Create(call, now),
                OperationKind.List => List(call, style, now),
                OperationKind.Read => Get(CheckId(identified.OrderId!), style, now),
                _ when identified.Operation == s_update => Update(CheckId(identified.OrderId!), call, now),
                _ => Cancel(CheckId(identified.OrderId!), now),
            };
        }
        catch (InputException exception)
        {
            return SpApiErrors.InvalidInput(exception.Message);
        }
    }

    public override SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified) => trouble switch
    {
        Trouble.TokenExpired => SpApiErrors.Denied(SpApiErrors.TokenExpired),
        Trouble.Throttled => SpApiErrors.Throttled(),
        Trouble.Unavailable => SpApiErrors.Unavailable(),
        Trouble.Denied => SpApiErrors.Denied(),
        Trouble.ReadFailed => SpApiErrors.InvalidInput(OutboundRefusals.UnableToGet(identified.OrderId ?? "") + "Received 500 response"),
        _ => SpApiErrors.InternalFailure(),
    };

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) => SpApiErrors.OkWithErrors();

    public override SandboxAnswer SayDone(in IdentifiedCall identified) => new(200, s_empty);

    public Action Read(string verb, string id, JsonElement body, DateTimeOffset at)
    {
        if (verb != "update")
        {
            return () => ledger.Engine.Cancel(id, at);
        }

        var change = _reader.ReadUpdate(body);
        return () => ledger.Engine.Update(id, change, at);
    }

    public NewOrder ReadCreate(JsonElement body, DateTimeOffset at) => _reader.ReadCreate(body);

    public static string CheckId(string id) =>
        id.Length <= OrderReader.LongestOrderId && !string.IsNullOrWhiteSpace(id)
            ? id
            : throw Members.Invalid("SellerFulfillmentOrderId", id);

    public static SandboxAnswer Unknown(SandboxOptions options, string id) => SpApiErrors.InvalidInput(
        OutboundRefusals.Explain(new Refusal(RefusalReason.OrderUnknown), id, options), options.UnknownOrderStatus);

    private SandboxAnswer Create(SandboxCall call, DateTimeOffset now)
    {
        if (options.WrongRegion)
        {
            return SpApiErrors.Denied(SpApiErrors.WrongRegion);
        }

        var order = _reader.ReadCreate(call.Body);
        var content = order.Content!;
        OrderRules.CheckRequest(_rules, content);
        lock (ledger.Engine.Gate)
        {
            var refusal = options.TakesAnyDeliveryWindow || ledger.Engine.HasNeededWindow(order.Id, content, now)
                ? ledger.Engine.Create(order, now, MadeBy)
                : new Refusal(RefusalReason.WindowNotOffered);
            if (refusal.Reason == RefusalReason.OrderExists && options.SilentDuplicates)
            {
                return new SandboxAnswer(200, s_empty);
            }

            if (!refusal.IsNone)
            {
                return Refuse(refusal, order.Id);
            }

            ledger.RecordCreate(Name, order, call.Body, now);
            return new SandboxAnswer(200, s_empty) { Taken = true };
        }
    }

    private SandboxAnswer Update(string id, SandboxCall call, DateTimeOffset now)
    {
        var change = _reader.ReadUpdate(call.Body);
        OrderRules.CheckRequest(_rules, change);
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion ? new Refusal(RefusalReason.OrderUnknown) : ledger.Engine.Update(id, change, now, Reader);
            return refusal.IsNone ? Done("update", id, call.Body, now) : Refuse(refusal, id);
        }
    }

    private SandboxAnswer Cancel(string id, DateTimeOffset now)
    {
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion ? new Refusal(RefusalReason.OrderUnknown) : ledger.Engine.Cancel(id, now, Reader);
            return refusal.IsNone ? Done("cancel", id, default, now) : Refuse(refusal, id);
        }
    }

    private SandboxAnswer Done(string verb, string id, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        ledger.Record(Name, verb, id, body, now);
        return new SandboxAnswer(200, s_empty) { Taken = true };
    }

    private SandboxAnswer Get(string id, ReadStyle style, DateTimeOffset now)
    {
        lock (ledger.Engine.Gate)
        {
            var order = options.WrongRegion ? null : ledger.Engine.Find(id, now, Reader);
            if (order is null)
            {
                return Refuse(new Refusal(RefusalReason.OrderUnknown), id);
            }

            var body = JsonBody.Write((order, style, ledger.Engine.Settings.Durations), static (writer, read) =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("payload");
                new OrderWriter(writer, read.style, read.Durations).WriteDetails(read.order);
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
            return new SandboxAnswer(200, body);
        }
    }

    private SandboxAnswer List(SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        var query = new QueryReader(call.Query);
        var start = now - options.ListReachesBack;
        if (query.Find("queryStartDate") is { Length: > 0 } text && !Members.TryDate(text, out start))
        {
            throw new InputException("timestamp must follow ISO8601");
        }

        var token = query.Find("nextToken");
        lock (ledger.Engine.Gate)
        {
            var cursor = string.IsNullOrEmpty(token)
                ? ledger.Engine.BeginList(options.WrongRegion ? DateTimeOffset.MaxValue : start, now)
                : ListToken.TryRead(token!, out var read) ? read : throw Members.Invalid("NextToken");
            var body = JsonBody.Write((ledger.Engine, cursor, options.PageSize, style, now, Reader), static (writer, list) =>
            {
                var orders = new OrderWriter(writer, list.style, list.Engine.Settings.Durations);
                writer.WriteStartObject();
                writer.WriteStartObject("payload");
                writer.WriteStartArray("fulfillmentOrders");
                var next = list.Engine.ReadPage(list.cursor, list.PageSize, list.now, order =>
                {
                    writer.WriteStartObject();
                    orders.WriteOrder(order);
                    writer.WriteEndObject();
                }, list.Reader);
                writer.WriteEndArray();
                if (next is { } after)
                {
                    writer.WriteString("nextToken", ListToken.Write(after));
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            });
            return new SandboxAnswer(200, body);
        }
    }

    private SandboxAnswer Refuse(in Refusal refusal, string id) => refusal.Reason == RefusalReason.OrderUnknown
        ? Unknown(options, id)
        : SpApiErrors.InvalidInput(OutboundRefusals.Explain(refusal, id, options));
}
