using System;
using System.Collections.Generic;

namespace FbaOutbound.Quota;

/// <summary>
/// The generic cell rate algorithm: a bucket is one number, its theoretical arrival time (TAT), in ticks of any clock. The step is a
/// pure function, so that a bucket can be kept in memory, in a file or in a database row.
/// </summary>
internal static class Gcra
{
    /// <summary>The time of a bucket that was never used: it is full.</summary>
    public const long Full = long.MinValue / 4;

    // The server spends its token when a request arrives, by its own clock. A thousandth absorbs the clocks' drift and rates that the
    // server rounds, ...
    private const double Drift = 1.001;

    // ... and a part of one interval, 50 ms at most, absorbs what is left of the network's jitter: by how much faster than the fastest
    // response so far a request can arrive, since what comes late finds its token anyway. With a burst it is kept in reserve once per run;
    // a bucket of one token cannot keep anything and pays with every request, so its part is small.
    private const double ReserveOfBurst = 0.5;
    private const double ReserveOfOne = 0.02;

    // More reservations than this are never outstanding: a process has one or two.
    private const int LongestQueue = 256;

    private static readonly double s_longestReserve = TimeSpan.FromMilliseconds(50).Ticks;
    private static readonly double s_longestSharedReserve = TimeSpan.FromMilliseconds(250).Ticks;
    private static readonly double s_longestStep = TimeSpan.FromMilliseconds(50).Ticks;
    private static readonly double s_shortestHold = TimeSpan.FromMilliseconds(25).Ticks;

    /// <summary>Takes one token if there is one.</summary>
    /// <param name="tat">The bucket's theoretical arrival time.</param>
    /// <param name="now">The time, by the clock of <paramref name="tat"/>.</param>
    /// <param name="rate">Tokens per second, above zero.</param>
    /// <param name="burst">Tokens in a full bucket, 1 or more.</param>
    public static GcraStep Take(long tat, long now, double rate, int burst)
    {
        var earliest = tat - Tolerance(rate, burst);
        return now < earliest
            ? new GcraStep(false, tat, earliest)
            : new GcraStep(true, Math.Max(tat, now) + Interval(rate), earliest);
    }

    /// <summary>Takes the next token, whenever it comes, from a bucket that several processes share.</summary>
    /// <param name="tat">The bucket's theoretical arrival time.</param>
    /// <param name="notBefore">When the first request may be sent again after a push-back.</param>
    /// <param name="now">The time, by the clock of <paramref name="tat"/>.</param>
    /// <param name="rate">Tokens per second, above zero.</param>
    /// <param name="burst">Tokens in a full bucket, 1 or more.</param>
    public static GcraReservation Reserve(long tat, long notBefore, long now, double rate, int burst)
    {
        var interval = Interval(rate);
        var tolerance = SharedTolerance(rate, burst);

        // The clock of a store can be set back, and a file can outlive the machine's uptime: a debt that nobody can have made is an empty
        // bucket.
        tat = Math.Min(tat, now + LongestDebt(rate, burst));
        var due = Math.Max(now, Math.Max(tat - tolerance, notBefore));
        return new GcraReservation(Math.Max(tat, due) + interval, due);
    }

    /// <summary>
    /// How far a shared bucket's theoretical arrival time may lie ahead. Requests of several processes overtake each other on their way, so
    /// more of the burst is kept in reserve than for one: up to a quarter of a second's tokens, or half the burst. A bucket of one token
    /// pays with every request, so its part is what a step of a store can take.
    /// </summary>
    public static long SharedTolerance(double rate, int burst)
    {
        var most = (burst - 1) * Interval(rate);
        return burst == 1 ? -SharedReserve(rate, burst) : Math.Min(Tolerance(rate, burst), most - SharedReserve(rate, burst));
    }

    /// <summary>What is kept in reserve of a shared bucket: by so much a token may be late.</summary>
    public static long SharedReserve(double rate, int burst)
    {
        var interval = Interval(rate);
        return (long)(burst == 1
            ? Math.Min(s_longestStep, interval / 4.0)
            : Math.Min(s_longestSharedReserve, (burst - 1) * interval / 2.0));
    }

    /// <summary>
    /// How long a token may be held before its request goes out: about what is kept in reserve, but no less than a loaded machine takes
    /// anyway.
    /// </summary>
    public static TimeSpan LongestHold(double rate) => Hold(Math.Min(s_longestReserve, Interval(rate) / 2.0));

    /// <summary>The same of a shared bucket's token.</summary>
    public static TimeSpan LongestSharedHold(double rate, int burst) => Hold(SharedReserve(rate, burst));

    /// <summary>
    /// How far a shared bucket's theoretical arrival time can lie ahead at most; what lies further was made by another clock.
    /// </summary>
    public static long LongestDebt(double rate, int burst) => SharedTolerance(rate, burst) + (Interval(rate) * (LongestQueue + burst));

    /// <summary>From when on the last of so many tokens could be taken, if nobody else takes one.</summary>
    public static long Last(long tat, long now, double rate, int burst, int tokens) =>
        Math.Max(tat, now) + ((tokens - 1) * Interval(rate)) - Tolerance(rate, burst);

    /// <summary>The ticks between two tokens.</summary>
    public static long Interval(double rate) => (long)(TimeSpan.TicksPerSecond * Drift / rate);

    /// <summary>The theoretical arrival time of a bucket that is empty now: the next token comes after one interval.</summary>
    public static long Emptied(long now, double rate, int burst) => now + Tolerance(rate, burst) + Interval(rate);

    /// <summary>The theoretical arrival time after requests that a service has counted, whether it granted them or not.</summary>
    /// <param name="times">When they were sent, the earliest first.</param>
    /// <param name="tat">The time before the first of them.</param>
    /// <param name="rate">Tokens per second, above zero.</param>
    /// <param name="burst">Tokens in a full bucket, 1 or more.</param>
    public static long After(IEnumerable<long> times, long tat, double rate, int burst)
    {
        foreach (var time in times)
        {
            tat = Math.Min(Math.Max(tat, time) + Interval(rate), Emptied(time, rate, burst));
        }

        return tat;
    }

    /// <summary>The same debt, counted in tokens, at another rate.</summary>
    public static long AtRate(long tat, long now, double rate, double newRate) =>
        tat <= now ? tat : now + (long)((tat - now) / (double)Interval(rate) * Interval(newRate));

    /// <summary>The tokens that could be taken at once.</summary>
    public static int Available(long tat, long now, double rate, int burst) => Available(tat, now, rate, Tolerance(rate, burst));

    /// <summary>The tokens that could be taken at once from a shared bucket.</summary>
    public static int SharedAvailable(long tat, long now, double rate, int burst) =>
        Available(tat, now, rate, SharedTolerance(rate, burst));

    private static TimeSpan Hold(double reserve) => TimeSpan.FromTicks((long)Math.Max(s_shortestHold, reserve));

    private static int Available(long tat, long now, double rate, long tolerance) =>
        now < tat - tolerance ? 0 : 1 + (int)Math.Max(0, (Math.Min(0, now - tat) + tolerance) / Interval(rate));

    private static long Tolerance(double rate, int burst)
    {
        var interval = Interval(rate);
        var reserve = burst > 1 ? Math.Min(interval * ReserveOfBurst, s_longestReserve) : interval * ReserveOfOne;
        return ((burst - 1) * interval) - (long)reserve;
    }
}

/// <summary>What came of a step.</summary>
/// <param name="Granted">Whether a token was taken.</param>
/// <param name="Tat">The bucket's theoretical arrival time after the step.</param>
/// <param name="Earliest">From when on a token could be taken before the step.</param>
internal readonly record struct GcraStep(bool Granted, long Tat, long Earliest);

/// <summary>A token that was taken ahead of its time.</summary>
/// <param name="Tat">The bucket's theoretical arrival time after the step.</param>
/// <param name="Due">From when on the token may be used.</param>
internal readonly record struct GcraReservation(long Tat, long Due);
