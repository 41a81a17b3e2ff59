using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>
/// A list of an output. Its text form joins those of its elements, so that a cell of Export-Csv holds values: of an array it would hold the
/// name of a type.
/// </summary>
internal sealed class OutputList<T> : ReadOnlyCollection<T>
{
    /// <summary>The list without elements, one for all, so that records without any are equal.</summary>
    public static readonly OutputList<T> None = new([], isHidden: false);

    private readonly bool _isHidden;

    private OutputList(IList<T> elements, bool isHidden)
        : base(elements) => _isHidden = isHidden;

    /// <summary>Makes an output's list of any list; null, which says that the elements are unknown, stays null.</summary>
    public static OutputList<T> Of(IReadOnlyList<T> elements) => elements is null ? null! : elements is OutputList<T> list ? list
        : elements.Count == 0 ? None
        : new OutputList<T>(elements as IList<T> ?? [.. elements], isHidden: false);

    /// <summary>Makes a list of personal data, whose text form only counts the elements.</summary>
    public static OutputList<T> Hidden(IReadOnlyList<T> elements) => elements is null ? null!
        : elements is OutputList<T> { _isHidden: true } list ? list
        : elements.Count == 0 ? None
        : new OutputList<T>(elements as IList<T> ?? [.. elements], isHidden: true);

    /// <summary>Returns the text forms of the elements, with a semicolon and a blank between them.</summary>
    public override string ToString() => _isHidden ? OutputText.Hidden(Count) : string.Join("; ", this.Select(OutputText.Of));
}

/// <summary>Texts by their names, as an output holds them. Its text form is <c>name=value; name=value</c>.</summary>
internal sealed class OutputMap<T> : ReadOnlyDictionary<string, T>
{
    /// <summary>The map without entries, one for all, so that records without any are equal.</summary>
    public static readonly OutputMap<T> None = new(new Dictionary<string, T>(), isHidden: false);

    private readonly bool _isHidden;

    private OutputMap(IDictionary<string, T> entries, bool isHidden)
        : base(entries) => _isHidden = isHidden;

    /// <summary>Makes an output's map of any dictionary; null, which says that the entries are unknown, stays null.</summary>
    public static OutputMap<T> Of(IReadOnlyDictionary<string, T> entries) => entries is null ? null! : entries is OutputMap<T> map ? map
        : entries.Count == 0 ? None
        : new OutputMap<T>(DictionaryOf(entries), isHidden: false);

    /// <summary>Makes a map of personal data, whose text form only counts the entries.</summary>
    public static OutputMap<T> Hidden(IReadOnlyDictionary<string, T> entries) => entries is null ? null!
        : entries is OutputMap<T> { _isHidden: true } map ? map
        : entries.Count == 0 ? None
        : new OutputMap<T>(DictionaryOf(entries), isHidden: true);

    /// <summary>Returns the entries, with a semicolon and a blank between them.</summary>
    public override string ToString() => _isHidden
        ? OutputText.Hidden(Count)
        : string.Join("; ", this.Select(entry => $"{entry.Key}={OutputText.Of(entry.Value)}"));

    private static IDictionary<string, T> DictionaryOf(IReadOnlyDictionary<string, T> entries) =>
        entries as IDictionary<string, T> ?? entries.ToDictionary(entry => entry.Key, entry => entry.Value);
}

/// <summary>The text of an element, the same in every culture.</summary>
internal static class OutputText
{
    public static string Hidden(int count) => FormattableString.Invariant($"{count} (not shown)");

    public static string Of<T>(T element) => element switch
    {
        null => "",
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable<string> texts => string.Join(", ", texts),
        _ => element.ToString() ?? "",
    };
}
