using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Http;
using FbaOutbound.Orders;

namespace FbaOutbound.Protocols;

/// <summary>What a node is where a syntax tells the kinds apart, as JSON does.</summary>
internal enum WireKind
{
    Text,
    Number,
    Boolean,
    Object,
    List,
}

/// <summary>
/// A value on the wire, in whatever syntax: JSON, XML or the parameters of a query. Protocols that use the same names in different
/// syntaxes share their mapping through it.
/// </summary>
internal sealed class WireNode
{
    private static readonly string[] s_usDates = ["MM/dd/yyyy HH:mm:ss"];

    public WireNode(string name, WireKind kind, string? value, IReadOnlyList<WireNode> children)
    {
        Name = name;
        Kind = kind;
        Value = value;
        Children = children;
    }

    public string Name { get; }

    public WireKind Kind { get; }

    /// <summary>The text of a value; of a list that goes out, the name of its elements.</summary>
    public string? Value { get; }

    /// <summary>The members of an object, or the elements of a list, whatever they are called.</summary>
    public IReadOnlyList<WireNode> Children { get; }

    /// <summary>Returns a text; null, which is left out, where there is none.</summary>
    public static WireNode? Of(string name, string? text) => string.IsNullOrEmpty(text) ? null : new(name, WireKind.Text, text, []);

    public static WireNode? Of(string name, bool? flag) => flag is null ? null : new(name, WireKind.Boolean, flag.Value ? "true" : "false", []);

    /// <summary>Returns a number that keeps its scale.</summary>
    public static WireNode? Of(string name, decimal? number) =>
        number is null ? null : new(name, WireKind.Number, number.Value.ToString(CultureInfo.InvariantCulture), []);

    public static WireNode? Of(string name, DateTimeOffset? instant) => Of(name, IsoTime.Write(instant));

    /// <summary>Returns an object of those members that have a value.</summary>
    public static WireNode Object(string name, params WireNode?[] members) => new(name, WireKind.Object, null, [.. members.OfType<WireNode>()]);

    /// <summary>Returns a list; null, which is left out, where it is empty.</summary>
    /// <param name="name">The list's name.</param>
    /// <param name="element">What its elements are called where a syntax names them.</param>
    /// <param name="elements">The elements.</param>
    public static WireNode? List(string name, string element, IEnumerable<WireNode?> elements)
    {
        List<WireNode> given = [.. elements.OfType<WireNode>()];
        return given.Count == 0 ? null : new(name, WireKind.List, element, given);
    }

    /// <summary>Returns a list of texts.</summary>
    public static WireNode? List(string name, string element, IEnumerable<string?> texts) => List(name, element, texts.Select(text => Of("", text)));

    /// <summary>Returns the member of a name, whatever its case; null where it is not there.</summary>
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
    public WireNode? FindAny(params string[] names) => names.Select(Find).FirstOrDefault(node => node is not null && !node.IsEmpty);

    /// <summary>Returns an identifier, a code or a status without the blanks around it; null where it is missing or blank.</summary>
    public string? Text(params string[] names) => ServiceText.Member(Exact(names));

    /// <summary>Returns what people wrote in one line.</summary>
    public string? Prose(params string[] names) => ServiceText.Prose(Exact(names));

    /// <summary>Returns what people wrote in as many lines as they liked.</summary>
    public string? Lines(params string[] names) => ServiceText.Prose(Exact(names), lines: true);

    /// <summary>Returns Base64 of any length, which pages break into lines.</summary>
    public string? Base64(string name) =>
        Exact(name) is { } text ? ServiceText.Whole(string.Concat(text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()))) : null;

    /// <summary>Returns a text as it came, without the blanks around it: what goes back as it is, or is cleaned elsewhere.</summary>
    public string? Exact(params string[] names) => FindAny(names)?.Value?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The value as a number; null where it is none.</summary>
    public decimal? Number => ToDecimal(Value);

    public decimal? Decimal(string name) => ToDecimal(Text(name));

    public int? Integer(string name) =>
        Decimal(name) is { } number && number is >= int.MinValue and <= int.MaxValue && number == decimal.Truncate(number) ? (int)number : null;

    public bool? Flag(string name) => bool.TryParse(Text(name), out var flag) ? flag : null;

    /// <summary>Returns an instant in any ISO 8601 form, or as 10/16/2018 07:41:12, which a page of MWS shows; null where it is none.</summary>
    public DateTimeOffset? Date(params string[] names) =>
        IsoTime.Read(Text(names))
        ?? (DateTimeOffset.TryParseExact(Text(names), s_usDates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null);

    /// <summary>Returns an amount; an amount that no decimal can hold is none.</summary>
    public Money? Money(string name) =>
        Find(name) is { } money && ToDecimal(money.Text("Value", "Amount")) is { } value
            ? new Money { CurrencyCode = money.Text("CurrencyCode"), Value = value }
            : null;

    /// <summary>Returns what <paramref name="map"/> makes of an object; null where it is missing or empty.</summary>
    public T? Map<T>(string name, Func<WireNode, T> map)
        where T : class =>
        Find(name) is { IsEmpty: false } node ? map(node) : null;

    /// <summary>
    /// Returns what <paramref name="map"/> makes of each element of a list; empty where there is none. It is an array: PowerShell finds no
    /// index on what a collection expression makes.
    /// </summary>
    public IReadOnlyList<T> List<T>(string name, Func<WireNode, T> map) =>
        Find(name) is { } list ? list.Children.Where(element => !element.IsEmpty).Select(map).ToArray() : [];

    /// <summary>Returns the texts of a list.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        List(name, element => ServiceText.Member(element.Value?.Trim())).OfType<string>().Where(text => text.Length > 0).ToArray();

    private bool IsEmpty => Children.Count == 0 && string.IsNullOrWhiteSpace(Value);

    private static decimal? ToDecimal(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
