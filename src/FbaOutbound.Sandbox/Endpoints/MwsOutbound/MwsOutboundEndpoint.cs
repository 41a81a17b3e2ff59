using System;
using System.Text.Json;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>The section FulfillmentOutboundShipment of MWS, version 2010-10-01.</summary>
internal sealed class MwsOutboundEndpoint : MwsEndpoint, IOrderEndpoint
{
    private static readonly Operation s_create = new("CreateFulfillmentOrder", OperationKind.Create, 2, 30);
    private static readonly Operation s_update = new("UpdateFulfillmentOrder", OperationKind.Change, 2, 30);
    private static readonly Operation s_cancel = new("CancelFulfillmentOrder", OperationKind.Change, 2, 30);
    private static readonly Operation s_get = new("GetFulfillmentOrder", OperationKind.Read, 2, 30);
    private static readonly Operation s_list = new("ListAllFulfillmentOrders", OperationKind.List, 2, 30);
    private static readonly Operation s_next = new("ListAllFulfillmentOrdersByNextToken", OperationKind.List, 2, 30) { Shares = s_list };
    private static readonly Operation s_preview = new("GetFulfillmentPreview", OperationKind.List, 2, 30);
    private static readonly Operation s_track = new("GetPackageTrackingDetails", OperationKind.List, 2, 30);
    private static readonly Operation s_reasons = new("ListReturnReasonCodes", OperationKind.List, 2, 30);
    private static readonly Operation s_return = new("CreateFulfillmentReturn", OperationKind.Change, 2, 30);
    private static readonly MwsSection s_section = new(
        "FulfillmentOutboundShipment",
        "2010-10-01",
        "http://mws.amazonaws.com/FulfillmentOutboundShipment/2010-10-01/",
        s_create,
        s_update,
        s_cancel,
        s_get,
        s_list,
        s_next,
        s_preview,
        s_track,
        s_reasons,
        s_return,
        NewServiceStatus());

    private readonly SandboxOptions _options;
    private readonly Ledger _ledger;
    private readonly MwsOrderReader _reader;
    private readonly MwsServiceHandler _services;
    private readonly OrderRequestRules _rules;

    public MwsOutboundEndpoint(SandboxOptions options, MwsAdmission admission, Ledger ledger)
        : base(options, admission, s_section)
    {
        _options = options;
        _ledger = ledger;
        _reader = new MwsOrderReader(options);
        _services = new MwsServiceHandler(options, this, ledger);
        _rules = MwsOrderRules.ForRequests(options);
    }

    public override string Name => "mws-outbound";

    public string? MadeBy => null;

    public NewOrder ReadCreate(JsonElement body, DateTimeOffset at)
    {
        var parameters = ReadKept(body);
        return _reader.ReadCreate(parameters, parameters.Find(HostName));
    }

    protected override string? IdOf(Parameters parameters) => parameters.Find("SellerFulfillmentOrderId");

    protected override SandboxAnswer Handle(
        SandboxCall call, Parameters parameters, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        var operation = identified.Operation;
        return operation == s_create ? Create(call, parameters, now)
            : operation == s_update ? Change(s_update, "update", call, parameters, now)
            : operation == s_cancel ? Change(s_cancel, "cancel", call, parameters, now)
            : operation == s_get ? Get(call, parameters, style, now)
            : operation == s_preview ? _services.Preview(operation, call, parameters, now)
            : operation == s_track ? _services.Track(operation, call, parameters, style, now)
            : operation == s_reasons ? _services.ListReasons(operation, call, parameters, now)
            : operation == s_return ? _services.Return(operation, call, parameters, Keep(parameters, call.Host), now)
            : List(operation, call, parameters, style, now);
    }

    protected override void Replay(string verb, string id, Parameters parameters, DateTimeOffset at)
    {
        switch (verb)
        {
            case "update":
                _ledger.Engine.Update(id, MwsOrderReader.ReadUpdate(parameters), at);
                break;
            case "return":
                _ledger.Engine.Return(id, MwsServiceHandler.ReadReturn(parameters), at, out _);
                break;
            default:
                _ledger.Engine.Cancel(id, at);
                break;
        }
    }

    private SandboxAnswer Create(SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        if (_options.WrongRegion)
        {
            return Errors.Gateway(401, "AccessDenied", $"Access to {Section.Name}.{s_create.Name} is denied", call.RequestId);
        }

        var order = _reader.ReadCreate(parameters, call.Host);
        var content = order.Content!;
        MwsOrderRules.CheckRequest(_rules, content.Items, content.MarketplaceId, content.Address);
        lock (_ledger.Engine.Gate)
        {
            var refusal = _ledger.Engine.Create(order, now, MadeBy);
            if (refusal.Reason == RefusalReason.OrderExists && _options.SilentDuplicates)
            {
                return Done(s_create, call.RequestId);
            }

            if (!refusal.IsNone)
            {
                return Refuse(refusal, order.Id, call.RequestId);
            }

            _ledger.RecordCreate(Name, order, Keep(parameters, call.Host), now);
            return Done(s_create, call.RequestId, taken: true);
        }
    }

    private SandboxAnswer Change(Operation operation, string verb, SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        var id = MwsOrderReader.ReadId(parameters);
        var change = operation == s_update ? MwsOrderReader.ReadUpdate(parameters) : null;
        if (change is not null)
        {
            MwsOrderRules.CheckRequest(_rules, change.Items ?? [], change.MarketplaceId, change.Address);
        }

        lock (_ledger.Engine.Gate)
        {
            var refusal = _options.WrongRegion ? new Refusal(RefusalReason.OrderUnknown)
                : change is null ? _ledger.Engine.Cancel(id, now)
                : _ledger.Engine.Update(id, change, now);
            return refusal.IsNone ? Done(operation, verb, id, call, parameters, now) : Refuse(refusal, id, call.RequestId);
        }
    }

    private SandboxAnswer Done(Operation operation, string verb, string id, SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        _ledger.Record(Name, verb, id, Keep(parameters, call.Host), now);
        return Done(operation, call.RequestId, taken: true);
    }

    private SandboxAnswer Get(SandboxCall call, Parameters parameters, ReadStyle style, DateTimeOffset now)
    {
        var id = MwsOrderReader.ReadId(parameters);
        lock (_ledger.Engine.Gate)
        {
            var order = _options.WrongRegion ? null : _ledger.Engine.Find(id, now);
            return order is null
                ? Refuse(new Refusal(RefusalReason.OrderUnknown), id, call.RequestId)
                : Answer(s_get, call.RequestId, (order, style, _ledger.Engine.Settings.Durations), static (writer, read) =>
                    new MwsOrderWriter(writer, read.style, read.Durations).WriteDetails(read.order));
        }
    }

    private SandboxAnswer List(Operation operation, SandboxCall call, Parameters parameters, ReadStyle style, DateTimeOffset now)
    {
        var query = new MwsMembers(parameters, "");
        var token = operation == s_next ? query.RequiredText("NextToken") : null;
        var start = query.Date("QueryStartDateTime") ?? now - _options.ListReachesBack;
        lock (_ledger.Engine.Gate)
        {
            var cursor = token is null
                ? _ledger.Engine.BeginList(_options.WrongRegion ? DateTimeOffset.MaxValue : start, now)
                : ListToken.TryRead(token, out var read) ? read : throw MwsMembers.Invalid("NextToken");
            return Answer(operation, call.RequestId, (_ledger.Engine, cursor, _options.PageSize, style, now), static (writer, list) =>
            {
                var orders = new MwsOrderWriter(writer, list.style, list.Engine.Settings.Durations);
                writer.WriteStartElement("FulfillmentOrders");
                var next = list.Engine.ReadPage(list.cursor, list.PageSize, list.now, order =>
                {
                    writer.WriteStartElement("member");
                    orders.WriteOrder(order);
                    writer.WriteEndElement();
                });
                writer.WriteEndElement();
                if (next is { } after)
                {
                    writer.WriteElementString("NextToken", ListToken.Write(after));
                }
            });
        }
    }

    private SandboxAnswer Refuse(in Refusal refusal, string id, string requestId) =>
        Errors.Refuse("InvalidRequestException", OutboundRefusals.Explain(refusal, id, _options), requestId);
}
