namespace FbaOutbound.Validation;

/// <summary>What no text that goes to the service may hold.</summary>
internal static class TextFlaw
{
    public const string Encoding = "holds a character that was lost when the text was decoded: read the file with the encoding it was written in "
        + "(Import-Csv -Encoding), or save it as UTF-8";

    public const string Control = "holds a line break, a tab or another control character: take it out";

    /// <summary>Says what is wrong with a text, or returns null. The words never hold the text itself.</summary>
    public static string? Of(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (character is >= ' ' and < '\u007F')
            {
                continue;
            }

            if (char.IsControl(character))
            {
                return Control;
            }

            if (character == '\uFFFD')
            {
                return Encoding;
            }

            if (char.IsSurrogate(character))
            {
                // Half a pair cannot be written as UTF-8 and would arrive as U+FFFD.
                if (!char.IsHighSurrogate(character) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    return Encoding;
                }

                i++;
            }
        }

        return null;
    }
}
