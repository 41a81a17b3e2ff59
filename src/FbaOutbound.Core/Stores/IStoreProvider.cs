using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;

namespace FbaOutbound.Stores;

/// <summary>
/// A kind of store, in which quotas and journals are kept. No clock is handed to it: some providers know another TimeProvider than Core
/// does.
/// </summary>
internal interface IStoreProvider
{
    /// <summary>Whether a store of this kind can hold many journals, each with a name.</summary>
    bool NamesJournals { get; }

    /// <summary>Recognizes a text that says where one of its stores is; null for any other text.</summary>
    StoreLocation? Recognize(string text);

    /// <summary>Opens the quotas of a store. It need not connect: a store that cannot be reached is no reason not to begin.</summary>
    /// <exception cref="QuotaStoreException">The store cannot be used.</exception>
    IQuotaStore OpenQuotas(StoreLocation location);

    /// <summary>Opens a journal of a store, checks it, and reads what is done in it.</summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    Task<IJournalStore> OpenJournalAsync(StoreLocation location, JournalIdentity identity, CancellationToken cancellationToken);
}
