using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Quota;

/// <summary>What a bucket belongs to.</summary>
/// <param name="Account">A hash of the account and the application, never a secret itself.</param>
/// <param name="Host">The host and port.</param>
/// <param name="Version">The protocol's version.</param>
/// <param name="Bucket">The operation, or what operations with one quota share.</param>
internal readonly record struct QuotaKey(string Account, string Host, string Version, string Bucket);

/// <summary>
/// The buckets of the process, or of a store that several processes share: all sessions of one account share them, in whatever runspace
/// they are.
/// </summary>
internal sealed class QuotaRegistry : IDisposable
{
    private readonly ConcurrentDictionary<QuotaKey, Lazy<IQuotaBucket>> _buckets = new();
    private readonly QuotaStoreLink? _link;

    /// <summary>Creates a registry whose buckets are the process's own.</summary>
    public QuotaRegistry()
    {
    }

    /// <summary>Creates a registry whose buckets are kept in a store, which it closes.</summary>
    public QuotaRegistry(IQuotaStore store, TimeProvider time) => _link = new QuotaStoreLink(store, time);

    /// <summary>The registry of this process.</summary>
    public static QuotaRegistry Process { get; } = new();

    /// <summary>What messages call the store; null if the buckets are the process's own.</summary>
    public string? Store => _link?.Name;

    /// <summary>The bucket of a key; made from the plan if there is none yet. Null if the plan sets no limit.</summary>
    public IQuotaBucket? Get(QuotaKey key, UsagePlan plan, TimeProvider time, Func<double> random) =>
        plan.Rate <= 0 ? null : _buckets.GetOrAdd(key, _ => new Lazy<IQuotaBucket>(() =>
            _link is null ? new QuotaBucket(plan, time, random) : new SharedQuotaBucket(_link, key, plan, time))).Value;

    /// <summary>The quotas of an account at a host, by version and operation.</summary>
    public IReadOnlyList<QuotaStatus> GetStatus(string account, string host) =>
        [.. _buckets
            .Where(pair => pair.Key.Account == account && pair.Key.Host == host)
            .Select(pair => pair.Value.Value.GetStatus(pair.Key))
            .OrderBy(status => status.ApiVersion, StringComparer.Ordinal)
            .ThenBy(status => status.Operation, StringComparer.Ordinal)];

    /// <summary>Drops the buckets of an account that ends with its session.</summary>
    public void Forget(string account)
    {
        foreach (var key in _buckets.Keys.Where(key => key.Account == account).ToList())
        {
            if (_buckets.TryRemove(key, out var bucket))
            {
                bucket.Value.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
        {
            bucket.Value.Dispose();
        }

        _link?.Dispose();
    }
}
