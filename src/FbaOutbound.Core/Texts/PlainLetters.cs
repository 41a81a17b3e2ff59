using System.Globalization;
using System.Linq;
using System.Text;

namespace FbaOutbound.Texts;

/// <summary>
/// The letters by which all words of shops are compared with known ones: without accents, and one way to write each. What is left is case,
/// which some words need.
/// </summary>
internal static class PlainLetters
{
    /// <summary>Returns a text in plain letters.</summary>
    public static string Of(string text)
    {
        if (IsAscii(text))
        {
            return text;
        }

        var letters = new StringBuilder(text.Length);
        foreach (var character in Whole(text).Normalize(NormalizationForm.FormKD))
        {
            // What only tells how a text is shown says nothing. The marks of kana make other letters, not accents.
            var category = CharUnicodeInfo.GetUnicodeCategory(character);
            if (category == UnicodeCategory.DashPunctuation || character is '\u2212' or '\u2043')
            {
                letters.Append('-');
            }
            else if (category is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) || character is '\u3099' or '\u309A')
            {
                letters.Append(character switch
                {
                    'ł' => "l", 'Ł' => "L", 'ø' => "o", 'Ø' => "O", 'ı' => "i", 'ß' => "ss", 'ẞ' => "SS", 'đ' => "d", 'Đ' => "D",
                    'æ' => "ae", 'Æ' => "AE", 'œ' => "oe", 'Œ' => "OE", _ => character.ToString(),
                });
            }
        }

        return letters.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// Returns a text as it is, and once more with blanks in the place of characters without a width: they stand inside words, or between
    /// them.
    /// </summary>
    public static string[] ReadingsOf(string text) => text.Any(IsInvisible)
        ? [text, string.Concat(text.Select(character => IsInvisible(character) ? ' ' : character))] : [text];

    /// <summary>Returns a text in plain small letters.</summary>
    public static string SmallOf(string text) => Of(text).ToLowerInvariant();

    /// <summary>Returns a text with its accents, and one way to write each letter.</summary>
    public static string WithAccents(string text) => IsAscii(text) ? text : Whole(text).Normalize(NormalizationForm.FormKC);

    /// <summary>Whether a text has letters or digits.</summary>
    public static bool AreIn(string text) =>
        Of(text) is var plain && Enumerable.Range(0, plain.Length).Any(i => char.IsLetterOrDigit(plain, i));

    /// <summary>Whether a character is an apostrophe, or stands for one.</summary>
    public static bool IsApostrophe(char character) => character is '\'' or '’' or '‘' or 'ʼ' or '`';

    /// <summary>Whether a character begins or ends a word beside it: it is no letter or digit, or puts no blanks between words.</summary>
    public static bool IsBoundary(char character) => !char.IsLetterOrDigit(character) || IsUnspaced(character);

    /// <summary>Whether a character is of a script that puts no blanks between words.</summary>
    public static bool IsUnspaced(char character) => character is >= '\u3000' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';

    private static bool IsInvisible(char character) =>
        character > '\u007F' && CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.Format;

    private static bool IsAscii(string text)
    {
        foreach (var character in text)
        {
            if (character > '\u007F')
            {
                return false;
            }
        }

        return true;
    }

    // Halves of characters have no other form, and .NET refuses them.
    private static string Whole(string text)
    {
        var whole = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                whole.Append(text, i++, 2);
            }
            else
            {
                whole.Append(text[i] is '\uFFFE' || char.IsSurrogate(text[i]) ? '\uFFFD' : text[i] == '´' ? '\'' : text[i]);
            }
        }

        return whole.ToString();
    }
}
