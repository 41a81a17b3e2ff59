using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Rows;

/// <summary>
/// The names of columns and properties as a message may show them. In place of the names, a file without a header has the data of its first
/// recipient.
/// </summary>
internal static class ShownNames
{
    private const int FewestDigits = 4;

    private static readonly Regex s_index = new(@"\[[0-9]+\]", RegexOptions.CultureInvariant);

    /// <summary>
    /// Whether a name cannot be told from a value, such as an e-mail address, a house number with its street, or a postal code.
    /// </summary>
    public static bool MayBeValue(string name)
    {
        var text = s_index.Replace(name.Trim(), "");
        return text.IndexOf('@') >= 0 || (text.Length > 0 && char.IsDigit(text[0])) || text.Count(char.IsDigit) >= FewestDigits;
    }

    /// <summary>Joins names, and counts those that may be values or are beyond <paramref name="most"/>.</summary>
    public static string Join(IEnumerable<string> names, int most = int.MaxValue) =>
        Join(names.Select(name => new UnknownColumn(name, null)), most);

    /// <inheritdoc cref="Join(IEnumerable{string}, int)"/>
    public static string Join(IEnumerable<UnknownColumn> columns, int most = int.MaxValue)
    {
        var all = columns.ToList();
        var shown = all.Where(column => !MayBeValue(column.Name)).Take(most)
            .Select(column => (column with { Name = Spelling.Showable(column.Name) }).ToString()).ToList();
        var rest = (all.Count - shown.Count).ToString(CultureInfo.InvariantCulture);
        return shown.Count == all.Count ? string.Join(", ", shown)
            : shown.Count == 0 ? $"{rest} whose names look like data"
            : $"{string.Join(", ", shown)} and {rest} more";
    }

    /// <summary>
    /// Tells the properties of an object that lacks one: their names if a third of them is known, else that the header may be missing. A
    /// single name that is known may be a recipient's data, too, such as a town in the place of a name.
    /// </summary>
    /// <param name="names">The names of the properties.</param>
    /// <param name="asked">The properties that the object lacks, or whose values are blank.</param>
    /// <param name="most">How many names are shown.</param>
    public static string Describe(IReadOnlyCollection<string> names, IReadOnlyCollection<string> asked, int most)
    {
        var given = names.Where(name => !string.IsNullOrWhiteSpace(name)).ToList();
        return given.Count == 0 ? "The input has no properties."
            : given.Count(name => IsKnown(name, asked)) is var known && known == 0
                ? "None of its properties is known. If it was read from a file, the file probably has no header line, or another delimiter."
            : 3 * known < given.Count
                ? $"Only {known} of its {given.Count} properties {(known == 1 ? "is" : "are")} known. If it was read from a file, check that the first line is the header."
            : $"The input's properties are: {Join(given, most)}.";
    }

    private static bool IsKnown(string name, IReadOnlyCollection<string> asked) =>
        OrderColumns.Find(name) is not null || asked.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);
}
