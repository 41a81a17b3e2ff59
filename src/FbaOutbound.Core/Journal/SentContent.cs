using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Journal;

/// <summary>
/// What was sent of an order that was imported: a keyed hash of each of its members, and the shop's lines. The text is
/// <c>Member=hash;Member=hash|LINE=units:SKU:hash;LINE=units:SKU:hash</c>; without the bar the lines are not known. Among the members are
/// marks that are none: of the shop's order that it was, because one order's id with a suffix may be another order's id, of the shop's own
/// id of it, of its items whatever their lines are, the format of its file, and the members for which that had no column. Of an order that
/// was sent from rows or objects, without an import, it has the name and the address (<see cref="OrderRecipient"/>), the members in which
/// a difference is lesser, and a mark of its SKUs and their units, behind the word <c>Rows|</c>. Earlier versions wrote fewer marks, of a
/// line the units alone, of orders that were not imported no lesser members, and before that nothing.
/// </summary>
/// <param name="Members">The hashes by the members' names.</param>
/// <param name="Lines">The lines; null if they are not known.</param>
internal sealed record SentContent(IReadOnlyDictionary<string, string> Members, IReadOnlyDictionary<string, SentLine>? Lines)
{
    // A line of a journal has a limit, and everything that is not known was sent.
    private const int LongestLines = 16_000;

    private const string ShopOrderName = "ShopOrder";
    private const string ShopIdName = "ShopId";
    private const string GoodsName = "Goods";
    private const string FormatName = "Format";
    private const string WithoutColumnName = "WithoutColumn";

    /// <summary>What the rows say of refunds.</summary>
    public const string RefundsName = "Refunds";

    private const string RefundValuesName = "RefundValues";
    private const string SentSkusName = "Skus";

    // Earlier versions cannot compare with such an order. They find no members in front of the bar, and so take it as before.
    private const string OfRows = "Rows|";
    // The value of a member that has another one at Amazon: no hash, so equal to none.
    private const string OtherValue = "other";
    private const string AddressName = nameof(FulfillmentOrder.DestinationAddress) + ".";
    private const string ItemsName = nameof(FulfillmentOrder.Items);

    // What a file need not give. Formats have it in one column or another, or have none.
    private static readonly HashSet<string> s_optional = new(StringComparer.Ordinal)
    {
        OptionalMembers.Phone, OptionalMembers.Speed, OptionalMembers.Emails, OptionalMembers.Comment,
    };

    /// <summary>The mark of the shop's order (<see cref="JournalAccount.MarkOf"/>); null if it is not known.</summary>
    public string? ShopOrder { get; init; }

    /// <summary>The mark of the shop's own id (<see cref="JournalAccount.ShopIdOf"/>); null if it is not known.</summary>
    public string? ShopId { get; init; }

    /// <summary>The mark of what the items bring (<see cref="JournalAccount.ItemsOf"/>); null if it is not known.</summary>
    public string? Goods { get; init; }

    /// <summary>The format of the file; null if it is not known.</summary>
    public string? Format { get; init; }

    /// <summary>The mark of the refunds by the values of their amounts; null if it is not known.</summary>
    public string? RefundValues { get; init; }

    /// <summary>
    /// The mark of the SKUs and their units (<see cref="JournalAccount.SkusOf"/>) of an order that was sent without an import; null for
    /// others, and if it is not known.
    /// </summary>
    public string? SentSkus { get; init; }

    /// <summary>The same mark of an order as it is imported now. It is not written.</summary>
    public string? Skus { get; init; }

    /// <summary>
    /// The hashes of the recipient of an order as it is imported now, as those of an order that was sent without an import. They are not
    /// written.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Recipient { get; init; }

    /// <summary>The members that the file had no column for, by the names of <see cref="OptionalMembers"/>.</summary>
    public IReadOnlyList<string> WithoutColumn { get; init; } = [];

    /// <summary>Whether the order was sent although its rows told of refunds.</summary>
    public bool HasRefunds => Members.ContainsKey(RefundsName);

    /// <summary>Returns the content of an order: as it was imported, if that is known.</summary>
    public static SentContent Of(FulfillmentOrder order, JournalAccount account)
    {
        var (id, source) = (order.SellerFulfillmentOrderId, order.Source);
        if (source?.Imported is not { } imported)
        {
            var recipient = RecipientOf(order, id, account) ?? [];
            return new(
                recipient.Count == 0 ? recipient
                    : recipient.Concat(account.LesserMembersOf(order)).ToDictionary(member => member.Key, member => member.Value),
                Lines: null)
            {
                SentSkus = account.SkusOf(order),
            };
        }

        return new(
            MembersOf(order, account),
            source.Lines?.ToDictionary(
                line => line.Key, line => new SentLine(line.Value.Units, line.Value.Sku, account.LineGoodsOf(id, line.Value.Goods))))
        {
            ShopOrder = source.WholeId is { } whole ? account.MarkOf(id, whole) : null,
            ShopId = source.ShopId is { } shopId ? account.ShopIdOf(id, shopId) : null,
            Goods = source.Lines is null ? null : account.ItemsOf(imported with { SellerFulfillmentOrderId = id }),
            Skus = account.SkusOf(imported with { SellerFulfillmentOrderId = id }),
            Recipient = RecipientOf(imported, id, account),
            Format = source.Format is { Length: > 0 } format ? format : null,
            RefundValues = source.RefundValues is { } values ? account.RefundsOf(id, values) : null,
            WithoutColumn = source.WithoutColumn,
        };
    }

    /// <summary>Reads the text; null if it has no members.</summary>
    public static SentContent? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        text = text!.StartsWith(OfRows, StringComparison.Ordinal) ? text.Substring(OfRows.Length) : text;
        var bar = text.IndexOf('|');
        var members = Pairs(bar < 0 ? text : text.Substring(0, bar));
        var content = new SentContent(members, bar < 0 ? null : LinesOf(text.Substring(bar + 1)))
        {
            ShopOrder = Take(members, ShopOrderName),
            ShopId = Take(members, ShopIdName),
            Goods = Take(members, GoodsName),
            Format = Take(members, FormatName),
            RefundValues = Take(members, RefundValuesName),
            SentSkus = Take(members, SentSkusName),
            WithoutColumn = Take(members, WithoutColumnName)?.Split(',') ?? [],
        };
        return members.Count == 0 ? null : content;
    }

    /// <summary>Returns the shop's lines of an imported order; null if they are not known.</summary>
    public static Dictionary<string, SentLine>? LinesOf(FulfillmentOrder order) =>
        order.Source?.Lines?.ToDictionary(line => line.Key, line => new SentLine(line.Value.Units, line.Value.Sku, null));

    /// <summary>Returns this content with what an earlier one gives of the members that the file has no column for.</summary>
    public SentContent FilledFrom(SentContent? then)
    {
        if (then is null or { SentSkus: not null } || WithoutColumn.Count == 0)
        {
            return this;
        }

        var members = Members.Where(member => !WithoutColumn.Contains(member.Key))
            .ToDictionary(member => member.Key, member => member.Value);
        foreach (var member in then.Members.Where(member => WithoutColumn.Contains(member.Key)))
        {
            members[member.Key] = member.Value;
        }

        return this with { Members = members, WithoutColumn = [.. WithoutColumn.Intersect(then.WithoutColumn)] };
    }

    /// <summary>Returns this content with the refunds of another one.</summary>
    public SentContent WithRefundsOf(SentContent other) => WithRefunds(
        other.Members.TryGetValue(RefundsName, out var refunds) ? refunds : null, other.RefundValues);

    /// <summary>Returns this content as that of an order whose rows tell of no refunds.</summary>
    public SentContent WithoutRefunds() => WithRefunds(null, null);

    /// <summary>Returns this content as that of an order which has other values in some members: whatever is given there differs.</summary>
    public SentContent WithOther(IEnumerable<string> names)
    {
        var members = Members.ToDictionary(member => member.Key, member => member.Value);
        foreach (var name in names)
        {
            foreach (var known in Members.Keys.Where(known => IsOf(known, name)))
            {
                members[known] = OtherValue;
            }
        }

        return this with { Members = members };
    }

    /// <summary>Whether a member of a content is one of an order, or has it as a part.</summary>
    public static bool IsOf(string known, string name) =>
        known == name || (known == nameof(FulfillmentOrder.DestinationAddress) && OrderComparison.IsOfAddress(name));

    /// <summary>
    /// Returns the members in which an order differs from one that was sent with the same essential content; none if that is not known,
    /// because the two were not given in the same way, or an earlier version sent the order.
    /// </summary>
    public static IReadOnlyList<string> LesserDifferences(FulfillmentOrder order, SameOrders same, string? sent, JournalAccount account)
    {
        var imported = order.Source?.Imported;
        if (Parse(sent) is not { } then || then.SentSkus is null != imported is not null)
        {
            return [];
        }

        // Parameters can have changed what was imported, and the difference may be one of theirs.
        var now = account.LesserMembersOf(
            imported is null ? order : imported with { SellerFulfillmentOrderId = order.SellerFulfillmentOrderId });
        HashSet<string> others = imported is null ? [AddressName + nameof(Address.Name), nameof(FulfillmentOrder.DestinationAddress)]
            : [.. account.MembersOf(imported).Keys.Except(now.Keys), RefundsName];
        var known = then.Members.Where(member => !others.Contains(member.Key))
            .ToDictionary(member => member.Key, member => member.Value);
        if (known.Count == 0)
        {
            return [];
        }

        // What one of them leaves out is the default there; the default of the date is the time of the run.
        var defaults = account.LesserMembersOf(same.AllDefault);
        string? ValueOf(IReadOnlyDictionary<string, string> members, string name) => members.TryGetValue(name, out var value)
            || (SameOrders.HasDefault(name) && defaults.TryGetValue(name, out value)) ? value : null;
        return
        [
            .. known.Keys.Union(now.Keys)
                .Where(name => ValueOf(known, name) != ValueOf(now, name)
                    && (name != nameof(order.DisplayableOrderDate) || (known.ContainsKey(name) && now.ContainsKey(name))))
                .OrderBy(name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Whether the lines can be held against those of another content: they are named in the same way, bring the same, or have SKUs.
    /// </summary>
    public bool KnowsLinesOf(SentContent other) => BringsSame(other) || NamesLinesAs(other) || (HasSkus && other.HasSkus);

    /// <summary>
    /// Returns the members in which this content differs from an earlier one. Lines that cannot be compared are none of them.
    /// </summary>
    public IReadOnlyList<string> DifferencesFrom(SentContent then)
    {
        if (then.SentSkus is not null)
        {
            return DifferencesFromRows(then);
        }

        var names = then.Members.Keys.Union(Members.Keys).Where(name =>
            !(then.Members.TryGetValue(name, out var left) && Members.TryGetValue(name, out var right) && left == right));

        // The same goods in other lines, or in another order of lines, are no edit.
        if (BringsSame(then))
        {
            names = names.Where(name => !IsOfItems(name));
        }
        else if (!NamesLinesAs(then))
        {
            names = names.Where(name => !IsOfItems(name)).Concat(HasOtherLines(then) ? [ItemsName] : []);
        }

        // Files tell the time of an order in different ways, and no shop edits it.
        return
        [
            .. names.Where(name => name != nameof(FulfillmentOrder.DisplayableOrderDate) && !IsSame(name, then))
                .OrderBy(name => name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Returns the members in which an order differs from what was sent of it under several ids.</summary>
    /// <param name="then">What was sent last.</param>
    /// <param name="more">The lines that were sent besides.</param>
    public IReadOnlyList<string> DifferencesFrom(SentContent then, IReadOnlyList<IReadOnlyDictionary<string, SentLine>> more)
    {
        var areAll = more.Count > 0 && then.Lines is { } known && Lines is { } now
            && LineChanges([known, .. more], now, isPart: false).Count == 0;
        return areAll ? [.. DifferencesFrom(then).Where(name => !IsOfItems(name))] : DifferencesFrom(then);
    }

    /// <summary>
    /// Returns the members in which an order of which a part was shipped differs from what was sent. What was shipped may be missing, or be
    /// counted no more: only units beyond those that are known count.
    /// </summary>
    /// <param name="then">What was sent, or was last told of.</param>
    /// <param name="more">Lines that are known besides: they went out, or go out, under other ids.</param>
    public IReadOnlyList<string> DifferencesOfPartFrom(SentContent then, IReadOnlyList<IReadOnlyDictionary<string, SentLine>> more)
    {
        var hasMore = then.Lines is { } known && Lines is { } now && LineChanges([known, .. more], now, isPart: true).Count > 0;
        return
        [
            .. DifferencesFrom(then).Where(name => name is not (RefundsName or nameof(FulfillmentOrder.Policy))
                && (hasMore || !IsOfItems(name))),
        ];
    }

    /// <summary>
    /// Returns the members in which the rest of an order differs from the rest that was sent. Fewer units were shipped meanwhile.
    /// </summary>
    public IReadOnlyList<string> DifferencesOfRestFrom(SentContent then)
    {
        var isLess = then.SentSkus is not null || (then.Lines is { } known && Lines is { } now
            && LineChanges([known], now, isPart: false).Count > 0 && LineChanges([known], now, isPart: true).Count == 0);
        return isLess ? [.. DifferencesFrom(then).Where(name => !IsOfItems(name) && name != nameof(FulfillmentOrder.Policy))]
            : DifferencesFrom(then);
    }

    /// <summary>Tells of each line that has other units by now, or stands for other goods, by its SKU if it is known.</summary>
    /// <param name="then">The lines that are known.</param>
    /// <param name="now">The lines of now.</param>
    /// <param name="isPart">Whether fewer units say nothing.</param>
    public static IReadOnlyList<string> LineChanges(
        IReadOnlyList<IReadOnlyDictionary<string, SentLine>> then, IReadOnlyDictionary<string, SentLine> now, bool isPart)
    {
        var bySku = then.All(lines => lines.Values.All(line => line.Sku is not null));
        var before = Sum(then.SelectMany(lines => lines), bySku);
        var after = Sum(now, bySku);
        return
        [
            .. before.Keys.Union(after.Keys).Select(line => (Line: line, Then: UnitsOf(before, line), Now: UnitsOf(after, line)))
                .Where(line => isPart ? line.Now > line.Then : line.Now != line.Then)
                .Select(line => FormattableString.Invariant($"{line.Line} {Count(line.Then)} sent, {Count(line.Now)} now")),
            .. before.Keys.Where(line => after.TryGetValue(line, out var other) && other.Goods is { } goods
                && before[line].Goods is { } earlier && goods != earlier).Select(line => $"{line} is mapped differently"),
        ];
    }

    /// <summary>Returns the text.</summary>
    public override string ToString()
    {
        var marks = new[]
        {
            (ShopOrderName, ShopOrder), (ShopIdName, ShopId), (GoodsName, Goods), (FormatName, Format),
            (RefundValuesName, RefundValues), (SentSkusName, SentSkus),
            (WithoutColumnName, WithoutColumn.Count == 0 ? null : string.Join(",", WithoutColumn)),
        };
        var members = string.Join(";", Members.Select(member => (Name: member.Key, Value: (string?)member.Value))
            .Concat(marks.Select(mark => (Name: mark.Item1, Value: mark.Item2))).Where(pair => pair.Value is not null)
            .Select(pair => $"{pair.Name}={pair.Value}"));
        var lines = Lines is null ? null : string.Join(";", Lines.Select(line => $"{Uri.EscapeDataString(line.Key)}={line.Value.ToText(line.Key)}"));
        return SentSkus is not null ? OfRows + members
            : lines is null or { Length: > LongestLines } ? members
            : $"{members}|{lines}";
    }

    private SentContent WithRefunds(string? refunds, string? values)
    {
        var members = Members.Where(member => member.Key != RefundsName).ToDictionary(member => member.Key, member => member.Value);
        if (refunds is not null)
        {
            members.Add(RefundsName, refunds);
        }

        return this with { Members = members, RefundValues = values };
    }

    // Rows and objects need not have what an import reads or fills in, parameters can replace the rest, and the ids of items differ: only
    // the recipient counts, and what is sent to him.
    private List<string> DifferencesFromRows(SentContent then) =>
    [
        .. then.Members.Where(member => Recipient?.TryGetValue(member.Key, out var now) == true && now != member.Value)
            .Select(member => member.Key)
            .Concat(Skus is not null && Skus != then.SentSkus ? [ItemsName] : [])
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    private static Dictionary<string, string>? RecipientOf(FulfillmentOrder order, string id, JournalAccount account) =>
        order.Recipient is not { } recipient ? null : new()
        {
            [AddressName + nameof(Address.Name)] = account.RecipientOf(id, recipient.Name),
            [nameof(FulfillmentOrder.DestinationAddress)] = account.RecipientOf(id, recipient.Place),
        };

    // What the earlier file could not give, or another format did not give, is no edit if it is given now, nor is 10 in the place of 10.00.
    private bool IsSame(string name, SentContent then) =>
        (name == RefundsName && RefundValues is not null && RefundValues == then.RefundValues)
        || then.WithoutColumn.Contains(name)
        || (IsOfOtherFormat(then) && s_optional.Contains(name) && !then.Members.ContainsKey(name));

    // The hashes of items have the ids of lines in them. Another format, or a file without these ids, names the same lines in another way.
    private bool NamesLinesAs(SentContent other) => !IsOfOtherFormat(other) && (Lines is null || other.Lines is null
        || (HasSkus && other.HasSkus ? HasLineIds == other.HasLineIds : Lines.Keys.Any(other.Lines.ContainsKey)));

    private bool IsOfOtherFormat(SentContent other) => Format is not null && other.Format is not null && Format != other.Format;

    private bool BringsSame(SentContent other) => Goods is not null && Goods == other.Goods;

    // The goods of items have their texts, too, which formats write in different ways.
    private bool HasOtherLines(SentContent then) => (!IsOfOtherFormat(then) && Goods is not null && then.Goods is not null)
        || (HasSkus && then.HasSkus && LineChanges([then.Lines!], Lines!, isPart: false).Count > 0);

    private bool HasSkus => Lines?.Values.All(line => line.Sku is not null) == true;

    private bool HasLineIds => Lines!.Any(line => line.Value.Sku != line.Key);

    private static IReadOnlyDictionary<string, string> MembersOf(FulfillmentOrder order, JournalAccount account)
    {
        var members = account.MembersOf(order.Source?.Imported ?? order);
        return order.Source?.Refunds is not { } refunds ? members : members
            .Append(new(RefundsName, account.RefundsOf(order.SellerFulfillmentOrderId, refunds)))
            .ToDictionary(member => member.Key, member => member.Value);
    }

    public static bool IsOfItems(string name) => name == ItemsName || name.StartsWith(ItemsName + ".", StringComparison.Ordinal);

    private static Dictionary<string, SentLine> Sum(IEnumerable<KeyValuePair<string, SentLine>> lines, bool bySku)
    {
        var sums = new Dictionary<string, SentLine>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var key = bySku ? line.Value.Sku! : line.Key;
            sums[key] = sums.TryGetValue(key, out var sum) ? sum with { Units = sum.Units + line.Value.Units } : line.Value;
        }

        return sums;
    }

    private static int UnitsOf(Dictionary<string, SentLine> lines, string line) => lines.TryGetValue(line, out var found) ? found.Units : 0;

    private static string Count(int units) => units == 0 ? "none" : units.ToString(CultureInfo.InvariantCulture);

    private static string? Take(Dictionary<string, string> members, string name)
    {
        var value = members.TryGetValue(name, out var found) ? found : null;
        members.Remove(name);
        return value;
    }

    private static Dictionary<string, SentLine>? LinesOf(string text)
    {
        var lines = new Dictionary<string, SentLine>(StringComparer.Ordinal);
        foreach (var pair in Pairs(text))
        {
            var key = Uri.UnescapeDataString(pair.Key);
            if (SentLine.Parse(key, pair.Value) is not { } line)
            {
                return null;
            }

            lines[key] = line;
        }

        return lines;
    }

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

/// <summary>The members that a file need not give, by the names that their hashes have.</summary>
internal static class OptionalMembers
{
    public const string Phone = $"{nameof(FulfillmentOrder.DestinationAddress)}.{nameof(Address.Phone)}";
    public const string Speed = nameof(FulfillmentOrder.ShippingSpeedCategory);
    public const string Emails = nameof(FulfillmentOrder.NotificationEmails);
    public const string Comment = nameof(FulfillmentOrder.DisplayableOrderComment);
}

/// <summary>A line of a shop's order, as a part of it was sent.</summary>
/// <param name="Units">The units.</param>
/// <param name="Sku">The SKU in the shop; null if it is not known.</param>
/// <param name="Goods">The mark of what it stands for at Amazon (<see cref="JournalAccount.LineGoodsOf"/>); null if it is not known.</param>
internal sealed record SentLine(int Units, string? Sku, string? Goods)
{
    /// <summary>Reads the text of a line; null if it is none. A SKU that is the line's key is left out.</summary>
    public static SentLine? Parse(string key, string text)
    {
        var parts = text.Split(':');
        return !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var units) ? null
            : parts.Length < 3 ? new SentLine(units, null, null)
            : new SentLine(units, parts[1].Length == 0 ? key : Uri.UnescapeDataString(parts[1]), parts[2].Length == 0 ? null : parts[2]);
    }

    /// <summary>Returns the text.</summary>
    public string ToText(string key) => Sku is null ? Units.ToString(CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"{Units}:{(Sku == key ? "" : Uri.EscapeDataString(Sku))}:{Goods}");
}
