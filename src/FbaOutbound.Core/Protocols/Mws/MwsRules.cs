using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.Mws;

/// <summary>The rules of MWS: what it has no place for, and where its pages say that an operation is not available.</summary>
internal sealed class MwsRules : ProtocolRules
{
    private const string Section = "Amazon MWS, Fulfillment Outbound Shipment, ";
    private const string NotThere = "does not exist on MWS: leave it out, or connect to the Selling Partner API";

    /// <summary>What a session is offered.</summary>
    public static readonly Protocol Protocol = new(
        new MwsRules(), static (pipeline, place) => new FulfillmentService(pipeline, place.CountryCode))
    {
        IsSigned = true,
        Shipments = static (pipeline, place) => new ShipmentService(pipeline, place.CountryCode),
        Status = static pipeline => new StatusService(pipeline),
    };

    public override string ApiVersion => MwsOperations.Version;

    public override string CreatePage => Section + "CreateFulfillmentOrder";

    public override double? CreatesPerSecond => MwsOperations.CreateFulfillmentOrder.Plan.Rate;

    public override string PreviewPage => Section + "GetFulfillmentPreview";

    public override string UpdatePage => Section + "UpdateFulfillmentOrder";

    public override int LongestComment => 1000;

    public override int? LongestName => 50;

    public override bool SendsDefaults => false;

    public override bool MistakesPlusSigns => false;

    // The page's own example has both.
    public override bool HoldsScheduledDeliveries => true;

    public override bool HasIndianPayments => false;

    public override IReadOnlyList<(string Code, string Name)>? CashOnDeliveryCountries => [("JP", "Japan")];

    public override string VersionWith(Type service) =>
        service == typeof(ISandboxPackageService) || service == typeof(IBriefReadService) ? "2026-07-04" : "2020-07-01";

    public override IEnumerable<ProtocolProblem> Check(FulfillmentOrder order, string? country) =>
    [
        .. OlderVersion.Losses(order, ApiVersion),
        .. Availability(country),
        .. Features(order.FeatureConstraints, order.ShipFromCountryCode),
        .. NotThereIf(order.PaymentInformation.Count > 0, nameof(order.PaymentInformation)),
        .. NotThereIf(order.DeliveryPreferences is not null, nameof(order.DeliveryPreferences)),
    ];

    public override IEnumerable<ProtocolProblem> Check(OrderUpdate update, string? country)
    {
        foreach (var problem in Availability(country).Concat(Features(update.FeatureConstraints, update.ShipFromCountryCode)))
        {
            yield return problem;
        }

        if (string.Equals(update.ShippingSpeedCategory?.Trim(), "ScheduledDelivery", StringComparison.OrdinalIgnoreCase))
        {
            yield return new(ProblemCodes.WordUnknown, nameof(update.ShippingSpeedCategory),
                "is ScheduledDelivery, which an update on MWS does not accept: use one of the documented values Standard, Expedited or "
                    + "Priority");
        }
    }

    private static IEnumerable<ProtocolProblem> Availability(string? country) => MwsAvailability.HasOutbound(country)
        ? []
        : [
            new(
                ProblemCodes.NotInMarketplace,
                nameof(FulfillmentOrder.MarketplaceId),
                $"is Brazil, but Amazon's documentation says: \"{MwsAvailability.ExceptBrazil}\"")];

    private static IEnumerable<ProtocolProblem> Features(IReadOnlyList<FeatureConstraint> features, string? shipFrom) =>
    [
        .. NotThereIf(features.Count > 0, nameof(FulfillmentOrder.FeatureConstraints)),
        .. NotThereIf(!string.IsNullOrWhiteSpace(shipFrom), nameof(FulfillmentOrder.ShipFromCountryCode)),
    ];

    private static IEnumerable<ProtocolProblem> NotThereIf(bool isGiven, string member) =>
        isGiven ? [new(ProblemCodes.NotInVersion, member, NotThere)] : [];
}
