using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;

namespace FbaOutbound.Stores;

/// <summary>Files as stores. Any text can be a path.</summary>
internal sealed class FileStores : IStoreProvider
{
    private FileStores()
    {
    }

    /// <summary>The only one.</summary>
    public static FileStores Instance { get; } = new();

    public bool NamesJournals => false;

    public StoreLocation Recognize(string text) => new(this, text, text);

    public IQuotaStore OpenQuotas(StoreLocation location) => FileQuotaStore.Open(location.Text, TimeProvider.System);

    public Task<IJournalStore> OpenJournalAsync(
        StoreLocation location, JournalIdentity identity, CancellationToken cancellationToken) =>
        Task.FromResult<IJournalStore>(FileJournalStore.Open(location.Text, identity));
}
