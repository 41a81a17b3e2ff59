using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Quota;

/// <summary>
/// The tokens of one operation of one account, in this process alone or shared with others. Safe for use by many threads.
/// </summary>
internal interface IQuotaBucket : IRateLimit, IDisposable
{
    /// <summary>
    /// Counts what earlier runs have sent; the same again changes nothing. No tokens ever come of it.
    /// </summary>
    void Remember(PastSends sends);

    /// <summary>Waits for a token; first come, first served.</summary>
    ValueTask<QuotaPermit> AcquireAsync(CancellationToken cancellationToken);

    /// <summary>Waits for a token before all who come for the first time: the one that this request had did not count any more.</summary>
    ValueTask<QuotaPermit> AcquireAgainAsync(CancellationToken cancellationToken);

    /// <summary>
    /// How long a token may be held before its request goes out. Requests whose tokens were held for longer would leave together, and meet
    /// a refusal.
    /// </summary>
    TimeSpan LongestHold { get; }

    /// <summary>About how long a request that comes now has to wait.</summary>
    TimeSpan EstimateWait();

    /// <summary>What the bucket holds now.</summary>
    QuotaStatus GetStatus(QuotaKey key);

    /// <summary>
    /// The request of a permit goes out now, unless this returns false: the token was held for too long, or the service has pushed back
    /// since.
    /// </summary>
    bool Sending(QuotaPermit permit, bool evenIfLate);

    /// <summary>A response came that was not a push-back, and gave this rate, if any.</summary>
    void Answered(QuotaPermit permit, double? rate);

    /// <summary>The service pushed back, and asked to wait, if it did.</summary>
    void Throttled(QuotaPermit permit, TimeSpan? retryAfter);

    /// <summary>The quota of the hour is used up.</summary>
    void UsedUp(QuotaPermit permit, TimeSpan resetsIn);

    /// <summary>The permit was not used, or its request ended without a response.</summary>
    void Ended(QuotaPermit permit);
}
