using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Calls;

namespace FbaOutbound.Pipeline;

/// <summary>
/// What the records of a run do now and have done so far, which its progress is made of. The pump's state guards all of it.
/// </summary>
internal sealed class RunActivity
{
    private readonly Dictionary<IRateLimit, (int Sent, int ByEnded)> _sent = [];
    private readonly Dictionary<object, List<IRateLimit>> _working = [];
    private readonly Dictionary<object, CallStep> _steps = [];
    private readonly HashSet<object> _senders = [];

    /// <summary>How many records have ended and wait for earlier ones to be shown.</summary>
    public int Held { get; set; }

    /// <summary>How many requests were sent again.</summary>
    public int Retries { get; private set; }

    /// <summary>Whether anything was sent.</summary>
    public bool HasSent { get; private set; }

    /// <summary>How many records have ended for which nothing was sent, such as those that a journal records as done.</summary>
    public int Unsent { get; private set; }

    /// <summary>
    /// The requests that were sent, by the limit that they count for, and how many of them by records that have ended.
    /// </summary>
    public IEnumerable<(IRateLimit Limit, int Sent, int ByEnded)> Sent =>
        _sent.Select(pair => (pair.Key, pair.Value.Sent, pair.Value.ByEnded));

    /// <summary>The limit that most records wait for now; null if none does.</summary>
    public IRateLimit? AwaitedLimit => _steps.Values.OfType<CallStep.WaitsForLimit>()
        .GroupBy(step => step.Limit)
        .OrderByDescending(group => group.Count())
        .FirstOrDefault()?.Key;

    /// <summary>Whether all that is in flight waits until it is sent again.</summary>
    public bool OnlyRetries => _steps.Count > 0 && _steps.Values.All(step => step is CallStep.Retries);

    /// <summary>What the records wait for whose orders have yet to come to a state.</summary>
    public IReadOnlyList<CallStep.Awaits> Awaited => [.. _steps.Values.OfType<CallStep.Awaits>()];

    /// <summary>A record tells what it does now.</summary>
    public void Step(object record, CallStep step)
    {
        // A wait goes on while its orders are read.
        if (!_steps.TryGetValue(record, out var last) || last is not CallStep.Awaits || step is CallStep.Awaits)
        {
            _steps[record] = step;
        }

        if (step is CallStep.Sent)
        {
            HasSent = true;
            _senders.Add(record);
        }

        switch (step)
        {
            case CallStep.Sent { Limit: { } limit }:
                Count(limit, sent: 1, byEnded: 0);
                if (!_working.TryGetValue(record, out var limits))
                {
                    _working[record] = limits = [];
                }

                limits.Add(limit);
                break;
            case CallStep.Retries:
                Retries++;
                break;
        }
    }

    /// <summary>A record has ended.</summary>
    /// <param name="record">The record.</param>
    /// <param name="counts">Whether it is one of those that are counted.</param>
    public void End(object record, bool counts = true)
    {
        _steps.Remove(record);
        Unsent += !_senders.Remove(record) && counts ? 1 : 0;
        if (_working.TryGetValue(record, out var limits))
        {
            limits.ForEach(limit => Count(limit, sent: 0, byEnded: 1));
            _working.Remove(record);
        }
    }

    private void Count(IRateLimit limit, int sent, int byEnded)
    {
        _sent.TryGetValue(limit, out var before);
        _sent[limit] = (before.Sent + sent, before.ByEnded + byEnded);
    }
}
