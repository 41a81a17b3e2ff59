using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed partial class FulfillmentService
{
    private const string Features = Base + "features";
    private const string Inventory = Features + "/inventory";

    public Task<Answer<IReadOnlyList<Feature>>> ListFeaturesAsync(string marketplaceId, CancellationToken cancellationToken) => GetAsync(
        Operations20200701.GetFeatures,
        subject: null,
        ServiceUri.WithQuery(Features, ("marketplaceId", marketplaceId)),
        result => AnswerReader20200701.Features(result, marketplaceId),
        names: null,
        cancellationToken);

    public Task<Answer<FeatureSkuPage>> ListFeatureSkusAsync(
        string marketplaceId, string featureName, DateTimeOffset? updatedAfter, string? nextToken,
        CancellationToken cancellationToken) => GetAsync(
            Operations20200701.GetFeatureInventory,
            featureName,
            ServiceUri.WithQuery(
                ServiceUri.ForId(Inventory, featureName, what: "feature").OriginalString,
                ("marketplaceId", marketplaceId),
                ("nextToken", nextToken),
                ("queryStartDate", IsoTime.WriteMilliseconds(updatedAfter))),
            page => new FeatureSkuPage(AnswerReader20200701.FeatureSkus(page, marketplaceId, featureName), SpApiSender.ReadToken(page)),
            names: null,
            cancellationToken);

    public Task<Answer<FeatureSku>> GetFeatureSkuAsync(
        string marketplaceId, string featureName, string sellerSku, CancellationToken cancellationToken) =>
        GetAsync(
        Operations20200701.GetFeatureSku,
        sellerSku,
        ServiceUri.WithQuery(
            ServiceUri.ForId(
                ServiceUri.ForId(Inventory, featureName, what: "feature").OriginalString, sellerSku, what: "SKU").OriginalString,
            ("marketplaceId", marketplaceId)),
        sku => AnswerReader20200701.FeatureSku(sku, marketplaceId, featureName, sellerSku),
        answer => AnswerNames.Of(answer, sellerSku),
        cancellationToken);
}
