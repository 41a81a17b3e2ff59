namespace FbaOutbound.Validation;

/// <summary>
/// The one rule for every text that leaves, whatever it was read from: a text that nobody can have meant is refused. The words say what the text looks like
/// and how to correct it, and never hold the text itself.
/// </summary>
internal static class TextFlaw
{
    public const string Encoding = "holds a character that was lost when the text was decoded: read the file with the encoding it was written in "
        + "(Import-Csv -Encoding), or save it as UTF-8";

    public const string Control = "holds a line break, a tab or another control character: take it out";

    public const string ControlInLines = "holds a control character other than a line break or a tab: take it out";

    private const string Invisible = "holds an invisible character, such as a byte order mark or a zero-width space: type it again";

    /// <summary>Says what is wrong with a text, or returns null.</summary>
    public static string? Of(string text, TextUse use)
    {
        // Misread text can hold control characters, too; the encoding says more.
        return Mojibake.Of(text, use)
            ?? OfCharacters(text, use)
            ?? Mojibake.OfLost(text, use)
            ?? ObjectText.Of(text)
            ?? SpreadsheetDamage.Of(text, use);
    }

    /// <summary>Whether a flaw comes from reading text with another encoding, which as a rule is wrong with the whole file.</summary>
    public static bool IsOfEncoding(string flaw) => flaw is Encoding or Mojibake.Utf8 or Mojibake.Lost;

    /// <summary>Says which character no text can hold, or returns null.</summary>
    public static string? OfCharacters(string text, TextUse use)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not (>= ' ' and < '\u007F') && OfCharacter(text, ref i, use) is { } flaw)
            {
                return flaw;
            }
        }

        return null;
    }

    /// <summary>Whether a character takes no room and has no meaning at the end of a text.</summary>
    public static bool IsInvisible(char character) => character
        is '\uFEFF' or '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u2064') or (>= '\u2066' and <= '\u2069');

    private static string? OfCharacter(string text, ref int at, TextUse use)
    {
        var character = text[at];
        if (char.IsControl(character))
        {
            return use != TextUse.Lines ? Control : character is '\n' or '\r' or '\t' ? null : ControlInLines;
        }

        if (character == '\uFFFD')
        {
            return Encoding;
        }

        if (char.IsSurrogate(character))
        {
            // Half a pair cannot be written as UTF-8 and would arrive as U+FFFD.
            if (!char.IsHighSurrogate(character) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
            {
                return Encoding;
            }

            at++;
            return null;
        }

        return use == TextUse.Id && IsInvisible(character) ? Invisible : null;
    }
}
