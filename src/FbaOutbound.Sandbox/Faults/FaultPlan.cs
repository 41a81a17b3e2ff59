using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Sandbox.Endpoints;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Faults;

/// <summary>
/// The faults of a sandbox: those that were requested, one by one, and those that happen by chance. Chance follows from the seed, the
/// operation, the order's id and how often it was tried, so that it does not depend on which of two requests came first.
/// </summary>
public sealed class FaultPlan
{
    private static readonly FaultKind[] s_kinds = (FaultKind[])Enum.GetValues(typeof(FaultKind));
    private readonly object _gate = new();
    private readonly List<Planned> _planned = [];
    private readonly Dictionary<(string Operation, string? OrderId), (int Tries, int Hits)> _tries = [];
    private readonly double[] _chances = new double[s_kinds.Length];
    private readonly IReadOnlyList<Operation> _operations;
    private readonly ulong _seed;
    private readonly int _mostPerOrder;
    private readonly TimeSpan _delay;
    private bool _byChance;

    internal FaultPlan(FaultOptions options, int seed, IReadOnlyList<Operation> operations)
    {
        _operations = operations;
        _seed = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) ^ 14695981039346656037UL;
        _mostPerOrder = options.MostPerOrder;
        _delay = options.Delay;
        foreach (var chance in options.Chances)
        {
            SetChance(chance.Key, chance.Value);
        }
    }

    /// <summary>Lets a fault hit requests to come.</summary>
    /// <param name="kind">The fault.</param>
    /// <param name="operation">
    /// The operation to hit, such as <c>createFulfillmentOrder</c>; null or empty for any that the fault can hit.
    /// </param>
    /// <param name="orderId">The order to hit; null or empty for any.</param>
    /// <param name="delay">How long a fault lasts that lasts a while; null for the default.</param>
    /// <param name="times">How many requests are hit.</param>
    /// <exception cref="ArgumentException">A value cannot be used; nothing was planned.</exception>
    public void Add(FaultKind kind, string? operation = null, string? orderId = null, TimeSpan? delay = null, int times = 1)
    {
        Check(kind, operation, delay, times);
        lock (_gate)
        {
            _planned.Add(new Planned(kind, Blank(operation), Blank(orderId), delay ?? _delay, times));
        }
    }

    /// <summary>Lets a fault hit requests to come, for as long as a script gives.</summary>
    /// <param name="kind">The fault.</param>
    /// <param name="operation">
    /// The operation to hit, such as <c>createFulfillmentOrder</c>; null or empty for any that the fault can hit.
    /// </param>
    /// <param name="orderId">The order to hit; null or empty for any.</param>
    /// <param name="delay">
    /// How long a fault lasts that lasts a while: a TimeSpan, or text with a unit, such as <c>5 s</c>; null for the default.
    /// </param>
    /// <param name="times">How many requests are hit.</param>
    /// <exception cref="ArgumentException">The delay is no time span.</exception>
    public void Add(FaultKind kind, string? operation, string? orderId, object? delay, int times = 1) => Add(
        kind,
        operation,
        orderId,
        delay is null ? null : TimeSpanText.Read(delay, out var fault) ?? throw new ArgumentException($"The delay {fault}.", nameof(delay)),
        times);

    /// <summary>Sets how probable a fault is from now on.</summary>
    /// <param name="kind">The fault.</param>
    /// <param name="chance">The probability, from 0 to 1.</param>
    /// <exception cref="ArgumentException">A value cannot be used; nothing was changed.</exception>
    public void SetChance(FaultKind kind, double chance)
    {
        Check(kind, chance);
        lock (_gate)
        {
            _chances[(int)kind] = chance;
            _byChance = Array.Exists(_chances, value => value > 0);
        }
    }

    /// <summary>Forgets every fault that has not happened yet, and sets all chances to 0.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
            _tries.Clear();
            Array.Clear(_chances, 0, _chances.Length);
            _byChance = false;
        }
    }

    /// <summary>The names of the operations that a fault can hit.</summary>
    internal IEnumerable<string> OperationNames => _operations.Select(operation => operation.Name)
        .Distinct(StringComparer.OrdinalIgnoreCase).OrderBy(name => name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks a fault that is to be added.</summary>
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    internal void Check(FaultKind kind, string? operation, TimeSpan? delay, int times)
    {
        Check(kind);
        CheckOperation(kind, Blank(operation));
        Bounds.FaultDelay(delay ?? _delay);
        Bounds.Number(times, 1, int.MaxValue, "How often a fault hits");
    }

    /// <summary>Checks how probable a fault is to be.</summary>
    /// <exception cref="ArgumentException">A value cannot be used.</exception>
    internal static void Check(FaultKind kind, double chance)
    {
        Check(kind);
        Bounds.Number(chance, 0, 1, "The chance of a fault");
    }

    /// <summary>Returns the faults that are to come: those that were requested in their order, then those that happen by chance.</summary>
    internal List<SandboxFault> ToList()
    {
        lock (_gate)
        {
            return
            [
                .. _planned.Select(planned => planned.ToFault()),
                .. s_kinds.Where(kind => _chances[(int)kind] > 0)
                    .Select(kind => new SandboxFault { Kind = kind, Chance = _chances[(int)kind], Delay = _delay }),
            ];
        }
    }

    internal Fault Choose(Operation operation, string? orderId)
    {
        // Nearly every request of a sandbox without faults comes through here: no lock for those.
        if (!_byChance && _planned.Count == 0)
        {
            return default;
        }

        lock (_gate)
        {
            for (var i = 0; i < _planned.Count; i++)
            {
                var planned = _planned[i];
                if (planned.Hits(operation, orderId))
                {
                    if (--planned.Times <= 0)
                    {
                        _planned.RemoveAt(i);
                    }

                    return new Fault(planned.Kind, planned.Delay);
                }
            }

            return _byChance && operation.Kind != OperationKind.Token ? ChooseByChance(operation, orderId) : default;
        }
    }

    private static void Check(FaultKind kind)
    {
        if (Bounds.Word(kind) == FaultKind.None)
        {
            throw new ArgumentException("None is not a fault.");
        }
    }

    // A fault that cannot hit anything would wait forever, and a test would see nothing of it.
    private void CheckOperation(FaultKind kind, string? name)
    {
        if (name is null)
        {
            return;
        }

        var named = _operations.Where(operation => string.Equals(operation.Name, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (named.Count == 0)
        {
            throw new ArgumentException(
                $"Unknown operation '{Showable(name)}'. The operations are: {string.Join(", ", OperationNames)}.");
        }

        if (!named.Exists(operation => CanHit(kind, operation.Kind)))
        {
            throw new ArgumentException($"The fault {kind} cannot affect {named[0].Name}.");
        }
    }

    private static string Showable(string name) => new([.. name.Take(40).Select(character => char.IsControl(character) ? '?' : character)]);

    private static string? Blank(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static bool CanHit(FaultKind kind, OperationKind operation) => kind switch
    {
        FaultKind.Unreadable or FaultKind.DropUnreadable or FaultKind.BurntId or FaultKind.SilentDuplicate =>
            operation == OperationKind.Create,
        FaultKind.LandLater or FaultKind.OkWithErrors => operation is OperationKind.Create or OperationKind.Change,
        FaultKind.ReadFailed => operation == OperationKind.Read,
        FaultKind.ReadStale => operation is OperationKind.Read or OperationKind.List,
        FaultKind.ReadDenied or FaultKind.ReadUpperCase or FaultKind.ReadMasked or FaultKind.ReadSparse =>
            operation is OperationKind.Read or OperationKind.List or OperationKind.Query,
        _ => true,
    };

    private Fault ChooseByChance(Operation operation, string? orderId)
    {
        var key = (operation.Name, orderId);
        _tries.TryGetValue(key, out var tries);
        var hash = Identifiers.Hash(operation.Name, _seed + (ulong)tries.Tries);
        hash = Identifiers.Hash(orderId ?? "", hash);
        var draw = (hash >> 11) * (1.0 / (1UL << 53));
        var kind = FaultKind.None;
        if (_mostPerOrder == 0 || tries.Hits < _mostPerOrder)
        {
            foreach (var candidate in s_kinds)
            {
                if (_chances[(int)candidate] > 0 && CanHit(candidate, operation.Kind) && (draw -= _chances[(int)candidate]) < 0)
                {
                    kind = candidate;
                    break;
                }
            }
        }

        _tries[key] = (tries.Tries + 1, tries.Hits + (kind == FaultKind.None ? 0 : 1));
        return new Fault(kind, _delay);
    }

    private sealed class Planned(FaultKind kind, string? operation, string? orderId, TimeSpan delay, int times)
    {
        public FaultKind Kind { get; } = kind;

        public TimeSpan Delay { get; } = delay;

        public int Times { get; set; } = times;

        public SandboxFault ToFault() =>
            new() { Kind = Kind, Operation = operation, OrderId = orderId, Delay = Delay, Times = Times };

        public bool Hits(Operation candidate, string? candidateId) =>
            CanHit(Kind, candidate.Kind)
            && (
                operation is null
                    ? candidate.Kind != OperationKind.Token
                    : string.Equals(operation, candidate.Name, StringComparison.OrdinalIgnoreCase))
            && (orderId is null || string.Equals(orderId, candidateId, StringComparison.Ordinal));
    }
}

internal readonly struct Fault(FaultKind kind, TimeSpan delay)
{
    public FaultKind Kind { get; } = kind;

    public TimeSpan Delay { get; } = delay;
}
