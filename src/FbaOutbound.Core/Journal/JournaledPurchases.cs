using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;

namespace FbaOutbound.Journal;

/// <summary>Buys shipments with a journal.</summary>
/// <param name="runner">Takes changes through the journal.</param>
/// <param name="store">Where entries are kept.</param>
/// <param name="account">The account that the entries belong to.</param>
/// <param name="apiVersion">The protocol version that carries the purchases.</param>
internal sealed class JournaledPurchases(ChangeRunner runner, IJournalStore store, JournalAccount account, string apiVersion)
{
    /// <summary>
    /// Buys a shipment once. One that was sent and never answered is not sent again; one that was bought is read and compared.
    /// </summary>
    /// <exception cref="JournalException">
    /// The journal cannot be used, or holds another purchase for the same items. Nothing was bought.
    /// </exception>
    /// <exception cref="FbaServiceException">Nothing was bought, or what was bought earlier could not be read.</exception>
    /// <exception cref="ShipmentCancelledException">What was bought earlier was cancelled. Nothing was bought.</exception>
    /// <exception cref="ShipmentNotReplacedException">What is to be replaced is not cancelled. Nothing was bought.</exception>
    /// <exception cref="ShipmentOutcomeUnknownException">
    /// The shipment may have been bought, or another one that holds some of the same items.
    /// </exception>
    public async Task<Shipment> BuyAsync(ShipmentClient shipments, ShipmentPurchase purchase, CancellationToken cancellationToken)
    {
        var change = new JournaledChange<Shipment>(
            new JournalKey(JournalOperations.Purchase, JournalAccount.IdOf(purchase.Request)),
            $"The shipment of order '{purchase.Request.AmazonOrderId}'",
            account.Of(purchase),
            purchase.ShippingServiceId,
            _ => shipments.BuyAsync(purchase, cancellationToken),
            (shipment, done, _) => done with { Outcome = "Bought", Reference = shipment.ShipmentId });
        var packed = new PackedItems(store, change.Content, apiVersion, purchase);
        try
        {
            var shipment = await RunAsync(shipments, purchase, change, packed, cancellationToken).ConfigureAwait(false);
            await packed.KeepAsync(shipment.ShipmentId).ConfigureAwait(false);
            return shipment;
        }
        finally
        {
            await packed.ReleaseAsync().ConfigureAwait(false);
        }
    }

    private Task<Shipment> RunAsync(
        ShipmentClient shipments, ShipmentPurchase purchase, JournaledChange<Shipment> change, PackedItems packed,
        CancellationToken cancellationToken) => runner.RunAsync(
            change.Key,
            change.Name,
            async earlier =>
            {
                var replaced = new ReplacedShipments(shipments, purchase);
                if (earlier is { State: JournalState.Sent or JournalState.Done })
                {
                    runner.RequireVersion(change.Name, earlier);
                    if (earlier.State == JournalState.Sent)
                    {
                        runner.CountReadBack();
                        if (await replaced.SettleAsync(runner.EarlierSendOf(earlier).FirstSent, cancellationToken).ConfigureAwait(false))
                        {
                            await packed.ClaimAsync(shipments, cancellationToken).ConfigureAwait(false);
                            return await runner.SendAsync(change, null, isKnown: false).ConfigureAwait(false);
                        }
                    }

                    var before = new EarlierPurchase(store.Name, account, earlier, runner.EarlierSendOf(earlier).FirstSent, shipments);
                    if (await before.FindAsync(purchase, change.Content, cancellationToken).ConfigureAwait(false) is { } bought)
                    {
                        runner.CountSkipped();
                        return bought;
                    }
                }
                else
                {
                    await replaced.RequireAsync(cancellationToken).ConfigureAwait(false);
                }

                await packed.ClaimAsync(shipments, cancellationToken).ConfigureAwait(false);
                return await runner.SendAsync(change, earlier, isKnown: false).ConfigureAwait(false);
            },
            cancellationToken);
}
