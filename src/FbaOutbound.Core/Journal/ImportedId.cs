using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Journal;

/// <summary>The id of an imported order.</summary>
/// <param name="Core">The shop's number without what a spreadsheet changes: one for all spellings of it.</param>
/// <param name="Base">The id without a suffix.</param>
/// <param name="Suffix">The suffix of the rest of an order; empty for a whole order.</param>
internal sealed record ImportedId(string Core, string Base, string Suffix)
{
    /// <summary>The id as it is sent.</summary>
    public string Id => Base + Suffix;

    /// <summary>Reads the ids of one order.</summary>
    public static IReadOnlyList<ImportedId> ListOf(string? text, string core) =>
    [
        .. (text ?? "").Split(',').Where(part => part.Length > 0).Select(part => part.Split(' '))
            .Select(part => new ImportedId(
                core, Uri.UnescapeDataString(part[0]), part.Length > 1 ? Uri.UnescapeDataString(part[1]) : "")),
    ];

    /// <summary>Returns the text of the ids of one order with this one among them; null if it was.</summary>
    public string? AddedTo(string? text)
    {
        var known = ListOf(text, Core);
        return known.Contains(this) ? null : string.Join(",", known.Append(this).Select(id =>
            Uri.EscapeDataString(id.Base) + (id.Suffix.Length == 0 ? "" : " " + Uri.EscapeDataString(id.Suffix))));
    }
}
