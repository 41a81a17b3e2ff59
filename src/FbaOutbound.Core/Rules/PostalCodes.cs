using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Rules;

/// <summary>
/// The forms of postal codes in the countries that Multi-Channel Fulfillment ships to. A country without an entry is not checked. Messages
/// never hold the code, which is a recipient's.
/// </summary>
internal static class PostalCodes
{
    private static readonly Dictionary<string, Form> s_forms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = new("[0-9]{5}([- ]?[0-9]{4})?", "5 digits, such as 02134, or 9, such as 02134-1234", 5, 9),
        ["CA"] = new(
            "[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][ -]?[0-9][ABCEGHJ-NPRSTV-Z][0-9]", "alternating letters and digits, such as K1A 0B1"),
        ["MX"] = new("[0-9]{5}", "5 digits, such as 06000", 5),
        ["BR"] = new(@"[0-9]{2}\.?[0-9]{3}-?[0-9]{3}", "8 digits, such as 01310-100", 8),
        ["GB"] = new(
            "GIR ?0AA|BFPO ?[0-9]{1,4}|[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", "an area, a district and a unit, such as SW1A 1AA"),
        ["DE"] = new("(D-?|DE-?)?[0-9]{5}", "5 digits, such as 01067", 5),
        ["FR"] = new("(F-?|FR-?)?[0-9]{2} ?[0-9]{3}( CEDEX( [0-9]{1,2})?)?", "5 digits, such as 01000", 5),
        ["IE"] = new("([AC-FHKNPRTV-Y][0-9]{2}|D6W)[ -]?[0-9AC-FHKNPRTV-Y]{4}", "an eircode, such as D02 AF30"),
        ["MC"] = new("(MC-?)?980[0-9]{2}( CEDEX)?", "5 digits that begin with 980"),
        ["IT"] = new("(I-?|IT-?)?[0-9]{5}", "5 digits, such as 00118", 5),
        ["ES"] = new("(E-?|ES-?)?(0[1-9]|[1-4][0-9]|5[0-2])[0-9]{3}", "5 digits, such as 08001", 5),
        ["FI"] = new("(FI-?|FIN-?)?[0-9]{5}", "5 digits, such as 00100", 5),
        ["TR"] = new("[0-9]{5}", "5 digits, such as 01010", 5),
        ["EE"] = new("(EE-?)?[0-9]{5}", "5 digits"),
        ["HR"] = new("(HR-?)?[0-9]{5}", "5 digits"),
        ["LT"] = new("(LT-? ?)?[0-9]{5}", "5 digits, such as LT-01100", 5),
        ["GR"] = new("(GR-?)?[0-9]{3} ?[0-9]{2}", "5 digits, such as 104 31"),
        ["SE"] = new("(S-?|SE-?)?[0-9]{3} ?[0-9]{2}", "5 digits, such as 111 22"),
        ["CZ"] = new("(CZ-?)?[0-9]{3} ?[0-9]{2}", "5 digits, such as 110 00"),
        ["SK"] = new("(SK-?)?[0-9]{3} ?[0-9]{2}", "5 digits, such as 010 01", 5),
        ["PL"] = new("(PL-?)?[0-9]{2}-?[0-9]{3}", "5 digits, such as 00-950", 5),
        ["PT"] = new("(P-?|PT-?)?[0-9]{4}([ -]?[0-9]{3})?", "4 or 7 digits, such as 1000-001"),
        ["NL"] = new("(NL-?)?[1-9][0-9]{3} ?[A-Z]{2}", "4 digits and 2 letters, such as 1012 AB"),
        ["BE"] = new("(B-?|BE-?)?[0-9]{4}", "4 digits"),
        ["LU"] = new("(L-?|LU-?)?[0-9]{4}", "4 digits"),
        ["AT"] = new("(A-?|AT-?)?[0-9]{4}", "4 digits"),
        ["CH"] = new("(CH-?)?[0-9]{4}", "4 digits"),
        ["LI"] = new("(LI-?|FL-?|CH-?)?[0-9]{4}", "4 digits"),
        ["DK"] = new("(DK-?)?[0-9]{4}", "4 digits, such as 0800", 4),
        ["NO"] = new("(N-?|NO-?)?[0-9]{4}", "4 digits, such as 0150", 4),
        ["HU"] = new("(H-?|HU-?)?[0-9]{4}", "4 digits"),
        ["SI"] = new("(SI-?)?[0-9]{4}", "4 digits"),
        ["BG"] = new("(BG-?)?[0-9]{4}", "4 digits"),
        ["CY"] = new("(CY-?)?[0-9]{4}", "4 digits"),
        ["LV"] = new("(LV-? ?)?[0-9]{4}", "4 digits, such as LV-1010"),
        ["RO"] = new("(RO-?)?[0-9]{6}", "6 digits, such as 010011", 6),
        ["IN"] = new("[1-9][0-9]{2} ?[0-9]{3}", "6 digits"),
        ["SG"] = new("[0-9]{6}", "6 digits, such as 018956", 6),
        ["JP"] = new("〒? ?[0-9]{3}-?[0-9]{4}", "7 digits, such as 060-0001", 7),
        ["AU"] = new("[0-9]{4}", "4 digits, such as 0800", 4),
        ["NZ"] = new("[0-9]{4}", "4 digits, such as 0610", 4),
        ["ZA"] = new("[0-9]{4}", "4 digits, such as 0001", 4),
        ["KR"] = new("[0-9]{5}", "5 digits, such as 06236", 5),
        ["CN"] = new("[0-9]{6}", "6 digits, such as 010010", 6),
        ["SA"] = new("[0-9]{5}([- ]?[0-9]{4})?", "5 digits, such as 11564"),
        ["EG"] = new("[0-9]{5}([0-9]{2})?", "5 or 7 digits, such as 11511"),
        ["MT"] = new("[A-Z]{3} ?[0-9]{4}", "3 letters and 4 digits, such as VLT 1117"),
        ["IS"] = new("(IS-?)?[0-9]{3}", "3 digits, such as 101"),
    };

    private const int ZipLength = 5;

    // Iceland's have three digits.
    private const int ShortestCode = 3;

    // Amazon's models require the member there, too.
    private static readonly HashSet<string> s_without = new(StringComparer.OrdinalIgnoreCase) { "AE", "HK", "MO", "QA" };

    // The territories have ZIP codes, and some are states, too; military mail is sent to the states AA, AE and AP.
    private static readonly Dictionary<string, string[]> s_beginnings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["PR"] = ["006", "007", "009"],
        ["VI"] = ["008"],
        ["GU"] = ["969"],
        ["AS"] = ["967"],
        ["MP"] = ["969"],
        ["FM"] = ["969"],
        ["MH"] = ["969"],
        ["PW"] = ["969"],
        ["UM"] = ["968"],
        ["AA"] = ["340"],
        ["AE"] = ["090", "091", "092", "093", "094", "095", "096", "097", "098"],
        ["AP"] = ["962", "963", "964", "965", "966"],
    };

    /// <summary>Whether the country has no postal codes.</summary>
    public static bool HasNone(string? countryCode) => countryCode is not null && s_without.Contains(countryCode.Trim());

    /// <summary>Describes what is wrong with a postal code, or returns null.</summary>
    /// <param name="postalCode">The postal code.</param>
    /// <param name="countryCode">The country, of which a territory of the US may be its own or a state.</param>
    /// <param name="stateOrRegion">The state.</param>
    public static string? FlawOf(string? postalCode, string? countryCode, string? stateOrRegion)
    {
        if (string.IsNullOrWhiteSpace(postalCode) || string.IsNullOrWhiteSpace(countryCode))
        {
            return null;
        }

        var code = postalCode!.Trim();
        var country = countryCode!.Trim().ToUpperInvariant() switch
        {
            "UK" or "GG" or "JE" or "IM" => "GB",
            "SM" or "VA" => "IT",
            var given => given,
        };
        var isAmerican = country == "US";
        var area = isAmerican ? stateOrRegion?.Trim() : country;
        string[]? beginnings = null;
        if (area is not null
            && s_beginnings.TryGetValue(area, out beginnings) && (isAmerican || area.ToUpperInvariant() is not ("AA" or "AE" or "AP")))
        {
            country = "US";
        }
        else
        {
            beginnings = null;
        }

        return s_forms.TryGetValue(country, out var form) ? form.FlawOf(code, country) ?? OfArea(code, area, beginnings) : null;
    }

    /// <summary>Whether a text has the postal code among other words, however both are spaced.</summary>
    public static bool IsIn(string text, string postalCode, string? countryCode)
    {
        var code = string.Concat(postalCode.Where(char.IsLetterOrDigit));
        if (code.Length > ZipLength && ProblemList.Is(countryCode, "US"))
        {
            code = code.Substring(0, ZipLength);
        }

        return code.Length >= ShortestCode && Enumerable.Range(0, text.Length).Any(at => IsAt(text, at, code));
    }

    private static bool IsAt(string text, int at, string code)
    {
        if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
        {
            return false;
        }

        var found = 0;
        while (at < text.Length && found < code.Length && (text[at] is ' ' or '-'
            ? found > 0 : char.ToUpperInvariant(text[at]) == char.ToUpperInvariant(code[found])))
        {
            found += text[at++] is ' ' or '-' ? 0 : 1;
        }

        return found == code.Length && (at == text.Length || !char.IsLetterOrDigit(text[at]));
    }

    private static string? OfArea(string code, string? area, string[]? beginnings) =>
        beginnings is null || beginnings.Any(beginning => code.StartsWith(beginning, StringComparison.Ordinal))
            ? null
            : $"is not a postal code in {area!.ToUpperInvariant()}, where they begin with {(beginnings.Length > 3 ? $"{beginnings[0]} to {beginnings[beginnings.Length - 1]}" : string.Join(", ", beginnings))}: correct the code or the state";

    private sealed class Form(string pattern, string example, params int[] lengths)
    {
        // Most processes ship to few countries.
        private readonly Lazy<Regex> _pattern = new(() => new Regex(
            $"^({pattern})$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture));

        public string? FlawOf(string code, string country)
        {
            var digits = code.Count(char.IsDigit);
            if (_pattern.Value.IsMatch(code))
            {
                return digits > 0 && digits == code.Count(character => character == '0') && !code.Any(char.IsLetter)
                    ? $"is all zeros, which is not a postal code in {country}: use {example}"
                    : null;
            }

            var length = lengths.FirstOrDefault(length => length > digits && length - digits <= 2);
            return length > 0
                && digits > 0 && code.All(character => character is (>= '0' and <= '9') or '-' or ' ') && IsShortened(code, length)
                ? FormattableString.Invariant(
                    $"has {digits} digits, but a postal code in {country} has {length}: a spreadsheet dropped {(length - digits == 1 ? "the leading zero" : "the leading zeros")}. Format the column as text and enter the code again")
                : $"is not a postal code in {country}: use {example}";
        }

        // '2134-1234' is the ZIP code of nine digits without its first.
        private bool IsShortened(string code, int length) =>
            _pattern.Value.IsMatch(new string('0', length - code.Count(char.IsDigit)) + code) || code.All(char.IsDigit);
    }
}
