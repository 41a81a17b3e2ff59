using System;
using System.Globalization;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20200701;

/// <summary>getPackageTrackingDetails. Of the recipient it shows the town, and nothing else.</summary>
internal sealed class TrackingHandler(SandboxOptions options, Ledger ledger)
{
    public SandboxAnswer Track(SandboxCall call, ReadStyle style, string? reader, DateTimeOffset now)
    {
        var text = new QueryReader(call.Query).Find("packageNumber");
        if (string.IsNullOrEmpty(text))
        {
            throw Members.Missing("packageNumber");
        }

        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw Members.Invalid("PackageNumber", text!.Length <= 40 ? text : "");
        }

        lock (ledger.Engine.Gate)
        {
            if (options.WrongRegion || ledger.Engine.FindParcel(number, now, reader) is not { } parcel)
            {
                return SpApiErrors.InvalidInput("null", options.UnknownPackageStatus);
            }

            return new SandboxAnswer(200, JsonBody.Write((parcel, style, now), static (writer, asked) =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("payload");
                Write(writer, asked.parcel, asked.style, asked.now);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }));
        }
    }

    private static void Write(Utf8JsonWriter writer, ParcelInfo parcel, ReadStyle style, DateTimeOffset now)
    {
        var content = parcel.Shipment.Order.Content;
        var departure = parcel.Shipment.Departure;
        var arrival = Journey.Arrival(content, departure);
        var status = Journey.StatusOf(parcel, departure, arrival, now);
        writer.WriteNumber("packageNumber", parcel.Number);
        if (style == ReadStyle.Sparse)
        {
            return;
        }

        writer.WriteString("trackingNumber", parcel.Tracking);
        writer.WriteString("customerTrackingLink", "https://www.swiship.com/track?id=" + parcel.Tracking);
        writer.WriteString("carrierCode", parcel.Carrier);
        writer.WriteString("shipDate", Iso8601.Format(departure));
        writer.WriteString("estimatedArrivalDate", Iso8601.Format(parcel.Said?.Arrival ?? arrival));
        WriteTown(writer, "shipToAddress", content.Address, style);
        var (word, description) = Describe(status);
        writer.WriteString("currentStatus", word);
        writer.WriteString("currentStatusDescription", description);
        if (status == ParcelStatus.Delivered)
        {
            writer.WriteString("additionalLocationInfo", "AS_INSTRUCTED");
        }

        writer.WriteStartArray("trackingEvents");
        foreach (var (at, what, atDestination) in Journey.Events(parcel, departure, arrival, now))
        {
            var (code, text) = Describe(what);
            writer.WriteStartObject();
            writer.WriteString("eventDate", Iso8601.Format(at));
            if (atDestination)
            {
                WriteTown(writer, "eventAddress", content.Address, style);
            }
            else
            {
                var center = CenterAddress.Of(parcel.Shipment.FulfillmentCenter);
                WriteTown(writer, "eventAddress", center.City!, center.State!, center.CountryCode);
            }

            writer.WriteString("eventCode", code);
            writer.WriteString("eventDescription", text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTown(Utf8JsonWriter writer, string name, PostalAddress address, ReadStyle style)
    {
        var city = address.City ?? address.District ?? "";
        var state = address.State ?? "";
        if (style == ReadStyle.Masked)
        {
            city = state = "****";
        }

        WriteTown(writer, name, style == ReadStyle.UpperCase ? city.ToUpperInvariant() : city, state, address.CountryCode);
    }

    private static void WriteTown(Utf8JsonWriter writer, string name, string city, string state, string country)
    {
        writer.WriteStartObject(name);
        writer.WriteString("city", Short(city, 150));
        writer.WriteString("state", Short(state, 150));
        writer.WriteString("country", Short(country, 6));
        writer.WriteEndObject();
    }

    private static string Short(string text, int longest) => text.Length <= longest ? text : text.Substring(0, longest);

    public static (string Word, string Description) Describe(ParcelStatus status) => status switch
    {
        ParcelStatus.InTransit => ("IN_TRANSIT", "In transit to the destination address."),
        ParcelStatus.Delayed => ("DELAYED", "Delayed."),
        ParcelStatus.OutForDelivery => ("OUT_FOR_DELIVERY", "Out for Delivery."),
        ParcelStatus.Delivered => ("DELIVERED", "Delivered to the destination address."),
        ParcelStatus.Undeliverable => ("UNDELIVERABLE", "Undeliverable because package was lost or destroyed."),
        _ => ("UNKNOWN", "Unknown Status Code was returned."),
    };

    public static (string Code, string Description) Describe(ParcelEvent what) => what switch
    {
        ParcelEvent.CarrierNotified => ("EVENT_101", "Carrier notified to pick up package."),
        ParcelEvent.PickedUp => ("EVENT_102", "Shipment picked up from seller's facility."),
        ParcelEvent.Departed => ("EVENT_202", "Departure scan."),
        ParcelEvent.Arrived => ("EVENT_201", "Arrival scan."),
        ParcelEvent.OutForDelivery => ("EVENT_302", "Out for delivery."),
        ParcelEvent.Delivered => ("EVENT_301", "Delivered."),
        ParcelEvent.Delayed => ("EVENT_418", "Shipment delayed."),
        _ => ("EVENT_416", "Undeliverable."),
    };
}
