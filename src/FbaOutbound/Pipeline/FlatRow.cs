using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace FbaOutbound.Pipeline;

/// <summary>Makes rows as Import-Csv makes them: objects with a property for each column.</summary>
internal static class FlatRow
{
    /// <summary>Returns a row.</summary>
    /// <param name="cells">The columns, in order.</param>
    /// <param name="shown">The columns that a console shows; all where it is null.</param>
    public static PSObject Of(IEnumerable<(string Name, object? Value)> cells, IEnumerable<string>? shown = null)
    {
        var row = new PSObject();
        foreach (var (name, value) in cells)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        if (shown is not null)
        {
            // Export-Csv and Select-Object see all columns; what a console shows by itself holds nothing of a recipient.
            row.Members.Add(new PSMemberSet("PSStandardMembers", [new PSPropertySet("DefaultDisplayPropertySet", shown.ToList())]));
        }

        return row;
    }
}
