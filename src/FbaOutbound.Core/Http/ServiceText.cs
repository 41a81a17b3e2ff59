using System.Globalization;
using System.Text;

namespace FbaOutbound.Http;

/// <summary>Text that came from a service, as it can stand in one line of a message or a log.</summary>
internal static class ServiceText
{
    private const int LongestText = 500;

    /// <summary>Characters that steer a terminal and runs of blanks become one blank, a long text is cut; null where nothing is left.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

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

    /// <summary>A blank for each character that steers a terminal; all else stays.</summary>
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

    /// <summary>
    /// Whether a character shows as something else than itself: it ends a line, colours or clears a terminal, turns the direction of the
    /// text around it, shows nothing at all, or is half of another.
    /// </summary>
    public static bool IsSteering(char character) =>
        char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
}
