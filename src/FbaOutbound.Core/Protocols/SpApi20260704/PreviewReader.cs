using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>
/// Previews and offers. This version answers with planned shipments and the offers of each; the domain has one preview for each speed, so
/// the offers of one speed are gathered over all shipments, and a speed that was asked for and is not offered is one that cannot be had.
/// </summary>
internal static class PreviewReader
{
    private const string Scheduled = "ScheduledDelivery";

    public static IReadOnlyList<FulfillmentPreview> Previews(WirePreviewAnswer answer, FulfillmentOrder order, PreviewOptions options)
    {
        var planned = answer.PlannedShipments ?? [];
        var constraints = AnswerReader.Constraints(answer.Constraints);
        var kinds = planned.SelectMany(shipment => shipment.Offers ?? []).Select(Kind).Distinct().ToList();

        // Without any offer there is still a plan to show, of a speed that nobody names.
        var missing = options.Speeds.Where(speed => kinds.TrueForAll(kind => kind.Speed != speed)).Select(speed => ((string?)speed, false));
        kinds.AddRange(kinds.Count == 0 && options.Speeds.Count == 0 ? [(null, false)] : missing);
        return [.. kinds.Select(kind => Preview(kind, planned, constraints, order))];
    }

    public static IReadOnlyList<DeliveryOffer> Offers(WireOffersAnswer answer, string sellerSku)
    {
        var offers = (answer.OfferResults ?? []).SelectMany(result => ItemOffers(result, sellerSku)).ToList();
        return offers.Count > 0 ? offers : [new DeliveryOffer { SellerSku = sellerSku }];
    }

    private static FulfillmentPreview Preview(
        (string? Speed, bool IsCod) kind, List<WirePlannedShipment> planned, IReadOnlyList<ServiceConstraint> constraints, FulfillmentOrder order)
    {
        var offered = planned.Select(shipment => (Shipment: shipment, Offers: OffersOf(shipment).Where(offer => Kind(offer) == kind).ToList()))
            .Where(pair => pair.Offers.Count > 0).ToList();
        var first = offered.Select(pair => pair.Offers[0]).ToList();
        var unfulfillable = Unfulfillable(order, offered.SelectMany(pair => pair.Shipment.Items ?? []), constraints);
        var isFulfillable = kind.Speed is not null && offered.Count > 0 && unfulfillable.Count == 0;
        return new FulfillmentPreview
        {
            SellerFulfillmentOrderId = order.SellerFulfillmentOrderId,
            ShippingSpeedCategory = kind.Speed,
            IsCodCapable = kind.IsCod,
            IsFulfillable = isFulfillable,
            EstimatedShippingWeight = Weight.Sum(offered.Select(pair => AnswerReader.Weight(pair.Shipment.EstimatedShippingWeight))),
            EstimatedFees = Fees(first),
            TotalFee = Money.Sum(first.Select(offer => AnswerReader.Money(offer.EstimatedPrice?.TotalPrice))),
            Shipments = (PreviewShipment[])[.. offered.Select(pair => Shipment(pair.Shipment, pair.Offers[0]))],
            UnfulfillableItems = unfulfillable,
            OrderUnfulfillableReasons = isFulfillable ? [] : (string[])[.. constraints.Select(constraint => constraint.Code).OfType<string>().Distinct()],
            Constraints = constraints,
            DeliveryWindows = kind.Speed == Scheduled
                ? (DeliveryWindow[])[.. offered.SelectMany(pair => pair.Offers).Select(offer => AnswerReader.Window(Level(offer)?.DeliveryInterval)).OfType<DeliveryWindow>().Distinct()]
                : [],
            MarketplaceId = order.MarketplaceId,
            FeatureConstraints = first.Count == 0 ? [] : Services.Read(channel: null, first[0].FulfillmentConfiguration?.Services),
            Order = order,
        };
    }

    private static List<WirePreviewOffer> OffersOf(WirePlannedShipment shipment) => shipment.Offers is { Count: > 0 } offers ? offers : [new WirePreviewOffer()];

    private static PreviewShipment Shipment(WirePlannedShipment shipment, WirePreviewOffer offer) => new()
    {
        EarliestShipDate = IsoTime.Read(Level(offer)?.ShipInterval?.StartTime),
        LatestShipDate = IsoTime.Read(Level(offer)?.ShipInterval?.EndTime),
        EarliestArrivalDate = IsoTime.Read(Level(offer)?.DeliveryInterval?.StartTime),
        LatestArrivalDate = IsoTime.Read(Level(offer)?.DeliveryInterval?.EndTime),
        EstimatedShippingWeight = AnswerReader.Weight(shipment.EstimatedShippingWeight),
        Items = AnswerReader.List(shipment.Items, item => new PreviewItem
        {
            SellerSku = item.ProductIdentifier?.AmazonSku,
            Quantity = AnswerReader.Quantity(item.Amount) ?? 0,
        }),
    };

    private static FulfillmentFee[] Fees(List<WirePreviewOffer> offers) =>
    [
        .. offers.SelectMany(offer => offer.EstimatedPrice?.RollupPrices ?? []).GroupBy(price => price.Type)
            .Select(same => (Name: same.Key, Amounts: same.Select(price => AnswerReader.Money(price.Value)).ToList()))
            .SelectMany(same => Money.Sum(same.Amounts) is { } sum
                ? [new FulfillmentFee { FeeName = same.Name, Amount = sum }]
                : same.Amounts.Select(amount => new FulfillmentFee { FeeName = same.Name, Amount = amount })),
    ];

    /// <summary>What was asked for and is in no shipment: the answer does not name it.</summary>
    private static List<UnfulfillablePreviewItem> Unfulfillable(
        FulfillmentOrder order, IEnumerable<WirePlannedItem> planned, IReadOnlyList<ServiceConstraint> constraints)
    {
        var left = planned.GroupBy(item => item.ProductIdentifier?.AmazonSku ?? "")
            .ToDictionary(same => same.Key, same => same.Sum(item => AnswerReader.Quantity(item.Amount) ?? 0));
        List<UnfulfillablePreviewItem> items = [];
        foreach (var item in order.Items)
        {
            var sku = item.SellerSku ?? "";
            left.TryGetValue(sku, out var available);
            left[sku] = Math.Max(0, available - item.Quantity);
            if (available < item.Quantity)
            {
                items.Add(new UnfulfillablePreviewItem
                {
                    SellerSku = item.SellerSku,
                    SellerFulfillmentOrderItemId = item.SellerFulfillmentOrderItemId,
                    Quantity = item.Quantity - available,
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

    private static IEnumerable<DeliveryOffer> ItemOffers(WireOfferResult result, string askedFor)
    {
        var sku = result.Item?.ProductIdentifier?.AmazonSku ?? askedFor;
        var constraints = AnswerReader.Constraints(result.Constraints);
        var offers = AnswerReader.List(result.Offers, offer => new DeliveryOffer
        {
            SellerSku = sku,
            IsAvailable = true,
            ShippingSpeedCategory = Words.Speed(offer.FulfillmentConfiguration?.ServiceLevel?.ServiceTier),
            EarliestDelivery = IsoTime.Read(offer.FulfillmentConfiguration?.ServiceLevel?.DeliveryInterval?.StartTime),
            LatestDelivery = IsoTime.Read(offer.FulfillmentConfiguration?.ServiceLevel?.DeliveryInterval?.EndTime),
            ExpiresAt = IsoTime.Read(offer.ExpiryTime),
            Constraints = constraints,
        });
        return offers.Length > 0 ? offers : [new DeliveryOffer { SellerSku = sku, Constraints = constraints }];
    }

    private static (string? Speed, bool IsCod) Kind(WirePreviewOffer offer) => (
        Words.Speed(Level(offer)?.ServiceTier),
        offer.FulfillmentConfiguration?.Services?.Delivery?.PaymentOnDelivery is { ValueKind: JsonValueKind.String } payment
            && string.Equals(payment.GetString(), "ENABLED", StringComparison.OrdinalIgnoreCase));

    private static WireServiceLevel? Level(WirePreviewOffer offer) => offer.FulfillmentConfiguration?.ServiceLevel;
}
