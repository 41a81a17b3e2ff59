using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>The members of an address, each with the weight of a difference in it.</summary>
internal sealed record AddressMember(string Name, Func<Address, string?> Get, string Kind);

/// <summary>The members of an address, in their order on an envelope.</summary>
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
