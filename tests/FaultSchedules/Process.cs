using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.FaultSchedules;

/// <summary>
/// One start of the program: a session, the records of the input, and how it ends. A process that is killed leaves everything unchanged.
/// </summary>
#pragma warning disable CA1001 // Who is killed disposes of nothing.
internal sealed class Process
#pragma warning restore CA1001
{
    private readonly Trial _trial;
    private readonly RunPlan? _plan;
    private readonly ProcessClock _clock;
    private readonly FbaSession _session;
    private readonly RunJournal? _journal;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly List<End> _ends = [];
    private readonly DateTimeOffset _started;
    private readonly int _firstSerial;
    private Task? _work;
    private int _tokens;

    /// <param name="trial">What the process belongs to.</param>
    /// <param name="number">Which start it is.</param>
    /// <param name="plan">What happens to it; null for nothing.</param>
    public Process(Trial trial, int number, RunPlan? plan)
    {
        _trial = trial;
        _plan = plan;
        Number = number;
        _started = trial.Clock.GetUtcNow();
        _firstSerial = trial.LastSerial;
        _clock = new ProcessClock(trial.Clock) { Skew = plan?.Skew ?? TimeSpan.Zero };
        var jitter = new Draw(trial.Schedule.Seed, 100 + number);
        _session = new FbaSession(new SessionOptions
        {
            Marketplace = "US",
            ApiVersion = trial.Schedule.Version,
            Credential = LwaCredential.OfSandbox,
            MwsCredential = MwsCredential.OfSandbox,
            Endpoint = new Uri($"https://{Network.ServiceHost}/"),
            TokenEndpoint = new Uri($"https://{Network.TokenHost}/auth/o2/token"),
            Transport = () => new Network(trial, this),
            TimeProvider = _clock,
            RequestTimeout = plan?.RequestTimeout ?? TimeSpan.FromSeconds(30),
            Deadline = plan?.Deadline,
            Quotas = new QuotaRegistry(),
            Random = jitter.Next,
        });
        if (trial.Journal is { } file && number > 0)
        {
            var account = new JournalAccount(_session.Account);
            _journal = new RunJournal(
                file.Open(this, new JournalIdentity(account.Mark, _session.ApiVersion, "default")), account, _session.ApiVersion, _clock);
        }

        Set(plan?.KilledWhen, Kill);
        Set(plan?.Jump?.After, () => _clock.Skew += plan!.Jump!.Value.By);
    }

    public int Number { get; }

    public bool IsHealthy => _plan is null;

    /// <summary>Whether a record may end as cancelled: all were stopped, or it alone was given up.</summary>
    public bool HasGivenUp(InputRecord record) =>
        _stop.IsCancellationRequested || (_giveUp.IsCancellationRequested && record.Number == _plan?.GivenUp);

    public bool IsDead => _clock.IsDead;

    public IReadOnlyList<End> Ends => _ends;

    public bool IsDone => IsDead || _work is { IsCompleted: true };

    public FbaSession Session => _session;

    /// <summary>The journal as this process has it.</summary>
    public JournalFile.ProcessStream? Journal { get; set; }

    /// <summary>Begins with the records, as many at a time as the plan says.</summary>
    public void Start(IEnumerable<InputRecord> records) => _work = Task.Run(() => WorkAsync(records));

    /// <summary>
    /// Whether the process ends by a request, before the service gets it or after. What the user or the session does then happens here too.
    /// </summary>
    public bool EndsAt(Sent sent, bool isAfter)
    {
        if (_plan is null)
        {
            return false;
        }

        if (isAfter && sent.IsForToken && ++_tokens == _plan.GivenUpAt)
        {
            _giveUp.Cancel();
        }

        var number = sent.Serial - _firstSerial;
        if (number == _plan.KilledAt && isAfter == _plan.KilledAfter)
        {
            Kill();
        }

        if (number == _plan.StoppedAt && isAfter)
        {
            _stop.Cancel();
        }

        if (number == _plan.ClosedAt && isAfter)
        {
            _session.Dispose();
        }

        return IsDead;
    }

    /// <summary>Kills the process in the middle of a write to its journal, where its plan says so.</summary>
    public bool DiesWriting(int write, int phase)
    {
        if (_plan is null || write != _plan.KilledAtWrite || phase != _plan.KilledInWrite || _work is null)
        {
            return false;
        }

        if (phase is 0 or 3)
        {
            Kill();
        }

        return true;
    }

    public void Close()
    {
        if (!IsDead)
        {
            _session.Dispose();
            _journal?.Dispose();
        }
    }

    /// <summary>Ends the process where it stands. Nothing of it leaves, fires or is written any more.</summary>
    public void Kill()
    {
        if (!IsDone)
        {
            _clock.IsDead = true;
            Journal?.Lose(_plan!.Survives);
        }
    }

    private void Set(TimeSpan? after, Action action)
    {
        if (after is { } due)
        {
            _trial.Clock.CreateTimer(_ => action(), null, due, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task WorkAsync(IEnumerable<InputRecord> records)
    {
        using var slots = new SemaphoreSlim(_plan?.InFlight ?? 8);
        var all = new List<Task>();
        foreach (var record in records)
        {
            await slots.WaitAsync();
            if (IsDead)
            {
                return;
            }

            all.Add(Task.Run(async () =>
            {
                var end = await DoAsync(record);
                if (!IsDead)
                {
                    _ends.Add(end);
                    slots.Release();
                }
            }));
        }

        await Task.WhenAll(all);
    }

    private async Task<End> DoAsync(InputRecord record)
    {
        RecordLog.Current.Value = record;
        try
        {
            using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(
                _stop.Token, record.Number == _plan?.GivenUp ? _giveUp.Token : default);
            return new End(record, await SendAsync(record, giveUp.Token), null);
        }
        catch (Exception exception)
        {
            return new End(record, null, exception);
        }
    }

    private async Task<object> SendAsync(InputRecord record, CancellationToken cancellationToken) => record.Work switch
    {
        Work.Create when _journal is not null => await _journal.Creations.CreateAsync(
            _session.Orders, OrderDefaults.Fill(Schedule.OrderOf(record), _session.OrderContext), record.Number, static _ =>
                false, cancellationToken),
        Work.Update when _journal is not null => await _journal.Updates.UpdateAsync(
            _session.Orders, Schedule.UpdateOf(record), () => Task.FromResult(Schedule.UpdateOf(record)), cancellationToken),
        Work.Cancel when _journal is not null => await _journal.Cancellations.CancelAsync(_session.Orders, record.Id, cancellationToken),
        Work.Purchase when _journal is not null =>
            await _journal.Purchases.BuyAsync(_session.Shipments, Schedule.PurchaseOf(record), cancellationToken),
        Work.Create =>
            await _session.Orders.CreateAsync(
                OrderDefaults.Fill(Schedule.OrderOf(record), _session.OrderContext), record.Number, cancellationToken),
        Work.Update => await _session.Orders.UpdateAsync(Schedule.UpdateOf(record), cancellationToken),
        Work.Cancel => await _session.Orders.CancelAsync(record.Id, cancellationToken),
        Work.Purchase => await _session.Shipments.BuyAsync(Schedule.PurchaseOf(record), cancellationToken),
        _ => await _session.Shipments.CancelAsync(_trial.ShipmentOf(record), cancellationToken),
    };
}

/// <summary>What a record ended in.</summary>
internal sealed record End(InputRecord Record, object? Receipt, Exception? Error)
{
    public string Name => Receipt switch
    {
        OrderReceipt receipt => $"{receipt.Outcome} {receipt.ConfirmedBy}",
        UpdateReceipt receipt => $"{receipt.Outcome} {receipt.ConfirmedBy}",
        CancelReceipt receipt => receipt.Outcome,
        Shipments.Shipment shipment => shipment.Status ?? "shipment",
        _ => Error is FbaServiceException service ? $"{Error.GetType().Name} {service.Outcome}" : Error!.GetType().Name,
    };
}

/// <summary>Tells whose requests are whose.</summary>
internal static class RecordLog
{
    public static AsyncLocal<InputRecord?> Current { get; } = new();
}

/// <summary>Something that was promised and not kept.</summary>
internal sealed class ViolationException(string message) : Exception(message);
