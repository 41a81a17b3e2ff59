using System.Text;

namespace FbaOutbound.Http;

/// <summary>Text that came from a service, as it can stand in one line of a message or a log.</summary>
internal static class ServiceText
{
    private const int LongestText = 500;

    /// <summary>Control characters and runs of blanks become one blank, a long text is cut; null where nothing is left.</summary>
    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var line = new StringBuilder();
        foreach (var character in text)
        {
            if (line.Length == LongestText)
            {
                line.Append('…');
                break;
            }

            if (!char.IsControl(character) && !char.IsWhiteSpace(character))
            {
                line.Append(character);
            }
            else if (line.Length > 0 && line[line.Length - 1] != ' ')
            {
                line.Append(' ');
            }
        }

        var cleaned = line.ToString().TrimEnd();
        return cleaned.Length == 0 ? null : cleaned;
    }
}
