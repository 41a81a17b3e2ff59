using System.Collections.Generic;
using System.Text.Json;
using FbaOutbound.Sandbox.Shipments;

namespace FbaOutbound.Sandbox.Endpoints.MerchantV0;

/// <summary>Writes the additional inputs that a service asks of a seller.</summary>
internal static class InputWriter
{
    public static void Write(Utf8JsonWriter writer, CarrierService service, IReadOnlyList<string> itemIds)
    {
        WriteList(writer, "ShipmentLevelFields", SellerInputs.OfShipment(service));
        writer.WriteStartArray("ItemLevelFieldsList");
        foreach (var itemId in itemIds)
        {
            writer.WriteStartObject();
            writer.WriteString("Asin", MerchantOrder.AsinOf(itemId));
            WriteList(writer, "AdditionalInputs", SellerInputs.OfItem(service));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<InputDefinition> inputs)
    {
        writer.WriteStartArray(name);
        foreach (var input in inputs)
        {
            writer.WriteStartObject();
            writer.WriteString("AdditionalInputFieldName", input.Name);
            writer.WriteStartObject("SellerInputDefinition");
            writer.WriteBoolean("IsRequired", input.IsRequired);
            writer.WriteString("DataType", input.DataType);
            writer.WriteStartArray("Constraints");
            if (input.Pattern is { } pattern)
            {
                writer.WriteStartObject();
                writer.WriteString("ValidationRegEx", pattern);
                writer.WriteString("ValidationString", input.PatternText);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("InputDisplayText", input.Display);
            writer.WriteString("InputTarget", input.IsOfItem ? "ITEM_LEVEL" : "SHIPMENT_LEVEL");
            writer.WriteStartObject("StoredValue");
            writer.WriteString("DataType", input.DataType);
            if (input.Stored is { } stored)
            {
                writer.WriteString("ValueAsString", stored);
            }

            writer.WriteEndObject();
            writer.WriteStartArray("RestrictedSetValues");
            foreach (var value in input.Values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
