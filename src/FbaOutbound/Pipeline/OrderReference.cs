using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>The id of an order and the session that it came with.</summary>
internal sealed record OrderReference(string Id, string? Session)
{
    public const string IdProperty = "SellerFulfillmentOrderId";
    public const string IdAlias = "OrderId";

    private static readonly string[] s_idProperties = [IdProperty, IdAlias];

    /// <summary>Reads a text as the id itself, anything else by its properties.</summary>
    /// <exception cref="OrderIdInvalidException">The id cannot be one.</exception>
    /// <exception cref="OrderIdMissingException">
    /// There is no id. The message lists property names and never values: a row holds a recipient.
    /// </exception>
    public static OrderReference From(object? input)
    {
        var value = PipelineRecord.Unwrap(input);
        var properties = PipelineRecord.Properties(input);
        if (properties is null)
        {
            return value is not null && GivenText.FlawOf(value) is not null
                ? throw new OrderIdMissingException(
                    $"The input is {TypeText.Of(value)}, not an order id or an object with the property {IdProperty} (or {IdAlias}).")
                : Read(value, "order id") is { } text
                    ? Checked(text, null)
                    : throw new OrderIdMissingException("The order id is null or blank. Nothing was read or changed for it.");
        }

        var id = s_idProperties.Select(name => Read(Find(properties, name), name)).FirstOrDefault(found => found is not null);
        return id is not null
            ? Checked(id, SessionOf(properties))
            : throw new OrderIdMissingException(
                $"The input has no property {IdProperty} (or {IdAlias}) with a value. Its properties are: "
                    + $"{string.Join(", ", properties.Select(property => property.Name).Take(50))}.");
    }

    private static OrderReference Checked(string id, string? session) => OrderValidator.ValidateId(id.Trim()) is { } problem
        ? throw new OrderIdInvalidException(
            $"'{Spelling.Showable(id)}' cannot be an order id: {problem.Message} Nothing was read or changed "
                + "for it.") { Id = Spelling.Showable(id) }
        : new OrderReference(id.Trim(), session);

    /// <summary>Returns the name of the session that an object came with; a session itself is as good as its name.</summary>
    internal static string? SessionOf(IReadOnlyList<(string Name, object? Value)> properties) =>
        Find(properties, "Session") switch { string name => name, FbaSession session => session.Name, _ => null };

    internal static object? Find(IReadOnlyList<(string Name, object? Value)> properties, string name) =>
        properties.FirstOrDefault(property => string.Equals(property.Name.Trim(), name, StringComparison.OrdinalIgnoreCase)).Value;

    private static string? Read(object? value, string name) => Identifiers.Read(
        value,
        name,
        message =>
            value is null || GivenText.FlawOf(value) is null ? new OrderIdInvalidException(message) : new OrderIdMissingException(message));
}
