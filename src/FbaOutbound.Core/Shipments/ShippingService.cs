using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>An offer of a carrier to ship what was asked about, or the service that a shipment was bought with.</summary>
public sealed record ShippingService
{
    /// <summary>The service's name as people read it.</summary>
    public string? ShippingServiceName { get; init; }

    /// <summary>The carrier.</summary>
    public string? CarrierName { get; init; }

    /// <summary>The identifier that the service is bought by, such as <c>FEDEX_PTP_PRIORITY_OVERNIGHT</c>.</summary>
    public string? ShippingServiceId { get; init; }

    /// <summary>The identifier of the offer: it holds the rate, and does so for a while only.</summary>
    public string? ShippingServiceOfferId { get; init; }

    /// <summary>When the package is handed to the carrier.</summary>
    public DateTimeOffset? ShipDate { get; init; }

    /// <summary>The earliest day of arrival.</summary>
    public DateTimeOffset? EarliestEstimatedDeliveryDate { get; init; }

    /// <summary>The latest day of arrival.</summary>
    public DateTimeOffset? LatestEstimatedDeliveryDate { get; init; }

    /// <summary>What the service costs.</summary>
    public Money? Rate { get; init; }

    /// <summary>What the service costs after adjustments; not on MWS.</summary>
    public Money? RateWithAdjustments { get; init; }

    /// <summary>The adjustments; not on MWS.</summary>
    public IReadOnlyList<RateAdjustment> AdjustmentItemList
    {
        get;
        init => field = OutputList<RateAdjustment>.Of(value);
    } = OutputList<RateAdjustment>.None;

    /// <summary>How the shipment goes.</summary>
    public ShippingServiceOptions? ShippingServiceOptions { get; init; }

    /// <summary>What else the service offers, each with its charge.</summary>
    public AvailableShippingServiceOptions? AvailableShippingServiceOptions { get; init; }

    /// <summary>The available formats of the label.</summary>
    public IReadOnlyList<string> AvailableLabelFormats { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The available formats of the label, each with or without a packing slip.</summary>
    public IReadOnlyList<LabelFormatOption> AvailableFormatOptionsForLabel
    {
        get;
        init => field = OutputList<LabelFormatOption>.Of(value);
    } = OutputList<LabelFormatOption>.None;

    /// <summary>Whether the carrier requires more data first: Get-MfnSellerInput lists it.</summary>
    public bool? RequiresAdditionalSellerInputs { get; init; }

    /// <summary>What Amazon grants with the service and what it does not; not on MWS.</summary>
    public ShippingBenefits? Benefits { get; init; }

    /// <summary>What the service was asked for; null on the service of a shipment. New-MfnShipment buys it for this.</summary>
    public ShipmentRequest? Request { get; init; }

    /// <summary>The order that the service was requested.</summary>
    public string? AmazonOrderId => Request?.AmazonOrderId;

    /// <summary>The name of the session that the service was read with; cmdlets that are fed with it use that session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the service's name and its rate.</summary>
    public override string ToString() => $"{ShippingServiceName ?? ShippingServiceId} {Rate}".TrimEnd();
}

/// <summary>What a service offers besides, each with its charge.</summary>
public sealed record AvailableShippingServiceOptions
{
    /// <summary>The ways of handing the package over.</summary>
    public IReadOnlyList<ChargedOption> AvailableCarrierWillPickUpOptions
    {
        get;
        init => field = OutputList<ChargedOption>.Of(value);
    } = OutputList<ChargedOption>.None;

    /// <summary>The ways of confirming delivery.</summary>
    public IReadOnlyList<ChargedOption> AvailableDeliveryExperienceOptions
    {
        get;
        init => field = OutputList<ChargedOption>.Of(value);
    } = OutputList<ChargedOption>.None;

    /// <summary>Returns how many options there are.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{AvailableCarrierWillPickUpOptions.Count + AvailableDeliveryExperienceOptions.Count} options");
}

/// <summary>An option and what it costs.</summary>
public sealed record ChargedOption
{
    /// <summary>The option, such as <c>ShipperWillDropOff</c> or <c>NoTracking</c>.</summary>
    public string? Option { get; init; }

    /// <summary>The charge.</summary>
    public Money? Charge { get; init; }

    /// <summary>Returns the option and the charge.</summary>
    public override string ToString() => $"{Option} {Charge}".TrimEnd();
}

/// <summary>A format of a label.</summary>
public sealed record LabelFormatOption
{
    /// <summary>Whether a packing slip comes with the label.</summary>
    public bool? IncludePackingSlipWithLabel { get; init; }

    /// <summary>The format, such as <c>PDF</c>.</summary>
    public string? LabelFormat { get; init; }

    /// <summary>Returns the format.</summary>
    public override string ToString() => LabelFormat ?? "";
}

/// <summary>An adjustment of a rate.</summary>
public sealed record RateAdjustment
{
    /// <summary>The identifier, such as <c>FBM_SHIP_PLUS_CREDIT</c>.</summary>
    public string? RateItemID { get; init; }

    /// <summary>The type, such as <c>INCLUDED</c>.</summary>
    public string? RateItemType { get; init; }

    /// <summary>The amount.</summary>
    public Money? RateItemCharge { get; init; }

    /// <summary>The name as people read it.</summary>
    public string? RateItemNameLocalization { get; init; }

    /// <summary>Returns the identifier and the amount.</summary>
    public override string ToString() => $"{RateItemID} {RateItemCharge}".TrimEnd();
}

/// <summary>What Amazon grants with a service and what it does not.</summary>
public sealed record ShippingBenefits
{
    /// <summary>What is granted.</summary>
    public IReadOnlyList<string> IncludedBenefits { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>What is not granted, and why.</summary>
    public IReadOnlyList<ExcludedBenefit> ExcludedBenefits
    {
        get;
        init => field = OutputList<ExcludedBenefit>.Of(value);
    } = OutputList<ExcludedBenefit>.None;

    /// <summary>Returns what is granted.</summary>
    public override string ToString() => string.Join(", ", IncludedBenefits);
}

/// <summary>What is not granted, and why.</summary>
public sealed record ExcludedBenefit
{
    /// <summary>The benefit.</summary>
    public string? Benefit { get; init; }

    /// <summary>The reasons.</summary>
    public IReadOnlyList<string> ReasonCodes { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>Returns the benefit.</summary>
    public override string ToString() => Benefit ?? "";
}

/// <summary>A service that is not available for what was asked about, or, without a service, a carrier of which none can.</summary>
public sealed record RejectedShippingService
{
    /// <summary>The carrier.</summary>
    public string? CarrierName { get; init; }

    /// <summary>The service's name as people read it.</summary>
    public string? ShippingServiceName { get; init; }

    /// <summary>The service's identifier.</summary>
    public string? ShippingServiceId { get; init; }

    /// <summary>
    /// The reason as a code; <c>TermsAndConditionsNotAccepted</c> or <c>TemporarilyUnavailable</c> for a carrier as a whole.
    /// </summary>
    public string? RejectionReasonCode { get; init; }

    /// <summary>The reason as people read it.</summary>
    public string? RejectionReasonMessage { get; init; }

    /// <summary>Returns the service's name and the reason.</summary>
    public override string ToString() => $"{ShippingServiceName ?? ShippingServiceId ?? CarrierName}: {RejectionReasonCode}";
}

/// <summary>The services for what was asked about.</summary>
internal sealed record ShippingOffers
{
    public IReadOnlyList<ShippingService> Services
    {
        get;
        init => field = OutputList<ShippingService>.Of(value);
    } = OutputList<ShippingService>.None;

    public IReadOnlyList<RejectedShippingService> Rejected
    {
        get;
        init => field = OutputList<RejectedShippingService>.Of(value);
    } = OutputList<RejectedShippingService>.None;

    public IReadOnlyList<string> TemporarilyUnavailableCarriers
    {
        get;
        init => field = OutputList<string>.Of(value);
    } = OutputList<string>.None;

    public IReadOnlyList<string> TermsNotAcceptedCarriers { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>The services that are not available, and the carriers of which none can.</summary>
    public IEnumerable<RejectedShippingService> AllRejected =>
    [
        .. Rejected,
        .. TermsNotAcceptedCarriers.Select(carrier => new RejectedShippingService
        {
            CarrierName = carrier,
            RejectionReasonCode = "TermsAndConditionsNotAccepted",
            RejectionReasonMessage = "Accept the carrier's terms and conditions in Seller Central.",
        }),
        .. TemporarilyUnavailableCarriers.Select(carrier => new RejectedShippingService
        {
            CarrierName = carrier,
            RejectionReasonCode = "TemporarilyUnavailable",
            RejectionReasonMessage = "The carrier is temporarily unavailable. Try again later.",
        }),
    ];
}
