using System;

namespace FbaOutbound.Journal;

/// <summary>
/// The journal of a run: what it holds decides whether a change is sent, read back first, or known to be done (<see
/// cref="ChangeRunner"/>). Each operation has a class of its own that knows what its entries mean.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly IJournalStore _store;
    private readonly ChangeRunner _runner;

    /// <summary>Begins the run.</summary>
    /// <param name="store">Where entries are kept; the journal owns it.</param>
    /// <param name="account">The account that the entries belong to.</param>
    /// <param name="apiVersion">The protocol version that carries the changes.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="marketplaceId">The marketplace of orders that give none.</param>
    public RunJournal(IJournalStore store, JournalAccount account, string apiVersion, TimeProvider time, string? marketplaceId = null)
    {
        _store = store;
        _runner = new ChangeRunner(store, apiVersion, time);
        var imports = new SentImports(store, account, apiVersion);
        Creations = new JournaledCreations(_runner, store, account, apiVersion, imports) { MarketplaceId = marketplaceId };
        Updates = new JournaledUpdates(_runner, account, imports);
        Cancellations = new JournaledCancellations(_runner, store, account);
        Purchases = new JournaledPurchases(_runner, store, account, apiVersion);
        Sent = new SentLookup(store);
    }

    /// <summary>What messages call the journal.</summary>
    public string Name => _store.Name;

    /// <inheritdoc cref="ChangeRunner.Skipped"/>
    public int Skipped => _runner.Skipped;

    /// <inheritdoc cref="ChangeRunner.ReadBack"/>
    public int ReadBack => _runner.ReadBack;

    /// <summary>New orders, and what became of them.</summary>
    public JournaledCreations Creations { get; }

    /// <summary>Changes of held orders.</summary>
    public JournaledUpdates Updates { get; }

    /// <summary>Requests to cancel orders.</summary>
    public JournaledCancellations Cancellations { get; }

    /// <summary>Shipments that are bought.</summary>
    public JournaledPurchases Purchases { get; }

    /// <summary>Which orders were sent.</summary>
    public SentLookup Sent { get; }

    /// <summary>Closes the store. Whatever is under way can write nothing any more, and sends nothing.</summary>
    public void Dispose()
    {
        _runner.Close();
        _store.Dispose();
    }
}
