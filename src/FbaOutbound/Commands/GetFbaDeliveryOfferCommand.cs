using System.Linq;
using System.Management.Automation;
using System.Net;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Gets promises of delivery for products, to show a shopper before there is an order.</summary>
[Cmdlet(VerbsCommon.Get, "FbaDeliveryOffer", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(DeliveryOffer))]
public sealed class GetFbaDeliveryOfferCommand : SkuCommand
{
    private string[] _speeds = [];

    /// <summary><b>-PostalCode:</b> the postal code of the destination. Either it or -IpAddress is needed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? PostalCode { get; set; }

    /// <summary>
    /// <b>-CountryCode:</b> the two-letter country code of the destination. <value>The default value is the marketplace's country.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(CountryCompleter))]
    [TextArgument]
    public string? CountryCode { get; set; }

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

    /// <summary><b>-IpAddress:</b> the shopper's IP address, from which Amazon tells the destination.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? IpAddress { get; set; }

    /// <summary><b>-Quantity:</b> the number of units, 1 or more, only on version 2020-07-01.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, int.MaxValue)]
    public int? Quantity { get; set; }

    /// <summary>
    /// <b>-Speed:</b> the shipping speeds to ask for, only on version 2026-07-04. <value>The default value is all speeds.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ShippingSpeedCompleter))]
    [TextArgument(IsList = true)]
    public string[] Speed { get; set; } = [];

    /// <summary>
    /// <b>-ShipFromCountryCode:</b> the two-letter code of the country the goods ship from. <value>The default value is the marketplace's
    /// country.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(CountryCompleter))]
    [TextArgument]
    public string? ShipFromCountryCode { get; set; }

    private protected override string Activity => "Getting delivery offers";

    private string? PartOfAddress => new (string Name, string? Value)[]
    {
        (nameof(CountryCode), CountryCode), (nameof(AddressLine1), AddressLine1), (nameof(AddressLine2), AddressLine2),
        (nameof(AddressLine3), AddressLine3), (nameof(City), City), (nameof(DistrictOrCounty), DistrictOrCounty),
        (nameof(StateOrRegion), StateOrRegion),
    }.FirstOrDefault(part => !string.IsNullOrWhiteSpace(part.Value)).Name;

    private protected override void Begin()
    {
        base.Begin();
        if (string.IsNullOrWhiteSpace(PostalCode) && string.IsNullOrWhiteSpace(IpAddress))
        {
            throw new ParameterInvalidException(
                "A delivery offer needs a destination: give -PostalCode (with -CountryCode for another country) or -IpAddress.");
        }

        // Without a postal code, Amazon takes no address, and the rest of it would be left out without a word.
        if (string.IsNullOrWhiteSpace(PostalCode) && PartOfAddress is { } part)
        {
            throw new ParameterInvalidException($"-{part} is part of an address, which needs -PostalCode: give both, or -IpAddress alone.");
        }

        if (!string.IsNullOrWhiteSpace(IpAddress) && !IPAddress.TryParse(IpAddress!.Trim(), out _))
        {
            throw new ParameterInvalidException("-IpAddress is not an IP address: give one such as 192.0.2.7.");
        }

        _speeds = ParameterValues.Speeds(nameof(Speed), Speed);
        foreach (var code in new[] { (Name: nameof(CountryCode), Value: CountryCode),
            (Name: nameof(ShipFromCountryCode), Value: ShipFromCountryCode) })
        {
            if (code.Value is { } given && (given.Trim().Length != 2 || !given.Trim().All(char.IsLetter)))
            {
                throw new ParameterInvalidException(
                    $"-{code.Name} is not a country code: use two letters (ISO 3166-1), such as US.");
            }
        }
    }

    private protected override void ProcessSku(string sku, FbaSession session)
    {
        if (PostalCodes.FlawOf(PostalCode, CountryCode ?? session.CountryCode, StateOrRegion) is { } flaw)
        {
            throw new ParameterInvalidException($"-{nameof(PostalCode)} {flaw}.");
        }

        var request = new OfferRequest
        {
            SellerSku = sku,
            Quantity = Quantity,
            OriginCountryCode = ShipFromCountryCode?.Trim().ToUpperInvariant() ?? session.CountryCode,
            DestinationAddress = string.IsNullOrWhiteSpace(PostalCode) ? null : new Address
            {
                AddressLine1 = AddressLine1,
                AddressLine2 = AddressLine2,
                AddressLine3 = AddressLine3,
                City = City,
                DistrictOrCounty = DistrictOrCounty,
                StateOrRegion = StateOrRegion,
                PostalCode = PostalCode!.Trim(),
                CountryCode = CountryCode?.Trim().ToUpperInvariant() ?? session.CountryCode,
            },
            IpAddress = IpAddress?.Trim(),
            Speeds = _speeds,
        };
        Pump.Add(sku, async (output, cancellationToken) =>
        {
            foreach (var offer in await session.Operations.GetOffersAsync(request, cancellationToken).ConfigureAwait(false))
            {
                output.Write(offer);
            }
        });
    }
}
