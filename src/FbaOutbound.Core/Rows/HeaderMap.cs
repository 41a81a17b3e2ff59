using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Rows;

/// <summary>
/// Knows which column each name is. Rows of one file carry the same names, and mostly the same string objects, at the same places, so a
/// name is looked up once per file and not once per cell.
/// </summary>
internal sealed class HeaderMap
{
    /// <summary>The column of a file of refused orders that says why. It may stand in any file of rows.</summary>
    public const string Reason = "Reason";

    private const int MostNames = 20;

    private readonly List<(string Name, OrderColumn? Column)> _places = [];
    private readonly HashSet<string> _unknown = new(System.StringComparer.OrdinalIgnoreCase);
    private readonly List<UnknownColumn> _untold = [];

    /// <summary>Whether any column was known.</summary>
    public bool KnowsAny { get; private set; }

    /// <summary>
    /// The columns that are not known, as they were written; empty as long as none is known (see <see cref="TakeUnknown"/>).
    /// </summary>
    public IReadOnlyCollection<string> Unknown => KnowsAny ? _unknown : [];

    /// <summary>The name of the only column, if there is one in all rows; it may hold a recipient's data.</summary>
    public string? OnlyName => _places.Count == 1 ? _places[0].Name : null;

    public OrderColumn? Find(int place, string name)
    {
        if (place < _places.Count && (ReferenceEquals(_places[place].Name, name) || _places[place].Name == name))
        {
            return _places[place].Column;
        }

        var column = OrderColumns.Find(name);
        KnowsAny |= column is not null;
        if (place == _places.Count)
        {
            _places.Add((name, column));
        }
        else if (place < _places.Count)
        {
            _places[place] = (name, column);
        }

        if (column is null && !name.Equals(Reason, System.StringComparison.OrdinalIgnoreCase) && _unknown.Count < 1000
            && _unknown.Add(name))
        {
            _untold.Add(new UnknownColumn(Spelling.Showable(name), OrderColumns.Suggest(name)));
        }

        return column;
    }

    /// <summary>Does not report a column, for which an order is refused.</summary>
    public void Forget(string name) => _untold.RemoveAll(column => column.Name == Spelling.Showable(name));

    /// <summary>
    /// Returns the unknown columns met since the last call. As long as no column at all is known, nothing is reported: the names are then
    /// probably the first recipient's data, of a file without a header.
    /// </summary>
    public IReadOnlyList<UnknownColumn> TakeUnknown()
    {
        if (_untold.Count == 0 || !KnowsAny)
        {
            return [];
        }

        UnknownColumn[] told = [.. _untold];
        _untold.Clear();
        return told;
    }

    /// <summary>Names the columns of a row, or says why they are not named.</summary>
    public string Describe(OrderRow row)
    {
        var names = row.Cells.Select(cell => cell.Name).Where(name => !string.IsNullOrWhiteSpace(name)).ToList();
        if (names.Count == 0)
        {
            return "the row has no columns";
        }

        if (!names.Exists(name => OrderColumns.Find(name) is not null))
        {
            return "none of the row's columns is known: check that the first line of the file is the header and that the delimiter is right";
        }

        return $"the columns are {ShownNames.Join(names, MostNames)}";
    }
}
