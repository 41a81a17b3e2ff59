using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Sandbox;
using FbaOutbound.Testing;

namespace FbaOutbound.FaultSchedules;

/// <summary>
/// One schedule, carried out: a service, its clock, and the processes that are started one after the other until a last one finds
/// everything healthy. After each, what it said is compared with what the service knows.
/// </summary>
internal sealed class Trial : IDisposable
{
    private const int MostSteps = 60_000;
    private static readonly TimeSpan s_nextDay = TimeSpan.FromHours(12);
    private static readonly TimeSpan s_settled = TimeSpan.FromMinutes(4);

    private readonly List<Sent> _sent = [];
    private readonly List<Process> _processes = [];
    private readonly Dictionary<int, string> _shipments = [];
    private readonly List<string> _violations = [];
    private readonly Tally _tally;
    private DateTimeOffset _started;

    public Trial(Schedule schedule, Tally tally)
    {
        Schedule = schedule;
        _tally = tally;
        tally.Begin(schedule);
        var options = new SandboxOptions
        {
            TimeProvider = Clock,
            Seed = (int)schedule.Seed,
            Rate = schedule.Rate,
            Burst = schedule.Burst,
            TokenLifetime = schedule.TokenLifetime,
            RestrictedTokenLifetime = schedule.TokenLifetime,
            AnnouncedTokenLifetime = schedule.AnnouncedTokenLifetime,
            ReadableAfter = schedule.ReadableAfter,
            CreateAnswer = schedule.AcceptsOnly ? CreateAnswer.Accepted : CreateAnswer.Order,
            LogLength = 1,
        };
        options.LifeCycle.TimeToApply = schedule.TimeToApply;
        Sandbox = new SandboxService(options);
        Journal = schedule.UsesJournal ? new JournalFile(schedule.UsesRealFile) : null;
        Sandbox.RemoveSku(InputRecord.UnknownSku);
    }

    public Schedule Schedule { get; }

    public ManualTimeProvider Clock { get; } = new();

    public SandboxService Sandbox { get; }

    /// <summary>The journal of all runs; null if they have none.</summary>
    public JournalFile? Journal { get; }

    public List<Bodies.HugeStream> Huge { get; } = [];

    public int LastSerial => _sent.Count;

    public TimeSpan Elapsed => Clock.GetUtcNow() - _started;

    public bool IsRevoked => Schedule.RevokedAfter < Elapsed;

    public IReadOnlyList<string> Violations => _violations;

    public IReadOnlyList<Sent> Log => _sent;

    public void Hit(Fate? fate) => _tally.Hit(fate);

    public string ShipmentOf(InputRecord record) => _shipments[record.Number];

    public Sent Add(Process process, (Asked Asked, string? Id) request)
    {
        var sent = new Sent(_sent.Count + 1, process.Number, Clock.GetUtcNow(), request.Asked, RecordLog.Current.Value);
        _sent.Add(sent);
        return sent;
    }

    public async Task RunAsync()
    {
        await PrepareAsync();
        _started = Clock.GetUtcNow();
        foreach (var plan in Schedule.Runs)
        {
            await RunAsync(new Process(this, _processes.Count + 1, plan));
            Clock.Advance(plan.Pause);
        }

        // Later than any wrong clock has said.
        Clock.Advance(s_nextDay);
        await RunAsync(new Process(this, _processes.Count + 1, null));
        Clock.Advance(s_settled);
        if (_violations.Count == 0)
        {
            _violations.AddRange(Verdict.OfAll(this, _processes));
        }
    }

    public void Dispose()
    {
        Sandbox.Dispose();
        Journal?.Dispose();
    }

    private async Task RunAsync(Process process)
    {
        // Without a journal nobody knows of a change that an earlier run has made.
        InputRecord[] given = [.. Schedule.Records.Where(record =>
            process.Number == 1 || record.Work == Work.Create || (Schedule.UsesJournal && record.Work != Work.CancelShipment))];
        _processes.Add(process);
        process.Start(given);
        try
        {
            await PumpAsync(() => process.IsDone);
        }
        catch (ViolationException violation)
        {
            _violations.Add(violation.Message);
            return;
        }

        process.Close();
        foreach (var end in process.Ends)
        {
            _tally.End(end, process.IsHealthy);
            if (end.Error is ViolationException or { InnerException: ViolationException })
            {
                _violations.Add((end.Error as ViolationException ?? end.Error.InnerException!).Message);
            }
        }

        _violations.AddRange(Verdict.OfReceipts(this, process, given));
    }

    // Everything that can run runs; then time goes on to the next thing that waits for it.
    private async Task PumpAsync(Func<bool> isDone)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            do
            {
                await Task.Yield();
            }
            while (ThreadPool.PendingWorkItemCount > 0);

            if (isDone())
            {
                return;
            }

            if (!Clock.AdvanceToNext())
            {
                throw new ViolationException("Something waits, and nothing will wake it.");
            }
        }

        throw new ViolationException("The run does not come to an end.");
    }

    private async Task PrepareAsync()
    {
        foreach (var record in Schedule.Records)
        {
            switch (record.Work)
            {
                case Work.Create when record.Before != Before.Nothing && Sandbox.Find(record.Id) is null && !record.IsRefused:
                    await SeedAsync(record.Id, record.Before == Before.TheSame ? record.Quantity : record.Quantity + 100, record.Action!);
                    break;
                case Work.Update or Work.Cancel:
                    await SeedAsync(record.Id, record.Quantity, OrderStatus.Hold);
                    break;
                case Work.CancelShipment:
                    await BuyAsync(record);
                    break;
                default:
                    break;
            }
        }

        Clock.Advance(TimeSpan.FromMinutes(20));
        _sent.Clear();
    }

    private async Task BuyAsync(InputRecord record)
    {
        var setup = new Process(this, 0, null);
        var buying = Task.Run(() => setup.Session.Shipments.BuyAsync(Schedule.PurchaseOf(record), default));
        await PumpAsync(() => buying.IsCompleted);
        _shipments[record.Number] = (await buying).ShipmentId!;
        setup.Close();
    }

    private async Task SeedAsync(string id, int quantity, string action)
    {
        var body = $$"""
            {"sellerFulfillmentOrderId":"{{id}}","displayableOrderId":"{{id}}","displayableOrderDate":"2026-05-14T09:00:00Z","displayableOrderComment":"Thank you for your order.",
            "shippingSpeedCategory":"Standard","fulfillmentAction":"{{action}}","fulfillmentPolicy":"FillOrKill",
            "destinationAddress":{"name":"Ada Example","addressLine1":"1 Invented Avenue","city":"Fableville","stateOrRegion":"OR","postalCode":"97000","countryCode":"US"},
            "items":[{"sellerSku":"{{InputRecord.KnownSku}}","sellerFulfillmentOrderItemId":"1","quantity":{{quantity}}}]}
            """;
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "https://service.faults.example/fba/outbound/2020-07-01/fulfillmentOrders")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("x-amz-access-token", Sandbox.IssueToken("setup", id));
        using var answer = await Sandbox.HandleAsync(request, default);
        if (!answer.IsSuccessStatusCode || Sandbox.Find(id) is null)
        {
            throw new InvalidOperationException($"The order {id} could not be made: {await answer.Content.ReadAsStringAsync()}");
        }
    }
}
