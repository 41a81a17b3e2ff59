using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Texts;

/// <summary>
/// Recognizes names and addresses that were read as Windows-1252, but written in another code page of one byte or two, such as
/// <c>£ukasz</c> or <c>MŸller</c>. A letter or sign that a Western name or address can have there is none.
/// </summary>
internal static class OtherCodePage
{
    // Beside a letter no address has them. A price, a paragraph or a product stands beside digits.
    private const string Signs = "£¯³¤¥¦¢¬§¶±×÷¹";

    private static readonly char[] s_openingMarks = ['"', '“', '”', '„', '«', '»'];

    // What closes a text that each of them opens.
    private static readonly Dictionary<char, string> s_closingMarks = new()
    {
        ['“'] = "”“\"", ['„'] = "“”\"", ['«'] = "»", ['»'] = "«»", ['‚'] = "‘’'", ['‹'] = "›", ['›'] = "‹›",
    };

    // Words before an apostrophe that was typed as an opening quotation mark.
    private static readonly HashSet<string> s_elided = new(StringComparer.OrdinalIgnoreCase)
    {
        "all", "c", "d", "dall", "dell", "j", "l", "m", "n", "nell", "o", "qu", "quell", "s", "sant", "sull", "t", "un",
    };

    private const string Fractions = "¼½¾";

    // Between two letters, and where the second one is small: a mark of a trade or a dash may stand between two names.
    private const string Inside = "‚„†‡ˆ‰‹›ƒ˜€…";
    private const string InsideWord = "¿¡»«“”—™©®²";

    // They begin words of the other code page, as in ©imek.
    private const string Marks = "©®™";

    // Behind a letter, also at the end of a word, as in Jos‚ and Ume†, which DOS has written.
    private const string Behind = "‚„†‡ˆ‰‹ƒ˜•";

    // Between capitals, as in MšLLER.
    private const string BetweenCapitals = "šœ™";

    // A text that is longer may have been cut.
    private const int LongestUncut = 20;

    // Words that are often written with a space beside them at which no line breaks. In DOS that space is an á.
    private static readonly HashSet<string> s_besideSpaces = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "à", "al", "allée", "am", "an", "and", "apt", "at", "auf", "av", "avenue", "bd", "bei", "bis", "boulevard",
        "c", "calle", "chemin",
        "d", "da", "das", "de", "del", "den", "der", "des", "di", "do", "dos", "du", "e", "ein", "el", "en", "et", "floor", "for", "im",
        "impasse", "in", "l", "la", "le", "lot", "no", "nr", "of", "on", "piazza", "place", "route", "rue", "saint",
        "st", "ste", "suite", "sur", "ter", "the", "und", "unit", "van", "via", "viale", "von", "y", "zu", "zum", "zur",
    };

    // Beside a small letter inside a word: other capitals stand there in O'hÉigeartaigh or EuroÖl.
    private const string Capitals = "ŠŽŸŒÕ";

    private const string BesideNoSlash = "íáýéìèòùïÍÁÝÉÌÈÒÙÏ";

    private const string Icelandic = "ðÐþÞýÝ";

    // Runs of vowels that Estonian and Finnish have, as in Jäääär.
    private const string LongVowels = "äöåüõÄÖÅÜÕ";

    private const int LettersOfRun = 3;
    private const int SignsOfRun = 4;

    // Letters that stand where the code page of a country has letters of its language, and that the language does not have.
    private static readonly Dictionary<string, string> s_foreign = new(StringComparer.Ordinal)
    {
        ["PL"] = "æêñœŸÆÊÑŒ",
        ["CZ"] = "èìøïòùåÈÌØÏÒÙÅ",
        ["SK"] = "èìøïòùåàÈÌØÏÒÙÅÀ",
        ["HU"] = "õûÕÛ",
        ["RO"] = "ãÃºª",
        ["MD"] = "ãÃºª",
        ["HR"] = "èæÈÆ",
        ["SI"] = "èæÈÆ",
        ["BA"] = "èæÈÆ",
        ["RS"] = "èæÈÆ",
        ["ME"] = "èæÈÆ",
        ["LT"] = "àèæëáøûâçìîíïòÀÈÆËÁØÛÂÇÌÎÍÏÒ",
        ["LV"] = "àèæëáøûâçìîíïòÀÈÆËÁØÛÂÇÌÎÍÏÒ",
    };

    /// <summary>Whether a text hardly makes sense as it was read.</summary>
    /// <param name="text">A name, or a part of an address.</param>
    /// <param name="country">The code of the country of the address; null if it is not known.</param>
    public static bool IsLikely(string text, string? country)
    {
        var foreign = country is not null && s_foreign.TryGetValue(country, out var letters) ? letters : "";
        var run = 0;
        var runOfLetters = 0;
        var hasOther = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (!IsOfRun(character))
            {
                (run, runOfLetters, hasOther) = (0, 0, false);
            }
            else
            {
                run++;
                runOfLetters = char.IsLetter(character) ? runOfLetters + 1 : 0;
                hasOther |= !Has(LongVowels, character);
                if (hasOther && (run >= SignsOfRun || runOfLetters >= LettersOfRun) && !IsIcelandic(country))
                {
                    return true;
                }
            }

            if (character >= '\u0080' && (Has(foreign, character) || IsOdd(text, i, country)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOdd(string text, int at, string? country)
    {
        var character = text[at];
        var before = at > 0 ? text[at - 1] : ' ';
        var after = at + 1 < text.Length ? text[at + 1] : ' ';
        return IsUnpaired(text, at) ? true
            : Has(Signs, character) ? char.IsLetter(before) || char.IsLetter(after)
            : Has(Fractions, character) ? !char.IsDigit(before) && (char.IsLetter(before) || char.IsLower(after))
            : Has(Behind, character) && char.IsLetter(before) ? character != '•' || !char.IsUpper(after)
            : character == '…' && char.IsLetter(before) ? at + 1 < text.Length || text.Length <= LongestUncut
            : character == '”' && char.IsLetter(before) && !char.IsLetter(after) ? text.IndexOfAny(s_openingMarks, 0, at) < 0
            : character == '\u00A0' ? char.IsLower(after) && char.IsLetter(before) && !IsBesideSpace(text, at)
            : (character == 'á' && country is "DE" or "AT" or "CH"
                && (after == 'e' ? Has("aeiou", before) : after == ' ' && Has("oiu", before)))
            || (Has(BetweenCapitals, character) && char.IsUpper(before) && char.IsUpper(after)) ? true
            // As in Jiøí: no language has them beside each other.
            : character is 'ø' or 'Ø' ? (Has(BesideNoSlash, before) || Has(BesideNoSlash, after)) && !IsIcelandic(country)
            : Has(Inside, character) ? char.IsLetter(before) && char.IsLetter(after)
            : Has(InsideWord, character)
                ? char.IsLower(after) && (char.IsLetter(before) || (Has(Marks, character) && !char.IsDigit(before)))
            : Has(Icelandic, character) ? !IsIcelandic(country) && !(country is "CZ" or "SK" && character is 'ý' or 'Ý')
            : Has(Capitals, character) && char.IsLetter(before) && (char.IsLower(before) || char.IsLower(after));
    }

    // A quotation mark that nothing closes, or that stands where a letter belongs.
    private static bool IsUnpaired(string text, int at)
    {
        var (character, before, after) = (text[at], WordBefore(text, at), WordAfter(text, at));
        return character switch
        {
            // It closes what a low mark opens, and people type it as an apostrophe.
            '‘' => before.Length > 0 && text.LastIndexOfAny(['‚', '‘'], at - 1) < 0 && !(after.Length > 0 && char.IsUpper(after[0]))
                && !string.Equals(after, "s", StringComparison.OrdinalIgnoreCase) && !(after.Length > 0 && s_elided.Contains(before)),
            '“' or '„' or '«' or '‚' or '‹' => !text.Substring(at + 1).Any(other => Has(s_closingMarks[character], other))
                && !text.Substring(0, at).Any(other => s_closingMarks.TryGetValue(other, out var closing) && Has(closing, character)),
            'ƒ' or '†' or '‡' or 'ˆ' or '‰' or '˜' => after.Length > 0,
            '…' => at == 0 && after.Length > 0 && char.IsLower(after[0]) && !after.Equals("and", StringComparison.Ordinal),
            '–' => before.Length > 0 && after.Length > 0 && char.IsLower(after[0])
                && !(after.Length > 1 && s_besideSpaces.Contains(after)),
            _ => false,
        };
    }

    private static bool IsBesideSpace(string text, int at) =>
        s_besideSpaces.Contains(WordBefore(text, at)) || s_besideSpaces.Contains(WordAfter(text, at));

    private static string WordBefore(string text, int at)
    {
        var start = at;
        while (start > 0 && char.IsLetter(text[start - 1]))
        {
            start--;
        }

        return text.Substring(start, at - start);
    }

    private static string WordAfter(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }

        return text.Substring(at + 1, end - at - 1);
    }

    private static bool IsIcelandic(string? country) => country is "IS" or "FO";

    // Quotation marks, dashes and signs of numbers stand between words of any language.
    private static bool IsOfRun(char character) => character is >= '\u00A1' and <= '\u00FF'
        ? !Has("«»°ºª·´", character)
        : Has("ŠŒŽšœžŸ", character);

    private static bool Has(string characters, char character) => characters.IndexOf(character) >= 0;
}
