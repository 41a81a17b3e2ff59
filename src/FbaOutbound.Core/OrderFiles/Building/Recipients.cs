using System.Linq;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>
/// The recipients of orders, so that an order of rows compares with the same order of a file: repaired as for Amazon, with the codes of
/// states and countries, and with the letters and digits alone.
/// </summary>
internal static class Recipients
{
    /// <summary>Returns the recipient of an order; null if it has no address.</summary>
    public static OrderRecipient? Of(FulfillmentOrder order)
    {
        if (order.DestinationAddress is not { } given)
        {
            return null;
        }

        static string Optional(string? text, bool isState = false) => text is null || MissingValue.Is(text, isState) ? "" : text.Trim();

        var address = TextRepair.Of(given, []);
        string[] lines = [address.AddressLine1?.Trim() ?? "", Optional(address.AddressLine2), Optional(address.AddressLine3)];
        var (city, state) = (address.City?.Trim() ?? "", Optional(address.StateOrRegion, isState: true));
        var country = PlaceNames.CountryOf(address.CountryCode?.Trim() ?? "") ?? address.CountryCode;
        if (country == "JP")
        {
            state = PlaceNames.PrefectureOf(state, lines.Append(city).Any(JapaneseAddress.IsJapanese));
            lines[0] = city.Length == 0 ? lines[0] : JapaneseAddress.WithCity(lines[0], city, lines[1], lines[2]);
            city = "";
        }
        else
        {
            state = PlaceNames.StateOf(state, country);
        }

        return new(
            LettersAndDigits(address.Name), LettersAndDigits(string.Concat([.. lines, city, state, address.PostalCode, country])));
    }

    private static string LettersAndDigits(string? text) => string.Concat(
        PlainLetters.SmallOf(text ?? "").Where(character => char.IsLetterOrDigit(character) || char.IsSurrogate(character)));
}
