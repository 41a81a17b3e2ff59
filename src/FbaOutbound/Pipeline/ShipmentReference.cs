using System;
using System.Globalization;
using System.Linq;
using FbaOutbound.Validation;

namespace FbaOutbound.Pipeline;

/// <summary>The id of a shipment and the session that it came with.</summary>
internal sealed record ShipmentReference(string Id, string? Session)
{
    public const string IdProperty = "ShipmentId";

    /// <summary>Reads a text as the id itself, anything else by its properties.</summary>
    /// <exception cref="ShipmentIdMissingException">There is no id. The message lists property names and never values: a shipment holds a recipient.</exception>
    public static ShipmentReference From(object? input)
    {
        var value = PipelineRecord.Unwrap(input);
        var properties = PipelineRecord.Properties(input);
        if (properties is null)
        {
            var text = value is IFormattable or string ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
            return string.IsNullOrWhiteSpace(text)
                ? throw new ShipmentIdMissingException(
                    value is null or string
                        ? "The shipment id is null or blank. Nothing was read or changed for it."
                        : $"The input is a {value.GetType().Name}, not a shipment id or an object with the property {IdProperty}.")
                : Checked(text!, null);
        }

        return OrderReference.TextOf(properties, IdProperty) is { } id && !string.IsNullOrWhiteSpace(id)
            ? Checked(id, OrderReference.SessionOf(properties))
            : throw new ShipmentIdMissingException(
                $"The input has no property {IdProperty} with a value. Its properties are: {string.Join(", ", properties.Select(property => property.Name).Take(50))}.");
    }

    private static ShipmentReference Checked(string id, string? session)
    {
        var trimmed = id.Trim();
        var isUsable = TextFlaw.Of(trimmed) is null && trimmed.Trim('.').Length > 0;
        return isUsable
            ? new ShipmentReference(trimmed, session)
            : throw new ShipmentIdMissingException("The shipment id holds what no id can: a control character, or nothing but dots. Nothing was read or changed for it.");
    }
}

/// <summary>Input without a shipment id.</summary>
internal sealed class ShipmentIdMissingException(string message) : FbaException(message);
