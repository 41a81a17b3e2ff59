using System;

namespace FbaOutbound.Quota;

/// <summary>
/// A bucket as a store keeps it, and the two steps that a store has to make atomic. Times are ticks of the store's clock.
/// </summary>
/// <param name="Tat">The theoretical arrival time.</param>
/// <param name="NotBefore">When the first request may be sent after a push-back.</param>
/// <param name="Rate">Tokens per second.</param>
internal readonly record struct StoredBucket(long Tat, long NotBefore, double Rate)
{
    /// <summary>A bucket that was never used.</summary>
    public static StoredBucket Full(double rate) => new(Gcra.Full, Gcra.Full, rate);

    /// <summary>The bucket after the next token was taken, and the token.</summary>
    /// <param name="now">The time.</param>
    /// <param name="burst">Tokens in a full bucket, 1 or more.</param>
    /// <param name="processes">How many processes have used the bucket lately.</param>
    public (StoredBucket Bucket, QuotaReservation Reservation) Reserve(long now, int burst, int processes)
    {
        var step = Gcra.Reserve(Tat, NotBefore, now, Rate, burst);
        return (
            this with { Tat = step.Tat },
            new QuotaReservation(TimeSpan.FromTicks(step.Due - now), TimeSpan.FromTicks(step.Tat - now), Rate, processes));
    }

    /// <summary>The bucket after a process has told what it has learnt.</summary>
    public StoredBucket With(QuotaNews news, long now, int burst)
    {
        var bucket = this with { Tat = Tat + (long)(news.Missing * Gcra.Interval(Rate)) };
        if (news.Rate is { } rate)
        {
            bucket = bucket with { Tat = Gcra.AtRate(bucket.Tat, now, bucket.Rate, rate), Rate = rate };
        }

        if (news.IsEmpty)
        {
            bucket = bucket with
            {
                Tat = Math.Max(bucket.Tat, now + Gcra.SharedTolerance(bucket.Rate, burst) + Gcra.Interval(bucket.Rate))
            };
        }

        return news.Pause is { } pause ? bucket with { NotBefore = Math.Max(bucket.NotBefore, now + pause.Ticks) } : bucket;
    }
}
