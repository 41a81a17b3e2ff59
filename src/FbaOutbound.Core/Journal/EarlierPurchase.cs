using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;

namespace FbaOutbound.Journal;

/// <summary>
/// A purchase of the same items by an earlier run. What it bought is read: the journal knows that the content differs, and only the
/// shipment shows in what, and whether it was cancelled.
/// </summary>
/// <param name="journal">What messages call the journal.</param>
/// <param name="account">The account that the entry belongs to.</param>
/// <param name="entry">What the journal knows of the purchase.</param>
/// <param name="sent">When it was first sent.</param>
/// <param name="shipments">The shipments of the account.</param>
internal sealed class EarlierPurchase(
    string journal, JournalAccount account, JournalEntry entry, DateTimeOffset sent, ShipmentClient shipments)
{
    /// <summary>Returns the shipment that was bought; null if it was cancelled and is to be replaced.</summary>
    /// <param name="purchase">What is wanted now.</param>
    /// <param name="content">Its content.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <inheritdoc cref="JournaledPurchases.BuyAsync"/>
    public async Task<Shipment?> FindAsync(ShipmentPurchase purchase, JournalContent content, CancellationToken cancellationToken)
    {
        var order = purchase.Request.AmazonOrderId;
        if (entry.State == JournalState.Sent)
        {
            CallLog.Current.Verbose($"A shipment of order '{order}' was sent by an earlier run, which did not learn the outcome.");
            throw ShipmentClient.OutcomeUnknown(
                purchase, sent, [], cause: null, isOther: entry.Content.Essentials != content.Essentials, otherService: entry.Reference);
        }

        CallLog.Current.Verbose($"The journal '{journal}' records a shipment of order '{order}' as {entry.Outcome}; reading it.");
        var id = entry.Reference ?? "";
        var bought = await shipments.GetAsync(id, cancellationToken).ConfigureAwait(false);
        var isReplaced = purchase.Replaces.Contains(id, StringComparer.OrdinalIgnoreCase);
        if (bought.IsCancelled || shipments.HasCancelled(id))
        {
            return isReplaced ? null : throw Cancelled(order, bought);
        }

        RequireSame(purchase, content, bought);
        if (isReplaced)
        {
            CallLog.Current.Warning($"Shipment '{id}' was not replaced, because it is not cancelled (status {bought.Status}).");
        }

        if (shipments.MayHaveCancelled(id))
        {
            CallLog.Current.Warning(ShipmentClient.MayBeCancelled(id));
        }

        return bought;
    }

    private static ShipmentCancelledException Cancelled(string order, Shipment bought) => new(
        $"Shipment '{bought.ShipmentId}', which an earlier run bought for these items of order '{order}', was cancelled (status "
            + $"{bought.Status}{(DoesRefund(bought) ? "" : ": its label is still charged")}). Nothing was bought. To buy a new label, "
            + $"which is charged, run the same command with -ReplaceShipmentId {bought.ShipmentId}.")
    {
        ShipmentId = bought.ShipmentId,
        Status = bought.Status,
    };

    private static bool DoesRefund(Shipment bought) =>
        !string.Equals(bought.Status, "RefundRejected", StringComparison.OrdinalIgnoreCase);

    private void RequireSame(ShipmentPurchase purchase, JournalContent content, Shipment bought)
    {
        var differs = entry.Content != content;
        string[] differences =
        [
            .. differs ? ShipmentComparison.OfPackage(purchase, bought) : [], .. ShipmentComparison.OfItems(purchase, bought),
        ];
        if (differences.Length == 0 && (!differs || account.IsOf(entry.Content, purchase, bought)))
        {
            return;
        }

        var order = purchase.Request.AmazonOrderId;
        if (differences.Length == 0 && purchase.Request is { ShipDate: not null } or { MustArriveByDate: not null })
        {
            // Dates that count from today are others in each run, and the package is the same.
            CallLog.Current.Warning(
                $"Shipment '{bought.ShipmentId}' of order '{order}' was bought by an earlier run with other dates, or other values that a "
                    + "shipment does not show, such as dangerous goods. Check that its label fits the package.");
            return;
        }

        var what = differences.Length > 0
            ? string.Join("; ", differences)
            : "in a value that the shipment does not show, such as HazmatType, SellerInput, dangerous goods of an item, "
                + "IncludePackingSlipWithLabel or a date";
        throw new JournalException(
            JournalProblem.OtherPackage,
            $"The journal '{journal}' records shipment '{bought.ShipmentId}' for these items of order '{order}', and it differs: {what}. "
                + $"Nothing was bought. Another journal buys a second label, which is charged as well"
                + $"{(purchase.Rate is { } rate ? $" ({rate})" : "")}.");
    }
}
