using System;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Quota;

/// <summary>
/// The buckets of accounts that several processes or machines share. A bucket is a row: its theoretical arrival time, its rate and the time
/// before which nothing may be sent, all by the store's own clock. Safe for use by many threads.
/// </summary>
internal interface IQuotaStore : IDisposable
{
    /// <summary>What messages call the store; it holds no secret.</summary>
    string Name { get; }

    /// <summary>Takes the next token, whenever it comes: <see cref="Gcra.Reserve"/> as one atomic step.</summary>
    /// <param name="key">The bucket; one that was never used is full.</param>
    /// <param name="plan">The plan of a bucket that was never used; its burst counts always.</param>
    /// <param name="cancellationToken">Ends the call; whether a token was taken is not known then.</param>
    /// <exception cref="QuotaStoreException">The store cannot be used.</exception>
    Task<QuotaReservation> ReserveAsync(QuotaKey key, UsagePlan plan, CancellationToken cancellationToken);

    /// <summary>Tells what a process has learnt of a bucket.</summary>
    /// <exception cref="QuotaStoreException">The store cannot be used.</exception>
    Task TellAsync(QuotaKey key, UsagePlan plan, QuotaNews news, CancellationToken cancellationToken);
}

/// <summary>A token that was taken.</summary>
/// <param name="Wait">How long it takes until the token is available; zero if it already exists.</param>
/// <param name="Debt">
/// How far ahead the bucket's theoretical arrival time lies now, this token included: one interval where the bucket was full.
/// </param>
/// <param name="Rate">The bucket's rate, which any process may have learnt.</param>
/// <param name="Processes">How many processes have used the bucket lately, this one included.</param>
internal readonly record struct QuotaReservation(TimeSpan Wait, TimeSpan Debt, double Rate, int Processes);

/// <summary>What a process has learnt of a bucket; null members stay as they are.</summary>
internal sealed record QuotaNews
{
    /// <summary>The rate from now on. The debt stays the same, counted in tokens.</summary>
    public double? Rate { get; init; }

    /// <summary>Whether the service has pushed back: the bucket is empty.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>
    /// How many tokens the service's bucket has less than the store believes, because it began to refill later; below zero if less was
    /// missing than was told before.
    /// </summary>
    public double Missing { get; init; }

    /// <summary>How long nothing may be sent.</summary>
    public TimeSpan? Pause { get; init; }
}

/// <summary>A store of quotas that cannot be used. It never ends a run: the bucket of the process takes its place.</summary>
internal sealed class QuotaStoreException(string message, Exception? innerException = null) : FbaException(message, innerException);
