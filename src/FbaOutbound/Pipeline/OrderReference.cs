using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;

namespace FbaOutbound.Pipeline;

/// <summary>The id of an order and the session that it came with.</summary>
internal sealed record OrderReference(string Id, SessionMark? Session)
{
    public const string IdProperty = "SellerFulfillmentOrderId";
    public const string IdAlias = "OrderId";

    /// <summary>Reads a text as the id itself, anything else by its properties.</summary>
    /// <exception cref="OrderIdInvalidException">The id cannot be one.</exception>
    /// <exception cref="OrderIdMissingException">There is no id.</exception>
    public static OrderReference From(object? input)
    {
        var named = new NamedInput(
            input, (message, isText) => isText ? new OrderIdInvalidException(message) : new OrderIdMissingException(message));
        var id = named.Require("order id", IdProperty, IdAlias);
        return OrderValidator.ValidateId(id) is { } problem
            ? throw new OrderIdInvalidException(
                $"'{Spelling.Showable(id)}' cannot be an order id: {problem.Message} Nothing was read or changed for it.")
            {
                Id = Spelling.Showable(id),
            }
            : new OrderReference(id, named.Session);
    }

    /// <summary>Returns the order if its id, which was typed, holds no wildcard.</summary>
    /// <exception cref="OrderIdInvalidException">It does.</exception>
    public static OrderReference NoPattern(OrderReference order, string command) =>
        WildcardPattern.ContainsWildcardCharacters(order.Id)
            ? throw new OrderIdInvalidException(
                $"{command} takes no wildcards, so nothing was read or changed for '{order.Id}'. To use all matching orders, run "
                    + $"Get-FbaFulfillmentOrder '{order.Id}' | {command}. If this is the exact id of an order, pipe it in.")
            {
                Id = order.Id,
            }
            : order;
}
