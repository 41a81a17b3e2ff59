using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Settlement;

/// <summary>Tells from an order how much of it was cancelled.</summary>
internal static class CancelOutcome
{
    /// <summary>
    /// Returns a receipt that says what the order shows: a last word only if the order is finished or every unit is cancelled.
    /// </summary>
    public static CancelReceipt Judge(CancelReceipt receipt, FulfillmentOrder found)
    {
        var ordered = Ordered(found);
        var cancelled = CancelledQuantity(found);
        return receipt with
        {
            Outcome = Outcome(found.Status, ordered, cancelled),
            Status = found.Status,
            CancelledQuantity = Totals.Shown(cancelled),
            NotCancelledQuantity = Totals.Shown(ordered - cancelled),
        };
    }

    /// <summary>
    /// Returns how many units were cancelled; null if the service does not say. A cancelled order needs no number to say all.
    /// </summary>
    public static long? CancelledQuantity(FulfillmentOrder found) => found.Items.Count == 0
        ? null
        : Totals.Units(found.Items.Select(item => item.CancelledQuantity))
            ?? (found.Status == OrderStatus.Cancelled ? Ordered(found) : null);

    private static long? Ordered(FulfillmentOrder found) =>
        found.Items.Count == 0 ? null : Totals.Units(found.Items.Select(item => item.Quantity));

    private static string Outcome(string? status, long? ordered, long? cancelled)
    {
        if (status == OrderStatus.Cancelled || (cancelled > 0 && cancelled >= ordered))
        {
            return Outcomes.Cancelled;
        }

        if (!OrderStatus.IsFinal(status))
        {
            return Outcomes.CancelRequested;
        }

        return cancelled switch
        {
            > 0 => Outcomes.PartlyCancelled,

            // The rest of a partly completed order was cancelled or could not be fulfilled; without numbers it is unknown which.
            null when status == OrderStatus.CompletePartialled => Outcomes.CancelRequested,
            _ => Outcomes.NotCancelled,
        };
    }
}
