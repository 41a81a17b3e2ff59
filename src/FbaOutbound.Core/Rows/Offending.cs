using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace FbaOutbound.Rows;

/// <summary>
/// Which value an error shows. The columns of dates, words and amounts hold nobody's data, but in a file whose columns have slipped, or
/// behind the wrong parameter, they do: what looks like a name, a street, a mail address or a phone number is not shown.
/// </summary>
internal static class Offending
{
    private const int Longest = 40;

    private const int FewestDigitsOfPhone = 7;

    private static readonly Regex s_date = new(
        @"^\D*((19|20)[0-9]{2}[-/. ][0-9]{1,2}(?![0-9])|(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])(?![0-9])"
            + @"|[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ]((19|20)?[0-9]{2})(?![0-9]))|[\p{L}]{3}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_amount = new(
        @"^[^0-9(+]*[0-9]{1,3}(?<s>[,.' \u00A0\u202F])[0-9]{3}(\k<s>[0-9]{3})*([.,][0-9]+)?\D*$|^-?[0-9]+[.,][0-9]+([eE][+-]?[0-9]+)?\D*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly HashSet<string> s_dateWords = Set(
        "JAN JANUARY JANUAR FEB FEBRUARY FEBRUAR MAR MARCH MÄR MRZ MÄRZ APR APRIL MAY MAI JUN JUNE JUNI JUL JULY JULI AUG AUGUST SEP SEPT "
            + "SEPTEMBER OCT OCTOBER OKT OKTOBER NOV NOVEMBER DEC DECEMBER DEZ DEZEMBER MON MONDAY TUE TUES TUESDAY WED WEDNESDAY THU "
            + "THURS THURSDAY FRI FRIDAY SAT SATURDAY SUN SUNDAY AM PM UTC GMT EST EDT CST CDT MST MDT PST PDT CET CEST BST JST T Z H D TH "
            + "ST ND RD");

    // These are dates without a number, too. Words for months and days are also names.
    private static readonly HashSet<string> s_ages = Set(
        "TODAY TOMORROW YESTERDAY NOW HEUTE GESTERN VORGESTERN AGO MINUTE MINUTES HOUR HOURS DAY DAYS WEEK WEEKS MONTH MONTHS YEAR YEARS");

    private static readonly string[] s_currencies =
    [
        "USD", "EUR", "GBP", "CAD", "JPY", "INR", "MXN", "AUD", "SEK", "PLN", "BRL", "TRY", "AED", "SAR", "EGP", "SGD", "KR",
    ];

    private static readonly Regex s_wordsOfShops = new(
        "^(air|available|all|business|cancel|class|days?|delivery|economy|expedited|express|fill|first|free|ground|hold|international|kill|next|none|one|or|overnight|parcel|priority|same"
        + "|saver|second|ship|ship(ped|ping|ment)|standard|three|two|[0-9_ /.-])+$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    /// <summary>Returns the value in quotes with a blank behind it, or nothing if it is not shown.</summary>
    /// <param name="text">The value.</param>
    /// <param name="form">What was to be read.</param>
    public static string Shown(string text, CellForm form) =>
        !form.IsPersonal && text.Length <= Longest && IsHarmless(text, form.Kind) && !IsPhone(text) ? Quoted(text) : "";

    /// <summary>Returns a word in quotes with a blank behind it, or nothing if it can be a name.</summary>
    public static string Word(string text) => text.Length <= Longest && s_wordsOfShops.IsMatch(text) && !IsPhone(text) ? Quoted(text) : "";

    /// <summary>Returns a value in quotes with a blank behind it.</summary>
    public static string Quoted(string text) => $"'{Spelling.Showable(text)}' ";

    private static bool IsHarmless(string text, CellKind kind) => kind switch
    {
        CellKind.Date or CellKind.OrderDate or CellKind.DateText =>
            Tokens(text).All(token => token.All(char.IsDigit) || s_dateWords.Contains(token) || s_ages.Contains(token))
                && (!text.Any(char.IsLetter) || text.Any(char.IsDigit) || Tokens(text).Any(s_ages.Contains)),
        CellKind.Integer or CellKind.Amount =>
            Tokens(text).All(
                token => token.All(char.IsDigit) || token is "e" or "E" || Array.IndexOf(s_currencies, token.ToUpperInvariant()) >= 0),
        _ => s_wordsOfShops.IsMatch(text),
    };

    // As many digits as a phone number has, which are neither a date nor an amount with separators.
    private static bool IsPhone(string text) =>
        text.Count(char.IsDigit) >= FewestDigitsOfPhone && !s_date.IsMatch(text) && !s_amount.IsMatch(text);

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.OrdinalIgnoreCase);

    // Runs of letters and runs of digits.
    private static IEnumerable<string> Tokens(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && Class(text[i]) == Class(text[start]))
            {
                continue;
            }

            if (Class(text[start]) != 0)
            {
                yield return text.Substring(start, i - start);
            }

            start = i;
        }
    }

    private static int Class(char character) => char.IsDigit(character) ? 1 : char.IsLetter(character) ? 2 : 0;
}
