using System.Text.RegularExpressions;
using FbaOutbound.Texts;

namespace FbaOutbound.Orders;

/// <summary>
/// Finds ids of orders that differ only in case, in leading zeros, or in the .0 that a spreadsheet adds, and so are probably one order that
/// is written in two ways.
/// </summary>
internal sealed class ResemblingIds
{
    private const int MostOrders = 100_000;

    private static readonly Regex s_zeros = new("^([^0-9]*)0+(?=[0-9])", RegexOptions.CultureInvariant);

    private readonly RecentTexts _ids = new(MostOrders);

    /// <summary>Remembers an id; returns an earlier one that resembles it, or null.</summary>
    public string? Add(string id)
    {
        var bare = s_zeros.Replace(id.Trim(), "$1").ToUpperInvariant();
        var earlier = _ids.Add(bare.EndsWith(".0", System.StringComparison.Ordinal) ? bare.Substring(0, bare.Length - 2) : bare, id);
        return earlier == id ? null : earlier;
    }
}
