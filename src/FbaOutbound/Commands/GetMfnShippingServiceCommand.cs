using System;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Commands;

/// <summary>Gets the shipping services that can be had for items of an Amazon order, with their rates.</summary>
[Cmdlet(VerbsCommon.Get, "MfnShippingService", DefaultParameterSetName = CallWays.NoInput)]
[OutputType(typeof(ShippingService), typeof(RejectedShippingService))]
public sealed class GetMfnShippingServiceCommand : ShipmentRequestCommand
{
    private const int MostReasons = 3;

    /// <summary>
    /// <b>-IncludeRejected:</b> return the services that are not available, too, each with its reason, and the carriers that offer none.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeRejected { get; set; }

    /// <summary><b>-IncludeComplexShippingOption:</b> return services that want additional inputs from the seller, too.</summary>
    [Parameter]
    public SwitchParameter IncludeComplexShippingOption { get; set; }

    /// <summary><b>-IncludePackingSlipWithLabel:</b> have a packing slip with the label.</summary>
    [Parameter]
    public SwitchParameter IncludePackingSlipWithLabel { get; set; }

    /// <summary>
    /// <b>-OfferedPickUpOption:</b> return only services with this way of handing over: CarrierWillPickUp, ShipperWillDropOff or
    /// NoPreference.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PickUpOptionCompleter))]
    [TextArgument]
    public string? OfferedPickUpOption { get; set; }

    /// <summary><b>-OfferedDeliveryExperience:</b> return only services with this confirmation of delivery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OfferedDeliveryExperienceCompleter))]
    [TextArgument]
    public string? OfferedDeliveryExperience { get; set; }

    private protected override string Activity => "Reading shipping services";

    private ShippingOfferingFilter? Filter =>
        IncludeComplexShippingOption.IsPresent
            || IncludePackingSlipWithLabel.IsPresent || OfferedPickUpOption is not null || OfferedDeliveryExperience is not null
            ? new ShippingOfferingFilter
            {
                IncludeComplexShippingOptions = IncludeComplexShippingOption.IsPresent ? true : null,
                IncludePackingSlipWithLabel = IncludePackingSlipWithLabel.IsPresent ? true : null,
                CarrierWillPickUp = Spelled(OfferedPickUpOption, ShipmentRules.PickUpOptions),
                DeliveryExperience = Spelled(OfferedDeliveryExperience, ShipmentRules.OfferedDeliveryExperiences),
            }
            : null;

    private protected override void Process()
    {
        var session = DefaultSession;
        var words = new ProblemList("Merchant Fulfillment API v0");
        words.Word(OfferedPickUpOption, nameof(OfferedPickUpOption), ShipmentRules.PickUpOptions);
        words.Word(OfferedDeliveryExperience, nameof(OfferedDeliveryExperience), ShipmentRules.OfferedDeliveryExperiences);
        var request = ReadRequest(session, new ObjectReader(PipelineRecord.View), words.Problems);
        var (filter, includeRejected) = (Filter, IncludeRejected.IsPresent);
        Pump.Add(
            request.AmazonOrderId,
            (output, cancellationToken) => ReadAsync(session, request, filter, includeRejected, output, cancellationToken));
    }

    private static string NothingOffered(string orderId, ShippingOffers offers)
    {
        var none = $"No shipping service is available for order '{orderId}'";
        if (offers.Rejected.Count > 0)
        {
            var reasons = offers.Rejected.Take(MostReasons).Select(rejected => $"{rejected.CarrierName} {rejected}".TrimStart());
            return $"{none}: {offers.Rejected.Count} rejected, for example "
                + $"{string.Join("; ", reasons)}. Use -IncludeRejected to see all of them with their reasons.";
        }

        return $"{none}, and Amazon gave no reason. Check the weight, the dimensions, the dates and the options.";
    }

    private static async Task ReadAsync(
        FbaSession session, ShipmentRequest request, ShippingOfferingFilter? filter, bool includeRejected, ICommandOutput output,
        CancellationToken cancellationToken)
    {
        var offers = await session.Shipments.GetServicesAsync(request, filter, cancellationToken).ConfigureAwait(false);
        if (offers.TemporarilyUnavailableCarriers.Count > 0)
        {
            output.Warning(
                "These carriers are temporarily unavailable: "
                    + $"{string.Join(", ", offers.TemporarilyUnavailableCarriers)}. Try again later to see their services.");
        }

        if (offers.TermsNotAcceptedCarriers.Count > 0)
        {
            // Where other carriers have services, nobody may miss this one's.
            Action<string> tell = offers.Services.Count == 0 ? output.Warning : output.Verbose;
            tell(
                "You have not accepted the terms and conditions of these carriers, so their services are left out: "
                    + $"{string.Join(", ", offers.TermsNotAcceptedCarriers)}. "
                + "Accept them in Seller Central (Manage Orders, this order, Buy shipping), then run the command again.");
        }

        if (offers.Services.Count == 0
            && (offers.Rejected.Count > 0 || offers.TermsNotAcceptedCarriers.Count + offers.TemporarilyUnavailableCarriers.Count == 0))
        {
            output.Warning(NothingOffered(request.AmazonOrderId, offers));
        }

        foreach (var service in offers.Services)
        {
            output.Write(service);
        }

        foreach (var rejected in includeRejected ? offers.AllRejected : offers.Rejected)
        {
            if (includeRejected)
            {
                output.Write(rejected);
            }
            else
            {
                output.Verbose($"Not available for this order: {rejected}. {rejected.RejectionReasonMessage}".TrimEnd());
            }
        }
    }
}
