using System;

namespace FbaOutbound.Texts;

/// <summary>
/// Recognizes text that was read with a encoding other than it was written in, such as <c>MÃ¼ller</c>. A letter such as <c>Ã</c> alone is
/// none: only what spells the bytes of UTF-8 is, and where these could be a word's last letter and a sign after it, only what no language
/// writes.
/// </summary>
internal static class Mojibake
{
    /// <summary>What such a text looks like, without what to do.</summary>
    public const string Sign = "looks like UTF-8 text that was read with another encoding";

    public const string Utf8 = Sign + ": read the file with Import-Csv -Encoding utf8, "
        + "or save it as UTF-8";

    public const string Lost = "has question marks in place of letters that were lost when the text was saved: save the original text again, as UTF-8";

    // What Windows-1252 has in place of the control characters 80 to 9F; the five that it lacks stay as they are.
    private const string Windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    // Signs that follow a letter in ordinary text.
    private const string Punctuation = "‚„…‹‘’“”•–—›«»\u00A0";

    /// <summary>Describes what the text looks like, or returns null.</summary>
    public static string? Of(string text, TextUse use)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= '\u0080' && (IsUtf8(text, i) || IsLatinRest(text, i) || IsOtherCodePage(text, i, use)))
            {
                return Utf8;
            }
        }

        return IsShiftJis(text) ? Utf8 : null;
    }

    /// <summary>
    /// Reports that question marks stand where letters were, or returns null. Only in the name of a person, a street or a place is it
    /// certain.
    /// </summary>
    public static string? OfLost(string text, TextUse use)
    {
        if (use is not (TextUse.Line or TextUse.Label))
        {
            return null;
        }

        var letters = 0;
        var marks = 0;
        for (var i = 0; i < text.Length; i++)
        {
            letters += char.IsLetterOrDigit(text[i]) ? 1 : 0;
            if (text[i] != '?')
            {
                continue;
            }

            marks++;
            var before = i > 0 ? text[i - 1] : ' ';
            var after = i + 1 < text.Length ? text[i + 1] : ' ';
            if (char.IsLetter(after)
                && (char.IsLower(after) ? char.IsLetter(before) || before == ' ' : char.IsUpper(before) && char.IsUpper(after)))
            {
                return Lost;
            }
        }

        return marks > 1 && letters == 0 ? Lost : null;
    }

    private static bool IsUtf8(string text, int at)
    {
        var lead = ByteOf(text[at]);
        return lead switch
        {
            >= 0xC2 and <= 0xDF => IsTwoBytes(text, at, lead),
            >= 0xE0 and <= 0xEF => IsThreeBytes(text, at, lead),
            >= 0xF0 and <= 0xF4 => IsContinuation(text, at + 1) && IsContinuation(text, at + 2) && IsContinuation(text, at + 3),
            _ => false,
        };
    }

    private static bool IsTwoBytes(string text, int at, int lead)
    {
        if (!IsContinuation(text, at + 1))
        {
            return false;
        }

        var code = ((lead & 0x1F) << 6) | (ByteOf(text[at + 1]) & 0x3F);
        if (!IsEuropean(code))
        {
            // Letters of other scripts come in words, not alone.
            return IsOtherAlphabet(code) && (IsSameAlphabet(text, at + 2, lead) || IsSameAlphabet(text, at - 2, lead));
        }

        // 'Ã' may be the last letter of a word in capitals, with a sign after it; inside a lower-case word it is not.
        var before = at > 0 ? text[at - 1] : ' ';
        if (char.IsLower(before) || !IsPunctuation(text[at + 1]))
        {
            return true;
        }

        return text[at + 1] == '\u00A0'
            ? text[at] == 'Â' || !char.IsUpper(before)
            : (at + 2 < text.Length && char.IsLetter(text[at + 2])) || (text[at] is 'Ã' or 'Â' && !char.IsLetter(before));
    }

    private static bool IsThreeBytes(string text, int at, int lead)
    {
        if (!IsContinuation(text, at + 1) || !IsContinuation(text, at + 2))
        {
            return false;
        }

        var code = ((lead & 0x0F) << 12) | ((ByteOf(text[at + 1]) & 0x3F) << 6) | (ByteOf(text[at + 2]) & 0x3F);
        if (code is < 0x0800 or (>= 0xD800 and <= 0xDFFF))
        {
            return false;
        }

        // Signs such as ’ and €, and the byte order mark. Otherwise two signs after a letter may be ordinary text, such as 'café’”'.
        // In Czech two letters after an accent are ordinary text, too.
        var (second, third) = (text[at + 1], text[at + 2]);
        return code is (>= 0x2000 and <= 0x22FF) or 0xFEFF
            || (!(IsPunctuation(second) && IsPunctuation(third)) && !(char.IsLetter(second) && char.IsLetter(third)))
            || (IsPunctuation(third) && at + 3 < text.Length && char.IsLetter(text[at + 3]));
    }

    // 'voilÃ ' was 'voilà': its second byte is a no-break space, which was trimmed or became another blank.
    private static bool IsLatinRest(string text, int at) =>
        text[at] == 'Ã' && at > 0 && char.IsLower(text[at - 1]) && (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1]));

    // UTF-8 as the code pages of consoles and of the Mac show it: '├╝' or '√º'.
    private static bool IsOtherCodePage(string text, int at, TextUse use)
    {
        var next = at + 1 < text.Length ? text[at + 1] : ' ';
        return text[at] switch
        {
            '├' or '┬' or '╬' => next > '\u007F' && use != TextUse.Lines,
            '√' => next > '\u007F' && !char.IsWhiteSpace(next),
            _ => false,
        };
    }

    // UTF-8 read as Shift-JIS is full of these three characters, which names and addresses hardly have.
    private static bool IsShiftJis(string text)
    {
        var count = 0;
        foreach (var character in text)
        {
            count += character is '縺' or '繧' or '繝' ? 1 : 0;
        }

        return count > 1;
    }

    private static bool IsSameAlphabet(string text, int at, int lead)
    {
        if (at < 0 || at + 1 >= text.Length || !IsContinuation(text, at + 1))
        {
            return false;
        }

        var other = ByteOf(text[at]);
        return other is >= 0xCE and <= 0xDF && Math.Abs(other - lead) <= 1;
    }

    private static bool IsEuropean(int code) => code is >= 0x00A0 and <= 0x017F or >= 0x0218 and <= 0x021B;

    private static bool IsOtherAlphabet(int code) => code is >= 0x0370 and <= 0x07FF;

    private static bool IsPunctuation(char character) => Punctuation.IndexOf(character) >= 0;

    private static bool IsContinuation(string text, int at) => at < text.Length && ByteOf(text[at]) is >= 0x80 and <= 0xBF;

    private static int ByteOf(char character)
    {
        if (character <= '\u00FF')
        {
            return character;
        }

        var index = Windows1252.IndexOf(character);
        return index < 0 ? -1 : 0x80 + index;
    }
}
