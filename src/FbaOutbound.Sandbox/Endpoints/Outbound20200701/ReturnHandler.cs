using System;
using System.Collections.Generic;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>listReturnReasonCodes and createFulfillmentReturn.</summary>
internal sealed class ReturnHandler(SandboxOptions options, Ledger ledger)
{
    public static List<ReturnRequest> Read(ReadOnlyMemory<byte> body)
    {
        using var document = OrderReader.Parse(body);
        var request = new Members(document.RootElement, "");
        var items = request.Objects("items", item => new ReturnRequest(
            item.RequiredText("sellerReturnItemId", 80),
            item.RequiredText("sellerFulfillmentOrderItemId"),
            item.RequiredText("amazonShipmentId"),
            item.RequiredText("returnReasonCode"),
            item.Text("returnComment", 1000)));
        return items is { Count: > 0 } ? items : throw request.MissingMember("items");
    }

    public SandboxAnswer ListReasons(SandboxCall call, string? reader, DateTimeOffset now)
    {
        var query = new QueryReader(call.Query);
        var sku = query.Find("sellerSku");
        if (string.IsNullOrEmpty(sku))
        {
            throw Members.Missing("sellerSku");
        }

        if (query.Find("marketplaceId") is { Length: > 0 } marketplace && Marketplace.Find(marketplace) is null)
        {
            throw Members.Invalid("MarketplaceId", marketplace.Length <= 40 ? marketplace : "");
        }

        lock (ledger.Engine.Gate)
        {
            if (query.Find("sellerFulfillmentOrderId") is { Length: > 0 } id
                && (options.WrongRegion || ledger.Engine.Find(id, now, reader) is null))
            {
                return OutboundEndpoint.Unknown(options, id);
            }

            if (ledger.Engine.StockOf(sku!).IsUnknown)
            {
                throw Members.Invalid("SellerSKU", sku!);
            }
        }

        return new SandboxAnswer(200, JsonBody.Write(query.Find("language"), static (writer, language) =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("payload");
            writer.WriteStartArray("reasonCodeDetails");
            foreach (var reason in ReturnReasons.All)
            {
                writer.WriteStartObject();
                writer.WriteString("returnReasonCode", reason.Code);
                writer.WriteString("description", reason.Description);
                if (language is not null && reason.In(language) is { } translated)
                {
                    writer.WriteString("translatedDescription", translated);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }

    public SandboxAnswer Create(string endpoint, string id, SandboxCall call, string? reader, DateTimeOffset now)
    {
        var requests = Read(call.Body);
        lock (ledger.Engine.Gate)
        {
            if (options.WrongRegion)
            {
                return OutboundEndpoint.Unknown(options, id);
            }

            var refusal = ledger.Engine.Return(id, requests, now, out var outcome, reader);
            switch (refusal.Reason)
            {
                case RefusalReason.OrderUnknown:
                    return OutboundEndpoint.Unknown(options, id);
                case RefusalReason.NothingToReturn:
                    return SpApiErrors.InvalidInput($"No inventory available for Items.SellerFulfillmentOrderItemId: {refusal.Subject}.");
                default:
                    break;
            }

            if (outcome.Accepted.Count > 0)
            {
                ledger.Record(endpoint, "return", id, call.Body, now);
            }

            return new SandboxAnswer(200, JsonBody.Write(outcome, Write)) { Taken = outcome.Accepted.Count > 0 };
        }
    }

    private static void Write(Utf8JsonWriter writer, ReturnOutcome outcome)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("payload");
        ReturnWriter.WriteItems(writer, outcome.Accepted, ReadStyle.Plain);
        writer.WriteStartArray("invalidReturnItems");
        foreach (var (request, reason) in outcome.Invalid)
        {
            writer.WriteStartObject();
            writer.WriteString("sellerReturnItemId", request.Id);
            writer.WriteString("sellerFulfillmentOrderItemId", request.ItemId);
            writer.WriteStartObject("invalidItemReason");
            writer.WriteString("invalidItemReasonCode", Words<InvalidReturnReason>.Of(reason));
            writer.WriteString("description", Describe(reason));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        ReturnWriter.WriteAuthorizations(writer, outcome.Authorizations);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static string Describe(InvalidReturnReason reason) => reason switch
    {
        InvalidReturnReason.DuplicateRequest => "A return with this sellerReturnItemId was requested before.",
        InvalidReturnReason.NoCompletedShipItems => "The item has not been shipped.",
        InvalidReturnReason.NoReturnableQuantity => "Every unit of the item in this shipment has been returned.",
        _ => "The item, the shipment or the return reason code is not known.",
    };
}
