using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.FbaInventoryV1;

/// <summary>Version v1 of the FBA Inventory API, as far as it reads.</summary>
internal sealed class InventoryService(IRequestPipeline pipeline) : IInventoryService
{
    private const string Summaries = "fba/inventory/v1/summaries";

    private readonly SpApiSender _sender = new(pipeline);

    public InventoryLimits Limits => InventoryRules.Limits;

    public Task<InventoryPage> ListAsync(InventoryQuery query, string? nextToken, CancellationToken cancellationToken) =>
        _sender.SendAsync(
            OperationsInventoryV1.GetInventorySummaries,
            query.SellerSkus.Count == 1 ? query.SellerSkus[0] : null,
            HttpMethod.Get,
            ServiceUri.WithQuery(
                Summaries,
                ("details", "true"),
                ("granularityType", "Marketplace"),
                ("granularityId", query.MarketplaceId),
                ("marketplaceIds", query.MarketplaceId),
                ("startDateTime", IsoTime.Write(query.ChangedAfter)),
                (query.SellerSkus.Count == 1 ? "sellerSku" : "sellerSkus", string.Join(",", query.SellerSkus)),
                ("nextToken", nextToken)),
            body: null,
            SpApiErrorDialect.Default,
            answer => SpApiAnswer.Read(answer, SpApiErrorDialect.Default, Page),
            page => AnswerNames.Of(page, query),
            cancellationToken);

    private static InventoryPage? Page(WireNode root)
    {
        if (root.Find("payload") is not { Kind: WireKind.Object } payload)
        {
            return null;
        }

        // A list that is not a list would prove that a SKU is not there.
        return payload.Find("inventorySummaries") is not { Kind: WireKind.List } list
            || !list.Children.All(entry => entry.Kind == WireKind.Object)
                ? null
                : new InventoryPage(
                    payload.List("inventorySummaries", Entry),
                    payload.Find("granularity")?.Text("granularityId"),
                    root.Find("pagination") is { } pagination ? SpApiSender.ReadToken(pagination) : null);
    }

    private static FbaInventory Entry(WireNode entry)
    {
        var details = entry.Find("inventoryDetails");
        var reserved = details?.Find("reservedQuantity");
        var researching = details?.Find("researchingQuantity");
        var unfulfillable = details?.Find("unfulfillableQuantity");
        return new FbaInventory
        {
            SellerSku = entry.Text("sellerSku") ?? "",
            Asin = entry.Text("asin"),
            FulfillmentNetworkSku = entry.Text("fnSku"),
            Condition = entry.Text("condition"),
            ProductName = entry.Prose("productName"),
            TotalQuantity = entry.Integer("totalQuantity"),
            FulfillableQuantity = details?.Integer("fulfillableQuantity"),
            InboundWorkingQuantity = details?.Integer("inboundWorkingQuantity"),
            InboundShippedQuantity = details?.Integer("inboundShippedQuantity"),
            InboundReceivingQuantity = details?.Integer("inboundReceivingQuantity"),
            ReservedQuantity = reserved?.Integer("totalReservedQuantity"),
            ReservedForOrdersQuantity = reserved?.Integer("pendingCustomerOrderQuantity"),
            ReservedForTransferQuantity = reserved?.Integer("pendingTransshipmentQuantity"),
            ReservedForProcessingQuantity = reserved?.Integer("fcProcessingQuantity"),
            ResearchingQuantity = researching?.Integer("totalResearchingQuantity"),
            Researching = researching?.List("researchingQuantityBreakdown", part => new ResearchingUnits
            {
                Term = part.Text("name"),
                Quantity = part.Integer("quantity"),
            }) ?? [],
            UnfulfillableQuantity = unfulfillable?.Integer("totalUnfulfillableQuantity"),
            CustomerDamagedQuantity = unfulfillable?.Integer("customerDamagedQuantity"),
            WarehouseDamagedQuantity = unfulfillable?.Integer("warehouseDamagedQuantity"),
            DistributorDamagedQuantity = unfulfillable?.Integer("distributorDamagedQuantity"),
            CarrierDamagedQuantity = unfulfillable?.Integer("carrierDamagedQuantity"),
            DefectiveQuantity = unfulfillable?.Integer("defectiveQuantity"),
            ExpiredQuantity = unfulfillable?.Integer("expiredQuantity"),
            LastUpdated = entry.Date("lastUpdatedTime"),
            Stores = entry.Texts("stores"),
            Unread = entry.Unread(),
        };
    }
}
