using System;
using System.Globalization;
using System.Net;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>deliveryOffers.</summary>
internal sealed class OfferHandler(SandboxOptions options, Ledger ledger)
{
    private static readonly string[] s_optionalMembers =
        ["addressLine1", "addressLine2", "addressLine3", "city", "districtOrCounty", "stateOrRegion"];

    private static readonly ShippingSpeed[] s_speeds = [ShippingSpeed.Standard, ShippingSpeed.Expedited, ShippingSpeed.Priority];

    public SandboxAnswer Offers(SandboxCall call, ReadStyle style, DateTimeOffset now)
    {
        using var document = OrderReader.Parse(call.Body);
        var body = new Members(document.RootElement, "");
        var product = body.Object("product") ?? throw body.MissingMember("product");
        var identifier = product.Object("productIdentifier") ?? throw product.MissingMember("productIdentifier");
        var sku = identifier.RequiredText("merchantSku", 50);
        var units = ReadUnits(product.Object("amount"));
        var terms = body.Object("terms") ?? throw body.MissingMember("terms");
        var origin = Country(terms.Object("origin") ?? throw terms.MissingMember("origin"));
        var destination = ReadDestination(terms.Object("destination") ?? throw terms.MissingMember("destination"));
        if (options.WrongRegion)
        {
            return SpApiErrors.Denied(SpApiErrors.WrongRegion);
        }

        var marketplace = Marketplace.OfCountry(origin) ?? throw Members.Invalid("CountryCode", origin);
        var isAbroad = destination is not null && !string.Equals(destination, origin, StringComparison.OrdinalIgnoreCase);
        lock (ledger.Engine.Gate)
        {
            if (ledger.Engine.StockOf(sku).IsUnknown)
            {
                throw Members.Invalid("MerchantSku", sku);
            }

            return new SandboxAnswer(200,
                JsonBody.Write((ledger.Engine, sku, units, marketplace, isAbroad, style, now), static (writer, asked) =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("payload");
                writer.WriteStartArray("deliveryOffers");
                foreach (var speed in s_speeds)
                {
                    if ((speed == ShippingSpeed.Standard || !asked.isAbroad)
                        && asked.Engine.Offer(asked.sku, asked.units, speed, asked.now) is { } offer)
                    {
                        WriteOffer(writer, offer, asked.marketplace, asked.style);
                    }
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
                writer.WriteEndObject();
            }));
        }
    }

    private static void WriteOffer(System.Text.Json.Utf8JsonWriter writer, DeliveryOffer offer, Marketplace marketplace, ReadStyle style)
    {
        writer.WriteStartObject();
        if (style != ReadStyle.Sparse)
        {
            writer.WriteString("expiresAt", Iso8601.Format(offer.Expires));
            writer.WriteStartObject("dateRange");
            writer.WriteString("earliest", Iso8601.Format(offer.Earliest));
            writer.WriteString("latest", Iso8601.Format(offer.Latest));
            writer.WriteEndObject();
            writer.WriteStartObject("policy");
            writer.WriteStartObject("message");
            writer.WriteString("text", "Get it as soon as " + offer.Earliest.ToString("ddd, MMM d", CultureInfo.InvariantCulture));
            writer.WriteString("locale", marketplace.Locale);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static int ReadUnits(Members? amount)
    {
        if (amount is not { } given)
        {
            return 1;
        }

        var unit = given.RequiredText("unitOfMeasure");
        if (unit != "Eaches")
        {
            throw given.InvalidMember("unitOfMeasure", unit.Length <= 40 ? unit : "");
        }

        var text = given.RequiredText("value", 20);
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value == decimal.Truncate(value) && value is > 0 and <= int.MaxValue
            ? (int)value
            : throw given.InvalidMember("value", text);
    }

    private static string Country(Members place)
    {
        var country = place.RequiredText("countryCode");
        return country.Length == 2 ? country : throw place.InvalidMember("countryCode", country.Length <= 40 ? country : "");
    }

    /// <summary>
    /// The country of the destination; null if only the customer's IP address is known, which tells the sandbox nothing.
    /// </summary>
    private static string? ReadDestination(Members destination)
    {
        var address = destination.Text("ipAddress");
        if (address is not null && !IPAddress.TryParse(address, out _))
        {
            throw destination.InvalidMember("ipAddress");
        }

        if (destination.Object("deliveryAddress") is not { } place)
        {
            return address is null ? throw destination.MissingMember("deliveryAddress") : null;
        }

        place.RequiredText("postalCode");
        foreach (var name in s_optionalMembers)
        {
            place.Text(name);
        }

        return Country(place);
    }
}
