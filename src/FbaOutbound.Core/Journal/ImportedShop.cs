using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.Journal;

/// <summary>What imports with a journal have noted of the shop.</summary>
/// <param name="After">The first day whose orders are sent; null where no format has asked for it.</param>
/// <param name="Versions">The version of each format that was imported.</param>
internal sealed record ImportedShop(DateTimeOffset? After, IReadOnlyDictionary<string, int> Versions)
{
    private const string KeyMark = "Key";

    /// <summary>Reads the versions from their text.</summary>
    public static IReadOnlyDictionary<string, int> VersionsOf(string? text)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var pair in (text ?? "").Split(',').Select(pair => pair.Trim().Split(' ')).Where(pair => pair.Length == 2))
        {
            if (int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                versions[pair[0]] = version;
            }
        }

        return versions;
    }

    /// <summary>Reads the columns of order numbers from the same text.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> KeysOf(string? text) => (text ?? "").Split(',')
        .Select(part => part.Trim().Split(' ')).Where(parts => parts.Length > 2 && parts[1] == KeyMark)
        .GroupBy(parts => parts[0]).ToDictionary(
            parts => parts.Key, parts => (IReadOnlyList<string>)[.. parts.Last().Skip(2).Select(Uri.UnescapeDataString)]);

    /// <summary>
    /// The columns by which the orders of each format are numbered, where it has several: all of them have the same numbers.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// Returns the formats with their versions and columns, such as <c>Shopify 1, WooSkyVerge Key order_id</c>. Versions of the module
    /// that do not know the columns leave them out.
    /// </summary>
    public override string ToString() => string.Join(", ", Versions.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value}"))
        .Concat(Keys.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} {KeyMark} {string.Join(" ", pair.Value.Select(Uri.EscapeDataString))}")));
}
