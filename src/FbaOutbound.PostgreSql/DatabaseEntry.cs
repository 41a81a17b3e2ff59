using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using FbaOutbound.Stores;

namespace FbaOutbound.PostgreSql;

/// <summary>Opens the stores of a database. The module finds these methods by their names.</summary>
internal static class DatabaseEntry
{
    /// <summary>Opens the quotas of a database; it does not connect.</summary>
    /// <exception cref="QuotaStoreException">The connection string cannot be used.</exception>
    public static IQuotaStore OpenQuotas(StoreLocation location) => new PostgreSqlQuotaStore(location, TimeProvider.System);

    /// <summary>Opens a journal of a database.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public static Task<IJournalStore> OpenJournalAsync(
        StoreLocation location, JournalIdentity identity, CancellationToken cancellationToken) =>
        PostgreSqlJournalStore.OpenAsync(
            location, identity, new PostgreSqlJournalOptions(), TimeProvider.System, cancellationToken);
}
