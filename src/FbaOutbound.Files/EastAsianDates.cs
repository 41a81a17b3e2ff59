using System;
using System.Text.RegularExpressions;

namespace FbaOutbound.Files;

/// <summary>
/// Knows the number formats in which Japanese, Chinese and Korean Excel write dates, and which ExcelDataReader takes for numbers: the
/// built-in ones without a format code (ECMA-376, part 1, 18.8.30), and those with the year of an era.
/// </summary>
internal static class EastAsianDates
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;
    private const int DaysFrom1900To1904 = 1462;

    // Before this day, Excel counts a day that was none.
    private const double First = 61;
    private const double Last = 2958465;

    private static readonly Regex s_literals = new(@"""[^""]*""|\\.|_.|\*.|\[[^\]]*\]", Options);

    private static readonly Regex s_eraDate = new(@"^(?=.*[ge])(?=.*[md])[gebymdhsa/:.,\-\s年月日년월일]+$", Options);

    /// <summary>Whether a number is a date by its format.</summary>
    /// <param name="index">The number of the format.</param>
    /// <param name="format">Its code; null for none.</param>
    public static bool Are(int index, string? format) => string.IsNullOrEmpty(format)
        ? index is (>= 27 and <= 36) or (>= 50 and <= 58)
        : s_eraDate.IsMatch(s_literals.Replace(format!, "").Split(';')[0]);

    /// <summary>Returns the date of a number; null where it is none, such as a time of day.</summary>
    public static DateTime? Of(double number, bool isFrom1904) =>
        (isFrom1904 ? number + DaysFrom1900To1904 : number) is >= First and < Last and var days ? DateTime.FromOADate(days) : null;
}
