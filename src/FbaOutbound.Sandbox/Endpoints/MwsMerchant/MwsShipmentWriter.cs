using System;
using System.Globalization;
using System.Xml;
using FbaOutbound.Sandbox.Endpoints.Mws;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MwsMerchant;

/// <summary>Writes shipments as the page of CancelShipment shows one, its elements in the page's order.</summary>
internal sealed class MwsShipmentWriter(XmlWriter writer, ReadStyle style)
{
    private readonly bool _sparse = style == ReadStyle.Sparse;

    public void WriteShipment(MerchantShipment shipment, DateTimeOffset now)
    {
        var request = shipment.Purchase.Request;
        writer.WriteStartElement("Shipment");
        WritePrice("Insurance", request.DeclaredValue ?? new Price(shipment.Offer.Rate.Currency, 0));
        WriteAddress("ShipToAddress", shipment.Order.ShipTo, withContact: false);
        writer.WriteElementString("AmazonOrderId", request.AmazonOrderId);
        Optional("SellerOrderId", request.SellerOrderId);
        WriteWeight("Weight", request.Weight);
        if (shipment.CancelledAt is null)
        {
            WriteLabel(shipment.Label);
        }

        WriteService(shipment);
        WriteSize(request.Size);
        WriteDate("CreatedDate", shipment.Created);
        WriteAddress("ShipFromAddress", request.ShipFrom, withContact: true);
        writer.WriteElementString("ShipmentId", shipment.Id);
        writer.WriteStartElement("ItemList");
        foreach (var item in request.Items)
        {
            WriteItem(item);
        }

        writer.WriteEndElement();
        writer.WriteElementString("Status", Words<MerchantShipmentStatus>.Of(shipment.StatusAt(now)));
        Optional("TrackingId", shipment.TrackingId);
        if (shipment.UpdatedAt(now) is { } updated)
        {
            WriteDate("LastUpdatedDate", updated);
        }

        writer.WriteEndElement();
    }

    public static void WriteDate(XmlWriter writer, string name, DateTimeOffset date) =>
        writer.WriteElementString(name, date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public static void WritePrice(XmlWriter writer, string name, Price price)
    {
        writer.WriteStartElement(name);
        writer.WriteElementString("CurrencyCode", price.Currency);
        writer.WriteElementString("Amount", price.Amount.ToString("0.00####", CultureInfo.InvariantCulture));
        writer.WriteEndElement();
    }

    private static string Number(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private void WriteAddress(string name, ShippingAddress address, bool withContact)
    {
        writer.WriteStartElement(name);
        writer.WriteGiven("City", Bend(address.City));
        writer.WriteGiven("Phone", withContact ? Bend(address.Phone) : "");
        writer.WriteGiven("CountryCode", address.CountryCode);
        writer.WriteGiven("PostalCode", Bend(address.PostalCode));
        writer.WriteGiven("Name", Bend(address.Name));
        writer.WriteGiven("AddressLine1", Bend(address.Line1));
        Optional("AddressLine2", address.Line2);
        Optional("AddressLine3", address.Line3);
        Optional("DistrictOrCounty", address.District);
        Optional("StateOrProvinceCode", address.State);
        writer.WriteGiven("Email", withContact ? Bend(address.Email) : "");
        writer.WriteEndElement();
    }

    private void WriteLabel(Shipments.Labels.Label label)
    {
        writer.WriteStartElement("Label");
        Optional("CustomTextForLabel", label.CustomText);
        Optional("LabelFormat", Words<LabelFormat>.Of(label.Format));
        writer.WriteStartElement("FileContents");
        writer.WriteElementString("Checksum", label.Checksum);
        writer.WriteElementString("Contents", label.Contents);
        writer.WriteElementString("FileType", label.FileType);
        writer.WriteEndElement();
        writer.WriteStartElement("Dimensions");
        writer.WriteElementString("Width", label.Width.ToString("0.00000", CultureInfo.InvariantCulture));
        writer.WriteElementString("Length", label.Length.ToString("0.00000", CultureInfo.InvariantCulture));
        writer.WriteElementString("Unit", "inches");
        writer.WriteEndElement();
        Optional("StandardIdForLabel", label.PrintsOrderId ? "AmazonOrderId" : null);
        writer.WriteEndElement();
    }

    private void WriteService(MerchantShipment shipment)
    {
        var (offer, request) = (shipment.Offer, shipment.Purchase.Request);
        writer.WriteStartElement("ShippingService");
        writer.WriteElementString("CarrierName", offer.Service.Carrier);
        MwsOfferWriter.WriteOptions(writer, request);
        writer.WriteElementString("ShippingServiceId", offer.Service.Id);
        WritePrice("Rate", offer.Rate);
        WriteDate("LatestEstimatedDeliveryDate", offer.Latest);
        WriteDate("EarliestEstimatedDeliveryDate", offer.Earliest);
        writer.WriteElementString("ShippingServiceOfferId", offer.Id);
        WriteDate("ShipDate", offer.ShipDate);
        writer.WriteElementString("ShippingServiceName", offer.Service.Name);
        writer.WriteEndElement();
    }

    private void WriteSize(PackageSize size)
    {
        writer.WriteStartElement("PackageDimensions");
        if (size.Predefined is { } predefined)
        {
            writer.WriteGiven("PredefinedPackageDimensions", predefined);
        }
        else
        {
            writer.WriteElementString("Width", Number(size.Width ?? 0));
            writer.WriteElementString("Length", Number(size.Length ?? 0));
            writer.WriteElementString("Unit", size.Unit);
            writer.WriteElementString("Height", Number(size.Height ?? 0));
        }

        writer.WriteEndElement();
    }

    private void WriteItem(PackedItem item)
    {
        writer.WriteStartElement("Item");
        writer.WriteGiven("OrderItemId", item.OrderItemId);
        writer.WriteNumber("Quantity", item.Quantity);
        if (item.Weight is { } weight && !_sparse)
        {
            WriteWeight("ItemWeight", weight);
        }

        Optional("ItemDescription", item.Description);
        if (item.TransparencyCodes is { } codes && !_sparse)
        {
            writer.WriteStartElement("TransparencyCodeList");
            foreach (var code in codes)
            {
                writer.WriteGiven("member", code);
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private void WriteWeight(string name, PackageWeight weight)
    {
        writer.WriteStartElement(name);
        writer.WriteElementString("Value", Number(weight.Value));
        writer.WriteElementString("Unit", weight.Unit);
        writer.WriteEndElement();
    }

    private void WritePrice(string name, Price price) => WritePrice(writer, name, price);

    private void WriteDate(string name, DateTimeOffset date) => WriteDate(writer, name, date);

    private void Optional(string name, string? value)
    {
        if (value is not null && !_sparse)
        {
            writer.WriteGiven(name, value);
        }
    }

    private string Bend(string value) => style switch
    {
        ReadStyle.UpperCase => value.ToUpperInvariant(),
        ReadStyle.Masked => "****",
        _ => value,
    };
}
