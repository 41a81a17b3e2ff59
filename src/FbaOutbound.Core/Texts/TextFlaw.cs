namespace FbaOutbound.Texts;

/// <summary>
/// The one rule for every text that leaves, whatever it was read from: a text that nobody can have meant is refused. The words say what the
/// text looks like and how to correct it, and never hold the text itself.
/// </summary>
internal static class TextFlaw
{
    /// <summary>What <see cref="Encoding"/> says, without what to do.</summary>
    public const string EncodingSign = "contains a replacement character (U+FFFD) for one that was lost when the text was decoded";

    public const string Encoding = EncodingSign + ": read the file with the encoding it was written in "
        + "(Import-Csv -Encoding), or save it as UTF-8";

    public const string Control = "contains a line break, a tab or another control character: remove it";

    public const string ControlInLines = "contains a control character other than a line break or a tab: remove it";

    /// <summary>What shows letters in the reverse order, so that nobody knows which of the two texts was meant.</summary>
    public const char RightToLeft = '\u202E';

    private const string Invisible = "contains an invisible character, such as a byte order mark or a zero-width space: type the text again";

    private const string Reversed = "contains an invisible character that reverses the text (U+202E), so the text is not "
        + "what it looks like: type it again";

    /// <summary>Describes what is wrong with a text, or returns null.</summary>
    public static string? Of(string text, TextUse use)
    {
        // Most texts are plain, and all but a few of the flaws need a sign that these do not have.
        if (IsPlain(text))
        {
            return ObjectText.Of(text) ?? SpreadsheetDamage.OfDate(text, use) ?? Placeholder.OfWhole(text, use);
        }

        // Misread text can hold control characters, too; the encoding says more.
        return Mojibake.Of(text, use)
            ?? OfCharacters(text, use)
            ?? EncodedText.Of(text)
            ?? Mojibake.OfLost(text, use)
            ?? OfWhole(text, use)
            ?? Placeholder.Of(text, use);
    }

    /// <summary>Whether a text has only ASCII letters, digits, blanks and hyphens, and begins with a letter or a digit.</summary>
    public static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (!IsLetterOrDigit(character) && character is not (' ' or '-'))
            {
                return false;
            }
        }

        return text.Length > 0 && IsLetterOrDigit(text[0]);
    }

    /// <summary>Whether a flaw comes from reading text with another encoding, which usually is wrong with the whole file.</summary>
    public static bool IsOfEncoding(string flaw) => flaw is Encoding or Mojibake.Utf8 or Mojibake.Lost;

    /// <summary>
    /// Describes a value that a program or a spreadsheet has written in place of another, or returns null.
    /// </summary>
    public static string? OfWhole(string text, TextUse use) => ObjectText.Of(text) ?? SpreadsheetDamage.Of(text, use);

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
    public static bool IsInvisible(char character) => IsHidden(character) || IsSteering(character)
        || character is (>= '\u200C' and <= '\u200F') or RightToLeft or '\u115F' or '\u1160' or '\u2800';

    /// <summary>
    /// Whether a character takes no room and has no meaning inside a name either; what joins the letters of a script or an emoji has.
    /// </summary>
    public static bool IsHidden(char character) => character
        is '\uFEFF' or '\u00AD' or '\u180E' or '\u200B' or '\u3164' or '\uFFA0' or (>= '\u2060' and <= '\u2064')
        or (>= '\u206A' and <= '\u206F') or (>= '\uFFF9' and <= '\uFFFB');

    /// <summary>Whether a character decides in which direction others are shown, other than the one that reverses them.</summary>
    public static bool IsSteering(char character) => character is (>= '\u202A' and <= '\u202D') or (>= '\u2066' and <= '\u2069');

    private static bool IsLetterOrDigit(char character) =>
        character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');

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
            return use == TextUse.Id && character == '\uDB40' ? Invisible : null;
        }

        return character == RightToLeft ? Reversed
            : use == TextUse.Id ? IsInvisible(character) ? Invisible : null
            : IsSteering(character) || (use != TextUse.Lines && IsHidden(character)) ? Invisible : null;
    }
}
