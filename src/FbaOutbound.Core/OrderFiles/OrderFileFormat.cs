using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.OrderFiles;

/// <summary>A format of order files, as Get-FbaOrderFormat shows it.</summary>
public sealed record OrderFileFormat
{
    /// <summary>The name, as -Format takes it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Where the file comes from.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether the header was read in files or code, read in part, or not verified.</summary>
    public FormatEvidence Confirmed { get; init; }

    /// <summary>The version of the format: it changes if the same file makes other orders.</summary>
    public int Version { get; init; }

    /// <summary>Whether order numbers are unique within one shop only, so that -IdPrefix is required.</summary>
    public bool NeedsIdPrefix { get; init; }

    /// <summary>The columns that are read.</summary>
    public IReadOnlyList<OrderFileColumn> Columns
    {
        get;
        init => field = OutputList<OrderFileColumn>.Of(value);
    } = OutputList<OrderFileColumn>.None;

    /// <summary>What the format cannot know, or what was not verified.</summary>
    public IReadOnlyList<string> Notes { get; init => field = OutputList<string>.Of(value); } = OutputList<string>.None;

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name;
}

/// <summary>A column of a format.</summary>
public sealed record OrderFileColumn
{
    /// <summary>
    /// What the column is for. -Map takes this name, too, except Items, which is that of cells with whole items.
    /// </summary>
    public string Field { get; init; } = "";

    /// <summary>The names that the column can have.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Whether a file without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it decides whether an order or line is sent.</summary>
    public bool DecidesWhetherSent { get; init; }

    /// <summary>Returns the field and the names.</summary>
    public override string ToString() => $"{Field}: {string.Join(" or ", Names)}";
}
