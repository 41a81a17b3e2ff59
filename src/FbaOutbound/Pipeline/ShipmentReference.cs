using FbaOutbound.Errors;
using FbaOutbound.Orders;

namespace FbaOutbound.Pipeline;

/// <summary>The id of a shipment and the session that it came with.</summary>
internal sealed record ShipmentReference(string Id, SessionMark? Session)
{
    private const string IdProperty = "ShipmentId";

    /// <summary>Reads a text as the id itself, anything else by its properties.</summary>
    /// <exception cref="ShipmentIdMissingException">There is no id.</exception>
    public static ShipmentReference From(object? input)
    {
        var named = new NamedInput(input, (message, _) => new ShipmentIdMissingException(message));
        var id = named.Require("shipment id", IdProperty);
        return id.Trim('.').Length > 0
            ? new ShipmentReference(id, named.Session)
            : throw new ShipmentIdMissingException("The shipment id consists of dots only. Nothing was read or changed for it.");
    }
}
