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

        return new Address
        {
            Name = Given(changes.Name) ?? found.Name,
            AddressLine1 = Given(changes.AddressLine1) ?? found.AddressLine1,
            AddressLine2 = Given(changes.AddressLine2) ?? found.AddressLine2,
            AddressLine3 = Given(changes.AddressLine3) ?? found.AddressLine3,
            City = Given(changes.City) ?? found.City,
            DistrictOrCounty = Given(changes.DistrictOrCounty) ?? found.DistrictOrCounty,
            StateOrRegion = Given(changes.StateOrRegion) ?? found.StateOrRegion,
            PostalCode = Given(changes.PostalCode) ?? found.PostalCode,
            CountryCode = Given(changes.CountryCode) ?? found.CountryCode,
            Phone = Given(changes.Phone) ?? found.Phone,
        };
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
