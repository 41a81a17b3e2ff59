using System;
using System.Collections.Generic;

namespace FbaOutbound.Pipeline;

/// <summary>How fast the latest records of a run were done.</summary>
internal sealed class RunPace
{
    private const int LatestRecords = 30;

    private static readonly TimeSpan s_latestTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_apart = TimeSpan.FromMilliseconds(20);

    private readonly List<(TimeSpan At, int Done)> _changes = [];

    /// <summary>Whether a note at this time counts: several at once say no more than one.</summary>
    public bool TakesNote(TimeSpan now) =>
        _changes.Count == 0 || _changes[_changes.Count - 1] is var last && (now - last.At >= s_apart || last.Done == 0);

    /// <summary>Notes how many records are done.</summary>
    public void Note(TimeSpan now, int done, TimeSpan since)
    {
        if (_changes.Count == 0)
        {
            _changes.Add((since, 0));
        }

        if (done <= _changes[_changes.Count - 1].Done || !TakesNote(now))
        {
            return;
        }

        _changes.Add((now, done));
        var first = _changes.FindLastIndex(change => change.Done <= done - LatestRecords && change.At <= now - s_latestTime);
        _changes.RemoveRange(0, Math.Max(0, first));
    }

    /// <summary>Records a second; 0 if none is done.</summary>
    public double Rate(TimeSpan now)
    {
        if (_changes.Count < 2)
        {
            return 0;
        }

        // Records are done in bursts. The time since the last one counts only if it is longer than the others took.
        var (first, last) = (_changes[0], _changes[_changes.Count - 1]);
        var gap = (last.At - first.At).TotalSeconds / (_changes.Count - 1);
        var span = (now - first.At).TotalSeconds - (2 * gap);
        return (last.Done - first.Done) / Math.Max(Math.Max((last.At - first.At).TotalSeconds, span), 0.001);
    }

    /// <summary>About how long it takes until so many more records are done; there is a rate.</summary>
    public TimeSpan TimeFor(TimeSpan now, int records)
    {
        var left = TimeSpan.FromSeconds(records / Rate(now)) - (now - _changes[_changes.Count - 1].At);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
