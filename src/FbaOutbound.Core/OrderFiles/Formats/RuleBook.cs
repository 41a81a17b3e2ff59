using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>Decides by a format's rules whether an order or a line is to be shipped: only if the file says so.</summary>
internal static class RuleBook
{
    private const string Ship = "Ship";

    /// <summary>The set of the words of shipping methods by which Amazon does not bring the parcel.</summary>
    public const string Pickup = "Pickup";

    /// <summary>The set of the words of payment methods by which the buyer pays the carrier.</summary>
    public const string OnDelivery = "OnDelivery";

    /// <summary>The set of the words of shipping methods by which the goods are not there yet.</summary>
    public const string PreOrder = "PreOrder";

    /// <summary>The set of the words by which the buyer has asked for personalized goods.</summary>
    public const string Personalization = "Personalization";

    // Etsy says so if the buyer has written nothing.
    private static readonly Regex s_personal = new(
        @"(^|[,;|\r\n])\s*(?<phrase>personali[sz]ation)\s*:\s*(?!not requested)[^\s,;|]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    // Names of channels, which are parts of others, such as of Amazonia.
    private static readonly Dictionary<string, string[]> s_channelNames = new(StringComparer.Ordinal)
    {
        ["TargetPlus"] = ["target plus", "target-plus", "target_plus", "targetplus", "target+"],
        ["Amazon"] = ["amazon"],
    };

    // What shops put before and behind a channel's name without a blank. Spanish "amazones" is no "Amazon ES".
    private static readonly HashSet<string> s_beforeNames = new(StringComparer.OrdinalIgnoreCase) { "my", "our" };

    private static readonly HashSet<string> s_behindNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "us", "usa", "uk", "gb", "ca", "mx", "br", "de", "fr", "it", "nl", "be", "se", "pl", "ie", "tr", "ae", "sa", "eg", "in", "jp", "sg",
        "au", "eu", "na", "com", "plus", "store", "shop", "seller", "sellers", "central", "market", "marketplace", "account", "orders",
        "fba", "fbm", "mfn", "afn", "sfp", "mcf", "prime", "business", "handmade", "custom", "motors",
    };

    /// <summary>The set of the user's own words.</summary>
    public const string HoldWords = "HoldWords";

    /// <summary>Returns why a value is not shipped; null where it is.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="texts">The values; none where all are blank.</param>
    /// <param name="values">How the file writes amounts.</param>
    /// <param name="hasRefundedUnits">Whether the order has units that were refunded.</param>
    /// <param name="holdWords">The user's own words that hold an order back.</param>
    public static SkipReason? Of(
        SendRule rule, IReadOnlyList<string> texts, FileValues values, Func<bool> hasRefundedUnits, IReadOnlyList<string> holdWords)
    {
        if (rule.Words is not null)
        {
            return OfWords(rule, texts);
        }

        var applies = rule.Contains is { } phrases
            ? texts.Any(text => PhraseIn(phrases, text, holdWords) is not null)
            : rule.Test switch
            {
                RuleTest.Given => texts.Count > 0,
                RuleTest.Blank => texts.Count == 0,
                RuleTest.Yes => texts.Any(text => !IsNo(text)),
                RuleTest.Positive or RuleTest.Owed or RuleTest.Negative => texts.Any(text => IsMet(rule.Test, text, values)),
                RuleTest.RefundWithoutUnits => texts.Any(values.IsNotZero) && !hasRefundedUnits(),
                RuleTest.Zero => texts.Any(text => FileValues.Units(text) == 0),
                _ => throw new InvalidOperationException($"The rule for {rule.Field} has no condition."),
            };
        return applies ? rule.Reason : null;
    }

    /// <summary>Returns the reasons that a rule can find.</summary>
    public static IEnumerable<SkipReason> ReasonsOf(SendRule rule) => rule.Words is null
        ? [rule.Reason]
        : rule.Words.Values.Where(word => word != Ship).Select(word => (SkipReason)Enum.Parse(typeof(SkipReason), word)).Distinct();

    /// <summary>Returns the channel that a value tells; null where it tells none.</summary>
    public static string? ChannelOf(ChannelRule rule, string text)
    {
        if (rule.Words?.TryGetValue(WordOf(text), out var channel) == true)
        {
            return channel;
        }

        return rule.Contains?.FirstOrDefault(pair => HasName(text, pair.Key)).Value;
    }

    /// <summary>Whether a value is one of some words.</summary>
    public static bool IsWord(string text, IReadOnlyList<string> words) => words.Contains(WordOf(text));

    /// <summary>Returns a word by which an order is shipped; null if the rule has none.</summary>
    public static string? KnownOf(SendRule rule) =>
        rule.Words?.Where(word => word.Value == Ship && word.Key.Length > 0).Select(word => word.Key).FirstOrDefault();

    /// <summary>Returns the first value that a rule does not know; null if it knows all.</summary>
    public static string? UnknownOf(SendRule rule, IReadOnlyList<string> texts) =>
        texts.FirstOrDefault(text => rule.Words is { } words && MeaningOf(words, text) is null);

    /// <summary>
    /// Tells why a rule has found a reason: the text that decided, and what it says. Only words and phrases that the format knows are
    /// quoted, because any other text may have come from another column.
    /// </summary>
    public static (string? Text, string What) WhyOf(
        SendRule rule, IReadOnlyList<string> texts, SkipReason reason, FileValues values, IReadOnlyList<string> holdWords)
    {
        if (rule.Words is { } words)
        {
            return texts.FirstOrDefault(text => MeaningOf(words, text) == reason.ToString()) is { } word
                ? (word, $"is '{word}'")
                : (texts.FirstOrDefault(text => MeaningOf(words, text) is null), texts.Count == 0 ? "is blank" : "has another value");
        }

        if (rule.Contains is { } phrases)
        {
            var found = texts.First(text => PhraseIn(phrases, text, holdWords) is not null);
            return (found, $"says '{PhraseIn(phrases, found, holdWords)}'" + phrases switch
            {
                Pickup => MethodPhrases.PickupIn(found)?.Meaning,
                OnDelivery => ": it is to be paid on delivery, and Amazon collects no money",
                _ => null,
            });
        }

        var text = texts.FirstOrDefault(text => IsMet(rule.Test, text, values)) ?? (texts.Count == 0 ? null : texts[0]);
        return (text, rule.Test switch
        {
            RuleTest.Blank => "is blank",
            RuleTest.Yes => rule.Meaning is { } meaning ? $"is on: {meaning}" : "is on",
            RuleTest.Zero => "is 0",
            RuleTest.Positive or RuleTest.RefundWithoutUnits or RuleTest.Owed when values.IsMisread(text!) => values.FaultOf(text!),
            RuleTest.Positive or RuleTest.RefundWithoutUnits => "is not 0",
            RuleTest.Owed => "is more than 0",
            RuleTest.Negative => "is less than 0: the buyer paid more than the order costs now, so goods may have been removed from it",
            _ => "has a value",
        });
    }

    // Whether an amount decides a rule about amounts. What cannot be read is money that is refunded or owed.
    private static bool IsMet(RuleTest test, string text, FileValues values) => test switch
    {
        RuleTest.Positive or RuleTest.RefundWithoutUnits => values.IsNotZero(text),
        RuleTest.Owed => values.Number(text) is not <= 0,
        RuleTest.Negative => values.Number(text) < 0,
        _ => false,
    };

    /// <summary>Returns the phrase of a set that a text has; null if it has none.</summary>
    public static string? PhraseIn(string phrases, string text, IReadOnlyList<string> holdWords)
    {
        if (phrases is Pickup or OnDelivery)
        {
            return phrases == Pickup ? MethodPhrases.PickupIn(text)?.Phrase : MethodPhrases.OnDeliveryIn(text);
        }

        if (s_channelNames.TryGetValue(phrases, out var names))
        {
            return Array.Find(names, name => HasName(text, name));
        }

        if (phrases is PreOrder or Personalization)
        {
            return phrases == PreOrder ? StopWords.PreOrderIn(text)
                : s_personal.Match(text) is { Success: true } match ? match.Groups["phrase"].Value : null;
        }

        return (phrases == HoldWords ? null : StopWords.In(text)) ?? (holdWords.Count == 0 ? null : OwnIn(text, holdWords));
    }

    // Short words are parts of others, such as of Household.
    private static string? OwnIn(string text, IReadOnlyList<string> holdWords)
    {
        string[] readings = [.. PlainLetters.ReadingsOf(text).Select(WordsOf)];
        return holdWords.FirstOrDefault(phrase => Array.Exists(readings, words => HasWords(words, phrase)));
    }

    private static SkipReason? OfWords(SendRule rule, IReadOnlyList<string> texts)
    {
        SkipReason? reason = null;
        foreach (var text in texts.Count == 0 ? [""] : texts)
        {
            var meaning = MeaningOf(rule.Words!, text) ?? rule.Others ?? nameof(SkipReason.UnknownStatus);
            if (meaning != Ship)
            {
                var found = (SkipReason)Enum.Parse(typeof(SkipReason), meaning);
                reason = reason is null || found == SkipReason.UnknownStatus ? found : reason;
            }
        }

        return reason;
    }

    /// <summary>Whether a text is what a switch of a shop says when it is off; anything else is on.</summary>
    public static bool IsNo(string text) => WordOf(text) is "no" or "false" or "n" or "0" or "n/a" or "none" || StatusWords.IsNo(text);

    // A spreadsheet has its own words for true and false.
    private static string? MeaningOf(IReadOnlyDictionary<string, string> words, string text) =>
        words.TryGetValue(WordOf(text), out var meaning)
            || (words.ContainsKey("true") && StatusWords.BooleanOf(text) is { } value
                && words.TryGetValue(value ? "true" : "false", out meaning)) ? meaning : null;

    // Words with one blank between them. A comma keeps two tags apart.
    private static string WordsOf(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var character in PlainLetters.SmallOf(text))
        {
            var isBetween = IsBetweenWords(character);
            if (!PlainLetters.IsApostrophe(character) && !(isBetween && (words.Length == 0 || words[words.Length - 1] == ' ')))
            {
                words.Append(isBetween ? ' ' : character);
            }
        }

        return words.ToString().TrimEnd();
    }

    private static bool IsBetweenWords(char character) => character is '_' or '-' || char.IsWhiteSpace(character);

    // The user writes "cancel*" for all words that begin in this way.
    private static bool HasWords(string text, string phrase)
    {
        var isBeginning = phrase.EndsWith("*", StringComparison.Ordinal);
        var words = WordsOf(phrase.TrimEnd('*'));
        for (var at = text.IndexOf(words, StringComparison.Ordinal); at >= 0;
            at = text.IndexOf(words, at + 1, StringComparison.Ordinal))
        {
            var end = at + words.Length;
            if (PlainLetters.IsUnspaced(words[0])
                || ((at == 0 || PlainLetters.IsBoundary(text[at - 1]))
                    && (isBeginning || end == text.Length || PlainLetters.IsBoundary(text[end]))))
            {
                return true;
            }
        }

        return false;
    }

    // Whether a text has a channel's name as a word of its own: "Amazon", "amazon.com", "MyAmazonStore" and "AmazonUS" have, "Amazonia" and
    // "Thebay" have not. A capital letter begins a word, and a digit or a letter of another script ends one.
    private static bool HasName(string shown, string name)
    {
        var text = PlainLetters.Of(shown);
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((IsWordStart(text, at) || s_beforeNames.Contains(LettersBefore(text, at)))
                && (IsWordStart(text, end) || IsMadeOf(LettersFrom(text, end), s_behindNames)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWordStart(string text, int at) => at == 0 || at == text.Length || !IsLatin(text[at]) || !IsLatin(text[at - 1])
        || (char.IsUpper(text[at]) && char.IsLower(text[at - 1]));

    private static bool IsMadeOf(string letters, HashSet<string> parts) => letters.Length == 0 || Enumerable.Range(1, letters.Length)
        .Any(length => parts.Contains(letters.Substring(0, length)) && IsMadeOf(letters.Substring(length), parts));

    private static string LettersBefore(string text, int at)
    {
        var start = at;
        while (start > 0 && !IsWordStart(text, start))
        {
            start--;
        }

        return text.Substring(start, at - start);
    }

    private static string LettersFrom(string text, int at)
    {
        var end = at;
        while (end < text.Length && IsLatin(text[end]))
        {
            end++;
        }

        return text.Substring(at, end - at);
    }

    private static bool IsLatin(char character) => char.IsLetter(character) && character < '\u0250';

    /// <summary>Returns a word as those of the formats are written. It keeps its punctuation: "paid?" is no "paid".</summary>
    public static string WordOf(string text)
    {
        var word = WordsOf(text);
        return word.StartsWith("wc ", StringComparison.Ordinal) ? word.Substring(3) : word;
    }
}
