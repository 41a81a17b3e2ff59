using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace FbaOutbound.Rows;

/// <summary>Finds the word that was probably meant, and makes names fit to be shown.</summary>
internal static class Spelling
{
    private const int LongestName = 64;

    private static readonly string[] s_numbers = ["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX"];

    // Only there: other words end in such letters, too, as PHONE does.
    private static readonly Regex s_number = new(
        $"(?<=ADDRESS|FIELD|LINE|STREET)({string.Join("|", s_numbers)})$", RegexOptions.CultureInvariant);

    /// <summary>
    /// Returns the known word nearest to <paramref name="word"/>, or null if none is near enough to be meant. Numbers tell words apart.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestName)
        {
            return null;
        }

        var bare = Numbered(word);
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in known)
        {
            var other = Numbered(candidate);
            var most = Math.Min(least - 1, Math.Min(3, other.Length / 3));

            // Words differ in at least as many letters as their lengths do.
            if (Math.Abs(bare.Length - other.Length) <= most && Distance(bare, other) is var distance && distance <= most
                && DigitsOf(bare) == DigitsOf(other))
            {
                least = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Whether a word is so near to the nearest known one that it hardly is another.</summary>
    public static bool IsClose(string word, string nearest) =>
        Numbered(nearest) is var other && Distance(Numbered(word), other) <= Math.Max(1, other.Length / 8);

    /// <summary>Returns what a message says of the word that was probably meant; nothing if there is none.</summary>
    public static string Hint(string? near) => near is null ? "" : $" (did you mean {near}?)";

    /// <summary>Returns the letters and digits of a word, in upper case.</summary>
    public static string Bare(string word)
    {
        var bare = new StringBuilder(word.Length);
        foreach (var character in word)
        {
            if (char.IsLetterOrDigit(character))
            {
                bare.Append(char.ToUpperInvariant(character));
            }
        }

        return bare.ToString();
    }

    /// <summary>Returns the same with digits in the place of the words for the lines of an address.</summary>
    public static string Numbered(string word)
    {
        var bare = Bare(word);
        return Array.Exists(s_numbers, number => bare.EndsWith(number, StringComparison.Ordinal))
            ? s_number.Replace(
                bare, match => (Array.IndexOf(s_numbers, match.Value) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture))
            : bare;
    }

    /// <summary>Returns the digits of a word.</summary>
    public static string DigitsOf(string word) => new([.. word.Where(char.IsDigit)]);

    /// <summary>Returns a name that can be shown: short, and without anything that a terminal would obey.</summary>
    public static string Showable(string name)
    {
        var shown = new StringBuilder(Math.Min(name.Length, LongestName));
        foreach (var character in name.Trim())
        {
            if (shown.Length == LongestName)
            {
                shown.Append('…');
                break;
            }

            shown.Append(char.IsControl(character) ? '?' : character);
        }

        return shown.ToString();
    }

    private static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var replaced = previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[right.Length];
    }
}
