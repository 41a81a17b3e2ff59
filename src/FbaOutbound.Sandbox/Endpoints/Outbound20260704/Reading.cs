using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>Reads what several bodies of this version have in common.</summary>
internal static class Reading
{
    public const int LongestOrderId = 40;
    public const int LongestChannel = 40;

    /// <summary>Opens a body whose members are called by the names that they are written with.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body, out Members members)
    {
        var document = Outbound20200701.OrderReader.Parse(body);
        members = Open(document.RootElement);
        return document;
    }

    public static Members Open(JsonElement body) => body.ValueKind == JsonValueKind.Object
        ? new Members(body, "", asWritten: true)
        : throw Outbound20200701.OrderReader.Unreadable();

    public static T? Word<T>(this Members members, string name, Func<string?, T?> read)
        where T : struct
    {
        var text = members.Text(name);
        return text is null ? null : read(text) ?? throw members.InvalidMember(name, text.Length <= 40 ? text : "");
    }

    /// <summary>A text that must be one of two.</summary>
    public static bool? Choice(this Members members, string name, string yes, string no) => members.Text(name) switch
    {
        null => null,
        var text when text == yes => true,
        var text when text == no => false,
        var text => throw members.InvalidMember(name, text.Length <= 40 ? text : ""),
    };

    public static Members Required(this Members members, string name) => members.Object(name) ?? throw members.MissingMember(name);

    public static Marketplace? Origin(this Members members)
    {
        if (members.Object("origin") is not { } origin)
        {
            return null;
        }

        var country = origin.RequiredText("countryCode");
        return Marketplace.OfCountry(country) ?? throw origin.InvalidMember("countryCode", country.Length <= 40 ? country : "");
    }

    public static PostalAddress Address(Members address) => new()
    {
        Name = address.RequiredText("name"),
        Line1 = address.RequiredText("addressLine1"),
        Line2 = address.Text("addressLine2"),
        Line3 = address.Text("addressLine3"),
        City = City(address),
        District = address.Text("districtOrCounty"),
        State = address.Text("stateOrRegion"),
        PostalCode = address.RequiredText("postalCode"),
        CountryCode = Country(address),
        Phone = address.Text("phone"),
    };

    public static string Country(Members address)
    {
        var country = address.RequiredText("countryCode");
        return country.Length == 2 ? country : throw address.InvalidMember("countryCode", country.Length <= 40 ? country : "");
    }

    public static string Sku(Members product) => product.Required("productIdentifier").RequiredText("amazonSku");

    public static int Units(Members amount)
    {
        if (amount.Text("unit") is { } unit && unit != "EACHES")
        {
            throw amount.InvalidMember("unit", unit.Length <= 40 ? unit : "");
        }

        var text = amount.RequiredText("value", 20);
        return decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            && value == decimal.Truncate(value) && value is > 0 and <= int.MaxValue
            ? (int)value
            : throw amount.InvalidMember("value", text);
    }

    public static Money? Money(Members? money)
    {
        if (money is not { } given)
        {
            return null;
        }

        var amount = given.RequiredText("amount", 30);
        return decimal.TryParse(
            amount,
            NumberStyles.Float & ~NumberStyles.AllowTrailingWhite & ~NumberStyles.AllowLeadingWhite,
            CultureInfo.InvariantCulture,
            out _)
            ? new Money(given.RequiredText("currencyCode"), amount)
            : throw given.InvalidMember("amount", amount);
    }

    /// <summary>An object whose members are all texts.</summary>
    public static List<KeyValuePair<string, string>>? Map(Members? map)
    {
        if (map is not { } given)
        {
            return null;
        }

        List<KeyValuePair<string, string>> all = [];
        foreach (var member in given.All())
        {
            all.Add(new KeyValuePair<string, string>(
                member.Name, member.Value.ValueKind == JsonValueKind.String
                    ? member.Value.GetString()!
                    : throw given.InvalidMember(member.Name)));
        }

        return all;
    }

    /// <summary>The acceptable speeds, the preferred one first.</summary>
    public static List<ShippingSpeed>? Speeds(Members? serviceLevel) => serviceLevel?.List("serviceTiers", static (item, where) =>
    {
        var word = item.ValueKind == JsonValueKind.String ? item.GetString() : null;
        return Wording.Speed(word) ?? throw Members.Invalid(where, word is { Length: <= 40 } ? word : "");
    });

    private static string? City(Members address)
    {
        var city = address.Text("city");
        var isJapan = string.Equals(address.Text("countryCode"), "JP", StringComparison.OrdinalIgnoreCase);
        return (isJapan, string.IsNullOrWhiteSpace(city)) switch
        {
            (true, false) => throw address.InvalidMember("city"),
            (false, true) => throw address.MissingMember("city"),
            _ => isJapan ? null : city,
        };
    }
}
