using System;
using System.Threading;

namespace FbaOutbound.Sessions;

/// <summary>
/// Counts the time of a run, on a clock that nobody sets. The cmdlets count with it: they cannot use <see cref="TimeProvider"/>, because
/// the type of that name that their load context finds may be another module's.
/// </summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    /// <summary>The time since the run began.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>Begins to count now.</summary>
    public static RunClock Start() => new(TimeProvider.System);

    /// <summary>
    /// Calls back on another thread when the run is this old, at once if it is older, and again some time after that call.
    /// </summary>
    /// <param name="age">The age of the run at the first call.</param>
    /// <param name="first">The first call.</param>
    /// <param name="grace">How long after the first call the second one follows.</param>
    /// <param name="second">The second call.</param>
    /// <returns>Ends the calls when it is disposed of.</returns>
    public IDisposable CallAt(TimeSpan age, Action first, TimeSpan grace, Action second)
    {
        ITimer? timer = null;
        var isSecond = false;

        // Made idle first: it may be due at once, and sets itself again.
        timer = time.CreateTimer(OnTimer, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var left = age - Elapsed;
        timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return timer;

        void OnTimer(object? state)
        {
            if (isSecond)
            {
                second();
                return;
            }

            isSecond = true;
            first();
            timer!.Change(grace, Timeout.InfiniteTimeSpan);
        }
    }
}
