using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Settlement;

/// <summary>Overlays an address with changes.</summary>
internal static class AddressMerge
{
    /// <summary>Returns the whole address: each member from the changes where they give it, otherwise from the existing address.</summary>
    /// <exception cref="AddressMaskedException">
    /// The service hides the existing address, or a part of it. Also where the changes replace that part: what is hidden may hide
    /// more, and a mask that is sent back becomes the address.
    /// </exception>
    public static Address Merge(string id, Address? found, Address changes)
    {
        var hidden = found is null ? [] : Masking.MaskedMembers(found);
        if (found is null || hidden.Count > 0 || AddressMembers.All.All(m => string.IsNullOrWhiteSpace(m.Get(found))))
        {
            throw new AddressMaskedException(
                $"The address of order '{id}' cannot be merged: the service hides "
                + $"{(hidden.Count == 0 ? "it" : "its " + string.Join(", ", hidden))}. Give the whole address instead.")
            {
                SellerFulfillmentOrderId = id,
                Members = hidden,
            };
        }

        return AddressMembers.All.Aggregate(found, (whole, member) => Given(member.Get(changes)) is { } value
            ? member.Set(whole, value)
            : whole);
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
