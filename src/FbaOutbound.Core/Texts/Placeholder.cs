using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Texts;

/// <summary>
/// Recognizes the fields of a template that nobody filled in, and what people write where a value is still missing. Names such as
/// <c>[solidcore]</c>, <c>A$AP</c> or <c>100 Mile House</c> are none.
/// </summary>
internal static class Placeholder
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    private const string Field = "contains a template field, such as {{name}}, that was not filled in: give the value itself";

    private const string Masked =
        "contains characters that hide a part of it, such as T***: export it again from an account that may see it in full, or leave them "
            + "out if they are a part of the name";

    private const string HiddenPhone = "contains characters that hide a part of it, such as 617*****01: "
        + "export it again from an account that may see it in full, or leave it empty";

    private const string Redacted = "says that the value was removed: export it again from an account that may see it";

    private static readonly Regex s_mask = new(@"[*＊∗•●]{2,}", RegexOptions.CultureInvariant);

    // **Leave at the door** and *** GATE 5 ***, and what somebody forgot to close.
    private static readonly Regex s_emphasis = new(
        @"(?<![\p{L}\p{N}*])\*{2,}(?<s>\s?)(?=\S)[^*]*[\p{L}\p{N}][^*]*?(?<=\S)\k<s>\*{2,}(?![\p{L}\p{N}*])"
            + @"|(?<![\p{L}\p{N}*])\*{2,}(?=\p{L}{4})",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    // Hotels put their category behind their name: Hotel Alpenblick ****S.
    private static readonly Regex s_category = new(
        @"(?<=\b(hotels?|hôtel|motel|hostel|gasthof|gasthaus|pension|inn|resort|suites|albergo|residen[cz]e?|garni)\b.*\s)\*{2,5}s?(?!\S)", Options);

    private static readonly Regex s_hiddenDigits = new("^[0-9xX()+. -]*[xX]{3}[0-9xX()+. -]*$", RegexOptions.CultureInvariant);

    private static readonly Regex s_redacted = new(
        @"^(([\[(<{]?(redacted|anonymi[sz]ed|pseudonymi[sz]ed|obfuscated)[\])>}]?|[\[(<{](masked|hidden|deleted|removed|withheld"
            + @"|protected)[\])>}])[\s,]*)+$",
        Options);

    // What a field begins with, other than the names in IsNamed.
    private static readonly char[] s_signs = ['{', '<', '%', '*'];

    // In every text, a message to people included.
    private static readonly Regex s_certain = new(
        @"\{\{[^{}]*\}\}|\{%[^{}]*%\}|[$#]\{[^{}]*\}|<%[^<>]*%>|\*\|[^|*]+\|\*|(?<![0-9])%[A-Z]+(_[A-Z]+)+%", Options);

    // No name and no address has such brackets.
    private static readonly Regex s_ofLine = new(
        @"\{\s*[\p{L}_][\p{L}\p{N}_ .:-]*\}|<\s*/?[\p{L}_][^<>]*>|(?<![0-9])%[\p{L}_][\p{L}\p{N}_]*%", Options);

    private static readonly Regex s_wholeId = new(@"^(\{[\p{L}_][\p{L}\p{N}_ .:-]*\}|<[\p{L}_][^<>]*>|%[\p{L}_][\p{L}\p{N}_]*%)$", Options);

    private static readonly Regex s_named = new(
        @"^(\$(?<name>[\p{L}_][\p{L}\p{N}_]*)([.:][\p{L}_][\p{L}\p{N}_]*)*[\s,]*)+$|^\[+(?<name>[^\[\]]+)\]+$|^__(?<name>[\p{L}_]+)__$",
        Options);

    private static readonly Regex s_words = new(@"\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> s_fieldWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "name", "names", "fullname", "firstname", "lastname", "surname", "first", "last", "recipient", "customer", "buyer", "company",
        "address", "addr", "street", "line", "city", "town", "state",
        "region", "province", "county", "district", "zip", "postal", "postcode", "country", "phone", "telephone", "mobile", "email",
        "order", "id", "sku", "quantity", "qty", "item", "row", "shipping",
        "billing", "insert", "here", "placeholder", "field", "value", "vorname", "nachname", "strasse", "straße", "ort", "plz", "stadt",
        "land", "nom", "prénom", "adresse", "ville", "nombre",
        "apellido", "dirección", "ciudad", "nome", "cognome", "indirizzo", "città", "env", "message", "comment", "sellersku", "postalcode",
        "addressline",
    };

    private static readonly HashSet<string> s_missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "N/A", "N.A.", "N.A", "#N.A.", "N\\A", "N/D", "N.D.", "k.A.", "k. A.", "keine Angabe", "TBD", "T.B.D.", "TBA", "TBC", "TODO",
        "TO DO", "FIXME", "to be determined", "to be defined", "to be announced",
        "to be confirmed", "not available", "not applicable", "not provided", "not given", "not specified", "not set", "not known",
        "unspecified", "unknown", "(unknown)", "(none)", "<none>", "(blank)",
        "(empty)", "(not set)", "no name", "no address", "no city",
    };

    /// <summary>Describes what the text looks like, or returns null.</summary>
    public static string? Of(string text, TextUse use)
    {
        var hasSign = text.IndexOfAny(s_signs) >= 0;
        if (hasSign && s_certain.IsMatch(text))
        {
            return Field;
        }

        switch (use)
        {
            case TextUse.Line or TextUse.Label:
                return use == TextUse.Line && s_mask.IsMatch(text)
                    && s_mask.IsMatch(s_category.Replace(s_emphasis.Replace(text, ""), "")) ? Masked
                    : (hasSign && s_ofLine.IsMatch(text)) || IsNamed(text, isLine: true) ? Field
                    : OfWhole(text, use) is { } missing ? missing
                    : !string.IsNullOrWhiteSpace(text) && text.All(IsSign)
                    ? "consists only of punctuation, which people write when a value is missing: give the value, or leave it empty if it "
                        + "is optional"
                    : null;
            case TextUse.Number:
                return s_mask.IsMatch(text) ? HiddenPhone : OfWhole(text, use);
            case TextUse.Id:
                return (hasSign && s_wholeId.IsMatch(text)) || IsNamed(text, isLine: false) ? Field : null;
            default:
                return null;
        }
    }

    /// <summary>Reports that the whole text is what people write for a missing value, or returns null.</summary>
    public static string? OfWhole(string text, TextUse use) =>
        use == TextUse.Number
        ? text.IndexOf("xxx", StringComparison.OrdinalIgnoreCase) >= 0 && s_hiddenDigits.IsMatch(text) ? HiddenPhone : null
        : use is not (TextUse.Line or TextUse.Label) ? null
        : use == TextUse.Line && s_redacted.IsMatch(text) ? Redacted
        : s_missing.Contains(text)
        ? "is a placeholder for a missing value: give the value, or leave it empty if it is optional"
        : null;

    // A name such as $AVE or [solidcore] is written like a variable or a field, so its words decide. Variables of scripts begin with a
    // small letter as a rule.
    private static bool IsNamed(string text, bool isLine)
    {
        if (text.Length < 3 || text[0] is not ('$' or '[' or '_') || s_named.Match(text) is not { Success: true } match)
        {
            return false;
        }

        var name = match.Groups["name"].Value;
        return (isLine && text[0] == '$' && (char.IsLower(name[0]) || match.Groups["name"].Captures.Count > 1))
            || s_words.Matches(name).Cast<Match>().Any(word => s_fieldWords.Contains(word.Value)) || s_fieldWords.Contains(name);
    }

    private static bool IsSign(char character) =>
        character is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~') or ' '
            or (>= '\u2010' and <= '\u2015') or '\u2026' or '\u00BF';
}
