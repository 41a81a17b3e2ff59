using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;

namespace FbaOutbound.Stores;

/// <summary>What opens the stores that live outside this assembly; set once, when the module is loaded.</summary>
internal static class SharedStores
{
    /// <summary>Opens the quotas of a PostgreSQL database. It throws an <see cref="FbaException"/> where the connection string cannot be used; it need not connect.</summary>
    public static Func<string, IQuotaStore> PostgreSqlQuotas { get; set; } =
        static _ => throw new FbaException("PostgreSQL as a store needs PowerShell 7.4 or newer.");

    /// <summary>
    /// Opens a journal of a PostgreSQL database: connects, checks, and reads what is done in it. It throws a <see cref="JournalException"/> where
    /// the journal cannot be used.
    /// </summary>
    public static Func<string, JournalIdentity, CancellationToken, Task<IJournalStore>> PostgreSqlJournals { get; set; } =
        static (_, _, _) => throw new JournalException(JournalProblem.Unusable, "PostgreSQL as a store needs PowerShell 7.4 or newer.");
}
