using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Texts;

/// <summary>Recognizes what spreadsheets leave of a value.</summary>
internal static class SpreadsheetDamage
{
    /// <summary>What a cell reads as whose formula a workbook has no value of. A file of refused orders has it, too.</summary>
    public const string NoValue = "#NOVALUE!";

    /// <summary>What is wrong with it, and what to do.</summary>
    public const string NoValueFault = "is a formula without a value: open the file in Excel, save it and import it again";

    /// <summary>What is wrong with a text of number signs, and what to do.</summary>
    public const string TooNarrow =
        "consists of # signs, which a spreadsheet shows when a column is too narrow: widen the column and save the file again";

    // In the languages that Excel, LibreOffice and Google write them in.
    private static readonly HashSet<string> s_errors = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#N/A!", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!",
        "#CONNECT!", "#UNKNOWN!", "#BUSY!",
        "#GETTING_DATA", "#ERROR!", "#EXTERNAL!", "#TIMEOUT!", "#PYTHON!",
        "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!", "#KALK!", "#FELD!",
        "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!",
        "#N/D", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡NUM!", "#¡NULO!", "#¡DIV/0!", "#VALOR!", "#NOME?", "#NÚM!", "#NULO!",
        "#RIF!", "#VALORE!", "#NULLO!",
        "#N/B", "#VERW!", "#WAARDE!", "#NAAM?", "#GETAL!", "#LEEG!", "#DEEL/0!",
        "#ADR!", "#ARG!", "#NAZWA?", "#LICZBA!", "#ZERO!",
        "#SAKNAS!", "#REFERENS!", "#VÄRDEFEL!", "#NAMN?", "#OGILTIGT!", "#SKÄRNING!", "#DIVISION/0!",
        "#YOK", "#BAŞV!", "#DEĞER!", "#AD?", "#SAYI!", "#BOŞ!", "#SAYI/0!",
    };

    private static readonly Regex s_scientific = new(
        "^[+-]?[0-9]([.,][0-9]+)?E[+][0-9]{1,3}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    // A small number keeps its minus only with decimals before it: 4E-12 may be a name.
    private static readonly Regex s_small = new(
        "^[+-]?[0-9][.,][0-9]+E-[0-9]{2,3}$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    /// <summary>The names of months by which spreadsheets begin to write them, as a pattern.</summary>
    public const string Months =
        "jan(uary|uar|v|vier)?|feb(ruary|ruar)?|f[eé]vr?|mar(ch|s|zo)?|m[aä]rz?|mrz|apr(il)?|avr(il)?|abr|may|mai|mag|june?|juni|juin"
            + "|giu|july?|juli|juil|lug|aug(ust)?|ao[uû]t|ago|sept?(ember)?|set|o[ck]t(ober)?|ott|nov(ember)?|de[cz](ember)?|d[eé]c|dic";

    /// <summary>What is wrong with an id that a spreadsheet has marked as text.</summary>
    public const string Apostrophe = "begins with the apostrophe that a spreadsheet puts before text";

    private const string Date = "is a date, probably converted by a spreadsheet from text such as 4-12: "
        + "format the column as text and enter the value again";

    // What becomes of 4-12, 1/2 and 1-2-3: 12-Apr, Apr-12, 12. Apr, 2026-04-12, 4/12/2026, 2001/2/3, 2月3日. People do write 12/3/45, Mar 12
    // and 2001-2-3.
    private static readonly Regex s_date = new(
        $@"^([0-9]{{1,2}}(-|\. ?)({Months})\.?(-([0-9]{{2}}|[0-9]{{4}}))?|({Months})\.?-([0-9]{{2}}|[0-9]{{4}})"
            + @"|((19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}|(19|20)[0-9]{2}(?<s>[/.])[0-9]{1,2}\k<s>[0-9]{1,2}"
            + @"|[0-9]{1,2}(?<s>[/.])[0-9]{1,2}\k<s>(19|20)[0-9]{2})([T ][0-9]{1,2}:[0-9:]+)?|((19|20)[0-9]{2}年)?[0-9]{1,2}月[0-9]{1,2}日)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    private const int LongestDate = 24;

    private static readonly char[] s_marksOfDates = ['-', '.', '/', '月'];

    private static readonly Regex s_decimal = new(@"^[0-9]{5,}[.,]0$", RegexOptions.CultureInvariant);

    private static readonly Regex s_formula = new(
        @"^=[\p{L}+-]?[\p{L}0-9.$_]*[(&!:]|^=\$?[A-Za-z]{1,3}\$?[0-9]+$", RegexOptions.CultureInvariant);

    /// <summary>Whether a text is what a spreadsheet shows in place of a value for which the column is too narrow.</summary>
    public static bool IsTooNarrow(string text) => text.Length > 1 && text[0] == '#' && text.All(character => character == '#');

    /// <summary>Whether a text is what a spreadsheet shows where a formula has no value.</summary>
    public static bool IsError(string text) => s_errors.Contains(text);

    /// <summary>Describes what the text looks like, or returns null.</summary>
    public static string? Of(string text, TextUse use)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (OfDate(text, use) is { } date)
        {
            return date;
        }

        switch (text[0])
        {
            case '#':
                return text == NoValue ? NoValueFault
                    : s_errors.Contains(text)
                    ? $"is {text.ToUpperInvariant()}, an error from a spreadsheet formula: correct the formula, or leave the cell empty"
                    : IsTooNarrow(text) ? TooNarrow : null;
            case 'E' when text.StartsWith("Err:", StringComparison.Ordinal) && text.Length <= 8 && text.Skip(4).All(char.IsDigit):
                return "is an error from a spreadsheet formula: correct the formula, or leave the cell empty";
            case '\'' when use != TextUse.Lines && IsMarked(text):
                return Apostrophe + ": remove it";
            case '=' when use != TextUse.Lines && (text.StartsWith("=\"", StringComparison.Ordinal) || s_formula.IsMatch(text)):
                return "is a spreadsheet formula: give its value";
            case (>= '0' and <= '9') or '+' or '-' when use != TextUse.Lines && (s_scientific.IsMatch(text) || s_small.IsMatch(text)):
                return "was changed to scientific notation by a spreadsheet, which loses digits: format the column as text and enter the value "
                    + "again";
            case >= '0' and <= '9' when use is TextUse.Id or TextUse.Number && s_decimal.IsMatch(text):
                return "ends in .0, which a spreadsheet or a program adds when it treats text as a number: read the column as text, and "
                    + "check its other digits";
            case '-' when use == TextUse.Number && text.Length > 1 && text[1] is >= '0' and <= '9':
                return "begins with a minus sign, which a spreadsheet adds when it treats text as a formula: format the column as text "
                    + "and enter the value again";
            default:
                return null;
        }
    }

    /// <summary>Reports that a whole part of an address is a date, or returns null.</summary>
    public static string? OfDate(string text, TextUse use) => use == TextUse.Line && text.Length <= LongestDate
        && text.IndexOfAny(s_marksOfDates) > 0 && s_date.IsMatch(text) ? Date : null;

    /// <summary>
    /// Whether a text begins with the apostrophe by which a spreadsheet marks a number as text; those of names such as 's-Gravenhage are
    /// none.
    /// </summary>
    public static bool IsMarked(string text) =>
        text.Length > 1 && text[0] == '\'' && (text[1] is (>= '0' and <= '9') or '+' or '-' or '=') && text.IndexOf('\'', 1) < 0;
}
