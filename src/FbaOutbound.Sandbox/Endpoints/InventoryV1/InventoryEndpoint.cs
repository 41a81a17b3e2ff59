using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.InventoryV1;

/// <summary>
/// getInventorySummaries of the FBA Inventory API, version 1: the stock that the sandbox ships from. Without SKUs it lists those that were
/// ever named to the sandbox, page by page, in the order of their names.
/// </summary>
internal sealed class InventoryEndpoint(
    SandboxOptions options, SpApiAdmission admission, Ledger ledger, TimeProvider time) : Endpoint
{
    private const string Summaries = "/fba/inventory/v1/summaries";
    private const int MostSkus = 50;
    private static readonly Operation s_summaries = new("getInventorySummaries", OperationKind.Query, 2, 2);

    public override string Name => "inventory-v1";

    public override IReadOnlyList<Operation> Operations { get; } = [s_summaries];

    public override bool TryIdentify(SandboxCall call, out IdentifiedCall identified)
    {
        var isMine = call.Method == "GET" && call.Path == Summaries;
        identified = isMine ? new IdentifiedCall(s_summaries, orderId: null) : default;
        return isMine;
    }

    public override SandboxAnswer? Admit(SandboxCall call, in IdentifiedCall identified) => admission.Admit(call, identified.Operation);

    public override string? RateOf(Operation operation) => admission.RateOf(operation);

    public override SandboxAnswer Handle(SandboxCall call, in IdentifiedCall identified, ReadStyle style, DateTimeOffset now)
    {
        try
        {
            return List(new QueryReader(call.Query), style, now);
        }
        catch (InputException exception)
        {
            return SpApiErrors.InvalidInput(exception.Message);
        }
    }

    public override SandboxAnswer Say(Trouble trouble, in IdentifiedCall identified) => SpApiErrors.Say(trouble);

    public override SandboxAnswer SayOkWithErrors(in IdentifiedCall identified) => SpApiErrors.OkWithErrors();

    public override SandboxAnswer SayDone(in IdentifiedCall identified) => new(200, [(byte)'{', (byte)'}']);

    private SandboxAnswer List(QueryReader query, ReadStyle style, DateTimeOffset now)
    {
        var marketplace = ReadMarketplace(query);
        var since = ReadStart(query, now);
        var skus = since is null ? ReadSkus(query) : null;
        var last = InventoryToken.Read(query.Find("nextToken"), time.GetUtcNow());
        lock (ledger.Engine.Gate)
        {
            ledger.Engine.Settle(now);
            var named = skus?.Select(ledger.Engine.StockOf) ?? ledger.Engine.Stock;
            var page = named
                .Where(stock => !stock.IsUnknown && stock.Changed >= (since ?? DateTimeOffset.MinValue)
                    && string.CompareOrdinal(stock.Sku, last) > 0)
                .OrderBy(stock => stock.Sku, StringComparer.Ordinal)
                .Take(options.PageSize + 1)
                .ToList();
            var token = page.Count > options.PageSize
                ? InventoryToken.Write(page[options.PageSize - 1].Sku, time.GetUtcNow())
                : null;
            return InventoryWriter.Write(
                marketplace, [.. page.Take(options.PageSize)], token, query.Find("details") == "true", style);
        }
    }

    private Marketplace ReadMarketplace(QueryReader query)
    {
        if (query.Find("granularityType") != "Marketplace")
        {
            throw Members.Invalid("granularityType");
        }

        var marketplace = Marketplace.Find(query.Find("marketplaceIds"));
        return options.WrongRegion || marketplace is null || query.Find("granularityId") != marketplace.Id
            ? throw Members.Invalid("marketplaceIds")
            : marketplace;
    }

    private static DateTimeOffset? ReadStart(QueryReader query, DateTimeOffset now) =>
        query.Find("startDateTime") is not { Length: > 0 } text
            ? null
            : !Members.TryDate(text, out var since)
                ? throw new InputException("Query parameter [startDateTime] value is not a valid ISO date-time object")
                : since < now.AddMonths(-18) ? throw Members.Invalid("startDateTime") : since;

    // Amazon takes an escaped comma for the end of a SKU, too.
    private static List<string>? ReadSkus(QueryReader query)
    {
        if (query.Find("sellerSkus") is { Length: > 0 } list)
        {
            var skus = list.Split(',').Distinct(StringComparer.Ordinal).ToList();
            return skus.Count <= MostSkus ? skus : throw Members.Invalid("sellerSkus");
        }

        return query.Find("sellerSku") is { Length: > 0 } sku ? [sku] : null;
    }
}
