using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Protocols;

/// <summary>
/// Finds in a service's text what a request said about a recipient. What nobody can mistake for a word of the service (a name of two words,
/// a street with its number, a postal code) is found wherever it stands as whole words. A value that is a word of any message (the state
/// OR, the city Reading) is found only if it stands as a value: in quotes or brackets, or alone behind a colon or an equals sign.
/// </summary>
internal sealed class SentValues
{
    private const string Before = @"(?<![\p{L}\p{N}])";
    private const string After = @"(?![\p{L}\p{N}])";

    // A single word that is a part with an id, as in ANN-7, is not the word.
    private const string BeforeWord = @"(?<![\p{L}\p{N}]|[\p{L}\p{N}][-_])";
    private const string AfterWord = @"(?![\p{L}\p{N}]|[-_][\p{L}\p{N}])";

    private const string BeforeValue = @"(?<=[""'“‘`(\[<{]|[:=]\s?)";
    private const string AfterValue = @"(?=[""'”’`)\]>}]|[,;.]?\s*$|[,;]|\.\s)";

    private const string Invisible = @"[\p{Cc}\p{Cf}]*";
    private const string Blank = @"(?:[\s\p{Cc}\p{Cf}+]|%20|&nbsp;)+";
    private const int FewestPhoneDigits = 7;

    private static readonly Regex s_words = new(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant);

    // What the services' messages are made of.
    private static readonly HashSet<string> s_vocabulary = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "cannot", "did", "do", "does", "for", "from", "had",
        "has", "have", "if", "in", "is", "it", "its",
        "may", "me", "more", "must", "no", "none", "not", "null", "of", "ok", "on", "one", "only", "or", "out", "over", "per", "some",
        "than", "that", "the", "their", "there", "this", "to", "too",
        "two", "was", "were", "will", "with", "you", "your", "all", "another", "available", "access", "account", "action", "address",
        "allowed", "already", "amount", "application", "area", "attempt",
        "authorized", "before", "body", "cancel", "cancelled", "carrier", "category", "center", "change", "check", "city", "code",
        "comment", "company", "complete", "constraint", "contact", "contain",
        "contains", "could", "country", "county", "create", "created", "currency", "customer", "data", "date", "default", "deliver",
        "delivery", "denied", "destination", "detected", "details", "district",
        "document", "does", "duplicate", "email", "empty", "entered", "error", "errors", "exceeded", "exceeds", "exist", "exists",
        "expired", "failed", "failure", "feature", "field", "following", "format",
        "found", "fulfillment", "general", "given", "header", "hold", "home", "hour", "ineligible", "information", "input", "internal",
        "invalid", "inventory", "item", "items", "label", "language",
        "least", "length", "less", "limit", "line", "list", "long", "main", "malformed", "market", "marketplace", "match", "maximum",
        "member", "merchant", "message", "minimum", "missing", "name",
        "network", "note", "notification", "number", "offer", "operation", "option", "order", "orders", "package", "page", "parameter",
        "part", "payment", "phone", "place", "please", "policy", "position",
        "possible", "postal", "preview", "price", "problem", "product", "province", "provided", "quantity", "rate", "reading", "reason",
        "received", "recipient", "reference", "refused", "region",
        "request", "requested", "required", "resource", "response", "restricted", "result", "retry", "return", "role", "satisfy",
        "security", "seller", "sender", "server", "service", "session",
        "ship", "shipment", "shipping", "short", "size", "special", "speed", "state", "status", "store", "street", "support", "supported",
        "system", "test", "text", "throttled", "time", "token", "total",
        "try", "type", "unable", "unauthorized", "unavailable", "unit", "unknown", "update", "url", "use", "used", "user", "valid",
        "validation", "value", "values", "version", "warehouse", "weight",
        "window", "within", "word", "words", "wrong", "zip", "zone", "again", "ask", "because", "best", "first", "free", "gift", "good",
        "great", "hope", "last", "later", "like", "new", "next", "normal",
        "north", "south", "east", "west", "off", "open", "orange", "other", "reach", "read", "ready", "real", "same", "send", "sent", "set",
        "standard", "still", "such", "then", "they", "these", "thank",
    };

    private readonly HashSet<string> _given;
    private readonly List<Regex> _patterns;
    private readonly HashSet<string> _words;
    private readonly List<string> _compact;

    public SentValues(IEnumerable<string?> values)
    {
        List<string> given =
        [
            .. values.OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 1).Distinct()
                .OrderByDescending(value => value.Length),
        ];
        _given = new(given, StringComparer.Ordinal);
        _patterns = [.. given.Select(Pattern)];
        _words = new(given.SelectMany(Words).Where(word => IsTelling(word)), StringComparer.OrdinalIgnoreCase);
        _compact = [.. given.Select(Compact)];
    }

    /// <summary>Whether a value is one of these.</summary>
    public bool Holds(string? value) => value is not null && _given.Contains(value.Trim());

    /// <summary>Where the values stand in a text.</summary>
    public IEnumerable<(int Start, int End)> Find(string text) =>
        _patterns.SelectMany(pattern => pattern.Matches(text).Cast<Match>()).Select(match => (match.Index, match.Index + match.Length));

    /// <summary>Whether a text may be one of the values, or a part of one, written in another way.</summary>
    public bool Resembles(string text)
    {
        var compact = Compact(text);
        return Words(text).Any(_words.Contains)
            || (compact.Length > 3 && _compact.Exists(value => value.IndexOf(compact, StringComparison.OrdinalIgnoreCase) >= 0));
    }

    private static Regex Pattern(string value)
    {
        var words = Words(value).ToList();
        var digits = Digits(value);
        var body = digits.Length >= FewestPhoneDigits && !value.Any(char.IsLetter)
            ? @"(?:\+|%2B|&#43;)?\(?" + string.Join(@"[\s\p{Cf}().\-/+]*", digits.Select(digit => digit.ToString()))
            : string.Concat(
                Regex.Split(value, @"\s+").Select((part, index) => (index == 0 ? "" : Blank) + string.Join(Invisible, Characters(part))));
        var options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
        if (value.Any(IsWrittenWithoutBlanks))
        {
            return new Regex(body, options);
        }

        if (words.Count == 1)
        {
            var isShort = words[0].Length <= 3;
            if (s_vocabulary.Contains(words[0]) || (isShort && !words[0].Any(char.IsLower)))
            {
                return new Regex(BeforeValue + body + AfterValue, options);
            }

            return new Regex(BeforeWord + body + AfterWord, isShort ? RegexOptions.CultureInvariant : options);
        }

        return words.TrueForAll(s_vocabulary.Contains)
            ? new Regex(BeforeValue + body + AfterValue, options)
            : new Regex(Before + body + After, options);
    }

    // Each character as it is, or as JSON, XML or a URL write it.
    private static IEnumerable<string> Characters(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var one = char.IsSurrogatePair(text, at) ? text.Substring(at++, 2) : text[at].ToString();
            if (one[0] < 0x80 && char.IsLetterOrDigit(one[0]))
            {
                yield return one;
                continue;
            }

            var json = string.Concat(one.Select(unit => @"\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture)));
            var url = one.Any(char.IsSurrogate) && one.Length == 1 ? json : Regex.Escape(Uri.EscapeDataString(one));
            var xml = one.Length == 1 ? string.Format(CultureInfo.InvariantCulture, "&#0*(?:{0}|x0*{0:x});", (int)one[0]) : json;
            yield return one switch
            {
                "'" => $"(?:'|’|&apos;|{json}|%27|{xml})",
                "\"" => $"(?:\"|\\\\\"|&quot;|{json}|{url}|{xml})",
                "&" => $"(?:&|&amp;|{json}|{url}|{xml})",
                _ => $"(?:{Regex.Escape(one)}|{json}|{url}|{xml})",
            };
        }
    }

    private static IEnumerable<string> Words(string text) => s_words.Matches(text).Cast<Match>().Select(match => match.Value);

    private static bool IsTelling(string word) => !s_vocabulary.Contains(word) && (word.Length > 3 || word.Any(char.IsDigit));

    private static string Compact(string text) => string.Concat(Words(text));

    private static string Digits(string text) => new([.. text.Where(character => character is >= '0' and <= '9')]);

    // Chinese, Japanese, Korean, Thai: a name may stand between other letters.
    private static bool IsWrittenWithoutBlanks(char character) =>
        character is (>= '\u0E00' and <= '\u0EFF') or (>= '\u1100' and <= '\u11FF') or (>= '\u2E80' and <= '\uD7FF')
            or (>= '\uF900' and <= '\uFAFF');
}
