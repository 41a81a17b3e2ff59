using System.Text.RegularExpressions;

namespace FbaOutbound.Texts;

/// <summary>Recognizes what a spreadsheet makes of an order number or a SKU that looks like a number or a date to it.</summary>
internal static class SpreadsheetForms
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture;

    // 2-Mar, Mar-02, 02. Mrz, 02-mars-26, 2026-03-02, 3/2/2026, 02.03.2026.
    private static readonly Regex s_date = new(
        $@"^([0-9]{{1,2}}[-./ ] ?({SpreadsheetDamage.Months})\.?([-./ ]([0-9]{{2}}|[0-9]{{4}}))?"
            + $@"|({SpreadsheetDamage.Months})\.?[-./ ]([0-9]{{2}}|[0-9]{{4}})"
            + @"|(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(T[0-9:]+)?|[0-9]{1,2}(?<s>[/.])[0-9]{1,2}\k<s>((19|20)[0-9]{2}|[0-9]{2}))$",
        Options);

    // September.-2026.
    private const int LongestMonth = 15;

    private static readonly Regex s_shortened = new(@"^[0-9]+([.,][0-9]+)?E[+][0-9]+$", Options);

    // 1.08E+14 as digits again: at most six that count, and as many zeros.
    private static readonly Regex s_rounded = new("^[1-9][0-9]{0,5}0{6,}$", Options);

    private static readonly Regex s_grouped = new(@"^[0-9]{1,3}(?<s>[,.'’ \u00A0\u202F])[0-9]{3}(\k<s>[0-9]{3})*([.,][0-9]+)?$", Options);

    // A number behind the shop's mark.
    private static readonly Regex s_marked = new(@"^#[0-9]+([.,][0-9]+)+$", Options);

    private static readonly Regex s_decimal = new(@"^[0-9]+[.,]0+$", Options);

    /// <summary>Describes what is wrong with an order number, or returns null.</summary>
    /// <param name="text">The number.</param>
    /// <param name="mayBeDate">Whether it is known to be right, because Amazon has an order with it.</param>
    public static string? OfNumber(string text, bool mayBeDate) => !MayBe(text) ? null
        : IsMarked(text) ? SpreadsheetDamage.Apostrophe
            : !mayBeDate && s_date.IsMatch(text) ? "is a date, probably converted by a spreadsheet from an order number"
            : s_shortened.IsMatch(text) ? "was shortened by a spreadsheet, so digits are lost"
            : text.Length >= 12 && s_rounded.IsMatch(text) ? "ends in zeros that a spreadsheet put in place of a long number's last digits, so digits are lost"
            : s_grouped.IsMatch(text) || (!mayBeDate && s_marked.IsMatch(text)) ? "is a number with separators, as a spreadsheet shows it"
            : s_decimal.IsMatch(text) ? "ends in decimals, which a program adds when it treats text as a number"
            : null;

    /// <summary>Describes what is wrong with a SKU, or returns null.</summary>
    public static string? OfSku(string text) => !MayBe(text) ? null
        : IsMarked(text) ? SpreadsheetDamage.Apostrophe
            : s_date.IsMatch(text) ? "is a date, probably converted by a spreadsheet from a SKU such as MAR2"
            : s_shortened.IsMatch(text) ? "was shortened by a spreadsheet, so digits are lost"
            : IsDecimal(text) ? "ends in decimals, which a spreadsheet or a program adds when it treats text as a number"
            : null;

    // Behind a mark there may be anything: 'U6 is U6.
    private static bool IsMarked(string text) => text.Length > 1 && text[0] == '\'';

    // Most ids are none of the forms: a date that begins with its month is short and ends in digits, and the others begin with a digit.
    private static bool MayBe(string text) => text.Length > 0
        && (text[0] is (>= '0' and <= '9') or '\'' or '#' || (text.Length <= LongestMonth && text[text.Length - 1] is >= '0' and <= '9'));

    /// <summary>Whether a text is a whole number with decimals.</summary>
    public static bool IsDecimal(string text) => s_decimal.IsMatch(text);
}
