using System;
using System.Collections.Generic;
using System.Net;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>getOffers.</summary>
internal sealed class OfferHandler(Ledger ledger)
{
    public SandboxAnswer Offers(SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        using var document = Reading.Parse(call.Body, out var body);
        var marketplace = body.Origin() ?? throw body.MissingMember("origin");
        var country = ReadDestination(body.Object("destination")) ?? marketplace.CountryCode;
        var speeds = PreviewHandler.SpeedsOf(body.Object("fulfillmentConfiguration"), marketplace);
        var skus = body.Objects("items", item => item.Required("productIdentifier").RequiredText("amazonSku"));
        if (skus is not { Count: > 0 })
        {
            throw body.MissingMember("items");
        }

        var isAbroad = !string.Equals(country, marketplace.CountryCode, StringComparison.OrdinalIgnoreCase);
        lock (ledger.Engine.Gate)
        {
            return new SandboxAnswer(200,
                JsonBody.Write((handler: this, marketplace, speeds, skus, isAbroad, style, now), static (writer, asked) =>
            {
                writer.WriteStartObject();
                if (asked.style != ReadStyle.Sparse)
                {
                    writer.WriteStartArray("offerResults");
                    foreach (var sku in asked.skus)
                    {
                        asked.handler.WriteResult(writer, sku, asked.speeds, asked.marketplace, asked.isAbroad, asked.style, asked.now);
                    }

                    writer.WriteEndArray();
                }

                writer.WriteEndObject();
            }));
        }
    }

    private static string? ReadDestination(Members? destination)
    {
        if (destination is not { } given)
        {
            return null;
        }

        if (given.Text("ipAddress") is { } address && !IPAddress.TryParse(address, out _))
        {
            throw given.InvalidMember("ipAddress");
        }

        if (given.Object("deliveryAddress") is not { } place)
        {
            return null;
        }

        place.RequiredText("postalCode");
        foreach (var name in new[] { "addressLine1", "addressLine2", "addressLine3", "city", "districtOrCounty", "stateOrRegion" })
        {
            place.Text(name);
        }

        return Reading.Country(place);
    }

    private void WriteResult(
        Utf8JsonWriter writer, string sku, IReadOnlyList<ShippingSpeed> speeds, Marketplace marketplace, bool isAbroad, ReadStyle style,
        DateTimeOffset now)
    {
        List<Constraint> constraints = [];
        writer.WriteStartObject();
        writer.WriteStartObject("item");
        writer.WriteStartObject("productIdentifier");
        writer.WriteString("amazonSku", style == ReadStyle.UpperCase ? sku.ToUpperInvariant() : sku);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartArray("offers");
        foreach (var speed in speeds)
        {
            if (!PreviewHandler.IsOffered(speed, marketplace) || (isAbroad && speed != ShippingSpeed.Standard))
            {
                constraints.Add(new Constraint(
                    $"{Wording.Of(speed)} delivery unavailable for {sku}", FulfillmentEngine.SpeedUnavailable,
                    ("serviceTier", Wording.Of(speed)), ("amazonSku", sku)));
            }
            else if (ledger.Engine.Offer(sku, 1, speed, now) is { } offer)
            {
                writer.WriteStartObject();
                writer.WriteString("expiryTime", Iso8601.Format(offer.Expires));
                writer.WriteStartObject("fulfillmentConfiguration");
                writer.WriteStartObject("serviceLevel");
                writer.WriteString("serviceTier", Wording.Of(speed));
                PreviewAnswer.WriteInterval(
                    writer, "deliveryInterval", new DateWindow(Iso8601.Format(offer.Earliest), Iso8601.Format(offer.Latest)));
                writer.WriteEndObject();
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            else
            {
                constraints.Add(
                    new Constraint($"There is not enough quantity of item {sku}.", UnfulfillableItem.NotEnough, ("amazonSku", sku)));
            }
        }

        writer.WriteEndArray();
        Constraint.WriteAll(writer, constraints);
        writer.WriteEndObject();
    }
}
