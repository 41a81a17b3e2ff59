using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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

    private RunPace _pace = new();
    private TimeSpan _workingSince = clock.Elapsed;
    private TimeSpan _unsentUntil = clock.Elapsed;
    private bool _hasSent;
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

    /// <summary>Shows how far the run is, if an update is due.</summary>
    /// <param name="state">What the records do now. It is locked while it is read.</param>
    public void Update(PumpState state)
    {
        var now = clock.Elapsed;
        var isDue = IsDue(now);
        if (!isDue && !_pace.TakesNote(now))
        {
            return;
        }

        CommandProgress? progress;
        lock (state)
        {
            NotePace(now, state.Activity);
            progress = isDue ? Describe(now, state.Activity) : null;
        }

        if (progress is not null)
        {
            engine.Progress(progress);
        }
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

    // What a journal records as done is skipped in no time, which says nothing about what has yet to be sent.
    private void NotePace(TimeSpan now, RunActivity run)
    {
        if (!run.HasSent)
        {
            _unsentUntil = now;
        }
        else if (!_hasSent)
        {
            _hasSent = true;
            _workingSince = run.Unsent > 0 ? _unsentUntil : _workingSince;
            _pace = new RunPace();
        }

        _pace.Note(now, WorkedOf(run), _workingSince);
    }

    private static string RateText(double rate) => rate >= 0.1
        ? FormattableString.Invariant($"{rate:0.#}/s")
        : FormattableString.Invariant($"{rate * 60:0.#}/min");

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private int DoneOf(RunActivity run) => Done + run.Held + run.Awaited.Sum(wait => wait.Done);

    // A command that sends nothing works all the same.
    private int WorkedOf(RunActivity run) => DoneOf(run) - (run.HasSent ? run.Unsent : 0);

    private CommandProgress Describe(TimeSpan now, RunActivity run)
    {
        var awaited = run.Awaited;
        var total = Read + Waiting - awaited.Count + awaited.Sum(wait => wait.Total);
        var done = DoneOf(run);
        var rate = _pace.Rate(now);
        var isLimitTold = false;
        List<string> parts = [];
        if (total > 1 || (total > 0 && awaited.Count > 0))
        {
            parts.Add(AllRead ? $"{Count(done)} of {Count(total)}" : $"{Count(done)} of {Count(total)} read so far");
        }

        if (awaited.Count > 0)
        {
            parts.AddRange(awaited.SelectMany(wait => wait.Statuses)
                .GroupBy(status => status, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count())
                .Select(group => $"{Count(group.Count())} {group.Key}"));
        }
        else if (rate > 0 && total > 1)
        {
            // A console of 80 columns has room for about 50 characters.
            parts.Add(run.AwaitedLimit is { } reached ? $"{RateText(rate)} (limit {RateText(reached.Rate)})" : RateText(rate));
            isLimitTold = run.AwaitedLimit is not null;
        }

        if (run.AwaitedLimit is { } limit)
        {
            if (!isLimitTold)
            {
                parts.Add($"waiting (limit {RateText(limit.Rate)})");
            }
        }
        else if (run.OnlyRetries)
        {
            parts.Add("waiting to retry");
        }

        if (run.Retries > 0)
        {
            parts.Add($"{Count(run.Retries)} {(run.Retries == 1 ? "retry" : "retries")}");
        }

        return new CommandProgress(
            activity,
            parts.Count == 0 ? "in progress" : string.Join(", ", parts),
            AllRead && total > 0 ? (int?)(100L * done / total) : null,
            AllRead && awaited.Count == 0 && WorkedOf(run) > 0 && rate > 0 ? Seconds(TimeLeft(now, run, total - done)) : null,
            Completed: false);
    }

    // The burst of a rate limit is used up in no time, so the pace of the first records says nothing about the others: what they have to
    // wait for is known from the limit.
    private TimeSpan TimeLeft(TimeSpan now, RunActivity run, int records)
    {
        var worked = WorkedOf(run);
        var left = _pace.TimeFor(now, records);
        foreach (var (limit, sent, byEnded) in run.Sent)
        {
            var byLimit = limit.TimeFor((int)Math.Ceiling(byEnded * (double)(worked + records) / worked) - sent);
            left = byLimit > left ? byLimit : left;
        }

        return left;
    }

    private static int Seconds(TimeSpan time) => (int)Math.Min(int.MaxValue, Math.Ceiling(time.TotalSeconds));

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
