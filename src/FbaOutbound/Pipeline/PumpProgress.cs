using System;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>
/// The progress of a window of records: at most five updates a second, none in the first half second, a percentage and a time left only
/// where the count is known, and a last update that takes the display away.
/// </summary>
internal sealed class PumpProgress(IEngine engine, RunClock clock, string activity)
{
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    private TimeSpan _workingSince = clock.Elapsed;
    private TimeSpan _lastUpdate;
    private bool _visible;

    /// <summary>How many records were read from the input.</summary>
    public int Read { get; set; }

    /// <summary>How many records were shown to their end.</summary>
    public int Done { get; set; }

    /// <summary>How many more records there are that were read and are not in work yet.</summary>
    public int Waiting { get; set; }

    /// <summary>Whether no more records come, so that their count is known.</summary>
    public bool AllRead { get; set; }

    /// <summary>Tells that rows are read and wait for the end of the input.</summary>
    public void TellRead(long rows)
    {
        _workingSince = clock.Elapsed;
        if (IsDue(_workingSince))
        {
            var sent = Read == 0
                ? "nothing sent"
                : FormattableString.Invariant($"none of them sent yet; {Done:N0} of {Read:N0} earlier orders done");
            engine.Progress(
                new CommandProgress(activity, FormattableString.Invariant($"{rows:N0} rows read, {sent}"), null, null, Completed: false));
        }
    }

    public void Update(int inFlight)
    {
        var now = clock.Elapsed;
        if (!IsDue(now))
        {
            return;
        }

        var total = Read + Waiting;
        var percent = AllRead && total > 0 ? (int?)(100L * Done / total) : null;
        var perRecord = Done > 0 ? (now - _workingSince).TotalSeconds / Done : 0;
        var remaining = Done > 0 ? (int?)Math.Min(int.MaxValue, Math.Ceiling(perRecord * (total - Done))) : null;
        engine.Progress(
            new CommandProgress(
                activity,
                $"{Done} of {total}{(AllRead ? "" : " read so far")}, {inFlight} in flight",
                percent,
                remaining,
                Completed: false));
    }

    /// <summary>Takes the display away, whatever became of the command.</summary>
    public void Complete()
    {
        if (!_visible)
        {
            return;
        }

        _visible = false;
        try
        {
            engine.Progress(new CommandProgress(activity, "Completed", null, null, Completed: true));
        }
        catch (Exception)
        {
            // A stopped pipeline takes no progress; the host removes the display.
        }
    }

    private bool IsDue(TimeSpan now)
    {
        if (now < s_silence || (_visible && now - _lastUpdate < s_interval))
        {
            return false;
        }

        _lastUpdate = now;
        _visible = true;
        return true;
    }
}
