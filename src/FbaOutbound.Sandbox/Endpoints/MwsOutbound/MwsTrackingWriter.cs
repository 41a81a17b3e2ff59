using System;
using System.Xml;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Endpoints.Outbound20200701;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.MwsOutbound;

/// <summary>
/// Writes a package as the page of GetPackageTrackingDetails shows one. Of the recipient it shows the town, and nothing else.
/// </summary>
internal static class MwsTrackingWriter
{
    public static void Write(XmlWriter writer, ParcelInfo parcel, ReadStyle style, DateTimeOffset now)
    {
        var (content, departure) = (parcel.Shipment.Order.Content, parcel.Shipment.Departure);
        var arrival = Journey.Arrival(content, departure);
        var status = Journey.StatusOf(parcel, departure, arrival, now);
        writer.WriteNumber("PackageNumber", parcel.Number);
        if (style == ReadStyle.Sparse)
        {
            return;
        }

        writer.WriteElementString("TrackingNumber", parcel.Tracking);
        writer.WriteElementString("CarrierCode", parcel.Carrier);
        writer.WriteDate("ShipDate", departure);
        WriteTown(writer, "ShipToAddress", content.Address, style);
        writer.WriteElementString("CurrentStatus", TrackingHandler.Describe(status).Word);
        writer.WriteDate("EstimatedArrivalDate", parcel.Said?.Arrival ?? arrival);
        writer.WriteStartElement("TrackingEvents");
        foreach (var (at, what, atDestination) in Journey.Events(parcel, departure, arrival, now))
        {
            writer.WriteStartElement("member");
            writer.WriteDate("EventDate", at);
            WriteTown(
                writer,
                "EventAddress",
                atDestination ? content.Address : CenterAddress.Of(parcel.Shipment.FulfillmentCenter),
                atDestination ? style : ReadStyle.Plain);
            writer.WriteElementString("EventCode", TrackingHandler.Describe(what).Code);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        if (status == ParcelStatus.Delivered)
        {
            writer.WriteElementString("AdditionalLocationInfo", "AS_INSTRUCTED");
        }
    }

    private static void WriteTown(XmlWriter writer, string name, PostalAddress address, ReadStyle style)
    {
        writer.WriteStartElement(name);
        writer.WriteGiven("City", style == ReadStyle.Masked ? "****" : address.City ?? address.District ?? "");
        writer.WriteGiven("State", style == ReadStyle.Masked ? "****" : address.State ?? "");
        writer.WriteGiven("Country", address.CountryCode);
        writer.WriteEndElement();
    }
}
