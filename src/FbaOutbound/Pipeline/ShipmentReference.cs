using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>The id of a shipment and the session that it came with.</summary>
internal sealed record ShipmentReference(string Id, string? Session)
{
    public const string IdProperty = "ShipmentId";

    /// <summary>Reads a text as the id itself, anything else by its properties.</summary>
    /// <exception cref="ShipmentIdMissingException">
    /// There is no id. The message lists property names and never values: a shipment holds a recipient.
    /// </exception>
    public static ShipmentReference From(object? input)
    {
        var value = PipelineRecord.Unwrap(input);
        var properties = PipelineRecord.Properties(input);
        if (properties is null)
        {
            return value is not null && GivenText.FlawOf(value) is not null
                ? throw new ShipmentIdMissingException(
                    $"The input is {TypeText.Of(value)}, not a shipment id or an object with the property {IdProperty}.")
                : Read(value, "shipment id") is { } text
                    ? Checked(text, null)
                    : throw new ShipmentIdMissingException("The shipment id is null or blank. Nothing was read or changed for it.");
        }

        return Read(OrderReference.Find(properties, IdProperty), IdProperty) is { } id
            ? Checked(id, OrderReference.SessionOf(properties))
            : throw new ShipmentIdMissingException(
                $"The input has no property {IdProperty} with a value. Its properties are: "
                    + $"{string.Join(", ", properties.Select(property => property.Name).Take(50))}.");
    }

    private static ShipmentReference Checked(string id, string? session)
    {
        return id.Trim('.').Length > 0
            ? new ShipmentReference(id, session)
            : throw new ShipmentIdMissingException("The shipment id consists of dots only. Nothing was read or changed for it.");
    }

    private static string? Read(object? value, string name) =>
        Identifiers.Read(value, name, message => new ShipmentIdMissingException(message));
}
