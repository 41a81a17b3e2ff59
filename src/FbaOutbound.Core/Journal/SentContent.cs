using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>
/// What was sent of an order that was imported: a keyed hash of each of its members, and the units of the shop's lines. The text is
/// <c>Member=hash;Member=hash|LINE=units;LINE=units</c>; without the bar the lines are not known. Among the members is the mark of the
/// shop's order that it was, because one order's id with a suffix may be another order's id.
/// </summary>
/// <param name="Members">The hashes by the members' names.</param>
/// <param name="Units">The units by line; null if they are not known.</param>
internal sealed record SentContent(IReadOnlyDictionary<string, string> Members, IReadOnlyDictionary<string, int>? Units)
{
    // A line of a journal has a limit, and everything that is not known was sent.
    private const int LongestUnits = 16_000;

    private const string ShopOrderName = "ShopOrder";
    private const string RefundsName = "Refunds";

    /// <summary>The mark of the shop's order (<see cref="JournalAccount.MarkOf"/>); null if it is not known.</summary>
    public string? ShopOrder { get; init; }

    /// <summary>Returns the content of an order: as it was imported, if that is known.</summary>
    public static SentContent Of(FulfillmentOrder order, JournalAccount account) =>
        new(MembersOf(order, account), order.Source?.Units)
        {
            ShopOrder = order.Source?.WholeId is { } whole ? account.MarkOf(order.SellerFulfillmentOrderId, whole) : null,
        };

    /// <summary>Returns the hashes of an order as it was imported, with what its rows say about refunds.</summary>
    public static IReadOnlyDictionary<string, string> MembersOf(FulfillmentOrder order, JournalAccount account)
    {
        var members = account.MembersOf(order.Source?.Imported ?? order);
        return order.Source?.Refunds is not { } refunds ? members : members
            .Append(new(RefundsName, account.RefundsOf(order.SellerFulfillmentOrderId, refunds)))
            .ToDictionary(member => member.Key, member => member.Value);
    }

    /// <summary>Whether the order was sent although its rows told of refunds.</summary>
    public bool HasRefunds => Members.ContainsKey(RefundsName);

    /// <summary>Reads the text; null if it has no members.</summary>
    public static SentContent? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var bar = text!.IndexOf('|');
        var members = Pairs(bar < 0 ? text : text.Substring(0, bar));
        Dictionary<string, int>? units = bar < 0 ? null : new(StringComparer.Ordinal);
        foreach (var pair in bar < 0 ? [] : Pairs(text.Substring(bar + 1)))
        {
            if (!int.TryParse(pair.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                units = null;
                break;
            }

            units![Uri.UnescapeDataString(pair.Key)] = count;
        }

        var shopOrder = members.TryGetValue(ShopOrderName, out var mark) ? mark : null;
        members.Remove(ShopOrderName);
        return members.Count == 0 ? null : new SentContent(members, units) { ShopOrder = shopOrder };
    }

    /// <summary>Returns the members in which two contents differ.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, string> then, IReadOnlyDictionary<string, string> now) =>
    [
        .. then.Keys.Union(now.Keys)
            .Where(name => !(then.TryGetValue(name, out var left) && now.TryGetValue(name, out var right) && left == right))
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>Tells of each line that has other units by now.</summary>
    public static IReadOnlyList<string> UnitChanges(IReadOnlyDictionary<string, int>? then, IReadOnlyDictionary<string, int>? now) =>
        then is null || now is null ? [] :
        [
            .. then.Keys.Union(now.Keys).Select(line => (Line: line, Then: UnitsOf(then, line), Now: UnitsOf(now, line)))
                .Where(line => line.Then != line.Now)
                .Select(line => FormattableString.Invariant($"{line.Line} {Count(line.Then)} sent, {Count(line.Now)} now")),
        ];

    /// <summary>Returns the text of members alone.</summary>
    public static string TextOf(IReadOnlyDictionary<string, string> members) =>
        string.Join(";", members.Select(member => $"{member.Key}={member.Value}"));

    /// <summary>Returns the text.</summary>
    public override string ToString()
    {
        var units = Units is null ? null : string.Join(";", Units.Select(
            line => FormattableString.Invariant($"{Uri.EscapeDataString(line.Key)}={line.Value}")));
        var members = ShopOrder is null ? TextOf(Members) : $"{TextOf(Members)};{ShopOrderName}={ShopOrder}";
        return units is null or { Length: > LongestUnits } ? members : $"{members}|{units}";
    }

    private static int UnitsOf(IReadOnlyDictionary<string, int> units, string line) => units.TryGetValue(line, out var count) ? count : 0;

    private static string Count(int units) => units == 0 ? "none" : units.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Pairs(string text)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(';').Select(pair => pair.Split('=')).Where(pair => pair.Length == 2))
        {
            pairs[pair[0]] = pair[1];
        }

        return pairs;
    }
}
