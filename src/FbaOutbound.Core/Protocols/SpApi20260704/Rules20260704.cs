using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The rules of version 2026-07-04, whose packing slips are optional and whose updates change the action only.</summary>
internal sealed class Rules20260704 : ProtocolRules
{
    private const string Api = "Fulfillment Outbound API v2026-07-04, ";
    private const int LongestChannel = 40;

    /// <summary>What a session is offered.</summary>
    public static readonly Protocol Protocol = new(
        new Rules20260704(), static (pipeline, place) =>
            new FulfillmentService(pipeline, id => place.IsoCountryOf(id ?? place.MarketplaceId)));

    private static readonly string[] s_priorityCountries = ["CA", "IN", "MX"];

    public override string ApiVersion => Operations20260704.Version;

    public override string CreatePage => Api + "createOrder";

    public override double? CreatesPerSecond => Operations20260704.CreateOrder.Plan.Rate;

    public override string PreviewPage => Api + "getOrderPreview";

    public override string UpdatePage => Api + "updateOrder";

    public override bool UpdatesContent => false;

    public override bool HasPreferencesInJapanOnly => false;

    public override IReadOnlyList<string> DropOffTypes => [.. base.DropOffTypes, "LOCKER"];

    public override bool RefusesCityInJapan => true;

    public override IReadOnlyList<(string Code, string Name)>? CashOnDeliveryCountries => null;

    public override string VersionWith(Type service) => "2020-07-01";

    /// <summary>
    /// Any of the displayable members makes Amazon print a slip, so they are filled in only if PACKING_SLIP is required.
    /// </summary>
    public override bool PrintsSlip(FulfillmentOrder order) =>
        order.FeatureConstraints.Any(feature => FeatureWords.Is(feature, FeatureWords.PackingSlip) && FeatureWords.IsRequired(feature));

    public override IEnumerable<ProtocolProblem> Check(FulfillmentOrder order, string? country) =>
        [.. Losses.Of(order).Select(NotInVersion), .. Limits(order), .. Places(order, country)];

    public override IEnumerable<ProtocolProblem> CheckPreview(FulfillmentOrder order) => Losses.OfPreview(order).Select(NotInVersion);

    public override IEnumerable<ProtocolProblem> Check(OrderUpdate update, string? country) => Losses.Of(update).Select(NotInVersion);

    private ProtocolProblem NotInVersion(Loss loss) => new(ProblemCodes.NotInVersion, loss.Member, $"{loss.Reason} (the session uses version {ApiVersion})");

    private static IEnumerable<ProtocolProblem> Limits(FulfillmentOrder order)
    {
        if (FeatureWords.Channel(order.FeatureConstraints) is { Length: > LongestChannel } channel)
        {
            yield return new(ProblemCodes.TextTooLong, nameof(order.FeatureConstraints), FormattableString.Invariant(
                $"has a channel of {channel.Length} characters; at most {LongestChannel} are allowed: shorten it"));
        }

        if (order.FurtherSpeeds.Count > 0 && string.IsNullOrWhiteSpace(order.ShippingSpeedCategory))
        {
            yield return new(
                ProblemCodes.MemberMissing,
                nameof(order.ShippingSpeedCategory),
                "is required when additional speeds are given: it is the preferred speed");
        }
    }

    private static IEnumerable<ProtocolProblem> Places(FulfillmentOrder order, string? country)
    {
        if (country is null)
        {
            if (string.IsNullOrWhiteSpace(order.ShipFromCountryCode))
            {
                yield return new(ProblemCodes.MemberMissing, nameof(order.ShipFromCountryCode),
                    "is required because the marketplace's country is unknown, and requests of version 2026-07-04 do not name a marketplace");
            }

            yield break;
        }

        if (Is(order.ShippingSpeedCategory?.Trim(), "Priority") && !Array.Exists(s_priorityCountries, code => Is(country, code)))
        {
            yield return new(ProblemCodes.NotInMarketplace, nameof(order.ShippingSpeedCategory),
                "is Priority, which version 2026-07-04 offers only in Canada, India and Mexico: use another speed");
        }

        if (Is(country, "IN"))
        {
            yield break;
        }

        if (order.PaymentInformation.Count > 0)
        {
            yield return new(
                ProblemCodes.NotInMarketplace,
                nameof(order.PaymentInformation),
                "is allowed only in India in version 2026-07-04: leave it out");
        }

        if (order.CodSettings is { IsCodRequired: true })
        {
            yield return new(
                ProblemCodes.NotInMarketplace,
                nameof(order.CodSettings),
                "are allowed only in India in version 2026-07-04: leave them out");
        }
    }

    private static bool Is(string? word, string known) => string.Equals(word, known, StringComparison.OrdinalIgnoreCase);
}
