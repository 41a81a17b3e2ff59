using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Gets fulfillment orders by their ids, or without ids lists those that changed since a time.</summary>
[Cmdlet(VerbsCommon.Get, "FbaFulfillmentOrder", DefaultParameterSetName = ListSet)]
[OutputType(typeof(FulfillmentOrder))]
public sealed class GetFbaFulfillmentOrderCommand : OrderIdCommand
{
    private const string ListSet = "List";

    private static readonly TimeSpan s_defaultSpan = TimeSpan.FromHours(36);

    // A held order last changed when it was made, as long ago as a hold can last; one more day covers a clock that is off.
    private static readonly TimeSpan s_spanOfHolds = OrderStatus.HoldDuration + TimeSpan.FromDays(1);

    /// <summary>
    /// <b>-UpdatedAfter:</b> list the orders that changed since this time: a date, or ISO 8601 text. <value>The default value is 36 hours
    /// ago, with -Held and -HoldExpiringWithin 15 days ago.</value>
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNull]
    public object? UpdatedAfter { get; set; }

    /// <summary><b>-Status:</b> list only the orders in one of these states.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ArgumentCompleter(typeof(OrderStatusCompleter))]
    [TextArgument(IsList = true)]
    public string[] Status { get; set; } = [];

    /// <summary><b>-Held:</b> list only the orders that are held.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter Held { get; set; }

    /// <summary>
    /// <b>-HoldExpiringWithin:</b> list only the held orders that Amazon cancels within this time: a TimeSpan, or text with a unit, such as
    /// '2 days' or '36 h'.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateNotNull]
    public object? HoldExpiringWithin { get; set; }

    /// <summary><b>-First:</b> end the list after so many orders; no page beyond them is read.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>
    /// <b>-Detailed:</b> read each listed order separately, with its items and shipments, which lists do not hold: one request more per
    /// order.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    public SwitchParameter Detailed { get; set; }

    /// <summary>
    /// <b>-ExcludeShipment:</b> leave the shipments out of orders that are read by their ids, for a shorter response, only on version
    /// 2026-07-04.
    /// </summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    public SwitchParameter ExcludeShipment { get; set; }

    private TimeSpan? HoldsEndWithin { get; set; }

    private protected override string Activity => "Reading fulfillment orders";

    private protected override void Begin()
    {
        base.Begin();
        HoldsEndWithin = HoldExpiringWithin is null ? null : ParameterValues.Span(nameof(HoldExpiringWithin), HoldExpiringWithin);
    }

    private protected override void Process()
    {
        if (ParameterSetName != ListSet)
        {
            base.Process();
        }
        else if (!Engine.ExpectingInput)
        {
            List();
        }
    }

    private protected override void ProcessOrder(string id, FbaSession session)
    {
        var isBrief = ExcludeShipment.IsPresent;
        Pump.Add(id, async (output, cancellationToken) => output.Write(await (
            isBrief
                ? session.Orders.GetBriefAsync(id, cancellationToken)
                : session.Orders.GetAsync(id, cancellationToken)).ConfigureAwait(false)));
    }

    private void List()
    {
        var session = DefaultSession;
        var since = Since(session);
        foreach (var status in Status.Where(status => !OrderStatus.IsKnown(status)))
        {
            Engine.Warning($"Unknown status '{status}' in -Status. Orders that report exactly this status are still listed.");
        }

        var left = First;
        foreach (var order in Pages(session, since).SelectMany(page => page).Where(IsWanted))
        {
            if (Detailed.IsPresent && !session.Orders.ListsDetails)
            {
                ProcessOrder(order.SellerFulfillmentOrderId, session);
            }
            else
            {
                Engine.Write(order);
            }

            if (--left == 0)
            {
                return;
            }
        }
    }

    private DateTimeOffset Since(FbaSession session)
    {
        if (UpdatedAfter is not null)
        {
            return ParameterValues.Time(nameof(UpdatedAfter), UpdatedAfter);
        }

        var span = Held.IsPresent || HoldExpiringWithin is not null ? s_spanOfHolds : s_defaultSpan;
        var since = session.UtcNow - span;
        Engine.Verbose($"Listing orders changed since {since:u} (the last {span.TotalHours} hours). Use -UpdatedAfter to see older ones.");
        return since;
    }

    private IEnumerable<IReadOnlyList<FulfillmentOrder>> Pages(FbaSession session, DateTimeOffset since)
    {
        var walk = new PageWalk();
        do
        {
            var page = Pump.Run(
                cancellationToken => session.Orders.ListPageAsync(since, walk.Token, Detailed.IsPresent, cancellationToken));
            yield return walk.Take(page.Orders, order => order.SellerFulfillmentOrderId, page.NextToken);
        }
        while (walk.GoesOn);

        TellIncomplete(walk, target: null);
    }

    private bool IsWanted(FulfillmentOrder order) =>
        (
            Status.Length == 0
                || Status.Any(status => string.Equals(OrderStatus.Normalize(status), order.Status, StringComparison.OrdinalIgnoreCase)))
        && (!Held.IsPresent || order.IsHeld)
        && (HoldsEndWithin is not { } within || order.HoldExpires - DefaultSession.UtcNow <= within);
}
