using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Journal;

/// <summary>
/// Where the entries of a run are kept: a file of one process, or a database that several workers share. A store belongs to one account,
/// and what it says is durable has outlived the process and the machine's power. Safe for use by many threads.
/// </summary>
internal interface IJournalStore : IDisposable
{
    /// <summary>What messages call the store; it holds no secret.</summary>
    string Name { get; }

    /// <summary>When runs before this one sent changes of an operation, if the store knows.</summary>
    PastSends SendsOf(string operation);

    /// <summary>
    /// Reads entries without taking their keys, all with one question. Keys that have no entry and no holder are left out.
    /// </summary>
    /// <exception cref="JournalException">The store cannot be used.</exception>
    Task<IReadOnlyDictionary<JournalKey, JournalRead>> ReadAsync(
        IReadOnlyCollection<JournalKey> keys, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the key for this run, so that no other run and no other record of this one works on it until the claim is released, lost or
    /// the run's lease ends. Does not wait: a key that another worker holds is not granted.
    /// </summary>
    /// <exception cref="JournalException">The store cannot be used.</exception>
    Task<JournalClaim> ClaimAsync(JournalKey key, CancellationToken cancellationToken);

    /// <summary>Waits until a claim that was not granted is worth another try, or the store is closed.</summary>
    Task WaitAsync(JournalKey key, CancellationToken cancellationToken);

    /// <summary>Replaces the entry of a key that this run holds; it is durable when the task ends.</summary>
    /// <exception cref="JournalClaimLostException">The run does not hold the key any more; nothing was written.</exception>
    /// <exception cref="JournalException">The store cannot be used; whether the entry was written is not known.</exception>
    Task WriteAsync(JournalKey key, JournalEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a key back. It does not throw: a claim that cannot be given back is given back later, or ends with the lease.
    /// </summary>
    Task ReleaseAsync(JournalKey key);
}

/// <summary>What came of a claim.</summary>
/// <param name="IsGranted">Whether the run holds the key now.</param>
/// <param name="Earlier">The entry of the key, where it was granted and there is one.</param>
internal readonly record struct JournalClaim(bool IsGranted, JournalEntry? Earlier);

/// <summary>What was read of a key.</summary>
/// <param name="IsHeld">Whether a run holds the key, so that its entry may change.</param>
/// <param name="Entry">The entry, if there is one.</param>
internal readonly record struct JournalRead(bool IsHeld, JournalEntry? Entry);
