using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Sandbox.Endpoints.Tokens;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MerchantV0;

/// <summary>The Merchant Fulfillment API of the SP-API, version 0. What shows a recipient asks for a restricted data token.</summary>
internal sealed class MerchantEndpoint(
    SandboxOptions options, SpApiAdmission admission, RestrictedTokens restricted, Ledger ledger) : Endpoint, IReplayed
{
    private const string Base = "/mfn/v0/";
    private const string Shipments = Base + "shipments";
    private const string IdPattern = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";
    private static readonly Operation s_quote = new("getEligibleShipmentServices", OperationKind.List, 6, 12);
    private static readonly Operation s_inputs = new("getAdditionalSellerInputs", OperationKind.List, 1, 1);

    // A purchase is a change and not a creation: faults that hide or burn an order's id have nothing to hit here.
    private static readonly Operation s_buy = new("createShipment", OperationKind.Change, 2, 2);
    private static readonly Operation s_get = new("getShipment", OperationKind.Read, 1, 1);
    private static readonly Operation s_cancel = new("cancelShipment", OperationKind.Change, 1, 1);

    public override string Name => "mfn-v0";

    public override IReadOnlyList<Operation> Operations { get; } = [s_quote, s_inputs, s_buy, s_get, s_cancel];

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        identified = default;
        if (!call.Path.StartsWith(Base, StringComparison.Ordinal))
        {
            return false;
        }

        var id = call.Path.StartsWith(Shipments + "/", StringComparison.Ordinal)
            ? Uri.UnescapeDataString(call.Path.Substring(Shipments.Length + 1))
            : null;
        var operation = (call.Method, id is null ? call.Path : Shipments + "/") switch
        {
            ("POST", Base + "eligibleShippingServices") => s_quote,
            ("POST", Base + "additionalSellerInputs") => s_inputs,
            ("POST", Shipments) => s_buy,
            ("GET", Shipments + "/") => s_get,
            ("DELETE", Shipments + "/") => s_cancel,
            _ => null,
        };
        if (operation is null || id?.Length == 0 || id?.IndexOf('/') >= 0)
        {
            return false;
        }

        identified = new IdentifiedCall(operation, id ?? FindOrderId(call.Body), call.RequestId);
        return true;
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified)
    {
        if (identified.Operation == s_quote || identified.Operation == s_inputs || string.IsNullOrEmpty(call.AccessToken))
        {
            return admission.Admit(call, identified.Operation);
        }

        // An access token is good, but not good enough: that is answered like a missing role.
        if (call.AccessToken!.StartsWith(AccessTokens.Prefix, StringComparison.Ordinal))
        {
            return admission.Admit(call, identified.Operation) ?? SpApiErrors.Denied();
        }

        return restricted.Check(call.AccessToken!, out var account, out var resources) switch
        {
            TokenState.Invalid => SpApiErrors.Denied(SpApiErrors.TokenInvalid),
            TokenState.Expired => SpApiErrors.Denied(SpApiErrors.TokenExpired),
            _ => resources.Any(resource => resource.Covers(call.Method, call.Path))
                ? admission.Admit(account, identified.Operation)
                : SpApiErrors.Denied(),
        };
    }

    public override string? RateOf(Operation operation) => admission.RateOf(operation);

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        try
        {
            var operation = identified.Operation;
            return operation == s_get ? Get(identified.OrderId!, style, now)
                : operation == s_cancel ? Cancel(identified.OrderId!, now)
                : HandleBody(operation, call, now);
        }
        catch (Exception exception) when (exception is InputException or InvalidOperationException)
        {
            return SpApiErrors.InvalidInput(exception is InputException ? exception.Message : "Invalid Input");
        }
    }

    public override SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified) => trouble == Trouble.ReadFailed
        ? SpApiErrors.InvalidInput(identified.RequestId)
        : SpApiErrors.Say(trouble);

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) => SpApiErrors.OkWithErrors();

    public override SandboxAnswer SayDone(in IdentifiedCall identified) => new(200, [(byte)'{', (byte)'}']);

    public Action Read(string verb, string id, JsonElement body, DateTimeOffset at)
    {
        var kept = body.ToBytes();
        return () => Replay(verb, id, kept, at);
    }

    public void Seed(SandboxMerchantOrder order, DateTimeOffset now)
    {
        var seeded = order.ToOrder();
        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            ledger.Shipping.Seed(seeded);
            ledger.Record(Name, "seed", order.AmazonOrderId, order.ToJson(), now);
        }
    }

    private static string? FindOrderId(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null
                : root.TryGetProperty("ShipmentRequestDetails", out var details) && details.ValueKind == JsonValueKind.Object
                    ? TextOf(details, "AmazonOrderId")
                    : TextOf(root, "OrderId");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Whoever reads the body for good says what is wrong with it.
            return null;
        }
    }

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static void CheckId(string id)
    {
        // Amazon's own sandbox answers for two well-formed ids as if they were these five words.
        var shown = id is "87d20cf7-1beb-4cda-8bf4-7366cfddbec1" or "aabbccdd-1beb-4cda-8bf4-7366cfddbec1" ? "TEST_CASE_400" : id;
        if (shown != id || !Guid.TryParseExact(id, "D", out _))
        {
            throw Validated.Failed("shipmentId", $"'{shown}'", "Member must satisfy regular expression pattern: " + IdPattern);
        }
    }

    private static SandboxAnswer Refuse(in ShippingRefusal refusal) => refusal.Reason == ShippingRefusalReason.ShipmentUnknown
        ? SpApiErrors.Error(404, "NotFound", ShippingRefusals.Explain(refusal), "", "NotFoundException")
        : SpApiErrors.InvalidInput(ShippingRefusals.Explain(refusal));

    private static SandboxAnswer Payload<T>(T state, Action<Utf8JsonWriter, T> write, bool taken = false) =>
        new(200, JsonBody.Write((state, write), static (writer, payload) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("payload");
            payload.write(writer, payload.state);
            writer.WriteEndObject();
        })) { Taken = taken };

    private static SandboxAnswer Show(
        MerchantShipment shipment, ReadStyle style, DateTimeOffset now, bool isNew = false, bool taken = false) =>
        Payload(
            (shipment, style, now, isNew),
            static (writer, show) => new ShipmentWriter(writer, show.style).WriteShipment(show.shipment, show.now, show.isNew),
            taken);

    private SandboxAnswer HandleBody(Operation operation, SandboxCall call, DateTimeOffset now)
    {
        using var document = ShipmentReader.Parse(call.Body);
        var body = new Validated(document.RootElement, "");
        return operation == s_quote ? Quote(body, now)
            : operation == s_inputs ? AskForInputs(body, now)
            : Buy(body, call.Body, now);
    }

    private SandboxAnswer Quote(Validated body, DateTimeOffset now)
    {
        var request = ShipmentReader.ReadRequest(body);
        var filter = ShipmentReader.ReadFilter(body);
        RequestRules.Check(body);
        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            var quotes = ledger.Shipping.Quote(request, filter, now, out var refusal);
            return !refusal.IsNone ? Refuse(refusal) : Payload((quotes, request, filter), static (writer, answer) =>
            {
                writer.WriteStartObject();
                new OfferWriter(writer).WriteQuotes(answer.quotes, answer.request, answer.filter);
                writer.WriteEndObject();
            });
        }
    }

    private SandboxAnswer AskForInputs(Validated body, DateTimeOffset now)
    {
        var (serviceId, orderId, countryCode) = ShipmentReader.ReadQuestion(body);
        lock (ledger.Engine.Gate)
        {
            ledger.Engine.Settle(now);
            return ledger.Shipping.AskForInputs(orderId, serviceId, countryCode, out var refusal) is not { } asked
                ? Refuse(refusal)
                : Payload(asked, static (writer, inputs) =>
            {
                writer.WriteStartObject();
                InputWriter.Write(writer, inputs.Service, inputs.ItemIds);
                writer.WriteEndObject();
            });
        }
    }

    private SandboxAnswer Buy(Validated body, ReadOnlyMemory<byte> text, DateTimeOffset now)
    {
        var purchase = ShipmentReader.ReadPurchase(body);
        RequestRules.Check(body);
        if (options.WrongRegion)
        {
            return SpApiErrors.Denied(SpApiErrors.WrongRegion);
        }

        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            var refusal = ledger.Shipping.Buy(purchase, ledger.Engine.Settings.Shipping, now, out var shipment);
            if (!refusal.IsNone)
            {
                return Refuse(refusal);
            }

            ledger.Record(Name, "buy", purchase.Request.AmazonOrderId, text, now);
            return Show(shipment!, ReadStyle.Plain, now, isNew: true, taken: true);
        }
    }

    private SandboxAnswer Get(string id, ReadStyle style, DateTimeOffset now)
    {
        CheckId(id);
        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            return !options.WrongRegion && ledger.Shipping.Find(id) is { } shipment
                ? Show(shipment, style, now)
                : Refuse(new ShippingRefusal(ShippingRefusalReason.ShipmentUnknown, id));
        }
    }

    private SandboxAnswer Cancel(string id, DateTimeOffset now)
    {
        CheckId(id);
        lock (ledger.Engine.Gate)
        {
            now = ledger.Engine.Settle(now);
            var refusal = options.WrongRegion
                ? new ShippingRefusal(ShippingRefusalReason.ShipmentUnknown, id)
                : ledger.Shipping.Cancel(id, ledger.Engine.Settings.Shipping, now);
            if (!refusal.IsNone)
            {
                return Refuse(refusal);
            }

            ledger.Record(Name, "cancel", id, default, now);
            return Show(ledger.Shipping.Find(id)!, ReadStyle.Plain, now, taken: true);
        }
    }

    private void Replay(string verb, string id, ReadOnlyMemory<byte> body, DateTimeOffset at)
    {
        at = ledger.Engine.Settle(at);
        switch (verb)
        {
            case "seed":
                ledger.Shipping.Seed(SandboxMerchantOrder.FromJson(body).ToOrder());
                break;
            case "buy":
                using (var document = ShipmentReader.Parse(body))
                {
                    ledger.Shipping.Buy(
                        ShipmentReader.ReadPurchase(new Validated(document.RootElement, "")), ledger.Engine.Settings.Shipping, at, out _);
                }

                break;
            default:
                ledger.Shipping.Cancel(id, ledger.Engine.Settings.Shipping, at);
                break;
        }
    }
}
