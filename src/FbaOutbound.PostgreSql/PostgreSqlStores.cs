using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;

namespace FbaOutbound.PostgreSql;

/// <summary>Opens the stores of a database. The module finds these methods by their names.</summary>
internal static class PostgreSqlStores
{
    /// <summary>Opens the quotas of a database; it does not connect.</summary>
    /// <exception cref="QuotaStoreException">The connection string cannot be used.</exception>
    public static IQuotaStore OpenQuotas(string connectionString) => new PostgreSqlQuotaStore(connectionString, TimeProvider.System);

    /// <summary>Opens a journal of a database.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    public static Task<IJournalStore> OpenJournalAsync(
        string connectionString, JournalIdentity identity, CancellationToken cancellationToken) =>
        PostgreSqlJournalStore.OpenAsync(
            connectionString, identity, new PostgreSqlJournalOptions(), TimeProvider.System, cancellationToken);
}
