using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>One service at its price for one package.</summary>
internal sealed class Offer
{
    public required CarrierService Service { get; init; }

    public required string Id { get; init; }

    public required Price Rate { get; init; }

    public required DateTimeOffset ShipDate { get; init; }

    public required DateTimeOffset Earliest { get; init; }

    public required DateTimeOffset Latest { get; init; }

    public bool NeedsInputs => Service.NeedsInputs;
}

/// <summary>A service that cannot carry a package, and why.</summary>
internal sealed class Rejection(CarrierService service, string code, string message)
{
    public CarrierService Service { get; } = service;

    public string Code { get; } = code;

    public string Message { get; } = message;
}

internal sealed class Quotes
{
    public List<Offer> Offers { get; } = [];

    public List<Rejection> Rejections { get; } = [];
}

/// <summary>What carriers offer: prices that follow weight and size, dates that follow the speed.</summary>
internal static class Quotation
{
    public static Quotes Quote(ShipmentRequest request, MerchantOrder order, OfferFilter? filter, DateTimeOffset now)
    {
        var quotes = new Quotes();
        foreach (var service in Carriers.Of(request.ShipFrom.CountryCode))
        {
            if (filter is not null && !Passes(service, filter))
            {
                continue;
            }

            if (Reject(service, request, order, now) is { } rejection)
            {
                quotes.Rejections.Add(rejection);
            }
            else
            {
                quotes.Offers.Add(OfferOf(service, request, now));
            }
        }

        return quotes;
    }

    public static Rejection? Reject(CarrierService service, ShipmentRequest request, MerchantOrder order, DateTimeOffset now)
    {
        var leaves = Carriers.Normalize(request.ShipFrom.CountryCode) != Carriers.Normalize(order.ShipTo.CountryCode);
        return service.LeavesCountry != leaves ? new Rejection(service, "INELIGIBLE", "This ship method is not eligible for this order.")
            : request.Weight.Kilograms > service.MostKilograms
            ? new Rejection(service, "PACKAGE_TOO_HEAVY", "The package is heavier than this ship method allows.")
            : request.Size.LongestCentimeters > service.LongestCentimeters
            ? new Rejection(service, "PACKAGE_TOO_LARGE", "The package is larger than this ship method allows.")
            : request.CarrierWillPickUp && !service.PicksUp
            ? new Rejection(service, "CARRIER_CANNOT_PICK_UP", "The carrier does not pick up packages.")
            : request.MustArriveBy < OfferOf(service, request, now).Latest
            ? new Rejection(service, "ARRIVES_TOO_LATE", "The package would not arrive by the requested date.")
            : null;
    }

    public static Offer OfferOf(CarrierService service, ShipmentRequest request, DateTimeOffset now)
    {
        var shipDate = request.ShipDate > now ? request.ShipDate.Value : now;
        var latest = Arrive(shipDate, service.Days);
        var rate = new Price(Carriers.CurrencyOf(service.Country), RateOf(service, request));
        return new Offer
        {
            Service = service,
            Id = OfferId(request.AmazonOrderId, service.Id, rate),
            Rate = rate,
            ShipDate = shipDate,
            Earliest = service.Days > 2 ? Arrive(shipDate, service.Days - 1) : latest,
            Latest = latest,
        };
    }

    public static decimal Surcharge(CarrierService service, DeliveryExperience experience) => experience switch
    {
        DeliveryExperience.DeliveryConfirmationWithAdultSignature => Round(service.BasePrice * 0.4m),
        DeliveryExperience.DeliveryConfirmationWithSignature => Round(service.BasePrice * 0.2m),
        _ => 0,
    };

    public static decimal PickUpFee(CarrierService service) => Round(service.BasePrice * 0.1m);

    private static bool Passes(CarrierService service, OfferFilter filter) =>
        (filter.ComplexOptions != false || !service.NeedsInputs) && (filter.CarrierWillPickUp != true || service.PicksUp);

    private static decimal RateOf(CarrierService service, ShipmentRequest request)
    {
        var kilograms = Math.Max(request.Weight.Kilograms, request.Size.VolumetricKilograms);
        var rate = service.BasePrice + (service.PerKilogram * kilograms) + Surcharge(service, request.Experience);
        rate += request.CarrierWillPickUp ? PickUpFee(service) : 0;
        rate += Math.Max(0, (request.DeclaredValue?.Amount ?? 0) - 100) * 0.01m;
        return Round(rate);
    }

    private static decimal Round(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);

    /// <summary>The evening of the last day; nobody delivers on Sundays.</summary>
    private static DateTimeOffset Arrive(DateTimeOffset shipDate, int days)
    {
        var date = shipDate.UtcDateTime.Date;
        for (var left = days; left > 0;)
        {
            date = date.AddDays(1);
            left -= date.DayOfWeek == DayOfWeek.Sunday ? 0 : 1;
        }

        return new DateTimeOffset(date.AddHours(days == 0 ? 23 : 18), TimeSpan.Zero);
    }

    /// <summary>An id that the same order, service and price have again, and no others.</summary>
    private static string OfferId(string orderId, string serviceId, Price rate)
    {
        var text = string.Format(CultureInfo.InvariantCulture, "{0}/{1}/{2}{3}", orderId, serviceId, rate.Amount, rate.Currency);
        var octets = Enumerable.Range(0, 12).SelectMany(i => BitConverter.GetBytes(Identifiers.Hash(text, (ulong)i + 101))).ToArray();
        return Convert.ToBase64String(Encoding.ASCII.GetBytes("offer-").Concat(octets).ToArray());
    }
}
