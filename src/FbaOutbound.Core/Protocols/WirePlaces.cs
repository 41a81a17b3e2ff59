using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols;

// What the versions of the Fulfillment Outbound API write and read alike, by the names of their models.

internal sealed class WireAddress
{
    public string? Name { get; set; }

    public string? AddressLine1 { get; set; }

    public string? AddressLine2 { get; set; }

    public string? AddressLine3 { get; set; }

    public string? City { get; set; }

    public string? DistrictOrCounty { get; set; }

    public string? StateOrRegion { get; set; }

    public string? PostalCode { get; set; }

    public string? CountryCode { get; set; }

    public string? Phone { get; set; }

    /// <summary>Only some versions have it here.</summary>
    public string? Email { get; set; }
}

internal sealed class WireDropOffLocation
{
    public string? Type { get; set; }

    public Dictionary<string, string?>? Attributes { get; set; }
}

internal sealed class WireOrigin
{
    public string? CountryCode { get; set; }
}

/// <summary>Addresses and drop-off locations, between the domain and the wire.</summary>
internal static class WirePlaces
{
    /// <summary>Returns an address as it is sent; what is null or empty is left out.</summary>
    public static WireAddress? Write(Address? address, string? email = null) => address is null ? null : new()
    {
        Name = Text(address.Name),
        AddressLine1 = Text(address.AddressLine1),
        AddressLine2 = Text(address.AddressLine2),
        AddressLine3 = Text(address.AddressLine3),
        City = Text(address.City),
        DistrictOrCounty = Text(address.DistrictOrCounty),
        StateOrRegion = Text(address.StateOrRegion),
        PostalCode = Text(address.PostalCode),
        CountryCode = Text(address.CountryCode),
        Phone = Text(address.Phone),
        Email = Text(email),
    };

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

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
