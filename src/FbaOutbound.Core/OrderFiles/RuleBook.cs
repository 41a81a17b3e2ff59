using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.OrderFiles;

/// <summary>Decides by a format's rules whether an order or a line is to be shipped: only if the file says so.</summary>
internal static class RuleBook
{
    private const string Ship = "Ship";

    private static readonly Dictionary<string, string[]> s_phrases = new(StringComparer.Ordinal)
    {
        [HoldWords] = [],
        ["TargetPlus"] = ["target plus", "targetplus", "target+"],
        ["Amazon"] = ["amazon"],
        ["Hold"] =
        [
            "hold", "holds", "holding", "on hold", "onhold", "do not ship", "donotship", "dont ship", "don't ship", "not ship", "no ship",
            "do not fulfill", "do not fulfil", "donotfulfill", "donotfulfil", "dont fulfill", "don't fulfill", "dont fulfil", "don't fulfil",
            "do not send", "donotsend", "dont send", "don't send", "do not dispatch", "dns", "stop", "fraud", "chargeback", "wrong address",
            "pre order", "preorder", "ship later", "cancel", "cancelled", "canceled", "refund", "refunded", "nicht versenden", "gesperrt",
            "storniert", "ne pas expédier",
        ],
    };

    // Short words that are parts of others, such as of Household.
    private static readonly HashSet<string> s_wholeWords = ["Hold", HoldWords];

    /// <summary>The set of the words of shipping methods by which Amazon does not bring the parcel.</summary>
    public const string Pickup = "Pickup";

    /// <summary>The set of the words of payment methods by which the buyer pays the carrier.</summary>
    public const string OnDelivery = "OnDelivery";

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
                RuleTest.Positive => texts.Any(values.IsNotZero),
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
        if (rule.Words?.TryGetValue(Word(text), out var channel) == true)
        {
            return channel;
        }

        return rule.Contains?.FirstOrDefault(pair => text.IndexOf(pair.Key, StringComparison.OrdinalIgnoreCase) >= 0).Value;
    }

    /// <summary>Returns a word by which an order is shipped; null if the rule has none.</summary>
    public static string? KnownOf(SendRule rule) =>
        rule.Words?.Where(word => word.Value == Ship && word.Key.Length > 0).Select(word => word.Key).FirstOrDefault();

    /// <summary>Returns the first value that a rule does not know; null if it knows all.</summary>
    public static string? UnknownOf(SendRule rule, IReadOnlyList<string> texts) =>
        texts.FirstOrDefault(text => rule.Words?.ContainsKey(Word(text)) == false);

    /// <summary>
    /// Tells why a rule has found a reason: the text that decided, and what it says. Only words and phrases that the format knows are
    /// quoted, because any other text may have come from another column.
    /// </summary>
    public static (string? Text, string What) WhyOf(
        SendRule rule, IReadOnlyList<string> texts, SkipReason reason, IReadOnlyList<string> holdWords)
    {
        if (rule.Words is { } words)
        {
            return texts.FirstOrDefault(text => words.TryGetValue(Word(text), out var meaning) && meaning == reason.ToString()) is { } word
                ? (word, $"is '{word}'")
                : (texts.FirstOrDefault(text => !words.ContainsKey(Word(text))), texts.Count == 0 ? "is blank" : "has another value");
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

        return (texts.Count == 0 ? null : texts[0], rule.Test switch
        {
            RuleTest.Blank => "is blank",
            RuleTest.Yes => "is on",
            RuleTest.Zero => "is 0",
            RuleTest.Positive or RuleTest.RefundWithoutUnits => "is not 0",
            _ => "has a value",
        });
    }

    /// <summary>Returns the phrase of a set that a text has; null if it has none.</summary>
    public static string? PhraseIn(string phrases, string text, IReadOnlyList<string> holdWords)
    {
        if (phrases is Pickup or OnDelivery)
        {
            return phrases == Pickup ? MethodPhrases.PickupIn(text)?.Phrase : MethodPhrases.OnDeliveryIn(text);
        }

        if (!s_wholeWords.Contains(phrases))
        {
            return Array.Find(s_phrases[phrases], phrase => text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase) >= 0);
        }

        var words = WordsOf(text);
        return Array.Find(s_phrases[phrases], phrase => HasWords(words, phrase))
            ?? holdWords.FirstOrDefault(phrase => HasWords(words, WordsOf(phrase)));
    }

    private static SkipReason? OfWords(SendRule rule, IReadOnlyList<string> texts)
    {
        SkipReason? reason = null;
        foreach (var text in texts.Count == 0 ? [""] : texts)
        {
            var meaning = rule.Words!.TryGetValue(Word(text), out var known) ? known : rule.Others ?? nameof(SkipReason.UnknownStatus);
            if (meaning != Ship)
            {
                var found = (SkipReason)Enum.Parse(typeof(SkipReason), meaning);
                reason = reason is null || found == SkipReason.UnknownStatus ? found : reason;
            }
        }

        return reason;
    }

    // What a switch of a shop says when it is off; anything else is on.
    private static bool IsNo(string text) => Word(text) is "no" or "false" or "n" or "0" or "nein" or "n/a" or "none";

    // Words with one blank between them.
    private static string WordsOf(string text) => string.Join(
        " ", text.Replace('_', ' ').Replace('-', ' ').Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool HasWords(string words, string phrase)
    {
        for (var at = words.IndexOf(phrase, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = words.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + phrase.Length;
            if ((at == 0 || !char.IsLetterOrDigit(words[at - 1])) && (end == words.Length || !char.IsLetterOrDigit(words[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static string Word(string text)
    {
        var word = text.Trim().ToLowerInvariant().Replace('_', ' ').Replace('-', ' ');
        return word.StartsWith("wc ", StringComparison.Ordinal) ? word.Substring(3) : word;
    }
}
