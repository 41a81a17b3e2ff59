using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <content>What would happen: previews and offers. Asking changes nothing but the windows that are on offer.</content>
internal sealed partial class FulfillmentEngine
{
    public const string SpeedUnavailable = "DeliverySLAUnavailable";
    public const string DestinationInvalid = "InvalidDestinationAddress";
    private readonly DeliveryWindows _windows = new();

    public Preview Preview(PreviewRequest request, ShippingSpeed speed, DateTimeOffset now)
    {
        now = Settle(now);
        var preview = new Preview(speed);
        if (!IsPostalCode(request.CountryCode, request.PostalCode))
        {
            preview.Reasons.Add(DestinationInvalid);
        }

        if (speed != ShippingSpeed.Standard && request.IsAbroad)
        {
            preview.Reasons.Add(SpeedUnavailable);
        }
        else if (speed == ShippingSpeed.ScheduledDelivery && !request.Marketplace.IsJapan)
        {
            preview.Reasons.Add(SpeedUnavailable);
        }

        Plan(preview, request, now);
        return preview;
    }

    /// <summary>Offers the windows of scheduled deliveries, and keeps them for the orders that are made with them.</summary>
    public List<DateWindow> OfferWindows(DateTimeOffset now)
    {
        now = Settle(now);
        return _windows.Offer(now, _settings.Durations.OffersLast);
    }

    /// <summary>
    /// Whether a new order has the window on offer that a scheduled delivery needs. That its id is used counts before that.
    /// </summary>
    public bool HasNeededWindow(string id, OrderContent content, DateTimeOffset now)
    {
        now = Settle(now);
        return content.Speed != ShippingSpeed.ScheduledDelivery
            || _orders.ContainsKey(id) || _windows.IsOffered(content.Terms.DeliveryWindow!, now);
    }

    /// <summary>When a unit of a SKU could arrive; null if there is none. Until the offer expires the response stays the same.</summary>
    public DeliveryOffer? Offer(string sku, int units, ShippingSpeed speed, DateTimeOffset now)
    {
        now = Settle(now);
        if (_warehouse.Of(sku) is not { IsUnknown: false } stock || stock.Available < units)
        {
            return null;
        }

        var lasts = Math.Max(1, _settings.Durations.OffersLast.Ticks);
        var since = new DateTimeOffset(now.UtcTicks / lasts * lasts, TimeSpan.Zero);
        var departure = Departure(since.AddTicks(lasts));
        return new DeliveryOffer(
            since.AddTicks(lasts), departure + Journey.TravelTime(speed), departure.AddHours(36) + Journey.TravelTime(speed));
    }

    private static bool IsPostalCode(string countryCode, string postalCode) => countryCode.ToUpperInvariant() switch
    {
        "US" => Regex.IsMatch(postalCode, "^[0-9]{5}(-?[0-9]{4})?$"),
        "JP" => Regex.IsMatch(postalCode, "^[0-9]{3}-?[0-9]{4}$"),
        _ => postalCode.Any(char.IsLetterOrDigit),
    };

    private DateTimeOffset Departure(DateTimeOffset at)
    {
        var departure = at + _settings.Durations.TimeInReceived + _settings.Durations.TimeInPlanning + _settings.Durations.TimeToShip;
        return new DateTimeOffset(departure.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }

    private void Plan(Preview preview, PreviewRequest request, DateTimeOffset now)
    {
        var left = new Dictionary<StockKeepingUnit, long>();
        List<(StockKeepingUnit Stock, PlannedLine Line)> found = [];
        foreach (var item in request.Items)
        {
            var stock = IsSku(item.Sku) ? _warehouse.Of(item.Sku!) : null;
            if (stock is null || stock.IsUnknown)
            {
                preview.Unfulfillable.Add(new UnfulfillableItem(item, item.Quantity, UnfulfillableItem.NoSuchSku));
                continue;
            }

            var available = left.TryGetValue(stock, out var rest) ? rest : stock.Available;
            var units = (int)Math.Min(available, item.Quantity);
            left[stock] = available - units;
            if (units > 0)
            {
                found.Add((stock, new PlannedLine(item, units)));
            }

            if (units < item.Quantity)
            {
                preview.Unfulfillable.Add(new UnfulfillableItem(item, item.Quantity - units, UnfulfillableItem.NotEnough));
            }
        }

        if (preview.Reasons.Count > 0)
        {
            return;
        }

        var departure = Departure(now);
        foreach (var center in found.GroupBy(pair => pair.Stock.Center))
        {
            var shipment = new PlannedShipment(departure, Journey.TravelTime(preview.Speed));
            shipment.Lines.AddRange(center.Select(pair => pair.Line));
            preview.Shipments.Add(shipment);
            departure += _settings.Durations.TimeBetweenShipments;
        }
    }
}

internal sealed class DeliveryOffer(DateTimeOffset expires, DateTimeOffset earliest, DateTimeOffset latest)
{
    public DateTimeOffset Expires { get; } = expires;

    public DateTimeOffset Earliest { get; } = earliest;

    public DateTimeOffset Latest { get; } = latest;
}
