using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>Asks Amazon whether orders can have the features that they require, each question once.</summary>
internal sealed class FeatureLookup
{
    private readonly ConcurrentDictionary<(FbaSession, string), Lazy<Task<IReadOnlyList<Feature>>>> _features = [];
    private readonly ConcurrentDictionary<(FbaSession, string, string, string), Lazy<Task<FeatureSku>>> _skus = [];

    /// <summary>Returns what an order cannot have.</summary>
    /// <param name="order">The order.</param>
    /// <param name="session">Its session; one whose version has no features is not asked.</param>
    /// <param name="page">The service page of features.</param>
    /// <param name="rowOf">Finds the row of a member.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<OrderProblem>> CheckAsync(
        FulfillmentOrder order, FbaSession session, string page, Func<string, long> rowOf, CancellationToken cancellationToken)
    {
        var required = FeatureFindings.RequiredBy(order);
        if (required.Count == 0 || !session.Operations.HasFeatures)
        {
            return [];
        }

        var marketplace = order.MarketplaceId ?? session.MarketplaceId;
        var features = await _features.GetOrAdd((session, marketplace), key => new(
            () => key.Item1.Operations.ListFeaturesAsync(key.Item2, cancellationToken))).Value.ConfigureAwait(false);
        var skus = await Task.WhenAll(
            from name in required
            where FeatureFindings.CanUse(features, name)
            from sku in order.Items.Select(item => item.SellerSku).OfType<string>().Distinct()
            select _skus.GetOrAdd((session, marketplace, name, sku), key => new(
                () => key.Item1.Operations.GetFeatureSkuAsync(key.Item2, key.Item3, key.Item4, cancellationToken))).Value)
            .ConfigureAwait(false);
        return FeatureFindings.Of(order, features, skus, page, rowOf);
    }
}
