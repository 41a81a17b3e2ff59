using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Settlement;

/// <summary>
/// Changes a held order. An update sets values, so a second one is harmless as long as the order is held; whether the first had its
/// effect follows from the action and the values that are there. An order that is no longer held does not match Hold, whatever its
/// values.
/// </summary>
internal sealed class UpdateSettlement(SettlementRun run, OrderUpdate update)
{
    private const int MostNamed = 10;

    private readonly FulfillmentOrder _wanted = update.ToOrder();

    /// <summary>Makes the change.</summary>
    /// <param name="earlier">When an earlier run sent it, whose outcome is unknown; null if none did.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<UpdateReceipt> UpdateAsync(EarlierSend? earlier, CancellationToken cancellationToken) =>
        run.ChangeAsync(token => earlier is { } send ? ContinueAsync(send, token) : SendAsync(token), Unread, cancellationToken);

    public async Task<(FulfillmentOrder Order, bool IsDone)> ConfirmAsync(CancellationToken cancellationToken)
    {
        var readBack = await run.ReadBackAsync(
            [TimeSpan.Zero, .. run.Options.ReadBackDelays], IsDone, cancellationToken).ConfigureAwait(false);

        // One more read tells why none of them succeeded.
        var order = readBack.Found ?? await run.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (order, IsDone(order));
    }

    private async Task<UpdateReceipt> SendAsync(CancellationToken cancellationToken)
    {
        FbaException error;
        try
        {
            return await PutAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FbaException failure) when (run.MayBeDone)
        {
            error = failure;
        }
        catch (FbaServiceException refusal) when (SettlementRun.IsPlain(refusal))
        {
            var found = await run.ReadRefusedAsync(refusal, [TimeSpan.Zero], Unread, cancellationToken).ConfigureAwait(false);
            if (found is not null && IsDone(found) && Unseen(found).Count == 0)
            {
                CallLog.Current.Warning($"Order '{run.Id}' already {StateOf(found)}. Amazon refused to change it again.");
                return Receipt(ConfirmedBy.ReadBack);
            }

            if (found is { IsHeld: false })
            {
                refusal.AddNote(
                    $"Order '{run.Id}' is {found.Status ?? "of unknown status"} and not held; only held orders can be changed.");
            }
            else if (found is not null && AbsentItems(found) is { Count: > 0 } absent)
            {
                var items = found.Items.Select(item => $"'{item.SellerFulfillmentOrderItemId}' ({item.SellerSku})");
                refusal.AddNote(
                    $"Order '{run.Id}' has no item {NameList.Of(absent, MostNamed)}. Its items are {NameList.Of([.. items], MostNamed)}.");
            }

            throw;
        }

        return await ReadBackOrRepeatAsync(run.Options.ReadBackDelays, error, cancellationToken).ConfigureAwait(false);
    }

    private Task<UpdateReceipt> ContinueAsync(EarlierSend earlier, CancellationToken cancellationToken)
    {
        run.Continue(earlier);
        return ReadBackOrRepeatAsync(run.DelaysSince(earlier.LastSent), error: null, cancellationToken);
    }

    private async Task<UpdateReceipt> ReadBackOrRepeatAsync(
        IReadOnlyList<TimeSpan> delays, Exception? error, CancellationToken cancellationToken)
    {
        var readBack = await run.ReadBackAsync(delays, order => IsDone(order) || order.IsHeld, cancellationToken).ConfigureAwait(false);
        if (readBack.Found is { } found && IsDone(found))
        {
            return ReadBackReceipt(found);
        }

        if (readBack.Found is not { IsHeld: true })
        {
            throw Unknown(readBack.Found, error ?? readBack.Failure);
        }

        try
        {
            return await PutAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (FbaException failure)
        {
            // Also a refusal: the first may have shipped the order, which cannot be updated then.
            error = failure;
        }

        readBack = await run.ReadBackAsync(run.Options.ReadBackDelays, IsDone, cancellationToken).ConfigureAwait(false);
        return readBack.Found is { } now && IsDone(now) ? ReadBackReceipt(now) : throw Unknown(readBack.Found, error);
    }

    private async Task<UpdateReceipt> PutAsync(CancellationToken cancellationToken)
    {
        var call = await run.SendAsync(() => run.Service.UpdateAsync(update, cancellationToken)).ConfigureAwait(false);
        run.Add(call);
        return Receipt(ConfirmedBy.Answer) with { Outcome = call.Accepted ? Outcomes.Accepted : Outcomes.Updated };
    }

    private List<string> AbsentItems(FulfillmentOrder found) => found.Items.Count == 0 ? [] :
    [
        .. update.Items.Select(item => item.SellerFulfillmentOrderItemId)
            .Where(id => !found.Items.Any(item => item.SellerFulfillmentOrderItemId == id))
            .Select(id => $"'{id}'"),
    ];

    private static string StateOf(FulfillmentOrder order) => order.IsHeld
        ? "has these values and is held"
        : $"ships; its status is {order.Status ?? "unknown"}";

    // That an order ships is proof enough where the service hides the rest; an order that is held shows nothing by it.
    private bool IsDone(FulfillmentOrder found) => OrderStatus.IsAction(update.Action, OrderStatus.Ship)
        ? IsShipped(found) && Differences(found).All(d => d.Kind == DifferenceKind.NotComparable)
        : found.IsHeld && Differences(found).Count == 0;

    private IReadOnlyList<string> Unseen(FulfillmentOrder found) =>
        [.. Differences(found).Where(d => d.Kind == DifferenceKind.NotComparable).Select(d => d.Member)];

    private IReadOnlyList<OrderDifference> Differences(FulfillmentOrder found) =>
        OrderComparison.Compare(_wanted, found, otherItemsAllowed: true);

    private static bool IsShipped(FulfillmentOrder found) =>
        (OrderStatus.IsAction(found.Action, OrderStatus.Ship) && !OrderStatus.IsDead(found.Status))
        || found.Status is OrderStatus.Complete or OrderStatus.CompletePartialled;

    private UpdateReceipt ReadBackReceipt(FulfillmentOrder found)
    {
        if (Unseen(found) is { Count: > 0 } unseen)
        {
            CallLog.Current.Warning(
                $"Order '{run.Id}' will ship, but Amazon does not show whether it applied the new "
                    + $"{string.Join(", ", unseen)}. Check the order in Seller Central.");
        }

        return Receipt(ConfirmedBy.ReadBack);
    }

    private UpdateReceipt Receipt(string confirmedBy) => new()
    {
        SellerFulfillmentOrderId = run.Id,
        Outcome = Outcomes.Updated,
        ConfirmedBy = confirmedBy,
        Action = update.Action,
        ApiVersion = run.Service.Rules.ApiVersion,
        Session = run.Session?.Name,
        Account = run.Session?.Account,
        RequestId = run.RequestId,
        Attempts = run.Attempts,
        Elapsed = run.Elapsed,
        Finished = run.Time.GetUtcNow(),
    };

    private OrderOutcomeUnknownException Unread(Exception cause) => Unknown(found: null, cause);

    private OrderOutcomeUnknownException Unknown(FulfillmentOrder? found, Exception? cause)
    {
        var state = found is null
            ? "It could not be read back."
            : $"When last read, it was {found.Status ?? "of unknown status"}{(found.IsHeld ? ", held" : "")}.";
        return run.OutcomeUnknown(RequestWords.Update, $"{state} Get-FbaFulfillmentOrder shows its current state.", cause);
    }
}
