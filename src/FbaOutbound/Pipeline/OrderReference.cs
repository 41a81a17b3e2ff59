using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Files;
using FbaOutbound.Validation;

namespace FbaOutbound.Pipeline;

/// <summary>The id of an order and the session that it came with.</summary>
internal sealed record OrderReference(string Id, string? Session)
{
    public const string IdProperty = "SellerFulfillmentOrderId";
    public const string IdAlias = "OrderId";

    private static readonly string[] s_idProperties = [IdProperty, IdAlias];

    /// <summary>Reads a text as the id itself, anything else by its properties.</summary>
    /// <exception cref="OrderIdMissingException">There is no id. The message lists property names and never values: a row holds a recipient.</exception>
    public static OrderReference From(object? input)
    {
        var value = PipelineRecord.Unwrap(input);
        var properties = PipelineRecord.Properties(input);
        if (properties is null)
        {
            var text = value is IFormattable or string ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;
            return string.IsNullOrWhiteSpace(text)
                ? throw new OrderIdMissingException(
                    value is null or string
                        ? "The order id is null or blank. Nothing was read or changed for it."
                        : $"The input is a {value.GetType().Name}, not an order id or an object with the property {IdProperty} (or {IdAlias}).")
                : Checked(text!, null);
        }

        var id = s_idProperties.Select(name => Text(Find(properties, name))).FirstOrDefault(found => !string.IsNullOrWhiteSpace(found));
        return id is not null
            ? Checked(id, Find(properties, "Session")?.ToString())
            : throw new OrderIdMissingException(
                $"The input has no property {IdProperty} (or {IdAlias}) with a value. Its properties are: {string.Join(", ", properties.Select(property => property.Name).Take(50))}.");
    }

    private static OrderReference Checked(string id, string? session) => OrderValidator.ValidateId(id.Trim()) is { } problem
        ? throw new OrderIdInvalidException($"{problem.Message} Nothing was read or changed for it.")
        : new OrderReference(id.Trim(), session);

    private static object? Find(IReadOnlyList<(string Name, object? Value)> properties, string name) =>
        properties.FirstOrDefault(property => string.Equals(property.Name.Trim(), name, StringComparison.OrdinalIgnoreCase)).Value;

    // An object has no text that could be an id: of a row it would be @{Name=…}.
    private static string? Text(object? value) => value as string ?? Cell.TextOf(value, out _);
}

/// <summary>Input whose order id cannot be one.</summary>
internal sealed class OrderIdInvalidException(string message) : FbaException(message);

/// <summary>Input without an order id.</summary>
internal sealed class OrderIdMissingException(string message) : FbaException(message);
