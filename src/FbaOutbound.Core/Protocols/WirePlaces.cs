using FbaOutbound.Orders;

namespace FbaOutbound.Protocols;

/// <summary>Addresses and drop-off locations, which the versions of the Fulfillment Outbound API write and read alike.</summary>
internal static class WirePlaces
{
    /// <summary>Returns an address as it is sent; what is null or empty is left out. Only some versions have an email in it.</summary>
    public static WireNode? Write(string name, Address? address, string? email = null) => address is null ? null : WireNode.Object(
        name,
        WireNode.Of("name", address.Name),
        WireNode.Of("addressLine1", address.AddressLine1),
        WireNode.Of("addressLine2", address.AddressLine2),
        WireNode.Of("addressLine3", address.AddressLine3),
        WireNode.Of("city", address.City),
        WireNode.Of("districtOrCounty", address.DistrictOrCounty),
        WireNode.Of("stateOrRegion", address.StateOrRegion),
        WireNode.Of("postalCode", address.PostalCode),
        WireNode.Of("countryCode", address.CountryCode),
        WireNode.Of("phone", address.Phone),
        WireNode.Of("email", email));

    /// <summary>Returns an address for an offer, which is made for a place, not for a person.</summary>
    public static WireNode? WriteWithoutPerson(string name, Address? address) =>
        Write(name, address is null ? null : address with { Name = null, Phone = null });

    public static Address Address(WireNode address) => new()
    {
        Name = address.Prose("name"),
        AddressLine1 = address.Prose("addressLine1"),
        AddressLine2 = address.Prose("addressLine2"),
        AddressLine3 = address.Prose("addressLine3"),
        City = address.Prose("city"),
        DistrictOrCounty = address.Prose("districtOrCounty"),
        StateOrRegion = address.Prose("stateOrRegion"),
        PostalCode = address.Prose("postalCode"),
        CountryCode = address.Text("countryCode"),
        Phone = address.Prose("phone"),
    };

    public static DropOffLocation DropOff(WireNode place) =>
        new() { Type = place.Text("type") ?? "", Attributes = place.TextsByName("attributes") };
}
