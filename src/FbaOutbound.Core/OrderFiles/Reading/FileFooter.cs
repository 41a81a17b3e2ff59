using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles.Formats;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>The number of records that a file says it has, where it has another one.</summary>
/// <param name="Row">The row that says so.</param>
/// <param name="Said">What it says.</param>
/// <param name="Found">How many orders there are.</param>
internal sealed record FooterDifference(long Row, long Said, int Found);

/// <summary>Recognizes the rows of a footer, whose text may be in one cell or in several.</summary>
internal sealed class FileFooter(FooterShape shape)
{
    private readonly Regex? _records = shape.Records.Count == 0 ? null : new Regex(
        $"^(?<count>[0-9][0-9,.]*) ({string.Join("|", shape.Records.Select(Regex.Escape))})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);

    /// <summary>Returns whether a row is one of the footer.</summary>
    /// <param name="row">The row.</param>
    /// <param name="records">How many records it says the file has; null if it does not.</param>
    public bool IsIn(SourceRow row, out long? records)
    {
        records = null;
        if (_records is null)
        {
            return false;
        }

        var text = string.Join(" ", row.Cells.Select(cell => cell.Text.Trim()).Where(cell => cell.Length > 0).Take(2));
        if (shape.Others.Any(other => text.StartsWith(other, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        var match = _records.Match(text);
        if (match.Success && long.TryParse(
            string.Concat(match.Groups["count"].Value.Where(char.IsDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            records = count;
        }

        return match.Success;
    }
}
