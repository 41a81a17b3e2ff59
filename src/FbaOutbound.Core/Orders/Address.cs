namespace FbaOutbound.Orders;

/// <summary>A postal address. The text form is the country only: a recipient never shows by accident.</summary>
public sealed record Address
{
    /// <summary>The name of the person, business or institution.</summary>
    public string? Name { get; init; }

    /// <summary>The first line.</summary>
    public string? AddressLine1 { get; init; }

    /// <summary>The second line, if any.</summary>
    public string? AddressLine2 { get; init; }

    /// <summary>The third line, if any.</summary>
    public string? AddressLine3 { get; init; }

    /// <summary>The city: required everywhere except in Japan, where it should not be used.</summary>
    public string? City { get; init; }

    /// <summary>The district or county.</summary>
    public string? DistrictOrCounty { get; init; }

    /// <summary>The state or region.</summary>
    public string? StateOrRegion { get; init; }

    /// <summary>The postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>The ISO 3166-1 alpha-2 country code.</summary>
    public string? CountryCode { get; init; }

    /// <summary>The phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Returns the country code in brackets.</summary>
    public override string ToString() => $"({CountryCode})";
}
