using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>
/// Gathers in what two orders differ. A member that was not wanted is not compared; one that was wanted and is missing or masked in
/// what was found is not comparable.
/// </summary>
/// <param name="filledIn">Members that were not given.</param>
/// <param name="given">
/// Is told each member that is compared: its name, the weight of a difference in it, and a text that is the same for all that are not
/// different.
/// </param>
internal sealed class DifferenceList(IReadOnlyCollection<string> filledIn, Action<string, string, string>? given = null)
{
    private readonly List<OrderDifference> _differences = [];

    public IReadOnlyList<OrderDifference> Differences => _differences;

    public void Add(string member, string kind) => Add(member, kind, isMissing: false);

    public bool IsFilledIn(string member) => filledIn.Contains(member);

    /// <summary>Compares texts that people wrote, and that a service may hide.</summary>
    /// <param name="member">The member's name.</param>
    /// <param name="wanted">The text that was requested.</param>
    /// <param name="found">The text that is there.</param>
    /// <param name="kind">The weight of a difference.</param>
    /// <param name="isHidden">Whether the service hides this part of the order, so that no text does not mean that there is none.</param>
    public void Text(string member, string? wanted, string? found, string kind = DifferenceKind.Minor, bool isHidden = false) =>
        Compare(member, Blank(wanted), Blank(found), kind, Same, Canonical, isProse: true, isHidden);

    /// <summary>Compares identifiers exactly, capitals and inner spaces included: MUG-a and MUG-A are two products.</summary>
    public void Id(string member, string? wanted, string? found, string kind) =>
        Compare(
            member, Blank(wanted)?.Trim(), Blank(found)?.Trim(), kind, (w, f) => string.Equals(w, f, StringComparison.Ordinal), Canonical);

    /// <summary>Compares codes, which are never hidden.</summary>
    public void Code(string member, string? wanted, string? found, string kind = DifferenceKind.Minor) =>
        Compare(member, Blank(wanted), Blank(found), kind, Same, Canonical);

    /// <summary>Compares the services' own words, which one version writes FillOrKill and the other FILL_OR_KILL.</summary>
    public void Word(string member, string? wanted, string? found) =>
        Code(member, wanted?.Replace("_", ""), found?.Replace("_", ""));

    public void Amount(string member, Money? wanted, Money? found, string kind) =>
        Compare(member, wanted, found, kind, (w, f) => w.Value == f.Value
            && (Blank(w.CurrencyCode) is not { } currency || Blank(f.CurrencyCode) is not { } other || Same(currency, other)),
            w => w.Value.ToString("G29", CultureInfo.InvariantCulture) + Canonical(w.CurrencyCode ?? ""));

    /// <summary>Compares what is either so or not.</summary>
    public void Flag(string member, bool? wanted, bool? found, string kind)
    {
        given?.Invoke(member, kind, wanted == true ? "1" : "0");
        if ((wanted ?? false) != found)
        {
            Add(member, found is null ? DifferenceKind.NotComparable : kind);
        }
    }

    /// <summary>Compares numbers of units. An order holds no item of zero units: the response left the number out.</summary>
    public void Units(string member, int? wanted, int? found, string kind)
    {
        given?.Invoke(member, kind, (wanted ?? 0).ToString(CultureInfo.InvariantCulture));
        if ((wanted ?? 0) != found)
        {
            Add(member, found is null or <= 0 ? DifferenceKind.NotComparable : kind);
        }
    }

    /// <summary>Compares texts by their names.</summary>
    public void Map(string member, IReadOnlyDictionary<string, string>? wanted, IReadOnlyDictionary<string, string>? found) =>
        Set(member, Pairs(wanted), Pairs(found));

    public void Slip(string member, PackingSlip? wanted, PackingSlip? found)
    {
        Code($"{member}.{nameof(PackingSlip.TemplateName)}", wanted?.TemplateName, found?.TemplateName);
        Map($"{member}.{nameof(PackingSlip.Attributes)}", wanted?.Attributes, found?.Attributes);
    }

    /// <summary>Compares points in time; a service that keeps whole seconds has not changed them.</summary>
    public void Instant(string member, DateTimeOffset? wanted, DateTimeOffset? found)
    {
        if (wanted is null || IsFilledIn(member))
        {
            return;
        }

        given?.Invoke(member, DifferenceKind.Minor, wanted.Value.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (found is null)
        {
            Add(member, DifferenceKind.NotComparable);
        }
        else if ((wanted.Value - found.Value).Duration() >= TimeSpan.FromSeconds(1))
        {
            Add(member, DifferenceKind.Minor);
        }
    }

    /// <summary>Compares texts that are points in time as such, and as texts where they are not.</summary>
    public void InstantText(string member, string? wanted, string? found)
    {
        if (TryParse(wanted, out var wantedInstant) && TryParse(found, out var foundInstant))
        {
            Instant(member, wantedInstant, foundInstant);
        }
        else
        {
            Code(member, wanted, found);
        }
    }

    /// <summary>Compares lists whose order does not matter.</summary>
    public void Set(string member, IEnumerable<string> wanted, IEnumerable<string> found)
    {
        var wantedSet = ToSet(wanted);
        var foundSet = ToSet(found);
        if (wantedSet.Count == 0 || IsFilledIn(member))
        {
            return;
        }

        given?.Invoke(
            member, DifferenceKind.Minor, string.Join("\n", wantedSet.Select(Canonical).OrderBy(text => text, StringComparer.Ordinal)));
        if (wantedSet.SetEquals(foundSet))
        {
            return;
        }

        var kind = foundSet.Count == 0 || foundSet.Any(Masking.IsMasked) ? DifferenceKind.NotComparable : DifferenceKind.Minor;
        Add(member, kind, isMissing: foundSet.Count == 0);
    }

    /// <summary>Whether two texts are the same but for case and blanks.</summary>
    public static bool Same(string left, string right) =>
        string.Equals(Collapse(left), Collapse(right), StringComparison.OrdinalIgnoreCase);

    public static string Collapse(string text) => IsCollapsed(text)
        ? text
        : string.Join(" ", Visible(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Returns a text that is equal for all texts that are the same.</summary>
    public static string Canonical(string text) => Collapse(text).ToUpperInvariant();

    private void Compare<T>(
        string member,
        T? wanted,
        T? found,
        string kind,
        Func<T, T, bool> same,
        Func<T, string> canonical,
        bool isProse = false,
        bool isHidden = false)
        where T : class
    {
        if (wanted is null || IsFilledIn(member))
        {
            return;
        }

        given?.Invoke(member, kind, canonical(wanted));
        if (found is not null && same(wanted, found))
        {
            return;
        }

        var isComparable = found is not null && !(isProse && Masking.IsMasked(found as string));
        Add(member, isComparable ? kind : DifferenceKind.NotComparable, isMissing: found is null && isProse && !isHidden);
    }

    private void Add(string member, string kind, bool isMissing) =>
        _differences.Add(new OrderDifference { Member = member, Kind = kind, IsMissing = isMissing });

    // Printable ASCII with single blanks between words.
    private static bool IsCollapsed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (>= ' ' and <= '~') || (text[i] == ' ' && (i == 0 || i == text.Length - 1 || text[i - 1] == ' ')))
            {
                return false;
            }
        }

        return text.Length <= ServiceText.LongestMember;
    }

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string>? map) =>
        (map ?? new Dictionary<string, string>()).Select(pair => $"{pair.Key}={pair.Value}");

    // Terminal control characters were removed from the found order when it was read, but are in the wanted one.
    private static string Visible(string text) => ServiceText.Prose(text, lines: true).Replace("\uFFFD", "");

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static HashSet<string> ToSet(IEnumerable<string> texts) =>
        new(texts.Where(t => !string.IsNullOrWhiteSpace(t)).Select(Collapse), StringComparer.OrdinalIgnoreCase);

    private static bool TryParse(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
}
