using System;
using FbaOutbound.Errors;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>When a run has to be over, on the clock that it began with.</summary>
internal sealed class RunDeadline(RunClock clock, TimeSpan limit)
{
    /// <summary>
    /// How long changes that have left when the deadline comes may still be answered, and be read back: most answers take less than a
    /// second, and who sets a deadline would rather decide about the rest later than wait for a request's time-out.
    /// </summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    public bool HasPassed => clock.Elapsed >= limit;

    /// <summary>Calls back once at the deadline and once when the grace is over, on another thread.</summary>
    public IDisposable Watch(Action passed, Action graceOver) => clock.CallAt(limit, passed, Grace, graceOver);

    /// <summary>What is said of a record that is left over.</summary>
    /// <param name="id">What the user calls it; null for all that the command does.</param>
    /// <param name="wasSent">Whether a change had left for it.</param>
    public DeadlineReachedException LeftOver(string? id, bool wasSent)
    {
        var what = id is null ? "The command was" : $"'{id}' was";
        return new DeadlineReachedException(wasSent
            ? $"{what} not finished. {this}. It is safe to run the same command again: nothing is done twice."
            : $"{what} not processed, and no change was sent for it. {this}.");
    }

    /// <summary>Reports that the deadline was reached.</summary>
    /// <returns>The beginning of a sentence.</returns>
    public override string ToString() => FormattableString.Invariant($"The deadline of {limit.TotalSeconds:0} s was reached");
}
