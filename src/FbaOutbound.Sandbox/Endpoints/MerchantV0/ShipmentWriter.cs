using System;
using System.Text.Json;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MerchantV0;

/// <summary>Writes shipments as the model's examples show them. A recipient's phone and email are always empty.</summary>
internal sealed class ShipmentWriter(Utf8JsonWriter writer, ReadStyle style)
{
    private readonly bool _sparse = style == ReadStyle.Sparse;

    public void WriteShipment(MerchantShipment shipment, DateTimeOffset now, bool isNew)
    {
        var request = shipment.Purchase.Request;
        writer.WriteStartObject();
        writer.WriteString("ShipmentId", shipment.Id);
        writer.WriteString("AmazonOrderId", request.AmazonOrderId);
        Optional("SellerOrderId", request.SellerOrderId);
        WritePrice("Insurance", request.DeclaredValue ?? new Price(shipment.Offer.Rate.Currency, 0));
        writer.WriteStartArray("ItemList");
        foreach (var item in request.Items)
        {
            WriteItem(item);
        }

        writer.WriteEndArray();
        WriteAddress("ShipFromAddress", request.ShipFrom, withContact: true);
        WriteAddress("ShipToAddress", shipment.Order.ShipTo, withContact: false);
        WriteSize(request.Size);
        WriteWeight("Weight", request.Weight);
        writer.WritePropertyName("ShippingService");
        new OfferWriter(writer).WriteBought(shipment, isNew);
        WriteLabel(shipment);
        writer.WriteString("Status", Words<MerchantShipmentStatus>.Of(shipment.StatusAt(now)));
        Optional("TrackingId", shipment.TrackingId);
        writer.WriteString("CreatedDate", Iso8601.Format(shipment.Created));
        Optional("LastUpdatedDate", shipment.UpdatedAt(now) is { } updated ? Iso8601.Format(updated) : null);
        writer.WriteEndObject();
    }

    private void WriteItem(PackedItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("OrderItemId", item.OrderItemId);
        writer.WriteNumber("Quantity", item.Quantity);
        if (!_sparse)
        {
            if (item.Weight is { } weight)
            {
                WriteWeight("ItemWeight", weight);
            }

            Optional("ItemDescription", item.Description);
            if (item.TransparencyCodes is { } codes)
            {
                writer.WriteStartArray("TransparencyCodeList");
                foreach (var code in codes)
                {
                    writer.WriteStringValue(code);
                }

                writer.WriteEndArray();
            }

            foreach (var other in item.Others)
            {
                writer.WritePropertyName(other.Key);
                writer.WriteRawValue(other.Value);
            }
        }

        writer.WriteEndObject();
    }

    private void WriteAddress(string name, ShippingAddress address, bool withContact)
    {
        writer.WriteStartObject(name);
        writer.WriteString("Name", Bend(address.Name));
        writer.WriteString("AddressLine1", Bend(address.Line1));
        Optional("AddressLine2", address.Line2, personal: true);
        Optional("AddressLine3", address.Line3, personal: true);
        Optional("DistrictOrCounty", address.District, personal: true);
        writer.WriteString("Email", withContact ? Bend(address.Email) : "");
        writer.WriteString("City", Bend(address.City));
        Optional("StateOrProvinceCode", address.State, personal: true);
        writer.WriteString("PostalCode", Bend(address.PostalCode));
        writer.WriteString("CountryCode", address.CountryCode);
        writer.WriteString("Phone", withContact ? Bend(address.Phone) : "");
        writer.WriteEndObject();
    }

    private void WriteSize(PackageSize size)
    {
        writer.WriteStartObject("PackageDimensions");
        if (size.Predefined is { } predefined)
        {
            writer.WriteString("PredefinedPackageDimensions", predefined);
        }
        else
        {
            writer.WriteNumber("Length", size.Length ?? 0);
            writer.WriteNumber("Width", size.Width ?? 0);
            writer.WriteNumber("Height", size.Height ?? 0);
            writer.WriteString("Unit", size.Unit);
        }

        writer.WriteEndObject();
    }

    private void WriteWeight(string name, PackageWeight weight)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("Value", weight.Value);
        writer.WriteString("Unit", weight.Unit);
        writer.WriteEndObject();
    }

    private void WritePrice(string name, Price price)
    {
        writer.WriteStartObject(name);
        writer.WriteString("CurrencyCode", price.Currency);
        writer.WriteNumber("Amount", price.Amount);
        writer.WriteEndObject();
    }

    /// <summary>A cancelled shipment has an empty label, as the model's example has it.</summary>
    private void WriteLabel(MerchantShipment shipment)
    {
        var label = shipment.Label;
        var isEmpty = shipment.CancelledAt is not null;
        writer.WriteStartObject("Label");
        Optional("CustomTextForLabel", label.CustomText);
        writer.WriteStartObject("Dimensions");
        writer.WriteNumber("Length", label.Length);
        writer.WriteNumber("Width", label.Width);
        writer.WriteString("Unit", "inches");
        writer.WriteEndObject();
        writer.WriteStartObject("FileContents");
        writer.WriteString("Contents", isEmpty ? "" : label.Contents);
        writer.WriteString("FileType", isEmpty ? "" : label.FileType);
        writer.WriteString("Checksum", isEmpty ? "" : label.Checksum);
        writer.WriteEndObject();
        Optional("LabelFormat", isEmpty ? null : Words<LabelFormat>.Of(label.Format));
        Optional("StandardIdForLabel", label.PrintsOrderId ? "AmazonOrderId" : null);
        writer.WriteEndObject();
    }

    private void Optional(string name, string? value, bool personal = false)
    {
        if (value is not null && !_sparse)
        {
            writer.WriteString(name, personal ? Bend(value) : value);
        }
    }

    private string Bend(string value) => style switch
    {
        ReadStyle.UpperCase => value.ToUpperInvariant(),
        ReadStyle.Masked => "****",
        _ => value,
    };
}
