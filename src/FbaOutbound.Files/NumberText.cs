using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using ExcelNumberFormat;

namespace FbaOutbound.Files;

/// <summary>What a workbook shows of a number: an id such as FBA-0012 can be the number 12 with a number format.</summary>
internal sealed class NumberText
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex s_literals = new(@"""(?<t>[^""]*)""|\\(?<t>.)|\[\$(?<t>[^\]-]*)[^\]]*\]", Options);

    // What takes up room, a color or a condition, and is no text.
    private static readonly Regex s_unseen = new(@"_.|\*.|\[[^\]]*\]", Options);

    private readonly Dictionary<string, (NumberFormat Format, bool HasText, bool IsAmount)> _known = [];

    /// <summary>
    /// Returns the text that is shown. Of an amount, and of a fraction, it is the plain number: its format only says how it looks.
    /// </summary>
    /// <param name="number">The number.</param>
    /// <param name="format">Its number format; null for none.</param>
    /// <param name="isKnown">False if the format is not known. The text is the plain number then.</param>
    public string Of(double number, string? format, out bool isKnown)
    {
        isKnown = true;
        var plain = number.ToString("0.###############", CultureInfo.InvariantCulture);
        if (string.IsNullOrEmpty(format) || string.Equals(format, "General", StringComparison.OrdinalIgnoreCase))
        {
            return plain;
        }

        if (!_known.TryGetValue(format!, out var known))
        {
            _known.Add(format!, known = Read(format!));
        }

        if (!known.HasText && (known.IsAmount || number != Math.Floor(number)))
        {
            return plain;
        }

        isKnown = known.Format.IsValid;
        return isKnown ? known.Format.Format(number, CultureInfo.InvariantCulture).Trim() : plain;
    }

    private static (NumberFormat Format, bool HasText, bool IsAmount) Read(string format)
    {
        var bare = s_unseen.Replace(s_literals.Replace(format, ""), "");
        return (
            new NumberFormat(format),
            s_literals.Matches(format).Cast<Match>().Any(literal => literal.Groups["t"].Value.Any(char.IsLetterOrDigit)),
            bare.IndexOfAny(['.', ',', '%']) >= 0
                || format.Any(static character => char.GetUnicodeCategory(character) == UnicodeCategory.CurrencySymbol));
    }
}
