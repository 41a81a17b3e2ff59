using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
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
    private const string LiteralSet = "LiteralId";

    private static readonly string[] s_ofLists =
        [nameof(UpdatedAfter), nameof(All), nameof(Status), nameof(Held), nameof(HoldExpiringWithin), nameof(First)];

    // Before the service existed.
    private static readonly DateTimeOffset s_beginning = new(2006, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan s_defaultSpan = TimeSpan.FromHours(36);

    // A held order last changed when it was made, as long ago as a hold can last; one more day covers a clock that is off.
    private static readonly TimeSpan s_spanOfHolds = OrderStatus.HoldDuration + TimeSpan.FromDays(1);

    /// <summary>
    /// <b>-UpdatedAfter:</b> list the orders that changed since this time: a date, ISO 8601 text, or how long ago it was: a TimeSpan, text
    /// with a unit, such as 30d or '36 h', or a number of days. <value>The default value is 36 hours ago, with -Held and
    /// -HoldExpiringWithin 15 days ago.</value>
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(AgeCompleter))]
    [ValidateNotNull]
    public object? UpdatedAfter { get; set; }

    /// <summary><b>-All:</b> list all orders that the service keeps, however old they are.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter All { get; set; }

    /// <summary><b>-LiteralId:</b> the ids of the orders, in which no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralSet)]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? LiteralId { get; set; }

    /// <summary><b>-Status:</b> list only the orders in one of these states.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(OrderStatusCompleter))]
    [TextArgument(IsList = true)]
    public string[] Status { get; set; } = [];

    /// <summary><b>-Held:</b> list only the orders that are held.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter Held { get; set; }

    /// <summary>
    /// <b>-HoldExpiringWithin:</b> list only the held orders that Amazon cancels within this time: a TimeSpan, or text with a unit, such as
    /// '2 days' or '36 h'.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(HoldSpanCompleter))]
    [ValidateNotNull]
    public object? HoldExpiringWithin { get; set; }

    /// <summary><b>-First:</b> end the list after so many orders; no page beyond them is read.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>
    /// <b>-Detailed:</b> read each listed order separately, with its items and shipments, which lists do not hold: one request more per
    /// order. An order that is named by its id is read so in any case.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [Parameter(ParameterSetName = LiteralSet)]
    public SwitchParameter Detailed { get; set; }

    /// <summary>
    /// <b>-ExcludeShipment:</b> leave the shipments out of orders that are read by their ids, for a shorter response, only on version
    /// 2026-07-04. Lists have none, except with -Detailed, which cannot be combined with it.
    /// </summary>
    [Parameter(ParameterSetName = ListSet)]
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [Parameter(ParameterSetName = LiteralSet)]
    public SwitchParameter ExcludeShipment { get; set; }

    private TimeSpan? HoldsEndWithin { get; set; }

    private protected override string Activity => "Reading orders";

    private protected override void Begin()
    {
        base.Begin();
        if (ParameterSetName == IdSet
            && SellerFulfillmentOrderId?.Any(WildcardPattern.ContainsWildcardCharacters) != true
            && Array.Find(s_ofLists, MyInvocation.BoundParameters.ContainsKey) is { } idle)
        {
            throw new ParameterInvalidException(
                $"-{idle} applies only to lists; an order is read by its id whatever its state and age. Leave the parameter out, or give an id with wildcards.");
        }

        if (Detailed.IsPresent && ExcludeShipment.IsPresent)
        {
            throw new ParameterInvalidException(
                "-Detailed reads the shipments, which -ExcludeShipment leaves out. Use only one of the two parameters.");
        }

        if (All.IsPresent && UpdatedAfter is not null)
        {
            throw new ParameterInvalidException(
                "-All lists orders of any age, so -UpdatedAfter cannot be used with it. Leave one of them out.");
        }

        HoldsEndWithin = HoldExpiringWithin is null ? null : ParameterValues.Span(nameof(HoldExpiringWithin), HoldExpiringWithin);
    }

    private protected override void Process()
    {
        switch (ParameterSetName)
        {
            case ListSet when !Engine.ExpectingInput:
                List(null);
                break;
            case ListSet:
                break;
            case IdSet:
                foreach (var id in SellerFulfillmentOrderId ?? [null])
                {
                    if (WildcardPattern.ContainsWildcardCharacters(id))
                    {
                        List(id);
                    }
                    else
                    {
                        ProcessInput(id);
                    }
                }

                break;
            case LiteralSet:
                foreach (var id in LiteralId ?? [null])
                {
                    ProcessInput(id);
                }

                break;
            default:
                base.Process();
                break;
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

    private void List(string? idPattern)
    {
        var session = DefaultSession;
        var since = Since(session);
        foreach (var status in Status.Where(status => !OrderStatus.IsKnown(status)))
        {
            Engine.Warning($"Unknown status '{status}' in -Status. Orders that report exactly this status are still listed.");
        }

        var pattern = idPattern is null ? null : new WildcardPattern(idPattern, WildcardOptions.IgnoreCase);
        var left = First;
        var found = false;
        foreach (var order in Pages(session, since).SelectMany(page => page)
            .Where(order => IsWanted(order) && pattern?.IsMatch(order.SellerFulfillmentOrderId) != false))
        {
            found = true;
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

        if (!found && UpdatedAfter is null && !All.IsPresent)
        {
            var span = DefaultSpan.TotalDays > 2 ? $"{DefaultSpan.TotalDays} days" : $"{DefaultSpan.TotalHours} hours";
            var isFiltered = idPattern is not null || Status.Length > 0 || Held.IsPresent || HoldExpiringWithin is not null;
            Engine.Warning(
                $"No {(isFiltered ? "matching " : "")}order changed in the last {span}. To list older "
                    + "orders, use -UpdatedAfter (such as -UpdatedAfter 30d) or -All.");
        }
    }

    private TimeSpan DefaultSpan => Held.IsPresent || HoldExpiringWithin is not null ? s_spanOfHolds : s_defaultSpan;

    private DateTimeOffset Since(FbaSession session)
    {
        if (UpdatedAfter is not null)
        {
            return ParameterValues.TimeOrAge(nameof(UpdatedAfter), UpdatedAfter, session.UtcNow);
        }

        if (All.IsPresent)
        {
            return s_beginning;
        }

        var since = session.UtcNow - DefaultSpan;
        Engine.Verbose(
            $"Listing orders changed since {since:u} (the last {DefaultSpan.TotalHours} hours). Use -UpdatedAfter to see older ones.");
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
