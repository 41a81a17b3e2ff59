using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;
using FbaOutbound.Settlement;

namespace FbaOutbound.Commands;

/// <summary>Waits until orders have come to a state, with one poll for all of them, and writes each as it does.</summary>
[Cmdlet(VerbsLifecycle.Wait, "FbaFulfillmentOrder", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FulfillmentOrder))]
public sealed class WaitFbaFulfillmentOrderCommand : OrderIdCommand
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(15);

    private readonly Dictionary<FbaSession, List<string>> _orders = [];
    private string[] _states = [];

    /// <summary>
    /// <b>-For:</b> the states to wait for, such as Complete and Cancelled. <value>The default value is all states in which nothing changes
    /// any more.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderStatusCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[]? For { get; set; }

    /// <summary>
    /// <b>-TimeoutSec:</b> how many seconds to wait for all orders together, 1 or more. <value>The default value is 3600.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, int.MaxValue)]
    public int TimeoutSec { get; set; } = 3600;

    private protected override string Activity => "Waiting for orders";

    private protected override void Begin()
    {
        base.Begin();
        _states = [.. (For ?? []).Select(state => OrderStatus.Normalize(state)!)];
        if (_states.FirstOrDefault(state => OrderStatus.IsAction(state, "Held") || OrderStatus.IsAction(state, OrderStatus.Hold)
            || OrderStatus.IsAction(state, OrderStatus.Ship)) is { } word)
        {
            throw new ParameterInvalidException(
                $"-For '{word}' is not a status, so no order would ever reach it. Give one of {OrderStatus.Names}. Get-FbaFulfillmentOrder "
                    + "shows whether an order is held (IsHeld) and until when (HoldExpires).");
        }

        foreach (var state in _states.Where(state => !OrderStatus.IsKnown(state)))
        {
            Engine.Warning(
                $"Unknown status '{Spelling.Showable(state)}' in -For. If an order never reaches it, the command waits until the timeout. Known: "
                    + $"{OrderStatus.Names}.");
        }
    }

    private protected override void ProcessOrder(string id, FbaSession session)
    {
        if (!_orders.TryGetValue(session, out var ids))
        {
            _orders[session] = ids = [];
        }

        ids.Add(id);
    }

    private protected override void End()
    {
        var timeout = TimeSpan.FromSeconds(TimeoutSec);
        foreach (var pair in _orders)
        {
            var (session, ids) = (pair.Key, pair.Value);
            var left = new HashSet<string>(ids, StringComparer.Ordinal);
            Pump.Add(
                id: null,
                (output, cancellationToken) => session.Orders.CreateWait(new WantedStates
                {
                    States = _states,
                    PollInterval = s_pollInterval,
                    Timeout = timeout,
                    Arrived = order =>
                    {
                        left.Remove(order.SellerFulfillmentOrderId);
                        output.Write(order);
                    },
                    Failed = (id, failure) =>
                    {
                        left.Remove(id);
                        output.Error(ErrorTable.From(failure, id));
                    },
                }).RunAsync(ids, cancellationToken),
                () => left);
        }
    }
}
