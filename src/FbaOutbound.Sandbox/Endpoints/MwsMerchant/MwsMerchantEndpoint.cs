using System;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MwsMerchant;

/// <summary>The section MerchantFulfillment of MWS, version 2015-06-01.</summary>
internal sealed class MwsMerchantEndpoint(
    SandboxOptions options, MwsAdmission admission, Ledger ledger) : MwsEndpoint(options, admission, s_section)
{
    // The page of CancelShipment gives its plan; those of the other operations are not known, and taken to be the same.
    private static readonly Operation s_quote = new("GetEligibleShippingServices", OperationKind.List, 5, 10);
    private static readonly Operation s_inputs = new("GetAdditionalSellerInputs", OperationKind.List, 5, 10);
    private static readonly Operation s_buy = new("CreateShipment", OperationKind.Change, 5, 10);
    private static readonly Operation s_get = new("GetShipment", OperationKind.Read, 5, 10);
    private static readonly Operation s_cancel = new("CancelShipment", OperationKind.Change, 5, 10);
    private static readonly MwsSection s_section = new(
        "MerchantFulfillment",
        "2015-06-01",
        "https://mws.amazonservices.com/MerchantFulfillment/2015-06-01",
        s_quote,
        s_inputs,
        s_buy,
        s_get,
        s_cancel,
        NewServiceStatus());

    private readonly SandboxOptions _options = options;

    public override string Name => "mws-merchant";

    protected override string StatusNamespace => "http://mws.amazonservices.com/MerchantFulfillment/2015-06-01";

    protected override string? IdOf(Parameters parameters) =>
        parameters.Find("ShipmentId") ?? parameters.Find("ShipmentRequestDetails.AmazonOrderId") ?? parameters.Find("OrderId");

    protected override SandboxAnswer Handle(
        SandboxCall call, Parameters parameters, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        var operation = identified.Operation;
        if (!IsAvailable(call.Host))
        {
            return Errors.Gateway(
                404, "InvalidAddress", $"Operation {operation.Name} is not available for section {Section.Path.Substring(1)}",
                call.RequestId);
        }

        return operation == s_quote ? Quote(call, parameters, now)
            : operation == s_inputs ? AskForInputs(call, parameters, now)
            : operation == s_buy ? Buy(call, parameters, now)
            : operation == s_get ? Get(call, parameters, style, now)
            : Cancel(call, parameters, now);
    }

    protected override void Replay(string verb, string id, Parameters parameters, DateTimeOffset at)
    {
        at = ledger.Engine.Settle(at);
        if (verb == "buy")
        {
            ledger.Shipping.Buy(MwsShipmentReader.ReadPurchase(parameters), ledger.Engine.Settings.Shipping, at, out _);
        }
        else
        {
            ledger.Shipping.Cancel(id, ledger.Engine.Settings.Shipping, at);
        }
    }

    /// <summary>
    /// The section exists for Canada, the US, Mexico, five countries of Europe and India; a host that is not Amazon's may be any of them.
    /// </summary>
    private static bool IsAvailable(string? host) => (host ?? "").Split(':')[0].ToLowerInvariant()
        is not (
            "mws.amazonservices.jp" or "mws.amazonservices.com.au" or "mws.amazonservices.com.cn" or "mws.amazonservices.ae"
                or "mws-fe.amazonservices.com");

    private SandboxAnswer Quote(SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        var request = MwsShipmentReader.ReadRequest(parameters);
        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            var quotes = ledger.Shipping.Quote(request, MwsShipmentReader.ReadFilter(parameters), now, out var refusal);
            return !refusal.IsNone ? Refuse(refusal, call.RequestId) : Answer(
                s_quote, call.RequestId, (quotes, request), static (writer, answer) =>
                    MwsOfferWriter.WriteQuotes(writer, answer.quotes, answer.request));
        }
    }

    private SandboxAnswer AskForInputs(SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        var (serviceId, orderId, countryCode) = MwsShipmentReader.ReadQuestion(parameters);
        lock (ledger.Engine.Gate)
        {
            ledger.Engine.Settle(now);
            return ledger.Shipping.AskForInputs(orderId, serviceId, countryCode, out var refusal) is not { } asked
                ? Refuse(refusal, call.RequestId)
                : Answer(
                    s_inputs,
                    call.RequestId,
                    asked,
                    static (writer, inputs) => MwsOfferWriter.WriteInputs(writer, inputs.Service, inputs.ItemIds));
        }
    }

    private SandboxAnswer Buy(SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        var purchase = MwsShipmentReader.ReadPurchase(parameters);
        if (_options.WrongRegion)
        {
            return Errors.Gateway(401, "AccessDenied", $"Access to {Section.Name}.{s_buy.Name} is denied", call.RequestId);
        }

        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            var refusal = ledger.Shipping.Buy(purchase, ledger.Engine.Settings.Shipping, now, out var shipment);
            if (!refusal.IsNone)
            {
                return Refuse(refusal, call.RequestId);
            }

            ledger.Record(Name, "buy", purchase.Request.AmazonOrderId, Keep(parameters, call.Host), now);
            return Show(s_buy, shipment!, ReadStyle.Plain, call, now, taken: true);
        }
    }

    private SandboxAnswer Get(SandboxCall call, Parameters parameters, ReadStyle style, DateTimeOffset now)
    {
        var id = MwsShipmentReader.ReadShipmentId(parameters);
        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            return !_options.WrongRegion && ledger.Shipping.Find(id) is { } shipment
                ? Show(s_get, shipment, style, call, now)
                : Refuse(new ShippingRefusal(ShippingRefusalReason.ShipmentUnknown, id), call.RequestId);
        }
    }

    private SandboxAnswer Cancel(SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        var id = MwsShipmentReader.ReadShipmentId(parameters);
        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            var refusal = _options.WrongRegion
                ? new ShippingRefusal(ShippingRefusalReason.ShipmentUnknown, id)
                : ledger.Shipping.Cancel(id, ledger.Engine.Settings.Shipping, now);
            if (!refusal.IsNone)
            {
                return Refuse(refusal, call.RequestId);
            }

            ledger.Record(Name, "cancel", id, default, now);
            return Show(s_cancel, ledger.Shipping.Find(id)!, ReadStyle.Plain, call, now, taken: true);
        }
    }

    private SandboxAnswer Show(
        Operation operation, MerchantShipment shipment, ReadStyle style, SandboxCall call, DateTimeOffset now, bool taken = false) =>
        Answer(
            operation,
            call.RequestId,
            (shipment, style, now),
            static (writer, show) => new MwsShipmentWriter(writer, show.style).WriteShipment(show.shipment, show.now),
            taken: taken);

    private SandboxAnswer Refuse(in ShippingRefusal refusal, string requestId) => Errors.Refuse(
        refusal.Reason == ShippingRefusalReason.InputMissing
            ? "MissingParameter"
            : "InvalidParameterValue", ShippingRefusals.Explain(refusal), requestId);
}
