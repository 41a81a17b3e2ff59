using System;
using System.Collections.Generic;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>The Fulfillment Outbound API of the SP-API, version 2026-07-04.</summary>
internal sealed class OrdersEndpoint(SandboxOptions options, SpApiAdmission admission, Ledger ledger) : Endpoint, IOrderEndpoint
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
    private static readonly Operation s_preview = new("getOrderPreview", OperationKind.Query, 2, 30);
    private static readonly Operation s_offers = new("getOffers", OperationKind.Query, 5, 30);
    private static readonly Operation s_status = new("updateOrderStatus", OperationKind.Change, 0, 0);
    private static readonly Operation s_package = new("updatePackage", OperationKind.Change, 0, 0);
    private readonly OrderHandler _orders = new(options, ledger);
    private readonly PreviewHandler _previews = new(options, ledger);
    private readonly OfferHandler _offers = new(ledger);
    private readonly ReportHandler _reports = new(ledger);

    public override string Name => OrderHandler.Version;

    public string? MadeBy => Name;

    public override IReadOnlyList<Operation> Operations { get; } =
    [
        s_create, s_get, s_list, s_update, s_cancel, s_preview, s_offers, s_status, s_package,
    ];

    private string? Reader => OrderHandler.ReaderOf(options);

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        identified = default;
        if (!call.Path.StartsWith(Base, StringComparison.Ordinal))
        {
            return false;
        }

        var segments = call.Path.Substring(Base.Length).Split('/');
        var operation = (call.Method, segments.Length, segments[0], segments.Length > 2 ? segments[2] : "") switch
        {
            ("POST", 1, "orders", _) => s_create,
            ("GET", 1, "orders", _) => s_list,
            ("GET", 2, "orders", _) => s_get,
            ("PUT", 2, "orders", _) => s_update,
            ("PUT", 3, "orders", "cancel") => s_cancel,
            ("PUT", 3, "orders", "status") => s_status,
            ("PUT", 4, "orders", "packages") => s_package,
            ("POST", 1, "previews", _) => s_preview,
            ("POST", 1, "offers", _) => s_offers,
            _ => null,
        };
        if (operation is null || (segments.Length > 1 && segments[1].Length == 0))
        {
            return false;
        }

        var id = segments.Length > 1 ? Unescape(segments[1]) : operation == s_create ? JsonPeek.Text(call.Body, "orderId") : null;
        identified = new IdentifiedCall(operation, id);
        return true;
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified) => admission.Admit(call, identified.Operation);

    public override string? RateOf(Operation operation) => admission.RateOf(operation);

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        var answer = Answer(call, identified, style, now);
        answer.ServiceId = call.ServiceId is { Length: > 0 and <= LongestServiceId } given ? given : "FS01-sandbox";
        return answer;
    }

    public override SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified) => trouble switch
    {
        Trouble.TokenExpired => SpApiErrors.Denied(SpApiErrors.TokenExpired),
        Trouble.Throttled => SpApiErrors.Throttled(),
        Trouble.Unavailable => SpApiErrors.Unavailable(),
        Trouble.Denied => SpApiErrors.Denied(),
        Trouble.ReadFailed =>
            OrderErrors.Invalid($"Unable to get order info, orderId={identified.OrderId}. Received error message: Received 500 response"),
        _ => SpApiErrors.InternalFailure(),
    };

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) => SpApiErrors.OkWithErrors();

    public override SandboxAnswer SayDone(in IdentifiedCall identified)
    {
        if (identified.Operation != s_create)
        {
            return new SandboxAnswer(202, OrderErrors.Empty);
        }

        return _orders.AnswerAgain(identified.OrderId!);
    }

    public Action Read(string verb, string id, JsonElement body, DateTimeOffset at)
    {
        if (verb is not ("status" or "package"))
        {
            return _orders.Read(verb, id, body, at);
        }

        var kept = body.ToBytes();
        if (verb == "status")
        {
            return () => _reports.MoveOrder(id, kept, at, null);
        }

        var parts = id.Split('/');
        return () => _reports.ReportPackage(string.Join("/", parts, 0, parts.Length - 1), parts[parts.Length - 1], kept, at, null);
    }

    public NewOrder ReadCreate(JsonElement body, DateTimeOffset at) => _orders.ReadCreate(body, at);

    private static string CheckId(string id) =>
        id.Length <= Reading.LongestOrderId && !string.IsNullOrWhiteSpace(id)
            ? id
            : throw Members.Invalid("orderId", id.Length <= 200 ? id : "");

    private string Unescape(string segment)
    {
        var id = Uri.UnescapeDataString(segment);
        return options.PlusIsSpace ? id.Replace('+', ' ') : id;
    }

    private SandboxAnswer Answer(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        if (call.Body.Length > LongestBody)
        {
            return SpApiErrors.TooLarge();
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
                OperationKind.Create => _orders.Create(call, now),
                OperationKind.List => _orders.List(call, style, now),
                OperationKind.Read => _orders.Get(CheckId(identified.OrderId!), call, style, now),
                OperationKind.Query when identified.Operation == s_preview => _previews.Preview(call, style, now),
                OperationKind.Query => _offers.Offers(call, style, now),
                _ when identified.Operation == s_status => MoveOrder(CheckId(identified.OrderId!), call, now),
                _ when identified.Operation == s_package => ReportPackage(CheckId(identified.OrderId!), call, now),
                _ when identified.Operation == s_update => _orders.Update(CheckId(identified.OrderId!), call, now),
                _ => _orders.Cancel(CheckId(identified.OrderId!), now),
            };
        }
        catch (InputException exception)
        {
            return OrderErrors.Invalid(exception);
        }
    }

    private SandboxAnswer MoveOrder(string id, SandboxCall call, DateTimeOffset now)
    {
        lock (ledger.Engine.Gate)
        {
            return Reported(
                options.WrongRegion ? new Refusal(RefusalReason.OrderUnknown) : _reports.MoveOrder(id, call.Body, now, Reader),
                "status",
                id,
                id,
                call,
                now);
        }
    }

    private SandboxAnswer ReportPackage(string id, SandboxCall call, DateTimeOffset now)
    {
        var packageId = Uri.UnescapeDataString(call.Path.Substring(call.Path.LastIndexOf('/') + 1));
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion
                ? new Refusal(RefusalReason.OrderUnknown)
                : _reports.ReportPackage(id, packageId, call.Body, now, Reader);
            return Reported(refusal, "package", id, $"{id}/{packageId}", call, now);
        }
    }

    private SandboxAnswer Reported(in Refusal refusal, string verb, string id, string subject, SandboxCall call, DateTimeOffset now)
    {
        if (!refusal.IsNone)
        {
            return OrderErrors.Refuse(refusal, id);
        }

        ledger.Record(Name, verb, subject, call.Body, now);
        return new SandboxAnswer(204, []) { Taken = true };
    }
}
