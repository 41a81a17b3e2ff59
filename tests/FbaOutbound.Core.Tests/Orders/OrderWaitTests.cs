using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class OrderWaitTests
{
    private static readonly TimeSpan s_poll = TimeSpan.FromSeconds(15);

    private readonly ManualTimeProvider _clock = new() { AutoAdvance = true };
    private readonly LivingService _service;
    private readonly List<FulfillmentOrder> _arrived = [];
    private readonly List<OrderWaitException> _failed = [];
    private readonly List<(string Id, FbaServiceException Error, DateTimeOffset At)> _unknown = [];

    public OrderWaitTests() => _service = new LivingService(_clock);

    [Fact]
    public async Task ThousandsOfOrdersAreWaitedForWithinTheQuota()
    {
        var started = _clock.GetUtcNow();
        for (var i = 0; i < 5000; i++)
        {
            _service.Changes[$"order-{i}"] = [(started, "Received"), (started.AddMinutes(1 + (i / 10)), "Complete")];
        }

        await WaitAsync(_service.Changes.Keys, [], TimeSpan.FromHours(12));
        Assert.Equal(5000, _arrived.Count);
        Assert.Empty(_failed);
        Assert.Equal(0, _service.Gets);

        // One order changes every six seconds; two requests a second would be allowed.
        Assert.True(_service.Lists < (_clock.GetUtcNow() - started).TotalSeconds, $"{_service.Lists} requests");
    }

    [Fact]
    public async Task WhatAListDoesNotHoldIsNullAndWhatAReadHoldsIsThere()
    {
        var now = _clock.GetUtcNow();
        _service.Changes["listed"] = [(now, "Complete")];
        _service.Changes["read"] = [(now.AddDays(-60), "Complete")];
        await WaitAsync(["listed", "read"], [], TimeSpan.FromMinutes(5));

        var listed = _arrived.Single(order => order.SellerFulfillmentOrderId == "listed");
        Assert.Null(listed.Items);
        Assert.Null(listed.Shipments);
        Assert.NotNull(_arrived.Single(order => order.SellerFulfillmentOrderId == "read").Shipments);
    }

    [Fact]
    public async Task IdsThatDifferInCapitalsAreTwoOrders()
    {
        var now = _clock.GetUtcNow();
        _service.Changes["w-1"] = [(now, "Received"), (now.AddMinutes(2), "Complete")];
        _service.Changes["W-1"] = [(now, "Received")];
        await WaitAsync(["W-1", "w-1"], [], TimeSpan.FromMinutes(5));
        Assert.Equal("w-1", Assert.Single(_arrived).SellerFulfillmentOrderId);
        Assert.Equal("W-1", Assert.Single(_failed).SellerFulfillmentOrderId);
    }

    [Fact]
    public async Task AListThatDoesNotEndIsEndedAndToldOnce()
    {
        var bench = new Bench();
        var pages = 0;
        bench.Reads(Answers.NotFound()).Service.Pages.Enqueue(_ => Answers.Page() with { NextToken = $"token {pages++}" });
        using (FbaOutbound.Calls.CallLog.Use(bench.Log))
        {
            await bench.Client.CreateWait(Wanted([], TimeSpan.FromSeconds(60))).RunAsync(["six-test-order"], default);
        }

        Assert.InRange(pages, 20, 120);
        Assert.True(Assert.Single(_failed).IsTimeout);
        Assert.Single(bench.Log.Warnings, warning => warning.Contains("the list may be incomplete", StringComparison.Ordinal));
        Assert.Single(bench.Service.Lists.Select(list => list.Since).Distinct());
    }

    [Fact]
    public async Task AWaitTellsTheStatusesOfTheOrdersThatItWaitsFor()
    {
        var now = _clock.GetUtcNow();
        _service.Changes["slow"] = [(now, "Received"), (now.AddMinutes(9), "Complete")];
        _service.Changes["quick"] = [(now, "Received"), (now.AddMinutes(1), "Complete")];
        var log = new RecordingLog();
        using (FbaOutbound.Calls.CallLog.Use(log))
        {
            await WaitAsync(["slow", "quick", "missing"], [], TimeSpan.FromSeconds(110));
        }

        var told = log.Steps.OfType<FbaOutbound.Calls.CallStep.Awaits>().ToList();
        Assert.Equal((0, 3), (told[0].Done, told[0].Total));
        Assert.Equal(["Received", "Received", "not found yet"], told[0].Statuses);
        Assert.Equal((1, 3), (told[^1].Done, told[^1].Total));
        Assert.Equal(["Received", "not found yet"], told[^1].Statuses);
    }

    [Fact]
    public async Task OrdersComeAsTheyGetThere()
    {
        var now = _clock.GetUtcNow();
        _service.Changes["slow"] = [(now, "Received"), (now.AddMinutes(9), "Processing")];
        _service.Changes["quick"] = [(now, "Received"), (now.AddMinutes(2), "Processing")];
        await WaitAsync(["slow", "quick", "quick"], ["Processing"], TimeSpan.FromHours(1));
        Assert.Equal(["quick", "slow"], _arrived.Select(order => order.SellerFulfillmentOrderId));
        Assert.All(_arrived, order => Assert.Equal(("test", "2020-07-01"), (order.Session, order.ApiVersion)));
    }

    [Fact]
    public async Task AnotherFinalStatusIsReportedAtOnce()
    {
        var now = _clock.GetUtcNow();
        _service.Changes["a"] = [(now, "Received"), (now.AddMinutes(1), "CANCELLED")];
        await WaitAsync(["a"], ["Complete"], TimeSpan.FromDays(1));
        var failure = Assert.Single(_failed);
        Assert.Equal(("a", "Cancelled", false), (failure.SellerFulfillmentOrderId, failure.Status, failure.IsTimeout));
        Assert.True(_clock.GetUtcNow() - now < TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task WhatHasNotComeWhenTheTimeIsUpIsNamed()
    {
        _service.Changes["late"] = [(_clock.GetUtcNow(), "Planning")];
        await WaitAsync(["late", "nobody"], [], TimeSpan.FromMinutes(1));
        Assert.Equal(
            [("late", "Planning", true), ("nobody", null, true)],
            _failed.Select(failure => (failure.SellerFulfillmentOrderId, failure.Status, failure.IsTimeout)));
    }

    [Fact]
    public async Task OrdersThatChangedLongAgoAreReadOnce()
    {
        _service.Changes["old"] = [(_clock.GetUtcNow().AddDays(-60), "Complete")];
        await WaitAsync(["old"], [], TimeSpan.FromMinutes(5));
        Assert.Single(_arrived);
        Assert.Equal(1, _service.Gets);
    }

    [Fact]
    public async Task AFailingListIsTriedAgain()
    {
        var now = _clock.GetUtcNow();
        _service.Changes["a"] = [(now, "Received"), (now.AddMinutes(1), "Complete")];
        _service.FailingLists = 3;
        await WaitAsync(["a"], [], TimeSpan.FromMinutes(10));
        Assert.Single(_arrived);
    }

    [Fact]
    public async Task AnUnknownOrderIsToldAtOnceAndGivenUpAfterTwoMinutes()
    {
        var started = _clock.GetUtcNow();
        _service.Changes["a"] = [(started, "Received"), (started.AddMinutes(9), "Complete")];
        var log = new RecordingLog();
        using (CallLog.Use(log))
        {
            await WaitAsync(["a", "nope"], [], TimeSpan.FromHours(1));
        }

        Assert.Contains("Order 'nope' was not found.", Assert.Single(log.Warnings), StringComparison.Ordinal);
        Assert.Contains("after 120 s", log.Warnings[0], StringComparison.Ordinal);
        var (id, error, at) = Assert.Single(_unknown);
        Assert.Equal(("nope", true), (id, error.IsNotFound));
        Assert.InRange(at - started, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2.5));
        Assert.Equal("a", Assert.Single(_arrived).SellerFulfillmentOrderId);
        Assert.Empty(_failed);
    }

    [Fact]
    public async Task AnOrderThatAppearsWithinTwoMinutesIsWaitedFor()
    {
        var started = _clock.GetUtcNow();
        _service.Changes["late"] = [(started.AddSeconds(100), "Received"), (started.AddMinutes(9), "Complete")];
        await WaitAsync(["late"], [], TimeSpan.FromHours(1));
        Assert.Single(_arrived);
        Assert.Empty(_unknown);
    }

    [Fact]
    public async Task AnOrderThatCannotBeReadIsNotGivenUp()
    {
        _service.UnreadableId = "unreadable";
        await WaitAsync(["unreadable"], [], TimeSpan.FromMinutes(5));
        Assert.Empty(_unknown);
        Assert.True(Assert.Single(_failed).IsTimeout);
    }

    [Fact]
    public async Task AHeldOrderIsToldAtOnceAndOnceAndInTheEnd()
    {
        var log = new RecordingLog();
        using (CallLog.Use(log))
        {
            var now = _clock.GetUtcNow();
            _service.Held.UnionWith(["held", "old"]);
            _service.Changes["held"] = [(now, "Received")];
            _service.Changes["old"] = [(now.AddDays(-10), "Received")];
            _service.Changes["free"] = [(now, "Received")];
            await WaitAsync(["held", "old", "free"], [], TimeSpan.FromMinutes(5));
        }

        Assert.Equal(
            "Orders 'held', 'old' are on hold and will not ship until you run Set-FbaFulfillmentOrder -Action Ship. Amazon cancels an "
                + "order that is held for 14 days.",
            Assert.Single(log.Warnings));
        Assert.Equal([true, true, false], _failed.Select(failure => failure.IsHeld));
        Assert.Equal("Order 'held' is still on hold (Received) after 300 s.", _failed[0].Message);
    }

    [Fact]
    public async Task AHeldOrderThatIsToBeCancelledNeedsNoRelease()
    {
        var log = new RecordingLog();
        using (CallLog.Use(log))
        {
            var now = _clock.GetUtcNow();
            _service.Held.Add("held");
            _service.Changes["held"] = [(now, "Received"), (now.AddMinutes(1), "Cancelled")];
            await WaitAsync(["held"], ["cancelled"], TimeSpan.FromMinutes(5));
        }

        Assert.Empty(log.Warnings);
        Assert.Single(_arrived);
    }

    [Fact]
    public async Task ADateThatSaysNothingEndsNoWait()
    {
        var now = _clock.GetUtcNow();
        _service.IsUndated = true;
        _service.Changes["order"] = [(now, "Received"), (now.AddMinutes(5), "Complete")];
        await WaitAsync(["order"], [], TimeSpan.FromHours(1));
        Assert.Equal("Complete", Assert.Single(_arrived).Status);
    }

    private void Fail(string id, FbaException exception)
    {
        if (exception is OrderWaitException failure)
        {
            Assert.Equal(id, failure.SellerFulfillmentOrderId);
            _failed.Add(failure);
        }
        else
        {
            _unknown.Add((id, Assert.IsAssignableFrom<FbaServiceException>(exception), _clock.GetUtcNow()));
        }
    }

    private Task WaitAsync(IEnumerable<string> ids, IReadOnlyCollection<string> states, TimeSpan timeout) =>
        new FulfillmentOrderClient(_service, new SettlementOptions(), _clock, new SessionMark("test", null))
            .CreateWait(Wanted(states, timeout)).RunAsync([.. ids], CancellationToken.None);

    private WantedStates Wanted(IReadOnlyCollection<string> states, TimeSpan timeout) =>
        new() { States = states, PollInterval = s_poll, Timeout = timeout, Arrived = _arrived.Add, Failed = Fail };

    /// <summary>Orders whose states change with the clock; pages of fifty.</summary>
    private sealed class LivingService(ManualTimeProvider clock) : IFulfillmentService
    {
        private const int PageSize = 50;

        public Dictionary<string, (DateTimeOffset When, string Status)[]> Changes { get; } = [];

        public HashSet<string> Held { get; } = [];

        /// <summary>Whether the service writes the first instant of time where it has no date.</summary>
        public bool IsUndated { get; set; }

        public int Lists { get; private set; }

        public int Gets { get; private set; }

        public int FailingLists { get; set; }

        public string? UnreadableId { get; set; }

        public ProtocolRules Rules => Rules20200701.Protocol.Rules;

        public Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken)
        {
            Lists++;
            if (FailingLists-- > 0)
            {
                throw Answers.Unknown(503);
            }

            var start = nextToken is null ? 0 : int.Parse(nextToken, System.Globalization.CultureInfo.InvariantCulture);
            var changed = Changes.Keys.Where(id => Last(id)?.When >= updatedAfter).ToList();
            var next = start + PageSize < changed.Count
                ? (start + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture)
                : null;
            return Task.FromResult(new OrderPage([.. changed.Skip(start).Take(PageSize).Select(id => Read(id)!)], next, Call()));
        }

        public Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken)
        {
            Gets++;
            if (sellerFulfillmentOrderId == UnreadableId)
            {
                throw Answers.Unknown(503);
            }

            return Task.FromResult(new OrderAnswer(Read(sellerFulfillmentOrderId) ?? throw Answers.NotFound(), Call()));
        }

        public Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private static CallInfo Call() => new("id", 1, TimeSpan.Zero);

        private FulfillmentOrder? Read(string id)
        {
            return Last(id) is { } last
                ? new FulfillmentOrder
                {
                    SellerFulfillmentOrderId = id, ServiceStatus = last.Status,
                    StatusUpdatedDate = IsUndated ? DateTimeOffset.MinValue : last.When,
                    Action = Held.Contains(id) ? "Hold" : "Ship",
                }
                : null;
        }

        private (DateTimeOffset When, string Status)? Last(string id)
        {
            var changes = Changes.GetValueOrDefault(id) ?? [];
            var last = Array.FindLastIndex(changes, change => change.When <= clock.GetUtcNow());
            return last < 0 ? null : changes[last];
        }
    }
}
