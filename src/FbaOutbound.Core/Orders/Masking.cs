using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>Tells a value that the service hides from one that it shows.</summary>
internal static class Masking
{
    private const int ShortestMask = 3;

    /// <summary>Whether a text is a mask: it holds an asterisk or a bullet, or nothing but three or more X or # and punctuation.</summary>
    public static bool IsMasked(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        return text!.Any(c => c is '*' or '•')
            || (text.Count(IsMaskLetter) >= ShortestMask && text.All(c => IsMaskLetter(c) || !char.IsLetterOrDigit(c)));
    }

    /// <summary>Returns the names of the members of an address that the service hides.</summary>
    public static IReadOnlyList<string> MaskedMembers(Address address) =>
        [.. AddressMembers.All.Where(m => IsMasked(m.Get(address))).Select(m => m.Name)];

    private static bool IsMaskLetter(char c) => c is 'X' or 'x' or '#';
}

/// <summary>The members of an address, each with the weight of a difference in it.</summary>
internal sealed record AddressMember(string Name, Func<Address, string?> Get, string Kind);

internal static class AddressMembers
{
    public static readonly IReadOnlyList<AddressMember> All =
    [
        new(nameof(Address.Name), a => a.Name, DifferenceKind.Conflict),
        new(nameof(Address.AddressLine1), a => a.AddressLine1, DifferenceKind.Conflict),
        new(nameof(Address.AddressLine2), a => a.AddressLine2, DifferenceKind.Minor),
        new(nameof(Address.AddressLine3), a => a.AddressLine3, DifferenceKind.Minor),
        new(nameof(Address.City), a => a.City, DifferenceKind.Minor),
        new(nameof(Address.DistrictOrCounty), a => a.DistrictOrCounty, DifferenceKind.Minor),
        new(nameof(Address.StateOrRegion), a => a.StateOrRegion, DifferenceKind.Minor),
        new(nameof(Address.PostalCode), a => a.PostalCode, DifferenceKind.Conflict),
        new(nameof(Address.CountryCode), a => a.CountryCode, DifferenceKind.Conflict),
        new(nameof(Address.Phone), a => a.Phone, DifferenceKind.Minor),
    ];
}
