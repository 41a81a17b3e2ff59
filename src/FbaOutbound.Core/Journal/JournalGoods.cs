using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>
/// What an order brings to whom, as a journal keeps it: it warns before the order is sent where another order of the journal brought the
/// same. Nothing but the warning depends on it, so that a store that fails is not an error.
/// </summary>
/// <param name="store">Where entries are kept.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="apiVersion">The protocol version that carries the order.</param>
/// <param name="order">The order.</param>
internal sealed class JournalGoods(IJournalStore store, JournalAccount account, string apiVersion, FulfillmentOrder order)
{
    private JournalKey? _claimed;
    private bool _isKept;

    /// <summary>Takes the key of the goods, and warns of the other order that is known by them.</summary>
    /// <param name="warnUnless">Tells, by its id, whether the other order is known to the caller already.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public async Task ClaimAsync(Func<string, bool> warnUnless, CancellationToken cancellationToken)
    {
        if (_claimed is not null || account.GoodsOf(order) is not { } mark)
        {
            return;
        }

        var key = new JournalKey(JournalOperations.Goods, mark);
        await TryAsync(async () =>
        {
            // Where another record of the same goods has it, the command knows of both.
            var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
            _claimed = claim.IsGranted ? key : null;
            var other = claim.Earlier?.Reference is { } id && id != order.SellerFulfillmentOrderId ? id : null;
            var isCancelled = other is not null && await IsCancelledAsync(other, cancellationToken).ConfigureAwait(false);
            _isKept = claim.Earlier is not null && !isCancelled;
            if (other is not null && !isCancelled && !warnUnless(other))
            {
                CallLog.Current.Warning(
                    $"Order '{order.SellerFulfillmentOrderId}' has the same recipient and items as order '{other}', which is in the journal "
                        + $"'{store.Name}'. Repeat orders are normal, but check that this one is intended.");
            }
        }).ConfigureAwait(false);
    }

    /// <summary>Keeps that the order brought the goods, where none did before.</summary>
    public Task KeepAsync(CancellationToken cancellationToken) => _claimed is not { } key || _isKept
        ? Task.CompletedTask
        : TryAsync(() => store.WriteAsync(
            key,
            new JournalEntry
            {
                State = JournalState.Done, ApiVersion = apiVersion, Content = account.Of(order), Reference = order.SellerFulfillmentOrderId
            },
            cancellationToken));

    /// <summary>Gives the key back.</summary>
    public Task ReleaseAsync() => _claimed is { } key ? store.ReleaseAsync(key) : Task.CompletedTask;

    // Whoever has cancelled an order may send it again.
    private async Task<bool> IsCancelledAsync(string id, CancellationToken cancellationToken)
    {
        var key = JournalKey.CancellationOf(id);
        var read = await store.ReadAsync([key], cancellationToken).ConfigureAwait(false);
        return read.TryGetValue(key, out var found) && found.Entry is { State: JournalState.Done };
    }

    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception error) when (error is JournalException or JournalClaimLostException or OperationCanceledException)
        {
            CallLog.Current.Verbose(
                $"The journal '{store.Name}' could not record order '{order.SellerFulfillmentOrderId}', so a repeat order may go unnoticed. {error.Message}");
        }
    }
}
