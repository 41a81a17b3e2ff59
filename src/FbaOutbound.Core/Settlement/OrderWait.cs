using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Settlement;

/// <summary>
/// Waits for the states of many orders with one poll for all: a list of what changed since the last one, whose length depends on the
/// changes and not on the orders that are waited for. Orders that changed before the first list began are looked for
/// in one that begins earlier, and what is not there is read once.
/// </summary>
/// <param name="service">The service.</param>
/// <param name="options">How changes are settled.</param>
/// <param name="time">The clock.</param>
/// <param name="session">The session, as orders name it.</param>
/// <param name="wanted">What is waited for.</param>
internal sealed class OrderWait(
    IFulfillmentService service, SettlementOptions options, TimeProvider time, SessionMark? session, WantedStates wanted)
{
    private const int MostNamed = 5;

    // Two requests a second are the services' rate. A poll of many pages waits as many seconds, so that it takes half of it at most.
    private static readonly TimeSpan s_perPage = TimeSpan.FromSeconds(1);

    // A held order last changed when it was made, as long ago as a hold can last.
    private static readonly TimeSpan s_furtherBack = OrderStatus.HoldDuration + TimeSpan.FromDays(1);

    // An order that was accepted a moment ago can be read within seconds, so an id that is unknown for longer is mistyped as a rule.
    private static readonly TimeSpan s_toAppear = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, FulfillmentOrder?> _waiting = new(StringComparer.Ordinal);
    private DateTimeOffset _since;
    private long _started;
    private int _asked;
    private bool _hasWarned;
    private readonly HashSet<string> _toldHeld = new(StringComparer.Ordinal);

    /// <summary>Waits until every order has come to one of the wanted states, to another end, or the time limit is reached.</summary>
    public async Task RunAsync(IEnumerable<string> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            _waiting[id] = null;
        }

        _asked = _waiting.Count;

        _started = time.GetTimestamp();
        var looksForUnseen = true;
        _since = time.GetUtcNow() - options.ListingSpan;
        for (var isFirst = true; _waiting.Count > 0; isFirst = false)
        {
            var pages = await PollAsync(cancellationToken).ConfigureAwait(false);
            if (isFirst)
            {
                await ListFurtherBackAsync(cancellationToken).ConfigureAwait(false);
                _ = await ReadUnseenAsync(cancellationToken).ConfigureAwait(false);
                TellUnseen();
            }
            else if (looksForUnseen && Passed >= s_toAppear)
            {
                looksForUnseen = false;
                foreach (var (id, error) in await ReadUnseenAsync(cancellationToken).ConfigureAwait(false))
                {
                    _waiting.Remove(id);
                    wanted.Failed(id, error);
                }
            }

            TellHeld();
            var left = wanted.Timeout - Passed;
            if (_waiting.Count == 0 || left <= TimeSpan.Zero)
            {
                break;
            }

            TellStatuses();
            var wait = new[] { left, Max(wanted.PollInterval, TimeSpan.FromTicks(s_perPage.Ticks * pages)) }.Min();
            CallLog.Current.Verbose(
                FormattableString.Invariant($"Orders still pending: {_waiting.Count}; checking again in {wait.TotalSeconds:0.#} s."));
            await time.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        foreach (var pair in _waiting)
        {
            wanted.Failed(pair.Key, new OrderWaitException(pair.Value is null
                ? $"Order '{pair.Key}' was not found within {wanted.Timeout.TotalSeconds:0} s."
                : pair.Value.IsHeld
                ? $"Order '{pair.Key}' is still on hold ({pair.Value.Status}) after {wanted.Timeout.TotalSeconds:0} s."
                : $"Order '{pair.Key}' is {pair.Value.Status ?? "of unknown status"} after {wanted.Timeout.TotalSeconds:0} s.")
            {
                SellerFulfillmentOrderId = pair.Key,
                Status = pair.Value?.Status,
                IsTimeout = true,
                IsHeld = pair.Value?.IsHeld == true,
            });
        }
    }

    private void TellStatuses() => CallLog.Current.Step(new CallStep.Awaits(
        _asked - _waiting.Count, _asked, [.. _waiting.Values.Select(order => order is null ? "not found yet" : order.Status ?? "unknown")]));

    private TimeSpan Passed => time.GetElapsedTime(_started);

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    /// <summary>Reads the list of what changed to its end, and returns of how many pages it was.</summary>
    private async Task<int> PollAsync(CancellationToken cancellationToken)
    {
        var walk = new PageWalk();
        var newest = _since;
        do
        {
            OrderPage page;
            try
            {
                page = await service.ListAsync(_since, walk.Token, cancellationToken).ConfigureAwait(false);
            }
            catch (FbaServiceException error) when (
                error.Outcome is RequestOutcome.Unknown or RequestOutcome.NotTaken && error is not FbaCredentialException)
            {
                // The next poll begins where this one did.
                CallLog.Current.Verbose($"The list could not be read: {error.Message}");
                return walk.Pages + 1;
            }

            foreach (var order in Take(walk, page))
            {
                // By the service's own clock, which need not agree with this machine's.
                newest = order.StatusUpdatedDate is { } updated && updated > newest + options.ClockSkew
                    ? updated - options.ClockSkew
                    : newest;
                Take(order);
            }

        }
        while (walk.GoesOn && _waiting.Count > 0 && Passed < wanted.Timeout);

        // What was not read to its end is read again from where it began.
        _since = walk.IsComplete ? newest : _since;
        return walk.Pages;
    }

    /// <summary>
    /// Looks for what changed earlier in a longer list, as long as that takes fewer requests than to read the orders one by one.
    /// </summary>
    private async Task ListFurtherBackAsync(CancellationToken cancellationToken)
    {
        int Unseen() => _waiting.Values.Count(order => order is null);
        var since = time.GetUtcNow() - s_furtherBack;
        var walk = new PageWalk();
        while (walk.GoesOn && Unseen() > walk.Pages + 1 && Passed < wanted.Timeout)
        {
            OrderPage page;
            try
            {
                page = await service.ListAsync(since, walk.Token, cancellationToken).ConfigureAwait(false);
            }
            catch (FbaServiceException error) when (error is not FbaCredentialException)
            {
                CallLog.Current.Verbose($"The list that goes further back could not be read: {error.Message}");
                return;
            }

            foreach (var order in Take(walk, page))
            {
                Take(order);
            }
        }
    }

    private void TellUnseen()
    {
        var unseen = _waiting.Where(pair => pair.Value is null).Select(pair => $"'{pair.Key}'").ToList();
        if (unseen.Count > 0)
        {
            var wait = wanted.Timeout < s_toAppear ? wanted.Timeout : s_toAppear;
            var names = NameList.Of(unseen, MostNamed);
            CallLog.Current.Warning(FormattableString.Invariant(
                $"{(unseen.Count == 1 ? $"Order {names} was" : $"Orders {names} were")} not found. New orders appear within seconds, so the wait ")
                + FormattableString.Invariant($"for {(unseen.Count == 1 ? "it" : "them")} ends after {wait.TotalSeconds:0} s. ")
                + (unseen.Count == 1 ? "Check the id." : "Check the ids."));
        }
    }

    // An order that is to be cancelled may be held until it is.
    private void TellHeld()
    {
        if (wanted.States.Count > 0 && wanted.States.All(state => OrderStatus.Cancelled.Equals(state, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        var held = _waiting.Where(pair => pair.Value?.IsHeld == true && _toldHeld.Add(pair.Key))
            .Select(pair => $"'{pair.Key}'").ToList();
        if (held.Count > 0)
        {
            CallLog.Current.Warning(
                $"{(held.Count == 1 ? "Order" : "Orders")} {NameList.Of(held, MostNamed)} {(held.Count == 1 ? "is" : "are")} on hold and "
                    + "will not ship until you run Set-FbaFulfillmentOrder -Action Ship. Amazon cancels an order that is held for "
                    + "14 days.");
        }
    }

    // Returns the errors of those that the service says it does not know.
    private async Task<IReadOnlyList<(string Id, FbaServiceException Error)>> ReadUnseenAsync(CancellationToken cancellationToken)
    {
        var unknown = new List<(string, FbaServiceException)>();
        foreach (var id in _waiting.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            try
            {
                var answer = await service.GetAsync(id, cancellationToken).ConfigureAwait(false);
                Take(answer.Order);
            }
            catch (FbaServiceException error) when (
                error is not FbaCredentialException && (error.IsNotFound || error.Outcome != RequestOutcome.Refused))
            {
                // An order that was accepted a moment ago cannot be read yet; the lists will show it.
                CallLog.Current.Verbose($"Order '{id}' cannot be read yet: {error.Message}");
                if (error.IsNotFound)
                {
                    unknown.Add((id, error));
                }
            }
        }

        return unknown;
    }

    private IReadOnlyList<FulfillmentOrder> Take(PageWalk walk, OrderPage page)
    {
        var orders = walk.Take(page.Orders, order => order.SellerFulfillmentOrderId, page.NextToken);
        if (walk.Flaw is { } flaw && !_hasWarned)
        {
            _hasWarned = true;
            CallLog.Current.Warning($"{flaw} Orders missing from it may be noticed late or not at all.");
        }

        return [.. orders.Select(OrderStamp.OfList)];
    }

    private void Take(FulfillmentOrder order)
    {
        var id = order.SellerFulfillmentOrderId;
        if (!_waiting.ContainsKey(id))
        {
            return;
        }

        _waiting[id] = order;
        var isFinal = OrderStatus.IsFinal(order.Status);
        if (wanted.States.Count == 0 ? isFinal : wanted.States.Contains(order.Status ?? "", StringComparer.OrdinalIgnoreCase))
        {
            _waiting.Remove(id);
            wanted.Arrived(OrderStamp.On(order, session, service.Rules.ApiVersion));
        }
        else if (isFinal)
        {
            _waiting.Remove(id);
            wanted.Failed(id, new OrderWaitException($"Order '{id}' is {order.Status}, which is final, so it will not become "
                + $"{string.Join(" or ", wanted.States)}.")
            {
                SellerFulfillmentOrderId = id,
                Status = order.Status,
            });
        }
    }
}

/// <summary>What an <see cref="OrderWait"/> waits for, how long, and who takes what it finds.</summary>
internal sealed record WantedStates
{
    /// <summary>
    /// The states, in the words of version 2020-07-01; an empty list stands for all in which nothing changes any more.
    /// </summary>
    public required IReadOnlyCollection<string> States { get; init; }

    /// <summary>The time from poll to poll, at least.</summary>
    public required TimeSpan PollInterval { get; init; }

    /// <summary>How long to wait.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Takes each order as it comes to one of the states.</summary>
    public required Action<FulfillmentOrder> Arrived { get; init; }

    /// <summary>
    /// Takes each order that does not, and why: an <see cref="OrderWaitException"/>, or the service's own error if it does not know the
    /// order.
    /// </summary>
    public required Action<string, FbaException> Failed { get; init; }
}
