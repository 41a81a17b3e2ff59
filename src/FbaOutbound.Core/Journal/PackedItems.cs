using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;

namespace FbaOutbound.Journal;

/// <summary>
/// Which shipments hold an item, as a journal keeps it: it warns before a label is bought for units that may be in another shipment
/// already, because a journal knows a shipment by all its items and quantities. Nothing but the warning depends on it, so that a store
/// that fails is not an error.
/// </summary>
/// <param name="store">Where entries are kept.</param>
/// <param name="content">The content of the purchase.</param>
/// <param name="apiVersion">The protocol version that carries the purchase.</param>
/// <param name="purchase">The purchase.</param>
internal sealed class PackedItems(IJournalStore store, JournalContent content, string apiVersion, ShipmentPurchase purchase)
{
    private const char Separator = ',';
    private const int MostShipments = 50;

    private readonly Dictionary<JournalKey, JournalEntry?> _claimed = [];

    private IEnumerable<(string Item, JournalKey Key)> Keys => purchase.Request.ItemList
        .Select(item => item.OrderItemId ?? "").Where(item => item.Length > 0).Distinct(StringComparer.Ordinal)
        .Select(item => (item, new JournalKey(JournalOperations.Packed, $"{purchase.Request.AmazonOrderId} {item}")));

    /// <summary>Takes the items, and warns of the shipments that hold them.</summary>
    public Task ClaimAsync(ShipmentClient shipments, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var others = new List<(string Item, string? Shipment)>();
        foreach (var (item, key) in Keys.Where(pair => !_claimed.ContainsKey(pair.Key)).ToList())
        {
            if (await TakeAsync(key, cancellationToken).ConfigureAwait(false))
            {
                others.AddRange(IdsOf(_claimed[key]).Select(id => (item, (string?)id)));
            }
            else
            {
                others.Add((item, null));
            }
        }

        foreach (var shipment in others.GroupBy(other => other.Shipment, other => other.Item, StringComparer.OrdinalIgnoreCase))
        {
            if (shipment.Key is not { } id)
            {
                Warn("another shipment of this run", shipment);
            }
            else if (!purchase.Replaces.Contains(id, StringComparer.OrdinalIgnoreCase)
                && !await IsCancelledAsync(shipments, id, cancellationToken).ConfigureAwait(false))
            {
                Warn($"shipment '{id}'", shipment);
            }
        }
    });

    /// <summary>Keeps that the items are in a shipment.</summary>
    public Task KeepAsync(string? shipmentId) => string.IsNullOrEmpty(shipmentId)
        ? Task.CompletedTask
        : TryAsync(async () =>
        {
            foreach (var (_, key) in Keys)
            {
                if ((_claimed.ContainsKey(key) || await TakeAsync(key, CancellationToken.None).ConfigureAwait(false))
                    && IdsOf(_claimed[key]) is var ids && !ids.Contains(shipmentId, StringComparer.OrdinalIgnoreCase))
                {
                    var entry = new JournalEntry
                    {
                        State = JournalState.Done,
                        ApiVersion = apiVersion,
                        Content = content,
                        Reference = string.Join($"{Separator}", ids.Append(shipmentId).Skip(Math.Max(0, ids.Count + 1 - MostShipments))),
                    };
                    await store.WriteAsync(key, entry, CancellationToken.None).ConfigureAwait(false);
                }
            }
        });

    /// <summary>Gives the items back.</summary>
    public async Task ReleaseAsync()
    {
        foreach (var key in _claimed.Keys)
        {
            await store.ReleaseAsync(key).ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<string> IdsOf(JournalEntry? entry) =>
        (entry?.Reference ?? "").Split([Separator], StringSplitOptions.RemoveEmptyEntries);

    private async Task<bool> TakeAsync(JournalKey key, CancellationToken cancellationToken)
    {
        var claim = await store.ClaimAsync(key, cancellationToken).ConfigureAwait(false);
        if (claim.IsGranted)
        {
            _claimed[key] = claim.Earlier;
        }

        return claim.IsGranted;
    }

    private static async Task<bool> IsCancelledAsync(ShipmentClient shipments, string id, CancellationToken cancellationToken)
    {
        if (shipments.HasCancelled(id))
        {
            return true;
        }

        try
        {
            return (await shipments.GetAsync(id, cancellationToken).ConfigureAwait(false)).IsCancelled;
        }
        catch (FbaServiceException)
        {
            // It may be one that counts.
            return false;
        }
    }

    private void Warn(string shipment, IEnumerable<string> items) => CallLog.Current.Warning(
        $"A label is bought for {NamesOf(items)} of order '{purchase.Request.AmazonOrderId}', which {shipment} in the journal "
            + $"'{store.Name}' already contains, with other items or another quantity. If the units are the same, cancel one of the "
            + "shipments with Stop-MfnShipment.");

    private static string NamesOf(IEnumerable<string> items) =>
        string.Join(", ", items.Select(item => $"item '{item}'"));

    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception error) when (error is JournalException or JournalClaimLostException)
        {
            CallLog.Current.Verbose(
                $"The journal '{store.Name}' could not record the items of order '{purchase.Request.AmazonOrderId}', so a second label "
                    + $"for them may go unnoticed. {error.Message}");
        }
    }
}
