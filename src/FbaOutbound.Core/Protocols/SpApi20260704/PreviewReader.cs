using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>
/// Previews and offers. This version answers with planned shipments and the offers of each; the domain has one preview for each speed, so
/// the offers of one speed (and one way of paying and packing) are gathered over all shipments, and a speed that was requested and is not
/// offered is one that is not available.
/// </summary>
internal static class PreviewReader
{
    private const string Scheduled = "ScheduledDelivery";

    /// <summary>Reads previews; null if the response holds no plan.</summary>
    public static IReadOnlyList<FulfillmentPreview>? Previews(WireNode answer, FulfillmentOrder order, PreviewOptions options)
    {
        if (answer.Find("plannedShipments") is not { Kind: WireKind.List })
        {
            return null;
        }

        var planned = answer.List("plannedShipments", Planned);
        var constraints = AnswerReader20260704.Constraints(answer);
        var kinds = planned.SelectMany(shipment => shipment.Offers).Select(offer => offer.Kind).Distinct().ToList();

        // Without any offer there is still a plan to show, of a speed that nobody names.
        var missing = options.Speeds.Where(
            speed => kinds.TrueForAll(kind => kind.Speed != speed)).Select(speed => new Kind(speed, null, null));
        kinds.AddRange(kinds.Count == 0 && options.Speeds.Count == 0 ? [Kind.Unknown] : missing);
        var unread = answer.Unread();
        return [.. kinds.Select(kind => Preview(kind, planned, constraints, order) with { Unread = unread })];
    }

    public static IReadOnlyList<DeliveryOffer> Offers(WireNode answer, string sellerSku)
    {
        var offers = answer.List("offerResults", result => ItemOffers(result, sellerSku)).SelectMany(offer => offer).ToList();
        return offers.Count > 0 ? offers : [new DeliveryOffer { SellerSku = sellerSku, Unread = answer.Unread() }];
    }

    private static FulfillmentPreview Preview(
        Kind kind, IReadOnlyList<PlannedShipment> planned, IReadOnlyList<ServiceConstraint> constraints, FulfillmentOrder order)
    {
        var offered = planned.Select(
            shipment => (Shipment: shipment, Offers: shipment.OffersOrNone.Where(offer => offer.Kind == kind).ToList()))
            .Where(pair => pair.Offers.Count > 0).ToList();
        var first = offered.Select(pair => pair.Offers[0]).ToList();
        var items = offered.SelectMany(pair => pair.Shipment.Items).ToList();
        var unfulfillable = Unfulfillable(order, items, constraints);
        bool? isFulfillable = kind.Speed is null || offered.Count == 0 || unfulfillable.Count > 0 ? false
            : items.Exists(item => item.Quantity is null) ? null
            : true;
        return new FulfillmentPreview
        {
            SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
            ShippingSpeedCategory = kind.Speed,
            PaymentOnDelivery = kind.PaymentOnDelivery,
            PackagingOption = kind.PackagingOption,
            IsCodCapable = kind.PaymentOnDelivery?.ToUpperInvariant() switch { "ENABLED" => true, "DISABLED" => false, _ => null },
            IsFulfillable = isFulfillable,
            EstimatedShippingWeight = Weight.Sum(offered.Select(pair => pair.Shipment.Weight)),
            EstimatedFees = Fees(first),
            TotalFee = Money.Sum(first.Select(offer => offer.TotalPrice)),
            Shipments = (PreviewShipment[])[.. offered.Select(pair => Shipment(pair.Shipment, pair.Offers[0]))],
            UnfulfillableItems = unfulfillable,
            OrderUnfulfillableReasons = isFulfillable != false
                ? []
                : (string[])[.. constraints.Select(constraint => constraint.Code).OfType<string>().Distinct()],
            Constraints = constraints,
            DeliveryWindows = kind.Speed == Scheduled
                ? (DeliveryWindow[])[
                    .. offered.SelectMany(pair => pair.Offers).Select(offer => offer.Window).OfType<DeliveryWindow>().Distinct()]
                : [],
            MarketplaceId = order.MarketplaceId,
            FeatureConstraints = first.Count == 0 ? [] : first[0].Features,
            Order = order,
        };
    }

    private static PlannedShipment Planned(WireNode shipment) => new(
        shipment.Weight("estimatedShippingWeight"),
        shipment.List("items", item => new PreviewItem
        {
            SellerSku = item.Find("productIdentifier")?.Text("amazonSku"),
            Quantity = AnswerReader20260704.Quantity(item.Find("amount")),
            Unit = item.Find("amount")?.Text("unit"),
        }),
        shipment.List("offers", Offer));

    private static Offer Offer(WireNode offer)
    {
        var level = offer.Find("fulfillmentConfiguration")?.Find("serviceLevel");
        var services = offer.Find("fulfillmentConfiguration")?.Find("services");
        var price = offer.Find("estimatedPrice");
        return new Offer(new Kind(
            Words.Speed(level?.Text("serviceTier")),
            services?.Find("delivery")?.Text("paymentOnDelivery"),
            services?.Find("packaging")?.Text("packagingOption")))
        {
            TotalPrice = price?.Money("totalPrice"),
            Fees = price?.List("rollupPrices", fee => new FulfillmentFee { FeeName = fee.Text("type"), Amount = fee.Money("value") }) ?? [],
            Window = level?.Map("deliveryInterval", AnswerReader20260704.Window),
            EarliestShipDate = level?.Find("shipInterval")?.Date("startTime"),
            LatestShipDate = level?.Find("shipInterval")?.Date("endTime"),
            EarliestArrivalDate = level?.Find("deliveryInterval")?.Date("startTime"),
            LatestArrivalDate = level?.Find("deliveryInterval")?.Date("endTime"),
            Features = FeatureWords.Read(channel: null, services),
        };
    }

    private static PreviewShipment Shipment(PlannedShipment shipment, Offer offer) => new()
    {
        EarliestShipDate = offer.EarliestShipDate,
        LatestShipDate = offer.LatestShipDate,
        EarliestArrivalDate = offer.EarliestArrivalDate,
        LatestArrivalDate = offer.LatestArrivalDate,
        EstimatedShippingWeight = shipment.Weight,
        Items = shipment.Items,
    };

    private static FulfillmentFee[] Fees(List<Offer> offers) =>
    [
        .. offers.SelectMany(offer => offer.Fees).GroupBy(fee => fee.FeeName)
            .SelectMany(same => Money.Sum(same.Select(fee => fee.Amount)) is { } sum
            ? [new FulfillmentFee { FeeName = same.Key, Amount = sum }]
            : same.AsEnumerable()),
    ];

    /// <summary>
    /// What was requested and is in no shipment: the response does not name it. Of a SKU whose quantity could not be read nothing is known.
    /// </summary>
    private static List<UnfulfillablePreviewItem> Unfulfillable(
        FulfillmentOrder order, IEnumerable<PreviewItem> planned, IReadOnlyList<ServiceConstraint> constraints)
    {
        var left = planned.GroupBy(item => item.SellerSku ?? "").ToDictionary(
            same => same.Key, same => Totals.Units(same.Select(item => item.Quantity)));
        List<UnfulfillablePreviewItem> items = [];
        foreach (var item in order.Items)
        {
            var sku = item.SellerSku ?? "";
            var wanted = item.Quantity ?? 0;
            var available = left.TryGetValue(sku, out var units) ? units : 0;
            left[sku] = available is { } known ? Math.Max(0, known - wanted) : null;
            if (available < wanted)
            {
                items.Add(new UnfulfillablePreviewItem
                {
                    SellerSku = item.SellerSku,
                    SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId,
                    Quantity = (int)(wanted - available),
                    ItemUnfulfillableReasons = (string[])
                    [
                        .. constraints.Where(one => one.Details.Any(detail => detail.EndsWith("=" + sku, StringComparison.Ordinal)))
                            .Select(one => one.Code).OfType<string>().Distinct(),
                    ],
                });
            }
        }

        return items;
    }

    private static DeliveryOffer[] ItemOffers(WireNode result, string askedFor)
    {
        var sku = result.Find("item")?.Find("productIdentifier")?.Text("amazonSku") ?? askedFor;
        var constraints = AnswerReader20260704.Constraints(result);
        var offers = result.List("offers", offer =>
        {
            var level = offer.Find("fulfillmentConfiguration")?.Find("serviceLevel");
            return new DeliveryOffer
            {
                SellerSku = sku,
                IsAvailable = true,
                ShippingSpeedCategory = Words.Speed(level?.Text("serviceTier")),
                EarliestDelivery = level?.Find("deliveryInterval")?.Date("startTime"),
                LatestDelivery = level?.Find("deliveryInterval")?.Date("endTime"),
                ExpiresAt = offer.Date("expiryTime"),
                Constraints = constraints,
                Unread = offer.Unread(),
            };
        });
        return offers.Count > 0
            ? [.. offers]
            : [new DeliveryOffer { SellerSku = sku, Constraints = constraints, Unread = result.Unread() }];
    }
}

/// <summary>What the offers of one preview have in common.</summary>
internal sealed record Kind(string? Speed, string? PaymentOnDelivery, string? PackagingOption)
{
    public static Kind Unknown { get; } = new(null, null, null);
}

/// <summary>A shipment as the service plans it, with its offers.</summary>
internal sealed record PlannedShipment(Weight? Weight, IReadOnlyList<PreviewItem> Items, IReadOnlyList<Offer> Offers)
{
    public IReadOnlyList<Offer> OffersOrNone => Offers.Count > 0 ? Offers : [new Offer(Kind.Unknown)];
}

/// <summary>An offer for a planned shipment.</summary>
internal sealed record Offer(Kind Kind)
{
    public Money? TotalPrice { get; init; }

    public IReadOnlyList<FulfillmentFee> Fees { get; init; } = [];

    public DeliveryWindow? Window { get; init; }

    public DateTimeOffset? EarliestShipDate { get; init; }

    public DateTimeOffset? LatestShipDate { get; init; }

    public DateTimeOffset? EarliestArrivalDate { get; init; }

    public DateTimeOffset? LatestArrivalDate { get; init; }

    public IReadOnlyList<FeatureConstraint> Features { get; init; } = [];
}
