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
                    (receipt, done) => done with { Outcome = receipt.Outcome, RequestId = receipt.RequestId })
                {
                    Settle = async uncertain =>
                        (await SettleAsync(orders, order, row, uncertain, cancellationToken).ConfigureAwait(false)).Entry,
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

                try
                {
                    return (await SettleAsync(orders, expected, row, uncertain, cancellationToken).ConfigureAwait(false)).Receipt;
                }
                catch (OrderConflictException) when (account.Of(expected).Essentials != uncertain.Content.Essentials)
                {
                    // It is not what the caller has by now. Whether it is what was sent can be told by its id.
                    var id = new FulfillmentOrder { SellerFulfillmentOrderId = expected.SellerFulfillmentOrderId };
                    await SettleAsync(orders, id, row, uncertain, cancellationToken).ConfigureAwait(false);
                    throw;
                }
            },
            cancellationToken);

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
        var content = isById ? uncertain.Content : account.Of(order);
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
            : uncertain with
            {
                State = JournalState.Done, Outcome = receipt.Outcome, Content = content,
                Reference = isSame ? uncertain.Reference : ReferenceOf(order),
            };
        await runner.EndAsync(key, name, entry, matters: true).ConfigureAwait(false);
        return (entry, receipt);
    }

    private async Task<OrderReceipt> SkipAsync(
        FulfillmentOrderClient orders, FulfillmentOrder order, long row, JournalEntry entry, bool differs,
        CancellationToken cancellationToken)
    {
        var wasHeld = differs && WasHeld(order, entry);
        if (wasHeld)
        {
            // Whether it is still on hold is what the user has to know, and the journal does not.
            try
            {
                var found = await orders.ResolveAsync(order, entry.FirstSent, row, cancellationToken).ConfigureAwait(false);
                if (found.Outcome != Outcomes.NotFound)
                {
                    return found;
                }
            }
            catch (OrderOutcomeUnknownException)
            {
                CallLog.Current.Verbose($"{NameOf(order)} could not be read; the journal answers.");
            }
        }

        if (wasHeld)
        {
            CallLog.Current.Warning(
                $"{NameOf(order)} was sent by an earlier run with the action Hold. If it is still on hold, Set-FbaFulfillmentOrder -Action "
                    + "Ship releases it.");
        }

        IReadOnlyList<string> members = wasHeld ? [nameof(order.Action)]
            : differs ? SentContent.LesserDifferences(order, entry.Reference, account) : [];
        if (differs && !wasHeld)
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

    // Whether an order was sent to be held, and is now to be shipped, and is the same otherwise.
    private bool WasHeld(FulfillmentOrder order, JournalEntry entry) => OrderStatus.IsAction(order.Action, OrderStatus.Ship)
        && entry.Content == account.Of(order with
        {
            Action = OrderStatus.Hold, FilledIn = [.. order.FilledIn.Where(member => member != nameof(order.Action))],
        });

    private static string NameOf(FulfillmentOrder order) => $"Order '{order.SellerFulfillmentOrderId}'";

    // Later imports compare with it, also where the order came from rows or objects.
    private string ReferenceOf(FulfillmentOrder order) => SentContent.Of(order, account).ToString();
}
