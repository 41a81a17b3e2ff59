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
        var features = await AskOnceAsync(
            _features,
            (session, marketplace),
            () => session.Operations.ListFeaturesAsync(marketplace, cancellationToken)).ConfigureAwait(false);
        var skus = await Task.WhenAll(
            from name in required
            where FeatureFindings.CanUse(features, name)
            from sku in order.Items.Select(item => item.SellerSku).OfType<string>().Distinct()
            select AskOnceAsync(
                _skus,
                (session, marketplace, name, sku),
                () => session.Operations.GetFeatureSkuAsync(marketplace, name, sku, cancellationToken)))
            .ConfigureAwait(false);
        return FeatureFindings.Of(order, features, skus, page, rowOf);
    }

    // Those that wait share a fault; who asks later asks again.
    private static async Task<T> AskOnceAsync<TKey, T>(ConcurrentDictionary<TKey, Lazy<Task<T>>> asked, TKey key, Func<Task<T>> ask)
    {
        var question = asked.GetOrAdd(key, _ => new(ask));
        try
        {
            return await question.Value.ConfigureAwait(false);
        }
        catch
        {
            _ = ((ICollection<KeyValuePair<TKey, Lazy<Task<T>>>>)asked).Remove(new(key, question));
            throw;
        }
    }
}
