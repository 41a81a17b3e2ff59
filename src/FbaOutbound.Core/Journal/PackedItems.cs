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
/// already, because a journal knows a shipment by all its items and quantities. It refuses the purchase if it is unknown whether another
/// one was bought. A store that fails here is not an error: the purchase itself needs it next.
/// </summary>
/// <remarks>
/// The note of a purchase is written before it leaves and replaced by the id of what it bought. What became of it is in its own entry.
/// </remarks>
/// <param name="store">Where entries are kept.</param>
/// <param name="content">The content of the purchase.</param>
/// <param name="apiVersion">The protocol version that carries the purchase.</param>
/// <param name="purchase">The purchase.</param>
internal sealed class PackedItems(IJournalStore store, JournalContent content, string apiVersion, ShipmentPurchase purchase)
{
    private const char Separator = ',';
    private const int MostShipments = 50;

    // No shipment's id begins like this; earlier versions warn of a shipment that they cannot read.
    private const string PurchaseMark = "?";

    private readonly Dictionary<JournalKey, JournalEntry?> _claimed = [];

    private string Note { get; } = NoteOf(JournalAccount.IdOf(purchase.Request));

    private IEnumerable<(string Item, JournalKey Key)> Keys => purchase.Request.ItemList
        .Select(item => item.OrderItemId ?? "").Where(item => item.Length > 0).Distinct(StringComparer.Ordinal)
        .OrderBy(item => item, StringComparer.Ordinal)
        .Select(item => (item, new JournalKey(JournalOperations.Packed, $"{purchase.Request.AmazonOrderId} {item}")));

    /// <summary>Takes the items, warns of the shipments that hold them, and notes that they may be in this one from now on.</summary>
    /// <exception cref="ShipmentOutcomeUnknownException">It is unknown whether a shipment that holds them was bought.</exception>
    public Task ClaimAsync(ShipmentClient shipments, CancellationToken cancellationToken) => TryAsync(async () =>
    {
        var others = new List<(string Item, string? Shipment)>();
        foreach (var (item, key) in Keys.Where(pair => !_claimed.ContainsKey(pair.Key)).ToList())
        {
            // Another worker buys a shipment with the item: what comes of that decides. All take items in one order, so none waits forever.
            while (!await TakeAsync(key, cancellationToken).ConfigureAwait(false))
            {
                await CallGate.Current.ParkAsync(() => store.WaitAsync(key, cancellationToken)).ConfigureAwait(false);
            }

            foreach (var id in IdsOf(_claimed[key]).Where(id => id != Note))
            {
                if (!id.StartsWith(PurchaseMark, StringComparison.Ordinal))
                {
                    others.Add((item, id));
                }
                else if (await FindAsync(item, id, cancellationToken).ConfigureAwait(false) is { } other)
                {
                    others.Add((item, other.Shipment));
                }
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

        foreach (var key in _claimed.Keys.ToList())
        {
            await WriteAsync(key, [.. IdsOf(_claimed[key]).Where(id => id != Note), Note], cancellationToken).ConfigureAwait(false);
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
                    && IdsOf(_claimed[key]) is var ids
                    && (ids.Contains(Note) || !ids.Contains(shipmentId, StringComparer.OrdinalIgnoreCase)))
                {
                    var rest = ids.Where(id => id != Note && !string.Equals(id, shipmentId, StringComparison.OrdinalIgnoreCase));
                    await WriteAsync(key, [.. rest, shipmentId!], CancellationToken.None).ConfigureAwait(false);
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

    // The parts of a purchase's id are separated like the ids of shipments.
    private static string NoteOf(string purchaseId) => PurchaseMark + Uri.EscapeDataString(purchaseId);

    private Task WriteAsync(JournalKey key, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var entry = new JournalEntry
        {
            State = JournalState.Done,
            ApiVersion = apiVersion,
            Content = content,
            Reference = string.Join($"{Separator}", ids.Skip(Math.Max(0, ids.Count - MostShipments))),
        };
        _claimed[key] = entry;
        return store.WriteAsync(key, entry, cancellationToken);
    }

    /// <summary>Returns the shipment that a noted purchase bought, without an id while it is under way; null if it bought none.</summary>
    private async Task<PackedShipment?> FindAsync(string item, string note, CancellationToken cancellationToken)
    {
        var key = new JournalKey(JournalOperations.Purchase, Uri.UnescapeDataString(note.Substring(PurchaseMark.Length)));
        var read = await store.ReadAsync([key], cancellationToken).ConfigureAwait(false);
        return !read.TryGetValue(key, out var other) ? null : other switch
        {
            { IsHeld: true } => new PackedShipment(null),
            { Entry: { State: JournalState.Sent } sent } => throw ShipmentClient.OtherOutcomeUnknown(
                purchase, item, sent.FirstSent, "buy this shipment without the journal"),
            { Entry: { State: JournalState.Done, Reference: { Length: > 0 } id } } => new PackedShipment(id),
            _ => null,
        };
    }

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
        string.Join(", ", items.Distinct(StringComparer.Ordinal).Select(item => $"item '{item}'"));

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

    private sealed record PackedShipment(string? Shipment);
}
