using System.Management.Automation;
using FbaOutbound.Completion;

namespace FbaOutbound.Pipeline;

/// <summary>
/// The base of the cmdlets that say what an order holds. Its parameters are named like the columns of an order file, and read like them.
/// </summary>
public abstract class OrderContentCommand : BulkCommand
{
    private protected OrderContentCommand()
    {
    }

    /// <summary><b>-DisplayableOrderId:</b> the order's identifier on the packing slip, 1 to 40 characters.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? DisplayableOrderId { get; set; }

    /// <summary><b>-DisplayableOrderDate:</b> the order's date on the packing slip: a date, or ISO 8601 text.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? DisplayableOrderDate { get; set; }

    /// <summary><b>-DisplayableOrderComment:</b> the text on the packing slip, at most 750 characters.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? DisplayableOrderComment { get; set; }

    /// <summary><b>-ShippingSpeedCategory:</b> Standard, Expedited, Priority or ScheduledDelivery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ShippingSpeedCompleter))]
    [TextArgument]
    public string? ShippingSpeedCategory { get; set; }

    /// <summary><b>-Action:</b> Ship, or Hold to reserve the stock until the order is shipped or 14 days have passed.</summary>
    [Parameter]
    [Alias("FulfillmentAction")]
    [ArgumentCompleter(typeof(ActionCompleter))]
    [TextArgument]
    public string? Action { get; set; }

    /// <summary><b>-Policy:</b> FillOrKill, FillAll or FillAllAvailable.</summary>
    [Parameter]
    [Alias("FulfillmentPolicy")]
    [ArgumentCompleter(typeof(PolicyCompleter))]
    [TextArgument]
    public string? Policy { get; set; }

    /// <summary><b>-MarketplaceId:</b> the id of the marketplace the order is placed against.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MarketplaceIdCompleter))]
    [TextArgument]
    public string? MarketplaceId { get; set; }

    /// <summary><b>-NotificationEmail:</b> the e-mail addresses that Amazon notifies, at most 64 characters each.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument(IsList = true)]
    public string[]? NotificationEmail { get; set; }

    /// <summary><b>-Name:</b> the name of the recipient.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? Name { get; set; }

    /// <summary><b>-AddressLine1:</b> the first line of the address.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? AddressLine1 { get; set; }

    /// <summary><b>-AddressLine2:</b> the second line of the address.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? AddressLine2 { get; set; }

    /// <summary><b>-AddressLine3:</b> the third line of the address.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? AddressLine3 { get; set; }

    /// <summary><b>-City:</b> the city; not used in Japan.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? City { get; set; }

    /// <summary><b>-DistrictOrCounty:</b> the district or county.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? DistrictOrCounty { get; set; }

    /// <summary><b>-StateOrRegion:</b> the state or region.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? StateOrRegion { get; set; }

    /// <summary><b>-PostalCode:</b> the postal code.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? PostalCode { get; set; }

    /// <summary><b>-CountryCode:</b> the two-letter country code.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CountryCompleter))]
    [TextArgument]
    public string? CountryCode { get; set; }

    /// <summary><b>-Phone:</b> the phone number.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? Phone { get; set; }

    /// <summary><b>-ShipFromCountryCode:</b> the two-letter code of the country the order ships from.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CountryCompleter))]
    [TextArgument]
    public string? ShipFromCountryCode { get; set; }

    /// <summary><b>-Feature:</b> features as <c>NAME=Required</c> or <c>NAME=NotRequired</c>, such as BLANK_BOX=Required.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureConstraintCompleter))]
    [TextArgument(IsList = true)]
    public string[]? Feature { get; set; }

    /// <summary><b>-Currency:</b> the ISO 4217 code of the amounts.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CurrencyCompleter))]
    [TextArgument]
    public string? Currency { get; set; }
}
