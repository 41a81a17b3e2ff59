using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Settlement;

/// <summary>Overlays an address with changes.</summary>
internal static class AddressMerge
{
    private static readonly string[] s_places = [nameof(Address.City), nameof(Address.StateOrRegion), nameof(Address.PostalCode)];

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

    /// <summary>Returns the members that belong to a place in the old country, where the changes give another country.</summary>
    public static IReadOnlyList<string> KeptInOtherCountry(Address found, Address changes) =>
        Given(changes.CountryCode) is not { } country
            || string.Equals(country.Trim(), found.CountryCode?.Trim(), StringComparison.OrdinalIgnoreCase)
            ? []
            :
            [
                .. AddressMembers.All.Where(member => s_places.Contains(member.Name))
                    .Where(member => Given(member.Get(found)) is not null && Given(member.Get(changes)) is null)
                    .Select(member => member.Name),
            ];

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
