using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>The members of an address, each with the weight of a difference in it.</summary>
internal sealed record AddressMember(
    string Name, Func<Address, string?> Get, Func<Address, string?, Address> Set, string Kind);

/// <summary>The members of an address, in their order on an envelope.</summary>
internal static class AddressMembers
{
    public static readonly IReadOnlyList<AddressMember> All =
    [
        new(nameof(Address.Name), a => a.Name, (a, v) => a with { Name = v }, DifferenceKind.Conflict),
        new(nameof(Address.AddressLine1), a => a.AddressLine1, (a, v) => a with { AddressLine1 = v }, DifferenceKind.Conflict),
        new(nameof(Address.AddressLine2), a => a.AddressLine2, (a, v) => a with { AddressLine2 = v }, DifferenceKind.Minor),
        new(nameof(Address.AddressLine3), a => a.AddressLine3, (a, v) => a with { AddressLine3 = v }, DifferenceKind.Minor),
        new(nameof(Address.City), a => a.City, (a, v) => a with { City = v }, DifferenceKind.Minor),
        new(nameof(Address.DistrictOrCounty), a => a.DistrictOrCounty, (a, v) => a with { DistrictOrCounty = v }, DifferenceKind.Minor),
        new(nameof(Address.StateOrRegion), a => a.StateOrRegion, (a, v) => a with { StateOrRegion = v }, DifferenceKind.Minor),
        new(nameof(Address.PostalCode), a => a.PostalCode, (a, v) => a with { PostalCode = v }, DifferenceKind.Conflict),
        new(nameof(Address.CountryCode), a => a.CountryCode, (a, v) => a with { CountryCode = v }, DifferenceKind.Conflict),
        new(nameof(Address.Phone), a => a.Phone, (a, v) => a with { Phone = v }, DifferenceKind.Minor),
    ];
}
