using System;
using FbaOutbound.Quota;

namespace FbaOutbound.Stores;

/// <summary>What opens the stores that live outside this assembly; set once, when the module is loaded.</summary>
internal static class SharedStores
{
    /// <summary>Opens the quotas of a PostgreSQL database. It throws an <see cref="FbaException"/> where the connection string cannot be used; it need not connect.</summary>
    public static Func<string, IQuotaStore> PostgreSqlQuotas { get; set; } =
        static _ => throw new FbaException("PostgreSQL as a store needs PowerShell 7.4 or newer.");
}
