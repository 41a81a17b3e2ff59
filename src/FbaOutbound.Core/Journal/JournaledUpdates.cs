using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;

namespace FbaOutbound.Journal;

/// <summary>Changes held orders with a journal.</summary>
/// <param name="runner">Takes changes through the journal.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="imports">What imports of order files have noted.</param>
internal sealed class JournaledUpdates(ChangeRunner runner, JournalAccount account, SentImports imports)
{
    /// <summary>Changes a held order once.</summary>
    /// <param name="orders">The orders of the account.</param>
    /// <param name="update">The change as it was requested, which is what the journal compares.</param>
    /// <param name="prepare">Makes the change that is sent, such as with an address that was read and merged.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="JournalException">
    /// The journal cannot be used, holds another change of this order, or has an import that recorded the order that is to ship as
    /// stopped. Nothing was sent.
    /// </exception>
    /// <exception cref="FbaServiceException">The change was not made.</exception>
    /// <exception cref="OrderOutcomeUnknownException">The change may have been made.</exception>
    public Task<UpdateReceipt> UpdateAsync(
        FulfillmentOrderClient orders, OrderUpdate update, Func<Task<OrderUpdate>> prepare,
        CancellationToken cancellationToken) => runner.RunAsync(
        new JournaledChange<UpdateReceipt>(
            new JournalKey(JournalOperations.Update, update.SellerFulfillmentOrderId),
            $"The update of order '{update.SellerFulfillmentOrderId}'",
            account.Of(update),
            null,
            async earlier =>
            {
                if (earlier is null && OrderStatus.IsAction(update.Action, OrderStatus.Ship))
                {
                    await imports.RequireReleasableAsync(update.SellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
                }

                return await orders.UpdateAsync(await prepare().ConfigureAwait(false), cancellationToken, earlier).ConfigureAwait(false);
            },
            (receipt, done, _) => done with { Outcome = receipt.Outcome, RequestId = receipt.RequestId }),
        (entry, _) => Task.FromResult(new UpdateReceipt
        {
            SellerFulfillmentOrderId = update.SellerFulfillmentOrderId,
            Outcome = entry.Outcome ?? Outcomes.Updated,
            ConfirmedBy = ConfirmedBy.Journal,
            Action = update.Action,
            ApiVersion = entry.ApiVersion,
            Session = orders.Session?.Name,
            Account = orders.Session?.Account,
            RequestId = entry.RequestId,
        }),
        cancellationToken);
}
