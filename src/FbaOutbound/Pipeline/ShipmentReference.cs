using System.Text.RegularExpressions;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>The id of a shipment and the session that it came with.</summary>
internal sealed record ShipmentReference(string Id, SessionMark? Session)
{
    /// <summary>How an error shows what a shipment's id looks like.</summary>
    public const string Example = "7e2d21e8-f4f8-4e6b-a347-ec7e95bd8721";

    private const string IdProperty = "ShipmentId";

    // The service declares this form, and refuses any other.
    private static readonly Regex s_form = new(
        "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    /// <summary>Whether a text has the form of a shipment's id.</summary>
    public static bool IsId(string text) => s_form.IsMatch(text);

    /// <summary>Reads a text as the id itself, anything else by its properties.</summary>
    /// <exception cref="ShipmentIdMissingException">There is no id.</exception>
    /// <exception cref="ShipmentIdInvalidException">The id cannot be one.</exception>
    public static ShipmentReference From(object? input)
    {
        var named = new NamedInput(input, (message, _) => new ShipmentIdMissingException(message));
        var id = named.Require("shipment id", IdProperty);
        return IsId(id)
            ? new ShipmentReference(id, named.Session)
            : throw new ShipmentIdInvalidException(
                $"'{Spelling.Showable(id)}' is not a shipment id, which looks like {Example}. Nothing was read or changed for it.")
            {
                Id = Spelling.Showable(id),
            };
    }
}
