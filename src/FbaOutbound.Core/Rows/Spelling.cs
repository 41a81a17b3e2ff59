using System;
using System.Collections.Generic;
using System.Text;

namespace FbaOutbound.Rows;

/// <summary>Finds the word that was probably meant, and makes names fit to be shown.</summary>
internal static class Spelling
{
    private const int LongestName = 64;

    /// <summary>Returns the known word nearest to <paramref name="word"/>, or null if none is near enough to be meant.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestName)
        {
            return null;
        }

        var bare = Bare(word);
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in known)
        {
            var distance = Distance(bare, candidate.ToUpperInvariant());
            if (distance < least && distance <= Math.Min(3, candidate.Length / 3))
            {
                least = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>Returns what a message says of the word that was probably meant; nothing if there is none.</summary>
    public static string Hint(string? near) => near is null ? "" : $" (did you mean {near}?)";

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

    private static string Bare(string word)
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
