using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Reports;

/// <summary>The texts that a report makes of what it is given.</summary>
internal static class ReportText
{
    /// <summary>Says what an outcome rests on; empty for the service's response.</summary>
    public static string OfConfirmation(string confirmedBy) => confirmedBy switch
    {
        ConfirmedBy.ReadBack => "Read back",
        ConfirmedBy.Journal => "From the journal",
        _ => "",
    };

    /// <summary>Returns an address as one line.</summary>
    public static string Of(Address address)
    {
        string?[] parts =
        [
            address.Name, address.AddressLine1, address.AddressLine2, address.AddressLine3, address.DistrictOrCounty, address.City,
            address.StateOrRegion, address.PostalCode, address.CountryCode,
        ];
        return ServiceText.Member(string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.Trim())));
    }
}
