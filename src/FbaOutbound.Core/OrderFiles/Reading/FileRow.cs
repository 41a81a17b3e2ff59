using System.Collections.Generic;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>A row of a file with the cells that its format reads, each in its slot; blank cells are empty.</summary>
/// <param name="Number">The line on which it begins.</param>
/// <param name="Cells">The cells.</param>
/// <param name="IsShort">Whether it ends before the last column: what its missing cells would say is unknown.</param>
/// <param name="Surplus">How many blank cells it has behind the last column.</param>
internal sealed record FileRow(long Number, string[] Cells, bool IsShort = false, int Surplus = 0)
{
    /// <summary>Why its cells may stand in the wrong columns; null if nothing says so.</summary>
    public string? Doubt { get; set; }

    /// <summary>What it says in columns that hold no order back.</summary>
    public IReadOnlyList<UnheededStop> Stops { get; init; } = [];
}
