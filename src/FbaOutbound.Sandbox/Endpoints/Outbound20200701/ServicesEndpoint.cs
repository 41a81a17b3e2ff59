using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>
/// What version 2020-07-01 has beside the orders themselves: previews, offers, tracking, returns, features and the sandbox's statuses.
/// </summary>
internal sealed class ServicesEndpoint(SandboxOptions options, SpApiAdmission admission, Ledger ledger) : Endpoint, IReplayed
{
    private const string Base = "/fba/outbound/2020-07-01/";
    private static readonly Operation s_preview = new("getFulfillmentPreview", OperationKind.Query, 2, 30);
    private static readonly Operation s_offers = new("deliveryOffers", OperationKind.Query, 5, 30);
    private static readonly Operation s_tracking = new("getPackageTrackingDetails", OperationKind.Query, 2, 30);
    private static readonly Operation s_reasons = new("listReturnReasonCodes", OperationKind.Query, 2, 30);
    private static readonly Operation s_return = new("createFulfillmentReturn", OperationKind.Change, 2, 30);
    private static readonly Operation s_status = new("submitFulfillmentOrderStatusUpdate", OperationKind.Change, 0, 0);
    private static readonly Operation s_features = new("getFeatures", OperationKind.Query, 2, 30);
    private static readonly Operation s_inventory = new("getFeatureInventory", OperationKind.Query, 2, 30);
    private static readonly Operation s_sku = new("getFeatureSKU", OperationKind.Query, 2, 30);
    private static readonly byte[] s_empty = Encoding.ASCII.GetBytes("{}");
    private readonly PreviewHandler _previews = new(options, ledger);
    private readonly OfferHandler _offers = new(options, ledger);
    private readonly TrackingHandler _tracking = new(options, ledger);
    private readonly ReturnHandler _returns = new(options, ledger);
    private readonly FeatureHandler _features = new(options, ledger);

    public override string Name => "2020-07-01/services";

    public override IReadOnlyList<Operation> Operations { get; } =
    [
        s_preview, s_offers, s_tracking, s_reasons, s_return, s_status, s_features, s_inventory, s_sku,
    ];

    private string? Reader => options.SeparateVersions ? "2020-07-01" : null;

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        identified = default;
        if (!call.Path.StartsWith(Base, StringComparison.Ordinal))
        {
            return false;
        }

        var segments = call.Path.Substring(Base.Length).Split('/');
        if (Array.IndexOf(segments, "") >= 0)
        {
            return false;
        }

        var operation = (call.Method, segments.Length, segments[0], segments[segments.Length - 1]) switch
        {
            ("POST", 2, "fulfillmentOrders", "preview") => s_preview,
            ("POST", 1, "deliveryOffers", _) => s_offers,
            ("GET", 1, "tracking", _) => s_tracking,
            ("GET", 1, "returnReasonCodes", _) => s_reasons,
            ("PUT", 3, "fulfillmentOrders", "return") => s_return,
            ("PUT", 3, "fulfillmentOrders", "status") => s_status,
            ("GET", 1, "features", _) => s_features,
            ("GET", 3, "features", _) when segments[1] == "inventory" => s_inventory,
            ("GET", 4, "features", _) when segments[1] == "inventory" => s_sku,
            _ => null,
        };
        if (operation is null)
        {
            return false;
        }

        identified = new IdentifiedCall(operation, operation == s_return || operation == s_status ? Unescape(segments[1]) : null);
        return true;
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified) => admission.Admit(call, identified.Operation);

    public override string? RateOf(Operation operation) => admission.RateOf(operation);

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        try
        {
            return Answer(call, identified, style, now);
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
        _ => SpApiErrors.InternalFailure(),
    };

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) => SpApiErrors.OkWithErrors();

    public override SandboxAnswer SayDone(in IdentifiedCall identified) => new(200, s_empty);

    public Action Read(string verb, string id, JsonElement body, DateTimeOffset at)
    {
        if (verb == "return")
        {
            var requests = ReturnHandler.Read(body.ToBytes());
            return () => ledger.Engine.Return(id, requests, at, out _);
        }

        var status = ReadStatus(body.ToBytes());
        return () => ledger.Engine.MoveTo(id, status, at);
    }

    private static OrderStatus ReadStatus(ReadOnlyMemory<byte> body)
    {
        using var document = OrderReader.Parse(body);
        var request = new Members(document.RootElement, "");
        return request.Word<OrderStatus>("fulfillmentOrderStatus") ?? throw request.MissingMember("fulfillmentOrderStatus");
    }

    private string Unescape(string segment)
    {
        var text = Uri.UnescapeDataString(segment);
        return options.PlusIsSpace ? text.Replace('+', ' ') : text;
    }

    private SandboxAnswer Answer(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        var operation = identified.Operation;
        if (operation == s_preview)
        {
            return _previews.Preview(call, style, now);
        }

        if (operation == s_offers)
        {
            return _offers.Offers(call, style, now);
        }

        if (operation == s_tracking)
        {
            return _tracking.Track(call, style, Reader, now);
        }

        if (operation == s_reasons)
        {
            return _returns.ListReasons(call, Reader, now);
        }

        if (operation == s_return)
        {
            return _returns.Create(Name, OutboundEndpoint.CheckId(identified.OrderId!), call, Reader, now);
        }

        if (operation == s_status)
        {
            return MoveOrder(OutboundEndpoint.CheckId(identified.OrderId!), call, now);
        }

        var segments = call.Path.Substring(Base.Length).Split('/');
        return operation == s_features ? _features.List(call)
            : operation == s_inventory ? _features.ListInventory(call, Uri.UnescapeDataString(segments[2]), style, now)
            : _features.FindSku(call, Uri.UnescapeDataString(segments[2]), Unescape(segments[3]), now);
    }

    private SandboxAnswer MoveOrder(string id, SandboxCall call, DateTimeOffset now)
    {
        var target = ReadStatus(call.Body);
        lock (ledger.Engine.Gate)
        {
            var refusal = options.WrongRegion ? new Refusal(RefusalReason.OrderUnknown) : ledger.Engine.MoveTo(id, target, now, Reader);
            switch (refusal.Reason)
            {
                case RefusalReason.None:
                    ledger.Record(Name, "status", id, call.Body, now);
                    return new SandboxAnswer(200, s_empty) { Taken = true };
                case RefusalReason.OrderUnknown:
                    return OutboundEndpoint.Unknown(options, id);
                default:
                    return SpApiErrors.InvalidInput(
                        $"Value {target} for parameter FulfillmentOrderStatus is invalid. Reason: An order with a status of "
                            + $"{refusal.Subject} cannot be moved there.");
            }
        }
    }
}
