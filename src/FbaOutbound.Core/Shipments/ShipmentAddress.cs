namespace FbaOutbound.Shipments;

/// <summary>
/// The address that a shipment leaves from or goes to. The text form is the country only: nobody's address shows by accident.
/// </summary>
public sealed record ShipmentAddress
{
    /// <summary>The name of the person, business or institution: at most 30 characters.</summary>
    public string? Name { get; init; }

    /// <summary>The first line: at most 180 characters.</summary>
    public string? AddressLine1 { get; init; }

    /// <summary>The second line: at most 60 characters.</summary>
    public string? AddressLine2 { get; init; }

    /// <summary>The third line: at most 60 characters.</summary>
    public string? AddressLine3 { get; init; }

    /// <summary>The district or county.</summary>
    public string? DistrictOrCounty { get; init; }

    /// <summary>The email address. Responses leave the recipient's empty.</summary>
    public string? Email { get; init; }

    /// <summary>The city: at most 30 characters.</summary>
    public string? City { get; init; }

    /// <summary>The state or province: at most 30 characters.</summary>
    public string? StateOrProvinceCode { get; init; }

    /// <summary>The postal code: at most 30 characters.</summary>
    public string? PostalCode { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 country code.</summary>
    public string? CountryCode { get; init; }

    /// <summary>The phone number: at most 30 characters. Responses leave the recipient's empty.</summary>
    public string? Phone { get; init; }

    /// <summary>Returns the country code in brackets.</summary>
    public override string ToString() => $"({CountryCode})";
}
