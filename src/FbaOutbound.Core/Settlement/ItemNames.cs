using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Settlement;

/// <summary>
/// Adds the SKU to a refusal that names an item of an order by its id alone, which is often a number that the user never gave.
/// </summary>
internal static class ItemNames
{
    private const int MostNamed = 10;

    /// <summary>Sends something about the items of an order.</summary>
    public static async Task<T> NameSkusAsync<T>(IEnumerable<FulfillmentOrderItem> items, Func<Task<T>> send)
    {
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (FbaServiceException refusal) when (refusal.Outcome == RequestOutcome.Refused)
        {
            if (NoteOf(items, refusal) is { } note)
            {
                refusal.AddNote(note);
            }

            throw;
        }
    }

    private static string? NoteOf(IEnumerable<FulfillmentOrderItem> items, FbaServiceException refusal)
    {
        var said = $"{refusal.ServiceMessage} {refusal.ServiceDetails}";
        var named = items
            .Where(item => item.SellerFulfillmentOrderItemId is { Length: > 0 } id && item.SellerSku is { Length: > 0 } && Names(said, id))
            .Select(item => $"Item '{item.SellerFulfillmentOrderItemId}' is SKU '{item.SellerSku}'.")
            .Take(MostNamed)
            .ToList();
        return named.Count == 0 ? null : string.Join(" ", named);
    }

    // "Items.SellerFulfillmentOrderItemId: 1.", "Item Id: 1 is invalid.", "lineItemId: 1."
    private static bool Names(string said, string id) => Regex.IsMatch(
        said, @"Item ?Id\s*:\s*" + Regex.Escape(id) + @"(?![\w-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
