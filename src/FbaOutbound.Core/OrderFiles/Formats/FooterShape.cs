using System.Collections.Generic;

namespace FbaOutbound.OrderFiles.Formats;

/// <summary>What stands below the orders of a file.</summary>
internal sealed record FooterShape
{
    /// <summary>What follows the number of the file's records, such as <c>record(s) downloaded</c>.</summary>
    public IReadOnlyList<string> Records { get; init; } = [];

    /// <summary>How other rows of the footer begin.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
}
