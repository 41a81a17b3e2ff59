using System.Collections.Generic;

namespace FbaOutbound.OrderFiles.Reading;

/// <summary>
/// Judges the rows of one export that end in more cells than the header. Where each row ends with a delimiter, all have the same number of
/// them. Where only some have, a delimiter inside a cell has shifted the cells behind it, and a blank last column hides that.
/// </summary>
internal sealed class RowWidths(TableBinding binding)
{
    private const string Advice = "Enclose the cell that contains a delimiter in quotation marks, or export the file again";

    private readonly List<FileRow> _longer = [];
    private int? _surplus;
    private bool _differs;

    public void Add(FileRow row)
    {
        _surplus ??= row.Surplus;
        _differs |= row.Surplus != _surplus;
        if (row.Surplus > 0)
        {
            _longer.Add(row);
        }
    }

    /// <summary>Ends the export, and marks the rows whose cells may stand in the wrong columns.</summary>
    /// <param name="orders">How many orders it has.</param>
    public void End(int orders)
    {
        foreach (var row in _longer)
        {
            var why = _differs ? "and not every row has as many, so its cells may stand in the wrong columns. " + Advice
                : orders < 2 ? $"and no other order shows that its cells stand in the right columns. {Advice}, or end the header with a "
                    + "delimiter, too, if all rows end with one"
                : binding.WordyColumn(row) is { } column
                ? $"and words in the column {column}, so its cells stand in the wrong columns. {Advice}"
                : null;
            row.Doubt = why is null ? null : $"has more cells than the header, {why}";
        }

        _longer.Clear();
        (_surplus, _differs) = (null, false);
    }
}
