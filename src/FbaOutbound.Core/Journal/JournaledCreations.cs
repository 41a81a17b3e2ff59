using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;

namespace FbaOutbound.Journal;

/// <summary>Creates orders with a journal, and finds out what happened to those that were sent before.</summary>
/// <param name="runner">Takes changes through the journal.</param>
/// <param name="store">Where entries are kept.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="apiVersion">The protocol version that carries the orders.</param>
/// <param name="imports">What imports of order files have noted.</param>
internal sealed class JournaledCreations(
    ChangeRunner runner, IJournalStore store, JournalAccount account, string apiVersion, SentImports imports)
{
    /// <summary>The marketplace of orders that give none.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>
    /// Creates an order once, whatever became of earlier runs. An order that the journal records as created is not sent; where it also
    /// records a request to cancel it, the order is read, because it may have come to nothing.
    /// </summary>
    /// <param name="orders">The orders of the account.</param>
    /// <param name="order">The order.</param>
    /// <param name="row">The number of its first row in the input; 0 where there were no rows.</param>
    /// <param name="warnUnless">
    /// Tells, by its id, whether another order with the same recipient and items is known to the caller already.
    /// </param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">
    /// The journal cannot be used, holds another order under this id, belongs to orders with another prefix, or has an import
    /// that recorded the order as stopped. Nothing was sent.
    /// </exception>
    /// <inheritdoc cref="FulfillmentOrderClient.CreateAsync"/>
    public async Task<OrderReceipt> CreateAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, Func<string, bool> warnUnless, CancellationToken cancellationToken)
    {
        var goods = new JournalGoods(store, account, apiVersion, order);
        try
        {
            var receipt = await runner.RunAsync(
                new JournaledChange<OrderReceipt>(
                    JournalKey.CreationOf(order.SellerFulfillmentOrderId),
                    NameOf(order),
                    account.Of(order),
                    ReferenceOf(order),
                    async earlier =>
                    {
                        if (earlier is null)
                        {
                            await imports.RequirePrefixAsync(order, cancellationToken).ConfigureAwait(false);
                            await imports.RequireWantedAsync(order, cancellationToken).ConfigureAwait(false);
                        }

                        await imports.NoteIdAsync(order, cancellationToken).ConfigureAwait(false);
                        await goods.ClaimAsync(warnUnless, cancellationToken).ConfigureAwait(false);
                        return await orders.CreateAsync(order, row, cancellationToken, earlier).ConfigureAwait(false);
                    },
                    (receipt, done, earlier) => Created(order, receipt, done, earlier))
                {
                    ContentAsIn = then => ContentOf(order, then),
                    Settle = async uncertain =>
                        (await SettleOneAsync(orders, order, row, uncertain, cancellationToken).ConfigureAwait(false)).Entry,
                },
                (entry, differs) => entry.Outcome == Outcomes.CancelRequested
                    ? orders.ResolveAsync(order, entry.FirstSent, row, cancellationToken)
                    : SkipAsync(orders, order, row, entry, differs, cancellationToken),
                cancellationToken).ConfigureAwait(false);
            await goods.KeepAsync(cancellationToken).ConfigureAwait(false);
            if (receipt.ConfirmedBy != ConfirmedBy.Journal)
            {
                await imports.NoteImportAsync(order, cancellationToken).ConfigureAwait(false);
            }

            return receipt;
        }
        finally
        {
            await goods.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Finds out what happened to an order that was sent before, and records it if that was uncertain; never creates it. An order that is
    /// not found can be sent again, with other content, too.
    /// </summary>
    /// <exception cref="JournalException">The journal cannot be used.</exception>
    /// <inheritdoc cref="FulfillmentOrderClient.ResolveAsync"/>
    public Task<OrderReceipt> ResolveAsync(
        FulfillmentOrderClient orders, FulfillmentOrder expected, DateTimeOffset? firstSent, long row,
        CancellationToken cancellationToken) =>
        runner.RunAsync(
            JournalKey.CreationOf(expected.SellerFulfillmentOrderId),
            NameOf(expected),
            async earlier =>
            {
                if (earlier is not { State: JournalState.Sent } uncertain)
                {
                    return await orders.ResolveAsync(expected, firstSent ?? earlier?.FirstSent, row, cancellationToken)
                        .ConfigureAwait(false);
                }

                return (await SettleOneAsync(orders, expected, row, uncertain, cancellationToken).ConfigureAwait(false)).Receipt;
            },
            cancellationToken);

    private async Task<(JournalEntry Entry, OrderReceipt Receipt)> SettleOneAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, JournalEntry uncertain, CancellationToken cancellationToken)
    {
        try
        {
            return await SettleAsync(orders, order, row, uncertain, cancellationToken).ConfigureAwait(false);
        }
        catch (OrderConflictException) when (ContentOf(order, uncertain.Content).Essentials != uncertain.Content.Essentials)
        {
            // It is not what the caller has by now. Whether it is what was sent can be told by its id.
            var id = new FulfillmentOrder { SellerFulfillmentOrderId = order.SellerFulfillmentOrderId };
            try
            {
                await SettleAsync(orders, id, row, uncertain, cancellationToken).ConfigureAwait(false);
            }
            catch (OrderOutcomeUnknownException)
            {
                CallLog.Current.Verbose($"{NameOf(order)} could not be read again; its outcome stays unknown in the journal.");
            }

            throw;
        }
    }

    // An earlier run sent the order with other content, or Resolve asks: what became of that send is found out, and recorded.
    private async Task<(JournalEntry Entry, OrderReceipt Receipt)> SettleAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, JournalEntry uncertain, CancellationToken cancellationToken)
    {
        var (key, name) = (JournalKey.CreationOf(order.SellerFulfillmentOrderId), NameOf(order));
        runner.RequireVersion(name, uncertain);
        runner.TellUncertain(name);
        OrderReceipt receipt;
        try
        {
            receipt = await orders.SettleAsync(order, runner.EarlierSendOf(uncertain), row, cancellationToken).ConfigureAwait(false);
        }
        catch (OrderIdUsedByDeadOrderException)
        {
            // Nothing comes of the id any more, whoever used it: a later run finds the same.
            var dead = uncertain with { State = JournalState.NotDone, Outcome = nameof(OrderIdUsedByDeadOrderException) };
            await runner.EndAsync(key, name, dead, matters: false).ConfigureAwait(false);
            throw;
        }

        // What Amazon has received since is what was sent, because other content is sent only after this was found to be absent.
        var isById = order.Items is not { Count: > 0 } && receipt.Outcome == Outcomes.Created;
        var content = isById ? uncertain.Content : ContentOf(order, uncertain.Content);
        var isSame = content.Essentials == uncertain.Content.Essentials;
        var shows = isById || (order.Items is { Count: > 0 }
            && (isSame || receipt.Differences.All(difference => difference.Kind != DifferenceKind.NotComparable)));
        if (receipt.Outcome != Outcomes.NotFound && !shows)
        {
            // It exists, with one content or the other: a run that sends the content of then can tell.
            return (uncertain, receipt);
        }

        var entry = receipt.Outcome == Outcomes.NotFound
            ? uncertain with { State = JournalState.NotDone, Outcome = receipt.Outcome, FirstSent = null, LastSent = null, Sends = 0 }
            : isSame ? uncertain with { State = JournalState.Done, Outcome = receipt.Outcome }
            : Created(
                order,
                receipt,
                uncertain with { State = JournalState.Done, Content = content, Reference = ReferenceOf(order) },
                earlier: null) with { RequestId = uncertain.RequestId };
        await runner.EndAsync(key, name, entry, matters: true).ConfigureAwait(false);
        return (entry, receipt);
    }

    private async Task<OrderReceipt> SkipAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, JournalEntry entry, bool differs,
        CancellationToken cancellationToken)
    {
        var members = differs
            ? SentContent.LesserDifferences(order, new SameOrders(order, MarketplaceId), entry.Reference, account) : [];
        members = differs && members.Count == 0 && DiffersInHold(order, entry) ? [nameof(order.Action)] : members;
        var wasHeld = members.Contains(nameof(order.Action)) && OrderStatus.Ships(order);
        if (wasHeld || (differs && members.Count == 0))
        {
            // Whether it is still on hold is what the user has to know, and so is what differs. The journal does not know it.
            try
            {
                var found = await orders.ResolveAsync(order, entry.FirstSent, row, cancellationToken).ConfigureAwait(false);
                if (found.Outcome != Outcomes.NotFound)
                {
                    if (HidesOneOf(members, found.Differences))
                    {
                        runner.WarnOfOtherValues(NameOf(order), members);
                    }

                    return found;
                }
            }
            catch (OrderOutcomeUnknownException)
            {
                CallLog.Current.Verbose($"{NameOf(order)} could not be read; its outcome is the one in the journal.");
            }
        }

        if (wasHeld)
        {
            CallLog.Current.Warning(
                $"{NameOf(order)} was sent by an earlier run with the action Hold. If it is still on hold, Set-FbaFulfillmentOrder -Action "
                    + "Ship releases it.");
        }

        if (differs && !(wasHeld && members.Count == 1))
        {
            runner.WarnOfOtherValues(NameOf(order), members);
        }

        return new OrderReceipt
        {
            SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
            Outcome = differs ? Outcomes.AlreadyExisted : entry.Outcome ?? Outcomes.Created,
            ConfirmedBy = ConfirmedBy.Journal,
            Action = order.Action,
            ApiVersion = entry.ApiVersion,
            Session = orders.Session?.Name,
            Account = orders.Session?.Account,
            Row = row,
            RequestId = entry.RequestId,
            Differences = [.. members.Select(member => new OrderDifference { Member = member, Kind = DifferenceKind.Minor })],
        };
    }

    // What Amazon has is what later imports compare with. Where it is not what this run gave, an earlier run or another program sent it.
    private JournalEntry Created(FulfillmentOrder order, OrderReceipt receipt, JournalEntry done, JournalEntry? earlier)
    {
        done = done with { Outcome = receipt.Outcome, RequestId = receipt.RequestId };
        if (receipt.ConfirmedBy == ConfirmedBy.Answer && receipt.Outcome != Outcomes.AlreadyExisted)
        {
            return done;
        }

        var others = receipt.Differences.Where(difference => difference.Kind == DifferenceKind.Minor || difference.IsMissing);
        if (earlier is null)
        {
            var given = SentContent.Of(order, account);
            return done with { Reference = given.WithOther(others.Select(NameOf).Where(IsImported)).ToString() };
        }

        if (earlier.Content == done.Content)
        {
            return done;
        }

        var changed = SentContent.Parse(earlier.Reference) is { } then ? SentContent.Of(order, account).DifferencesFrom(then) : null;
        return receipt.Differences.Any(difference => changed is null || changed.Any(name => SentContent.IsOf(name, NameOf(difference))))
            ? done with { Content = earlier.Content, Reference = earlier.Reference } : done;

        // A parameter may have replaced what was imported. The action changes with each release.
        bool IsImported(string name) => name != nameof(order.Action) && (order.Source?.Imported is not { } imported
            || ValueOf(account.MembersOf(imported with { SellerFulfillmentOrderId = order.SellerFulfillmentOrderId }), name)
                == ValueOf(account.MembersOf(order), name));

        static string? ValueOf(IReadOnlyDictionary<string, string> members, string name) =>
            members.TryGetValue(name, out var value) ? value : null;

        static string NameOf(OrderDifference difference) => JournalAccount.WithoutKey(difference.Member);
    }

    // Earlier versions did not note the members: the order may be the same, sent to be held.
    private bool DiffersInHold(FulfillmentOrder order, JournalEntry entry) =>
        entry.Content == ContentOf(
            order with
            {
                Action = OrderStatus.Hold, FilledIn = [.. order.FilledIn.Where(member => member != nameof(order.Action))],
            },
            entry.Content);

    // What an order shows is told already, and so is what it lacks.
    private static bool HidesOneOf(IReadOnlyList<string> members, IReadOnlyList<OrderDifference> differences)
    {
        var told = differences.Where(difference => difference.Kind == DifferenceKind.Minor || difference.IsMissing)
            .Select(difference => JournalAccount.WithoutKey(difference.Member));
        return differences.Any(difference => difference.Kind == DifferenceKind.NotComparable && !difference.IsMissing)
            && (members.Count == 0 || members.Except(told).Any());
    }

    private JournalContent ContentOf(FulfillmentOrder order, JournalContent then) =>
        new SameOrders(order, MarketplaceId).ContentAsIn(account.Of(order), then, account);

    private static string NameOf(FulfillmentOrder order) => $"Order '{order.SellerFulfillmentOrderId}'";

    // Later imports compare with it, also where the order came from rows or objects.
    private string ReferenceOf(FulfillmentOrder order) => SentContent.Of(order, account).ToString();
}
