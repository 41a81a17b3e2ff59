using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>What order numbers of a shop look like.</summary>
internal sealed record NumberShape
{
    /// <summary>The pattern of a whole number.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>A number as an example.</summary>
    public string Example { get; init; } = "";
}

/// <summary>The numbers of a shop's orders: one order has one number, in every file.</summary>
internal static class OrderNumbers
{
    private static readonly Regex s_betweenDigits = new(@"(?<=[0-9])[^\p{L}\p{N}]+(?=[0-9])", RegexOptions.CultureInvariant);

    private static readonly Regex s_marks = new(@"[^\p{L}\p{N}-]|(?<![0-9])-|-(?![0-9])", RegexOptions.CultureInvariant);

    private static readonly Regex s_zeros = new("(?<![0-9])0+(?=[0-9])", RegexOptions.CultureInvariant);

    /// <summary>Describes what is wrong with an order number, or returns null.</summary>
    /// <param name="format">The format of the file.</param>
    /// <param name="number">The number.</param>
    /// <param name="isMapped">Whether the user says where the numbers stand, so that they may be of another kind.</param>
    public static string? FlawOf(OrderFormat format, string number, bool isMapped)
    {
        // What is no number at all may be a recipient's, and is not shown.
        if (SpreadsheetForms.OfNumber(number, mayBeDate: format.Cancels) is { } flaw)
        {
            return $"'{number}' {flaw}: it would count as a different order, so import the original export, not one that a spreadsheet has saved";
        }

        return !isMapped && format.Number is { } shape && !Regex.IsMatch(number, shape.Pattern, RegexOptions.CultureInvariant)
            ? $"is not a valid {format.Name} order number, such as {shape.Example}: a spreadsheet may have changed it, so import the original export"
            : null;
    }

    /// <summary>
    /// Returns what all spellings of an order number have in common. Of ids that people made themselves, only the case and leading zeros
    /// are left out: marks may tell two of them apart.
    /// </summary>
    public static string CoreOf(OrderFormat format, string number) => format.AgesOrders ? CoreOf(number) : WithoutCase(number);

    /// <summary>Returns a number or a SKU without case and leading zeros.</summary>
    public static string WithoutCase(string text) => s_zeros.Replace(text, "").ToUpperInvariant();

    /// <summary>Returns the letters and digits of a SKU, without case.</summary>
    public static string LettersAndDigits(string text) => new string([.. text.Where(char.IsLetterOrDigit)]).ToUpperInvariant();

    /// <summary>
    /// Returns what all spellings of a number have in common: its letters and digits without case, marks and leading zeros. Marks between
    /// digits count.
    /// </summary>
    public static string CoreOf(string number)
    {
        var core = s_marks.Replace(s_betweenDigits.Replace(number, "-"), "");
        return core.Length == 0 ? number : s_zeros.Replace(core, "").ToUpperInvariant();
    }
}
