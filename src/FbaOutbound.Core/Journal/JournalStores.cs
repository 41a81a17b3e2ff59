using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Stores;

namespace FbaOutbound.Journal;

/// <summary>Opens the store of a journal by where it is.</summary>
internal static class JournalStores
{
    /// <summary>Opens a journal in PostgreSQL by its name, for an owner; null where nothing can: what speaks to databases is loaded only when it is asked for.</summary>
    public static Func<StoreLocation.PostgreSql, string, JournalOwner, CancellationToken, Task<IJournalStore>>? PostgreSql { get; set; }

    /// <exception cref="JournalException">The store cannot be used.</exception>
    public static async Task<IJournalStore> OpenAsync(StoreLocation location, string name, JournalOwner owner, CancellationToken cancellationToken) => location switch
    {
        StoreLocation.FilePath file => FileJournalStore.Open(file.Path, owner),
        StoreLocation.PostgreSql database when PostgreSql is { } open => await open(database, name, owner, cancellationToken).ConfigureAwait(false),
        _ => throw new JournalException(
            JournalProblem.Unusable,
            $"A journal in {location} cannot be used here: PostgreSQL needs PowerShell 7.4 or newer. Give -Journal the path of a file. Nothing was sent."),
    };
}
