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
            CancelledQuantity = cancelled,
            NotCancelledQuantity = ordered - cancelled,
        };
    }

    /// <summary>
    /// Returns how many units were cancelled; null if the service does not say. A cancelled order needs no number to say all.
    /// </summary>
    public static int? CancelledQuantity(FulfillmentOrder found)
    {
        if (found.Items.Count == 0)
        {
            return null;
        }

        if (found.Items.All(i => i.CancelledQuantity is not null))
        {
            return found.Items.Sum(i => i.CancelledQuantity);
        }

        return found.Status == OrderStatus.Cancelled ? Ordered(found) : null;
    }

    private static int? Ordered(FulfillmentOrder found) =>
        found.Items.Count == 0 || found.Items.Any(item => item.Quantity is null) ? null : found.Items.Sum(item => item.Quantity);

    private static string Outcome(string? status, int? ordered, int? cancelled)
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
