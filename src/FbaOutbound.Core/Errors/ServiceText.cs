using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FbaOutbound;

/// <summary>
/// Text that came from a service, made fit to be shown: as one line of a message or a log, or as a member of what a cmdlet returns. Members
/// are cleaned where a response is read, so that no view, no string and no file gets to see anything else.
/// </summary>
internal static class ServiceText
{
    /// <summary>The most characters of a member.</summary>
    public const int LongestMember = 4096;

    private const int LongestText = 500;

    // No text that holds it is ever sent (TextFlaw), so that text that was changed for display cannot come back as something else.
    private const char Replacement = '\uFFFD';

    /// <summary>
    /// Characters that controls a terminal and runs of blanks become one blank, what calls itself a secret is hidden, a text of more than
    /// 500 characters is cut; null if nothing is left.
    /// </summary>
    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        text = SecretWords.Hide(text);
        var line = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (line.Length >= LongestText)
            {
                line.Append('…');
                break;
            }

            if (char.IsSurrogatePair(text, at))
            {
                line.Append(text, at++, 2);
            }
            else if (!IsSteering(text[at]) && !char.IsWhiteSpace(text[at]))
            {
                line.Append(text[at]);
            }
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
            {
                line.Append(' ');
            }
        }

        var cleaned = line.ToString().TrimEnd();
        return cleaned.Length == 0 ? null : cleaned;
    }

    /// <summary>
    /// An identifier, a code, a status: each character that controls a terminal becomes U+FFFD, and so does the end of a text of more than
    /// <see cref="LongestMember"/> characters.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Member(string? text) =>
        text is { Length: > LongestMember } ? Whole(Cut(text, LongestMember - 1)) + Replacement : Whole(text);

    /// <summary>The same for what may have any length, such as a document.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Whole(string? text)
    {
        if (text is null || !HoldsSteering(text))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogatePair(text, at))
            {
                shown.Append(text, at++, 2);
            }
            else
            {
                shown.Append(IsSteering(text[at]) ? Replacement : text[at]);
            }
        }

        return shown.ToString();
    }

    /// <summary>
    /// What people wrote: a name, an address, a comment. Line breaks stay where there may be <paramref name="lines"/>, other controls
    /// become blanks, what is invisible goes, and a text of more than <see cref="LongestMember"/> characters is cut.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Prose(string? text, bool lines = false)
    {
        if (text is null)
        {
            return null;
        }

        if (HoldsSteering(text))
        {
            var shown = new StringBuilder(text.Length);
            for (var at = 0; at < text.Length; at++)
            {
                if (char.IsSurrogatePair(text, at))
                {
                    shown.Append(text, at++, 2);
                }
                else if (lines && text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n')
                {
                    // One line break, as Windows writes it.
                }
                else if (char.GetUnicodeCategory(text[at]) != UnicodeCategory.Format)
                {
                    shown.Append(IsSteering(text[at]) && !(lines && text[at] == '\n') ? ' ' : text[at]);
                }
            }

            text = shown.ToString();
        }

        return text.Length > LongestMember ? Cut(text, LongestMember - 1) + "…" : text;
    }

    /// <summary>The beginning of a text, never cut through a character.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text.Substring(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length);

    /// <summary>A space for each character that controls a terminal; all else stays.</summary>
    public static string Plain(string text)
    {
        var line = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogatePair(text, at))
            {
                line.Append(text, at++, 2);
            }
            else
            {
                line.Append(IsSteering(text[at]) ? ' ' : text[at]);
            }
        }

        return line.ToString();
    }

    private static bool HoldsSteering(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or > '~' && IsSteering(character))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a character shows as something else than itself: it ends a line, colours or clears a terminal, turns the direction of the
    /// text around it, shows nothing at all, or is half of another.
    /// </summary>
    public static bool IsSteering(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
