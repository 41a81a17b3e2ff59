using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.FaultSchedules;

/// <summary>How often what happened.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, long> _faults = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _ends = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _protocols = new(StringComparer.Ordinal);

    public long Requests { get; private set; }

    public long Faults { get; private set; }

    public IReadOnlyDictionary<string, long> Ends => _ends;

    public IEnumerable<string> FaultsNeverSeen =>
        Fate.All.Select(kind => new Fate(kind.Wire, kind.Kind, false, default, 0).Name).Where(name => !_faults.ContainsKey(name));

    public void Begin(Schedule schedule) => _protocols[schedule.Version] = _protocols.GetValueOrDefault(schedule.Version) + 1;

    public void Hit(Fate? fate)
    {
        Requests++;
        if (fate is not null)
        {
            Faults++;
            _faults[fate.Name] = _faults.GetValueOrDefault(fate.Name) + 1;
        }
    }

    public void End(End end, bool isHealthy)
    {
        var name = $"{end.Record.Work}{(isHealthy ? ", healthy" : "")}: {end.Name}";
        _ends[name] = _ends.GetValueOrDefault(name) + 1;
    }

    public override string ToString() => string.Join("\n", [
        "Protocols: " + string.Join(", ", _protocols.Select(protocol => $"{protocol.Key} {protocol.Value}")),
        "Faults: " + string.Join(", ", _faults.Select(fault => $"{fault.Key} {fault.Value}")),
        .. _ends.Select(end => FormattableString.Invariant($"{end.Value,9}  {end.Key}")),
    ]);
}
