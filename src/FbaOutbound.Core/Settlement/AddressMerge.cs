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
    /// The service hides the existing address, or shows none of a part that every order has. Also where the changes replace that part:
    /// who hides or leaves out one part may do so with others, and a mask that is sent back becomes the address.
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

        if (Lacking(found) is { Count: > 0 } lacking)
        {
            throw new AddressMaskedException(
                $"The address of order '{id}' cannot be merged: the service shows no {string.Join(" and no ", lacking)} of it, so it may leave out "
                    + "other parts, too, which the change would clear. Give the whole address instead.")
            {
                SellerFulfillmentOrderId = id,
                Members = lacking,
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

    // What an order cannot be created without. In Japan the prefecture is in the place of the city.
    private static List<string> Lacking(Address found)
    {
        var isInJapan = string.Equals(found.CountryCode?.Trim(), "JP", StringComparison.OrdinalIgnoreCase);
        string[] needed =
        [
            nameof(Address.Name), nameof(Address.AddressLine1), isInJapan ? nameof(Address.StateOrRegion) : nameof(Address.City),
            nameof(Address.PostalCode), nameof(Address.CountryCode),
        ];
        return
        [
            .. AddressMembers.All.Where(member => needed.Contains(member.Name) && Given(member.Get(found)) is null)
                .Select(member => member.Name),
        ];
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
