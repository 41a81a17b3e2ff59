using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>The operations around an order: previews, packages and returns.</summary>
internal sealed class MwsServiceHandler(SandboxOptions options, MwsEndpoint endpoint, Ledger ledger)
{
    public static List<ReturnRequest> ReadReturn(Parameters parameters)
    {
        var root = new MwsMembers(parameters, "");
        List<ReturnRequest> items = [.. root.List("Items").Select(item => new ReturnRequest(
            item.RequiredText("SellerReturnItemId", 80),
            item.RequiredText("SellerFulfillmentOrderItemId").Trim(),
            item.RequiredText("AmazonShipmentId").Trim(),
            item.RequiredText("ReturnReasonCode"),
            item.Text("ReturnComment", 1000)))];
        return items.Count > 0 ? items : throw root.MissingMember("Items");
    }

    public SandboxAnswer Preview(Operation operation, SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        var question = MwsPreviewQuestion.Read(parameters, call.Host, options.MarketplaceId);
        MwsOrderRules.CheckRequest(MwsOrderRules.ForRequests(options), question.Request.Items, question.MarketplaceId, null);
        lock (ledger.Engine.Gate)
        {
            var windows = question.WithWindows && question.Speeds.Contains(ShippingSpeed.ScheduledDelivery)
                ? ledger.OfferWindows(now)
                : null;
            var previews = question.Speeds.Select(speed => ledger.Engine.Preview(question.Request, speed, now)).ToList();
            return endpoint.Answer(operation, call.RequestId, (question, windows, previews), static (writer, answer) =>
                new MwsPreviewWriter(writer, answer.question, answer.windows).Write(answer.previews));
        }
    }

    public SandboxAnswer Track(Operation operation, SandboxCall call, Parameters parameters, ReadStyle style, DateTimeOffset now)
    {
        var number = new MwsMembers(parameters, "").Integer("PackageNumber");
        lock (ledger.Engine.Gate)
        {
            if (options.WrongRegion || ledger.Engine.FindParcel(number, now) is not { } parcel)
            {
                throw MwsMembers.Invalid("PackageNumber", number.ToString(CultureInfo.InvariantCulture));
            }

            return endpoint.Answer(operation, call.RequestId, (parcel, style, now), static (writer, asked) =>
                MwsTrackingWriter.Write(writer, asked.parcel, asked.style, asked.now));
        }
    }

    public SandboxAnswer ListReasons(Operation operation, SandboxCall call, Parameters parameters, DateTimeOffset now)
    {
        var root = new MwsMembers(parameters, "");
        var sku = root.RequiredText("SellerSKU", 50);
        if (root.Text("MarketplaceId") is { } marketplace && Marketplace.Find(marketplace) is null)
        {
            throw MwsMembers.Invalid("MarketplaceId", marketplace.Length <= 40 ? marketplace : "");
        }

        lock (ledger.Engine.Gate)
        {
            if (root.Text("SellerFulfillmentOrderId") is { } id && (options.WrongRegion || ledger.Engine.Find(id, now) is null))
            {
                throw Refuse(new Refusal(RefusalReason.OrderUnknown), id);
            }

            if (ledger.Engine.StockOf(sku).IsUnknown)
            {
                throw MwsMembers.Invalid("SellerSKU", sku);
            }
        }

        return endpoint.Answer(operation, call.RequestId, root.Text("Language"), MwsReturnWriter.WriteReasons);
    }

    public SandboxAnswer Return(Operation operation, SandboxCall call, Parameters parameters, ReadOnlyMemory<byte> kept, DateTimeOffset now)
    {
        var id = MwsOrderReader.ReadId(parameters);
        var requests = ReadReturn(parameters);
        lock (ledger.Engine.Gate)
        {
            var outcome = new ReturnOutcome();
            var refusal = options.WrongRegion
                ? new Refusal(RefusalReason.OrderUnknown)
                : ledger.Engine.Return(id, requests, now, out outcome);
            if (!refusal.IsNone)
            {
                throw Refuse(refusal, id);
            }

            var isTaken = outcome.Accepted.Count > 0;
            if (isTaken)
            {
                ledger.Record(endpoint.Name, "return", id, kept, now);
            }

            return endpoint.Answer(operation, call.RequestId, outcome, MwsReturnWriter.WriteOutcome, taken: isTaken);
        }
    }

    private MwsException Refuse(in Refusal refusal, string id) =>
        new("InvalidRequestException", OutboundRefusals.Explain(refusal, id, options));
}
