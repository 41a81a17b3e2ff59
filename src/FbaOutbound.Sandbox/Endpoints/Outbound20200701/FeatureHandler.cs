using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>getFeatures, getFeatureInventory and getFeatureSKU.</summary>
internal sealed class FeatureHandler(SandboxOptions options, Ledger ledger)
{
    private const string NoMarketplace = "The request must contain a valid marketplace.";
    private const string NoMarketplaceForSku = "The request must contain a valid marketplace";
    private const string NoFeature = "The request must contain a valid Feature";

    public SandboxAnswer List(SandboxCall call)
    {
        var marketplace = ReadMarketplace(call, NoMarketplace);
        return new SandboxAnswer(200, JsonBody.Write((marketplace, options.FeaturesNotEnrolled), static (writer, asked) =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("payload");
            writer.WriteStartArray("features");
            foreach (var feature in MarketplaceFeature.In(asked.marketplace))
            {
                writer.WriteStartObject();
                writer.WriteString("featureName", feature.Name);
                writer.WriteString("featureDescription", feature.Description);
                writer.WriteBoolean("sellerEligible", !asked.FeaturesNotEnrolled.Contains(feature.Name));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }));
    }

    /// <summary>Lists the SKUs that were ever named to the sandbox, page by page, in the order of their names.</summary>
    public SandboxAnswer ListInventory(SandboxCall call, string name, ReadStyle style, DateTimeOffset now)
    {
        var marketplace = ReadMarketplace(call, NoMarketplace);
        var feature = MarketplaceFeature.Find(name, marketplace) ?? throw new InputException(NoFeature);
        var query = new QueryReader(call.Query);
        var since = DateTimeOffset.MinValue;
        if (query.Find("queryStartDate") is { Length: > 0 } text && !Members.TryDate(text, out since))
        {
            throw new InputException("timestamp must follow ISO8601");
        }

        var last = ReadToken(query.Find("nextToken"));
        lock (ledger.Engine.Gate)
        {
            ledger.Engine.Settle(now);
            var page = options.FeaturesNotEnrolled.Contains(name) ? [] : ledger.Engine.Stock
                .Where(
                    stock => !stock.IsUnknown
                        && stock.Changed >= since && feature.Supports(stock) && string.CompareOrdinal(stock.Sku, last) > 0)
                .OrderBy(stock => stock.Sku, StringComparer.Ordinal)
                .Take(options.PageSize + 1)
                .ToList();
            return new SandboxAnswer(200, JsonBody.Write((marketplace, name, page, options.PageSize, style), static (writer, asked) =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("payload");
                writer.WriteString("marketplaceId", asked.marketplace.Id);
                writer.WriteString("featureName", asked.name);
                if (asked.page.Count > asked.PageSize)
                {
                    writer.WriteString(
                        "nextToken", Convert.ToBase64String(Encoding.UTF8.GetBytes("sku:" + asked.page[asked.PageSize - 1].Sku)));
                }

                writer.WriteStartArray("featureSkus");
                foreach (var stock in asked.page.Take(asked.PageSize))
                {
                    writer.WriteStartObject();
                    WriteStock(writer, stock, asked.style);
                    if (asked.style != ReadStyle.Sparse)
                    {
                        writer.WriteStartArray("overlappingSkus");
                        writer.WriteEndArray();
                    }

                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.WriteEndObject();
            }));
        }
    }

    public SandboxAnswer FindSku(SandboxCall call, string name, string sku, DateTimeOffset now)
    {
        var marketplace = ReadMarketplace(call, NoMarketplaceForSku);
        var feature = MarketplaceFeature.Find(name, marketplace) ?? throw new InputException(NoFeature);
        lock (ledger.Engine.Gate)
        {
            ledger.Engine.Settle(now);
            var stock = ledger.Engine.StockOf(sku);
            List<string> reasons = [];
            if (options.FeaturesNotEnrolled.Contains(name))
            {
                reasons.Add("MERCHANT_NOT_ENROLLED");
            }

            if (stock.IsUnknown)
            {
                reasons.Add("INVALID_SKU");
            }
            else if (!feature.Supports(stock))
            {
                reasons.Add("SKU_NOT_ELIGIBLE");
            }

            return new SandboxAnswer(200, JsonBody.Write((marketplace, name, stock, reasons), static (writer, asked) =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("payload");
                writer.WriteString("marketplaceId", asked.marketplace.Id);
                writer.WriteString("featureName", asked.name);
                writer.WriteBoolean("isEligible", asked.reasons.Count == 0);
                writer.WriteStartArray("ineligibleReasons");
                foreach (var reason in asked.reasons)
                {
                    writer.WriteStringValue(reason);
                }

                writer.WriteEndArray();
                if (asked.reasons.Count == 0)
                {
                    WriteStock(writer, asked.stock, ReadStyle.Plain);
                }

                writer.WriteEndObject();
                writer.WriteEndObject();
            }));
        }
    }

    private static void WriteStock(Utf8JsonWriter writer, StockKeepingUnit stock, ReadStyle style)
    {
        if (style == ReadStyle.Sparse)
        {
            return;
        }

        writer.WriteString("sellerSku", style == ReadStyle.UpperCase ? stock.Sku.ToUpperInvariant() : stock.Sku);
        writer.WriteString("fnSku", Identifiers.NetworkSku(stock.Sku));
        writer.WriteString("asin", Identifiers.Asin(stock.Sku));
        writer.WriteNumber("skuCount", stock.Available);
    }

    private static string ReadToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return "";
        }

        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(token!.Replace(' ', '+')));
            if (text.StartsWith("sku:", StringComparison.Ordinal))
            {
                return text.Substring("sku:".Length);
            }
        }
        catch (FormatException)
        {
            // Not base64: not a token.
        }

        throw Members.Invalid("NextToken");
    }

    private Marketplace ReadMarketplace(SandboxCall call, string refusal) =>
        (options.WrongRegion ? null : Marketplace.Find(new QueryReader(call.Query).Find("marketplaceId")))
            ?? throw new InputException(refusal);
}
