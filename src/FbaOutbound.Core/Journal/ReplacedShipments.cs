using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;

namespace FbaOutbound.Journal;

/// <summary>
/// The cancelled shipments in whose place another one is to be bought, where the journal does not know what they are: it may be another
/// journal than the one that bought them.
/// </summary>
/// <param name="shipments">The shipments of the account.</param>
/// <param name="purchase">What is wanted now, with their ids.</param>
internal sealed class ReplacedShipments(ShipmentClient shipments, ShipmentPurchase purchase)
{
    // Services show whole seconds.
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private string Order => purchase.Request.AmazonOrderId;

    /// <summary>Checks that all of them are cancelled, and that one belongs to the order.</summary>
    /// <exception cref="ShipmentNotReplacedException">They are not.</exception>
    /// <exception cref="FbaServiceException">One of them could not be read.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var replaced = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (replaced.Count > 0 && !replaced.Any(IsOfOrder))
        {
            var ids = string.Join(", ", replaced.Select(shipment => $"'{shipment.ShipmentId}'"));
            throw new ShipmentNotReplacedException(
                $"-ReplaceShipmentId names no shipment of order '{Order}': {ids} {(replaced.Count == 1 ? "is" : "are")} of another order. "
                    + "Nothing was bought. Check the ids and -Journal.")
            {
                ShipmentId = replaced[0].ShipmentId,
            };
        }
    }

    /// <summary>Whether one of them is the shipment that a purchase of unknown outcome bought, so that the outcome is known.</summary>
    /// <param name="sent">When the purchase was first sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="RequireAsync"/>
    public async Task<bool> SettleAsync(DateTimeOffset sent, CancellationToken cancellationToken)
    {
        var units = JournalAccount.IdOf(purchase.Request);
        return (await ReadAsync(cancellationToken).ConfigureAwait(false)).Any(shipment => IsOfOrder(shipment)
            && shipment.CreatedDate >= sent - s_second
            && JournalAccount.IdOf(purchase.Request with { ItemList = shipment.ItemList }) == units);
    }

    private bool IsOfOrder(Shipment shipment) => string.Equals(shipment.AmazonOrderId, Order, StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<Shipment>> ReadAsync(CancellationToken cancellationToken)
    {
        var replaced = new List<Shipment>();
        foreach (var id in purchase.Replaces.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var shipment = await ReadAsync(id, cancellationToken).ConfigureAwait(false);
            replaced.Add(
                shipment.IsCancelled || shipments.HasCancelled(id)
                    ? shipment
                    : throw new ShipmentNotReplacedException(
                        $"Shipment '{id}' is not cancelled (status {shipment.Status}), so no other one replaces it, and nothing was bought "
                            + $"for order '{Order}'. Cancel it first with Stop-MfnShipment.")
                    {
                        ShipmentId = id,
                    });
        }

        return replaced;
    }

    private async Task<Shipment> ReadAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await shipments.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (FbaServiceException error) when (error.IsNotFound)
        {
            throw new ShipmentNotReplacedException(
                $"Shipment '{id}' was not found, so it cannot be replaced, and nothing was bought for order '{Order}'. Check the id and "
                    + "-Journal.",
                error)
            {
                ShipmentId = id,
            };
        }
    }
}
