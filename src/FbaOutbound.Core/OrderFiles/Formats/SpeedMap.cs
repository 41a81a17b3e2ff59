using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>Which speed a shop's shipping method means.</summary>
internal sealed class SpeedMap
{
    public static readonly SpeedMap None = new([]);

    // A method that promises a speed is never sent as Standard without the user's word.
    private static readonly Regex s_fast = new(
        @"express|expedit(?!ion)|next[ -]?day|overnight|priorit|same[ -]?day|rush|urgent|prime|premium|fast|schnell|eil"
            + @"|rapide|rapid|urgente|prioritari|r[aá]pid|veloce|24 ?h|48 ?h|翌日|速達|お急ぎ"
            + @"|\b(one|two|three|1|2|3|second|2nd|3rd|1st)[ -]?(business[ -]?)?(day|days|tag|tage|jour|jours|d[ií]a|giorn)|twoday|nextday|secondday|oneday|sameday",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_plain = new(
        "standard|economy|free shipping", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    // What only a shop writes. A text with digits that has none of it may be an address or a number.
    private static readonly Regex s_method = new(
        @"ship|deliver|post|express|expedit|\brates?\b|versand|liefer|livraison|env[ií]o|spedizion|consegna|dhl|\bups\b|usps|fedex|dpd|gls|hermes|mail|\bair\b"
            + @"|parcel|pa[ck]ket|colis|courier|kurier|service|tracked|class|24 ?h|48 ?h|days?\b|配送|宅",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private const int LongestShown = 80;

    private readonly List<(string Pattern, Regex? Wildcard, string Speed)> _entries = [];

    public SpeedMap(IEnumerable<KeyValuePair<string, string>> entries)
    {
        foreach (var entry in entries)
        {
            var speed = Cell.WordIn(entry.Value, OrderColumns.Speeds, out var fault, Offending.Quoted);
            if (speed is null)
            {
                throw new OrderFileException($"The speed map's entry '{Spelling.Showable(entry.Key)}': {fault}.");
            }

            var pattern = PlainLetters.Of(entry.Key.Trim());
            _entries.Add((
                pattern,
                entry.Key.IndexOfAny(['*', '?']) >= 0
                    ? new Regex(
                        "^" + Regex.Escape(pattern).Replace("\\*", ".*").Replace("\\?", ".") + "$",
                        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline)
                    : null,
                speed));
        }
    }

    /// <summary>
    /// Whether the words of a method can be shown: they are the shop's, and not an address or a number in the wrong cell.
    /// </summary>
    public static bool IsShown(string method) => method.Length <= LongestShown && method.IndexOf('@') < 0
        && (s_method.IsMatch(method) || !method.Any(char.IsDigit));

    /// <summary>Whether the user names a method in full, and so says that it is to be shipped.</summary>
    public bool Names(string method) => PlainLetters.Of(method) is var plain && _entries.Exists(entry =>
        entry.Wildcard is null && string.Equals(entry.Pattern, plain, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the speed of a method; null with what is wrong, or Standard and whether that is a guess.</summary>
    public string? Of(string shown, OrderFormat format, out string? fault, out bool isAssumed)
    {
        (fault, isAssumed) = (null, false);
        var method = PlainLetters.Of(shown);
        if (method.Length == 0)
        {
            return DefaultValues.Speed;
        }

        var entries = _entries.FindAll(entry => entry.Wildcard?.IsMatch(method)
            ?? string.Equals(entry.Pattern, method, StringComparison.OrdinalIgnoreCase));
        if (entries.Count > 0)
        {
            var most = entries.Max(Weight);
            var found = entries.Where(entry => Weight(entry) == most).Select(entry => entry.Speed).Distinct().ToList();
            if (found.Count == 1)
            {
                return found[0];
            }

            fault = $"matches entries of the speed map that are equally long and have different speeds ({string.Join(", ", found)}): "
                + "add an entry with its whole name";
            return null;
        }

        if (format.Speeds.TryGetValue(method.ToLowerInvariant(), out var speed))
        {
            return speed;
        }

        if (s_fast.IsMatch(method) || MethodPhrases.NamesSpeed(method) || format.IsOfAmazon)
        {
            fault = "names a speed or a time: use -SpeedMap to say which speed it is, such as @{ 'Express*' = 'Expedited' }";
            return null;
        }

        isAssumed = !s_plain.IsMatch(method);
        return DefaultValues.Speed;
    }

    // An entry says more of a method the more of its characters it has; a whole name says all.
    private static int Weight((string Pattern, Regex? Wildcard, string Speed) entry) =>
        entry.Wildcard is null ? int.MaxValue : entry.Pattern.Count(character => character is not ('*' or '?'));
}
