using System.Collections.Generic;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.InventoryV1;

/// <summary>Writes a page of stock. Nothing is ever inbound here, and nothing is searched for.</summary>
internal static class InventoryWriter
{
    public static SandboxAnswer Write(
        Marketplace marketplace, IReadOnlyList<StockKeepingUnit> page, string? nextToken, bool details, ReadStyle style) =>
        new(200, JsonBody.Write((marketplace, page, nextToken, details, style), static (writer, asked) =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("payload");
            writer.WriteStartObject("granularity");
            writer.WriteString("granularityType", "Marketplace");
            writer.WriteString("granularityId", asked.marketplace.Id);
            writer.WriteEndObject();
            writer.WriteStartArray("inventorySummaries");
            foreach (var stock in asked.page)
            {
                WriteStock(writer, stock, asked.details, asked.style);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            if (asked.nextToken is not null)
            {
                writer.WriteStartObject("pagination");
                writer.WriteString("nextToken", asked.nextToken);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }));

    private static void WriteStock(Utf8JsonWriter writer, StockKeepingUnit stock, bool details, ReadStyle style)
    {
        writer.WriteStartObject();
        if (style != ReadStyle.Sparse)
        {
            writer.WriteString("asin", Identifiers.Asin(stock.Sku));
            writer.WriteString("fnSku", Identifiers.NetworkSku(stock.Sku));
            writer.WriteString("sellerSku", style == ReadStyle.UpperCase ? stock.Sku.ToUpperInvariant() : stock.Sku);
            writer.WriteString("condition", "NewItem");
            if (details)
            {
                WriteDetails(writer, stock);
            }

            writer.WriteString("lastUpdatedTime", Iso8601.Format(stock.Changed));
            writer.WriteString("productName", "Sample product " + stock.Sku);
            writer.WriteNumber("totalQuantity", stock.Available + stock.Reserved + stock.Picked + stock.Unsellable);
            writer.WriteStartArray("stores");
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteDetails(Utf8JsonWriter writer, StockKeepingUnit stock)
    {
        writer.WriteStartObject("inventoryDetails");
        writer.WriteNumber("fulfillableQuantity", stock.Available);
        writer.WriteNumber("inboundWorkingQuantity", 0);
        writer.WriteNumber("inboundShippedQuantity", 0);
        writer.WriteNumber("inboundReceivingQuantity", 0);
        writer.WriteStartObject("reservedQuantity");
        writer.WriteNumber("totalReservedQuantity", stock.Reserved + stock.Picked);
        writer.WriteNumber("pendingCustomerOrderQuantity", stock.Reserved + stock.Picked);
        writer.WriteNumber("pendingTransshipmentQuantity", 0);
        writer.WriteNumber("fcProcessingQuantity", 0);
        writer.WriteEndObject();
        writer.WriteStartObject("researchingQuantity");
        writer.WriteNumber("totalResearchingQuantity", 0);
        writer.WriteStartArray("researchingQuantityBreakdown");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteStartObject("unfulfillableQuantity");
        writer.WriteNumber("totalUnfulfillableQuantity", stock.Unsellable);
        writer.WriteNumber("customerDamagedQuantity", stock.UnsellableOf(Disposition.CustomerDamaged));
        writer.WriteNumber("warehouseDamagedQuantity", stock.UnsellableOf(Disposition.FulfillerDamaged));
        writer.WriteNumber("distributorDamagedQuantity", 0);
        writer.WriteNumber("carrierDamagedQuantity", stock.UnsellableOf(Disposition.CarrierDamaged));
        writer.WriteNumber("defectiveQuantity", stock.UnsellableOf(Disposition.Defective));
        writer.WriteNumber("expiredQuantity", 0);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
