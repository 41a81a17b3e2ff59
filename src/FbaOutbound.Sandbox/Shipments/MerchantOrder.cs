using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>
/// A buyer's order that the seller ships without Amazon. One that nobody has seeded follows from its id: an invented recipient in the
/// country that it is shipped from, and an item of any id that the seller names.
/// </summary>
internal sealed class MerchantOrder
{
    private static readonly string[] s_names = ["Jane Sample", "John Placeholder", "Alex Example", "Robin Specimen", "Kim Muster"];

    private static readonly Dictionary<string, (
        string Line1, string City, string? State, string PostalCode)> s_places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = ("321 Sample Street", "Springfield", "IL", "62701-0001"),
        ["CA"] = ("12 Sample Street", "Halifax", "NS", "B3J 0A1"),
        ["MX"] = ("Calle Ejemplo 12", "Puebla", "PUE", "72000"),
        ["GB"] = ("12 Sample Road", "Leeds", null, "LS1 1AA"),
        ["DE"] = ("Musterstr. 12", "Kassel", null, "34117"),
        ["FR"] = ("12 rue de l'Exemple", "Tours", null, "37000"),
        ["IT"] = ("Via Esempio 12", "Parma", "PR", "43121"),
        ["ES"] = ("Calle Ejemplo 12", "Burgos", null, "09001"),
        ["IN"] = ("12 Sample Road", "Nagpur", "MH", "440001"),
    };

    public required string AmazonOrderId { get; init; }

    public required ShippingAddress ShipTo { get; init; }

    /// <summary>How many units of each item were ordered; null if any item that a seller names is one of the order's.</summary>
    public IReadOnlyDictionary<string, int>? Items { get; init; }

    public List<MerchantShipment> Shipments { get; } = [];

    /// <summary>Whether a shipment was bought while another one stood.</summary>
    public bool HadSeveral { get; set; }

    /// <summary>Whether an id has the form that Amazon's orders have: three, seven and seven digits.</summary>
    public static bool IsId(string id)
    {
        if (id.Length != 19)
        {
            return false;
        }

        for (var i = 0; i < id.Length; i++)
        {
            if (i is 3 or 11 ? id[i] != '-' : !(id[i] is >= '0' and <= '9' || (i < 3 && id[i] is >= 'A' and <= 'Z')))
            {
                return false;
            }
        }

        return true;
    }

    public static MerchantOrder Invent(string id, string countryCode)
    {
        var hash = Identifiers.Hash(id);
        var country = countryCode.Equals("UK", StringComparison.OrdinalIgnoreCase) ? "GB" : countryCode.ToUpperInvariant();
        if (!s_places.TryGetValue(country, out var place))
        {
            (country, place) = ("US", s_places["US"]);
        }

        return new MerchantOrder
        {
            AmazonOrderId = id,
            ShipTo = new ShippingAddress
            {
                Name = s_names[hash % (ulong)s_names.Length],
                Line1 = place.Line1,
                City = place.City,
                State = place.State,
                PostalCode = place.PostalCode,
                CountryCode = country,
                Email = "",
                Phone = "",
            },
        };
    }

    /// <summary>The item's ASIN, which follows from its id.</summary>
    public static string AsinOf(string orderItemId) =>
        "B0" + (Identifiers.Hash(orderItemId) % 100_000_000UL).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>The ids of the order's items; one that follows from the order's id where nobody has said.</summary>
    public IReadOnlyList<string> ItemIds()
    {
        if (Items is { } items)
        {
            return [.. items.Keys];
        }

        string[] bought =
        [
            .. Shipments.SelectMany(shipment => shipment.Purchase.Request.Items).Select(item => item.OrderItemId).Distinct(),
        ];
        return bought.Length > 0
            ? bought
            : [(Identifiers.Hash(AmazonOrderId) % 90_000_000_000_000UL + 10_000_000_000_000UL).ToString(CultureInfo.InvariantCulture)];
    }
}
