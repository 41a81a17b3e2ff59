using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>Features and the inventory that can have them.</summary>
internal interface IFeatureService
{
    Task<Answer<IReadOnlyList<Feature>>> ListFeaturesAsync(string marketplaceId, CancellationToken cancellationToken);

    Task<Answer<FeatureSkuPage>> ListFeatureSkusAsync(
        string marketplaceId, string featureName, DateTimeOffset? updatedAfter, string? nextToken, CancellationToken cancellationToken);

    Task<Answer<FeatureSku>> GetFeatureSkuAsync(
        string marketplaceId, string featureName, string sellerSku, CancellationToken cancellationToken);
}

/// <summary>A page of SKUs; a null token is the end.</summary>
internal sealed record FeatureSkuPage(IReadOnlyList<FeatureSku> Skus, string? NextToken);
