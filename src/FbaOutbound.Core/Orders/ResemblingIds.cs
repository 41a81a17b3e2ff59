using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>
/// Finds ids of orders that differ only in case, in leading zeros, or in the .0 that a spreadsheet adds, and so are probably one order that
/// is written in two ways.
/// </summary>
internal sealed class ResemblingIds
{
    private const int MostOrders = 100_000;

    private readonly RecentTexts _ids = new(MostOrders);

    /// <summary>Remembers an id; returns an earlier one that resembles it, or null.</summary>
    public string? Add(string id)
    {
        var bare = WithoutLeadingZeros(id.Trim()).ToUpperInvariant();
        var earlier = _ids.Add(bare.EndsWith(".0", System.StringComparison.Ordinal) ? bare.Substring(0, bare.Length - 2) : bare, id);
        return earlier == id ? null : earlier;
    }

    // Of the first number in the id. A number keeps its last digit.
    private static string WithoutLeadingZeros(string id)
    {
        var first = 0;
        while (first < id.Length && !IsDigit(id[first]))
        {
            first++;
        }

        var end = first;
        while (end + 1 < id.Length && id[end] == '0' && IsDigit(id[end + 1]))
        {
            end++;
        }

        return end == first ? id : id.Remove(first, end - first);
    }

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
