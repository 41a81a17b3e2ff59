using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>
/// Phrases that are found in a text as whole words, whatever their case, accents and the marks between them. In scripts that put no blanks
/// between words, a phrase is found anywhere. <c>*abholung</c> also stands for words that end with it, <c>eil*</c> for words that begin
/// with it, and <c>=collection</c> for a text that says nothing else.
/// </summary>
internal sealed class PhraseSet
{
    private const int MostBehind = 6;

    private readonly List<(string Phrase, string Form, bool IsBeginning, string Words)> _phrases = [];

    // The phrases by their first words, and those whose first word can be a part of another one.
    private readonly Dictionary<string, List<int>> _byWord = new(StringComparer.Ordinal);
    private readonly List<int> _parts = [];
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <param name="lists">The phrases, with commas between them.</param>
    public PhraseSet(params string[] lists)
    {
        foreach (var phrase in lists.SelectMany(list => list.Split(',')).Select(phrase => phrase.Trim()))
        {
            var bare = phrase.TrimStart('*', '=').TrimEnd('*');
            var form = phrase[0] is '*' or '=' ? phrase.Substring(0, 1) : "";
            foreach (var words in new[] { WordsOf(bare), WordsOf(Transcribed(bare)) }.Distinct())
            {
                Add((bare, form, phrase.EndsWith("*", StringComparison.Ordinal), words));
            }
        }
    }

    /// <summary>Returns the first phrase that a text has; null if it has none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isApart">Whether a capital letter begins a word.</param>
    public string? FirstIn(string text, bool isApart = true)
    {
        var readings = ReadingsOf(text, isApart);
        foreach (var at in PhrasesFor(readings))
        {
            var (phrase, form, isBeginning, words) = _phrases[at];
            foreach (var reading in readings)
            {
                if (form == "=" ? LettersOf(reading) == words : Has(reading, words, isEnding: form == "*", isBeginning))
                {
                    return phrase;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a text is one of the phrases, besides numbers. Where a script puts no blanks between words, few other characters may stand
    /// behind it.
    /// </summary>
    public bool IsWhole(string text)
    {
        foreach (var reading in text.Any(char.IsLetter) ? ReadingsOf(text) : [])
        {
            var bare = string.Join(" ", reading.Split(' ').Where(word => !word.Any(char.IsDigit)));
            if (_words.Contains(bare) || _parts.Exists(at => _phrases[at] is var (_, _, isBeginning, words)
                && bare.StartsWith(words, StringComparison.Ordinal)
                && (PlainLetters.IsUnspaced(words[0]) ? bare.Length <= words.Length + MostBehind
                    : isBeginning && bare.IndexOf(' ') < 0)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the phrase with which words begin; null if they begin with none.</summary>
    /// <param name="text">The words, as <see cref="WordsOf"/> returns them.</param>
    /// <param name="mayGoOn">Whether more words may follow a phrase.</param>
    public string? BeginningOf(string text, Func<string, bool> mayGoOn)
    {
        foreach (var (phrase, form, _, words) in _phrases)
        {
            if (text == words || (form.Length == 0 && text.StartsWith(words, StringComparison.Ordinal)
                && PlainLetters.IsBoundary(text[words.Length]) && mayGoOn(phrase)))
            {
                return phrase;
            }
        }

        return null;
    }

    /// <summary>Returns the words of a text. A code such as LocalPickup is read in both ways.</summary>
    public static string[] ReadingsOf(string text, bool isApart = true) =>
    [
        .. PlainLetters.ReadingsOf(text).SelectMany(reading => isApart ? new[] { reading, Apart(reading) } : [reading]).Distinct()
            .Select(WordsOf),
    ];

    private void Add((string Phrase, string Form, bool IsBeginning, string Words) phrase)
    {
        _words.Add(phrase.Words);
        var end = phrase.Words.IndexOf(' ');
        if (phrase.Form == "*" || (phrase.IsBeginning && end < 0) || PlainLetters.IsUnspaced(phrase.Words[0]))
        {
            _parts.Add(_phrases.Count);
        }
        else
        {
            var word = end < 0 ? phrase.Words : phrase.Words.Substring(0, end);
            if (!_byWord.TryGetValue(word, out var places))
            {
                _byWord.Add(word, places = []);
            }

            places.Add(_phrases.Count);
        }

        _phrases.Add(phrase);
    }

    // Returns the phrases that texts can have, in their order.
    private IEnumerable<int> PhrasesFor(string[] readings)
    {
        if (Array.Exists(readings, reading => reading.Any(PlainLetters.IsUnspaced)))
        {
            return Enumerable.Range(0, _phrases.Count);
        }

        var found = new List<int>(_parts);
        foreach (var word in readings.SelectMany(reading => reading.Split(' ')))
        {
            if (_byWord.TryGetValue(word, out var places))
            {
                found.AddRange(places);
            }
        }

        found.Sort();
        return found;
    }

    private static bool Has(string text, string words, bool isEnding, bool isBeginning)
    {
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0; at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            var end = at + words.Length;
            if (PlainLetters.IsUnspaced(words[0]) || ((at == 0 || PlainLetters.IsBoundary(text[at - 1]) || isEnding)
                && (end == text.Length || PlainLetters.IsBoundary(text[end]) || isBeginning)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns the words of a text with one blank between them, in lower case and without accents.</summary>
    public static string WordsOf(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var character in PlainLetters.SmallOf(text))
        {
            words.Append(character switch
            {
                '&' => " and ", '+' => " plus ",
                _ when PlainLetters.IsApostrophe(character) => "",
                _ => char.IsLetterOrDigit(character) || character == 'ー' ? character.ToString() : " ",
            });
        }

        return string.Join(" ", words.ToString().Split([' '], StringSplitOptions.RemoveEmptyEntries));
    }

    // What is written where a keyboard or a system has no umlauts.
    private static string Transcribed(string phrase) => string.Concat(phrase.ToLowerInvariant().Select(letter => letter switch
    {
        'ä' => "ae", 'ö' or 'ø' => "oe", 'ü' => "ue", 'å' => "aa", _ => letter.ToString(),
    }));

    // What stands in a method besides its name: a price, and that there is none.
    private static string LettersOf(string words) => string.Join(
        " ", words.Split(' ').Where(word => !word.Any(char.IsDigit) && word is not ("free" or "only" or "gratis" or "gratuit" or "kostenlos")));

    private static string Apart(string text) => string.Concat(text.Select((character, i) =>
        i > 0 && char.IsUpper(character) && char.IsLower(text[i - 1]) ? $" {character}" : character.ToString()));
}
