using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
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
    /// Opens the quotas of a PostgreSQL database; set once, when the module is loaded. It throws a <see cref="QuotaStoreException"/> where
    /// the connection string cannot be used. It need not connect: a database that cannot be reached is no reason not to begin.
    /// </summary>
    public static Func<string, IQuotaStore> PostgreSqlQuotas { get; set; } =
        static _ => throw new QuotaStoreException("PostgreSQL as a quota store needs PowerShell 7.4 or newer.");

    /// <summary>
    /// Opens a journal of a PostgreSQL database; set once, when the module is loaded. It connects, checks, and reads what is done in it,
    /// and throws a <see cref="JournalException"/> where the journal cannot be used.
    /// </summary>
    public static Func<string, JournalIdentity, CancellationToken, Task<IJournalStore>> PostgreSqlJournals { get; set; } =
        static (_, _, _) => throw new JournalException(JournalProblem.Unusable, "PostgreSQL as a journal needs PowerShell 7.4 or newer.");

    /// <summary>The quotas of a store; <see cref="CloseQuotas"/> gives them back.</summary>
    /// <exception cref="QuotaStoreException">The store cannot be used.</exception>
    public static QuotaRegistry OpenQuotas(StoreLocation location, TimeProvider time)
    {
        lock (s_gate)
        {
            if (!s_quotas.TryGetValue(location, out var use))
            {
                IQuotaStore store = location is StoreLocation.PostgreSql database
                    ? PostgreSqlQuotas(database.ConnectionString)
                    : FileQuotaStore.Open(((StoreLocation.FilePath)location).Path, time);
                s_quotas[location] = use = new Use(new QuotaRegistry(store, time));
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
