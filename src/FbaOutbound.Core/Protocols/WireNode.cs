using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols;

/// <summary>What a node is where a syntax tells the kinds apart, as JSON does.</summary>
internal enum WireKind
{
    Text,
    Number,
    Boolean,
    Object,
    List,

    /// <summary>A text whose characters cannot be read, such as half of a surrogate pair; its value is its escaped form.</summary>
    Broken,
}

/// <summary>
/// A value on the wire, in whatever syntax: JSON, XML or the parameters of a query. Protocols that use the same names in different
/// syntaxes share their mapping through it. A value that cannot be read as the requested type is noted at the root: it becomes
/// no zero and no default, and its text is kept.
/// </summary>
internal sealed class WireNode
{
    private const int LongestUnread = 200;
    private const int MostUnread = 500;

    private HashSet<WireNode>? _unread;
    private WireNode? _parent;

    public WireNode(string name, WireKind kind, string? value, IReadOnlyList<WireNode> children)
    {
        Name = name;
        Kind = kind;
        Value = value;
        Children = children;
        for (var i = 0; i < children.Count; i++)
        {
            children[i]._parent = this;
        }
    }

    public string Name { get; }

    public WireKind Kind { get; }

    /// <summary>The text of a value; of a list that goes out, the name of its elements.</summary>
    public string? Value { get; }

    /// <summary>The members of an object, or the elements of a list, whatever their names.</summary>
    public IReadOnlyList<WireNode> Children { get; }

    /// <summary>Returns a text; null, which is left out, if there is none.</summary>
    public static WireNode? Of(string name, string? text) => string.IsNullOrEmpty(text) ? null : new(name, WireKind.Text, text, []);

    public static WireNode? Of(string name, bool? flag) =>
        flag is null ? null : new(name, WireKind.Boolean, flag.Value ? "true" : "false", []);

    /// <summary>Returns a number that keeps its scale.</summary>
    public static WireNode? Of(string name, decimal? number) =>
        number is null ? null : new(name, WireKind.Number, number.Value.ToString(CultureInfo.InvariantCulture), []);

    public static WireNode? Of(string name, DateTimeOffset? instant) => Of(name, IsoTime.Write(instant));

    /// <summary>Returns an object of those members that have a value.</summary>
    public static WireNode Object(string name, params WireNode?[] members)
    {
        var given = new WireNode[members.Count(static member => member is not null)];
        var count = 0;
        foreach (var member in members)
        {
            if (member is not null)
            {
                given[count++] = member;
            }
        }

        return new(name, WireKind.Object, null, given);
    }

    /// <summary>Returns an object of those members that have a value; null, which is left out, if none has.</summary>
    public static WireNode? ObjectOrNone(string name, params WireNode?[] members) =>
        Object(name, members) is { Children.Count: > 0 } given ? given : null;

    /// <summary>Returns an object of texts by their names, blank ones included; null, which is left out, where there is none.</summary>
    /// <exception cref="FbaException">A name holds half of a character.</exception>
    public static WireNode? Map(string name, IEnumerable<KeyValuePair<string, string>> texts) => ObjectOrNone(
        name, [.. texts.Select(text => new WireNode(WireText.Whole(text.Key), WireKind.Text, text.Value, []))]);

    /// <summary>Returns a list; null, which is left out, where it is empty.</summary>
    /// <param name="name">The list's name.</param>
    /// <param name="element">What its elements are called where a syntax names them.</param>
    /// <param name="elements">The elements.</param>
    public static WireNode? List(string name, string element, IEnumerable<WireNode?> elements)
    {
        List<WireNode> given = [.. elements.OfType<WireNode>()];
        return given.Count == 0 ? null : new(name, WireKind.List, element, given);
    }

    /// <summary>Returns a list that is required: it is written where it is empty, too.</summary>
    public static WireNode AllOf(string name, IEnumerable<WireNode> elements) => new(name, WireKind.List, "", [.. elements]);

    /// <summary>Returns a list of texts.</summary>
    public static WireNode? List(string name, string element, IEnumerable<string?> texts) =>
        List(name, element, texts.Select(text => Of("", text)));

    /// <summary>Returns the member of a name, whatever its case; null if it is not there.</summary>
    public WireNode? Find(string name)
    {
        foreach (var child in Children)
        {
            if (string.Equals(child.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>Returns the first of these members that holds something.</summary>
    public WireNode? FindAny(params string[] names)
    {
        foreach (var name in names)
        {
            if (Find(name) is { IsEmpty: false } node)
            {
                return node;
            }
        }

        return null;
    }

    /// <summary>Returns an identifier, a code or a status; null if it is missing or empty.</summary>
    public string? Text(params string[] names) => ServiceText.Member(Exact(names));

    /// <summary>Returns what people wrote in one line.</summary>
    public string? Prose(params string[] names) => ServiceText.Prose(Exact(names));

    /// <summary>Returns what people wrote in as many lines as they liked.</summary>
    public string? Lines(params string[] names) => ServiceText.Prose(Exact(names), lines: true);

    /// <summary>Returns Base64 of any length, which pages break into lines.</summary>
    public string? Base64(string name) =>
        Exact(name) is { } text
            ? ServiceText.Whole(string.Concat(text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())))
            : null;

    /// <summary>Returns text unchanged, because it is sent back as it is or is cleaned elsewhere.</summary>
    public string? Exact(params string[] names) => FindAny(names)?.Scalar();

    /// <summary>The value as a number; null if it is not one.</summary>
    public decimal? Number => ToDecimal(Value);

    public decimal? Decimal(string name) => Read(name, ToDecimal);

    public int? Integer(string name) => Read(name, ToInteger);

    public bool? Flag(string name) => Read(name, ToFlag);

    /// <summary>Returns an instant in any form that has one meaning.</summary>
    public DateTimeOffset? Date(params string[] names) => FindAny(names)?.Read(IsoTime.Read);

    /// <summary>Returns an amount; null if it does not fit into a decimal.</summary>
    public Money? Money(string name) => Measure(name, (unit, value) => new Money { CurrencyCode = unit, Value = value }, "CurrencyCode");

    /// <summary>Returns a weight, which may be a bare number.</summary>
    public Weight? Weight(string name) =>
        Find(name) is { Children.Count: 0, Kind: not WireKind.Broken, Number: { } bare }
            ? new Weight { Value = bare }
            : Measure(name, (unit, value) => new Weight { Unit = unit, Value = value }, "Unit");

    /// <summary>Returns what <paramref name="map"/> makes of an object; null if it is missing or empty.</summary>
    public T? Map<T>(string name, Func<WireNode, T> map)
        where T : class =>
        Find(name) is { IsEmpty: false } node ? node.Children.Count > 0 && node.Kind == WireKind.Object ? map(node) : node.Note<T>() : null;

    /// <summary>
    /// Returns what <paramref name="map"/> makes of each object of a list; empty if there is none. It is an array: PowerShell finds no
    /// index on what a collection expression makes.
    /// </summary>
    public IReadOnlyList<T> List<T>(string name, Func<WireNode, T> map)
        where T : class =>
        Elements(name).Select(element => element.Kind == WireKind.Object ? map(element) : element.Note<T>()).OfType<T>().ToArray();

    /// <summary>Returns the texts of a list.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Elements(name).Select(element => ServiceText.Member(element.Scalar())).OfType<string>().ToArray();

    /// <summary>Returns what people wrote in the members of an object, by their names.</summary>
    public Dictionary<string, string> TextsByName(string name)
    {
        var texts = new Dictionary<string, string>();
        foreach (var member in Map(name, node => node.Children) ?? [])
        {
            if (!member.IsEmpty && member.Scalar() is { } text)
            {
                texts[ServiceText.Member(member.Name)] = ServiceText.Prose(text, lines: true);
            }
        }

        return texts;
    }

    /// <summary>Notes that the value is not what it should be, and returns null in its place.</summary>
    public T? Note<T>()
    {
        var unread = Root._unread ??= [];
        if (unread.Count < MostUnread)
        {
            unread.Add(this);
        }

        return default;
    }

    /// <summary>Returns what was noted below this node so far, each with its path from here.</summary>
    public IReadOnlyList<UnreadValue> Unread() =>
        Root._unread is not { } noted
            ? []
            : noted.Where(node => node.IsBelow(this))
                .Select(node => new UnreadValue { Path = ServiceText.Member(node.PathFrom(this)), Text = node.AsText() }).ToArray();

    private WireNode Root
    {
        get
        {
            var node = this;
            while (node._parent is { } parent)
            {
                node = parent;
            }

            return node;
        }
    }

    /// <summary>Whether nothing stands here: null in JSON, or an empty element.</summary>
    public bool IsNull => Kind == WireKind.Text && Value is null;

    private bool IsEmpty => Children.Count == 0 && string.IsNullOrEmpty(Value);

    private string? Scalar() => Children.Count == 0 && Kind != WireKind.Broken ? Value : Note<string>();

    private T? Read<T>(string name, Func<string, T?> parse)
        where T : struct =>
        FindAny(name)?.Read(parse);

    private T? Read<T>(Func<string, T?> parse)
        where T : struct =>
        Scalar() is { } text && !string.IsNullOrWhiteSpace(text) ? parse(text) ?? Note<T?>() : null;

    private T? Measure<T>(string name, Func<string?, decimal, T> make, string unit)
        where T : class
    {
        if (Find(name) is not { IsEmpty: false } measure)
        {
            return null;
        }

        return measure.FindAny("Value", "Amount") is not { } value ? measure.Note<T>()
            : value.Read(ToDecimal) is { } number ? make(measure.Text(unit), number)
            : null;
    }

    private IEnumerable<WireNode> Elements(string name)
    {
        if (Find(name) is not { } list)
        {
            return [];
        }

        // XML does not tell a list from an object; a text in place of one is neither.
        if (list.Children.Count == 0)
        {
            _ = list.IsEmpty || list.Note<bool>();
            return [];
        }

        return list.Children.Where(element => !element.IsEmpty);
    }

    private bool IsBelow(WireNode other)
    {
        var node = _parent;
        while (node is not null && !ReferenceEquals(node, other))
        {
            node = node._parent;
        }

        return node is not null;
    }

    private string PathFrom(WireNode start)
    {
        var before = ReferenceEquals(_parent, start) ? "" : _parent!.PathFrom(start);
        if (_parent!.Kind != WireKind.List && _parent.Children.Count(child => child.Name == Name) == 1)
        {
            return before.Length == 0 ? Name : $"{before}.{Name}";
        }

        var index = _parent.Children.TakeWhile(child => !ReferenceEquals(child, this)).Count(child => child.Name == Name);
        return FormattableString.Invariant($"{before}{(Name.Length == 0 || before.Length == 0 ? "" : ".")}{Name}[{index}]");
    }

    private string AsText()
    {
        var text = Children.Count > 0 ? JsonTree.ToText(this) : Value ?? "";
        return ServiceText.Prose(text.Length > LongestUnread ? ServiceText.Cut(text, LongestUnread) + "…" : text);
    }

    // A decimal has 28 digits: what is finer or larger would be rounded silently, even to zero.
    private static decimal? ToDecimal(string? text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var mantissa = new string([.. text!.TakeWhile(character => character is not ('e' or 'E')).Where(char.IsDigit)]).Trim('0');
        return mantissa.Length <= 28 && (number != 0 || mantissa.Length == 0) ? number : null;
    }

    private static int? ToInteger(string text) =>
        ToDecimal(text) is { } number && number is >= int.MinValue and <= int.MaxValue && number == decimal.Truncate(number)
            ? (int)number
            : null;

    // XML Schema writes true as 1, too.
    private static bool? ToFlag(string text) => text.Trim() switch
    {
        "1" => true,
        "0" => false,
        var word => bool.TryParse(word, out var flag) ? flag : null,
    };
}
