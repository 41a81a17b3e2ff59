using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Quota;

namespace FbaOutbound.Stores;

/// <summary>
/// The stores that the sessions of this process use. Sessions of one store share its buckets, and the last one closes it. Safe for use by
/// many threads.
/// </summary>
internal static class SharedStores
{
    private static readonly object s_gate = new();
    private static readonly Dictionary<StoreLocation, Use> s_quotas = [];

    /// <summary>
    /// The kinds of stores beside files, in the order in which they are asked; set once, when the module is loaded.
    /// </summary>
    public static IReadOnlyList<IStoreProvider> Providers { get; set; } = [];

    /// <summary>The quotas of a store; <see cref="CloseQuotas"/> gives them back.</summary>
    /// <exception cref="QuotaStoreException">The store cannot be used.</exception>
    public static QuotaRegistry OpenQuotas(StoreLocation location, TimeProvider time)
    {
        lock (s_gate)
        {
            if (!s_quotas.TryGetValue(location, out var use))
            {
                s_quotas[location] = use = new Use(new QuotaRegistry(location.Provider.OpenQuotas(location), time));
            }

            use.Count++;
            return use.Registry;
        }
    }

    /// <summary>A session does not need the quotas any more.</summary>
    public static void CloseQuotas(QuotaRegistry registry)
    {
        lock (s_gate)
        {
            var (location, use) = s_quotas.Where(pair => pair.Value.Registry == registry).Select(pair => (pair.Key, pair.Value)).First();
            if (--use.Count > 0)
            {
                return;
            }

            s_quotas.Remove(location);
        }

        registry.Dispose();
    }

    private sealed class Use(QuotaRegistry registry)
    {
        public QuotaRegistry Registry { get; } = registry;

        public int Count { get; set; }
    }
}
