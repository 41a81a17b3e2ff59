using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using FbaOutbound.Stores;

namespace FbaOutbound.PostgreSql;

/// <summary>Opens the stores of a database. The module finds these methods by their names.</summary>
internal static class PostgreSqlStores
{
    /// <summary>Opens the quotas of a database; it does not connect.</summary>
    /// <exception cref="QuotaStoreException">The connection string cannot be used.</exception>
    public static IQuotaStore OpenQuotas(string connectionString) => new PostgreSqlQuotaStore(connectionString, TimeProvider.System);

    /// <summary>Opens a journal of a database.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public static Task<IJournalStore> OpenJournalAsync(StoreLocation.PostgreSql location, string name, JournalOwner owner, CancellationToken cancellationToken) =>
        PostgreSqlJournalStore.OpenAsync(location.ConnectionString, name, owner, new PostgreSqlJournalOptions(), TimeProvider.System, cancellationToken);
}
