using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Keeps the input of orders until it is known what happened to them, and writes what was refused as rows with a reason, to be corrected
/// and sent again. Rows keep their own columns, imported orders the rows of their file, and other order objects, also those of a script,
/// have those of ConvertTo-FbaOrderRow.
/// </summary>
internal sealed class RejectedOrders
{
    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    // The orders that rows without an id may belong to, by the rows' places.
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    // The places of objects that rows would say without what they were refused for.
    private readonly HashSet<string> _losing = new(StringComparer.Ordinal);
    private string? _reasonOfAll;

    /// <summary>Whether an error says that an order was refused, and nothing of it is under way.</summary>
    public static bool IsRefusal(Exception exception) => exception switch
    {
        OrderOutcomeUnknownException => false,
        OrderConflictException or OrderIdUsedByDeadOrderException => true,
        JournalException { Problem: JournalProblem.OtherContent } => true,
        FbaServiceException { IsAccessDenied: true } or FbaServiceException { StatusCode: 401 or 403 } => false,
        FbaServiceException { Outcome: RequestOutcome.Refused } => true,
        _ => false,
    };

    /// <summary>Keeps a record of the input.</summary>
    public void Keep(long row, object? input)
    {
        var place = FormattableString.Invariant($"row {row}");
        _entries.Add(PipelineRecord.Unwrap(input) switch
        {
            FulfillmentOrder order => new Entry(order.SellerFulfillmentOrderId, place, order, null),
            FulfillmentPreview { Order: not null } preview =>
                new Entry(preview.ToOrder()!.SellerFulfillmentOrderId, place, preview.ToOrder(), null),
            _ => new Entry(IdOf(input), place, null, input),
        });
    }

    /// <summary>Notes that an order goes out. What happens to it follows from <see cref="Refuse"/> alone.</summary>
    public void Send(string id) => _sent.Add(id);

    /// <summary>Notes that an order was refused.</summary>
    /// <param name="target">The order's id, or its place.</param>
    /// <param name="exception">Why.</param>
    public void Refuse(string target, Exception exception)
    {
        lock (_lock)
        {
            if (exception is OrderFileException)
            {
                _reasonOfAll = exception.Message;
            }
            else if (!_reasons.ContainsKey(target))
            {
                _reasons.Add(target, exception.Message);
            }
        }
    }

    /// <summary>Notes that an order was refused, together with the rows for which it was: one may have no id.</summary>
    public void RefuseRows(OrderIntakeResult result)
    {
        Refuse(result.Target, result.Problem!);
        if (result.LosesMembers)
        {
            _losing.Add(FormattableString.Invariant($"row {result.Row}"));
        }

        foreach (var row in result.Problems.Select(problem => problem.Row).Where(row => row > 0).Distinct())
        {
            var place = FormattableString.Invariant($"row {row}");
            _owners[place] = result.Target;
            Refuse(place, result.Problem!);
        }
    }

    /// <summary>Notes that an order was refused because an earlier one with its id is sent.</summary>
    public void RefuseRepeat(OrderIntakeResult result)
    {
        var place = FormattableString.Invariant($"row {result.Row}");
        foreach (var entry in _entries.SkipWhile(entry => entry.Place != place)
            .Where(entry => entry.Place == place || (result.IsOfRows && entry.Id == result.Target)))
        {
            Refuse(entry.Place, result.Problem!);
        }
    }

    /// <summary>Counts what was refused, and can be written.</summary>
    /// <param name="lost">What rows cannot express, each with why.</param>
    public int Count(out IReadOnlyList<string> lost)
    {
        var faults = new List<string>();
        lost = faults;
        var orders = new HashSet<string>(StringComparer.Ordinal);
        var refused = Refused();
        var ofFile = IsOfOneFile(refused);
        foreach (var (entry, _) in refused)
        {
            if (ofFile || RowsOf(entry, out var fault).Count > 0)
            {
                orders.Add(entry.Id ?? (_owners.TryGetValue(entry.Place, out var owner) ? owner : entry.Place));
            }
            else
            {
                faults.Add($"{(entry.Id is null ? entry.Place : $"order '{entry.Id}'")} ({fault})");
            }
        }

        return orders.Count;
    }

    /// <summary>
    /// Writes what was refused: as the rows of the order file if all of it was imported from one, else in our own columns.
    /// </summary>
    /// <returns>What the user should know about the form of the file; null for nothing.</returns>
    /// <exception cref="OrderFileException">The file cannot be written.</exception>
    public string? Save(ITableFiles files, string path)
    {
        var refused = Refused();
        if (IsOfOneFile(refused))
        {
            if (RejectFile.TrySave(files, path, [.. refused.Select(one => (one.Entry.Order!.Source!, one.Reason))]))
            {
                return null;
            }

            SaveOwn(files, path, refused);
            return $"The rows of '{refused[0].Entry.Order!.Source!.File}' have changed since they were imported or could not be read again, so "
                + $"'{path}' has the module's own columns. Correct the rows in '{path}', and import that file without -Shop, -IdPrefix or -Map.";
        }

        SaveOwn(files, path, refused);
        return null;
    }

    private List<(Entry Entry, string Reason)> Refused() =>
    [
        .. _entries.Select(entry => (Entry: entry, Reason: ReasonOf(entry))).Where(one => one.Reason is not null)
            .Select(one => (one.Entry, one.Reason!)),
    ];

    private static bool IsOfOneFile(List<(Entry Entry, string Reason)> refused) =>
        refused.Count > 0 && refused.TrueForAll(one => one.Entry.Order?.Source is { Rows.Count: > 0 })
            && refused.Select(one => (one.Entry.Order!.Source!.File, one.Entry.Order.Source.Format)).Distinct().Count() == 1;

    private void SaveOwn(ITableFiles files, string path, List<(Entry Entry, string Reason)> refused)
    {
        var header = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var rows = new List<(string Reason, List<(int Column, string Text)> Cells)>();
        foreach (var (entry, reason) in refused)
        {
            foreach (var row in RowsOf(entry, out _))
            {
                var cells = new List<(int, string)>();
                foreach (var (name, value) in row.Where(
                    cell => !ObjectMembers.IsNamed(cell.Name, HeaderMap.Reason)))
                {
                    if (!places.TryGetValue(name, out var place))
                    {
                        place = header.Count;
                        places.Add(name, place);
                        header.Add(name);
                    }

                    cells.Add((place, TextOf(value)));
                }

                rows.Add((reason, cells));
            }
        }

        RejectFile.SaveOwn(files, path, header, rows.Select(row => Line(row.Reason, row.Cells, header.Count)));
    }

    private string? ReasonOf(Entry entry) =>
        entry.Id is { } id && _reasons.TryGetValue(id, out var reason) || _reasons.TryGetValue(entry.Place, out reason) ? reason
        : entry.Id is null || !_sent.Contains(entry.Id) ? _reasonOfAll
        : null;

    private IReadOnlyList<IReadOnlyList<(string Name, object? Value)>> RowsOf(Entry entry, out string fault)
    {
        fault = "it has no items";
        IReadOnlyList<RowProblem> faults = [];
        IReadOnlyList<IReadOnlyList<(string, object?)>> rows = [];
        if (entry.Order is { } order)
        {
            rows = order.Items is null ? []
                :
                [
                    .. OrderRowWriter.Write(order, out faults)
                        .Select(row => (IReadOnlyList<(string, object?)>)[.. row.Select(cell => (cell.Name, (object?)cell.Value))]),
                ];
        }
        else if (PipelineRecord.Properties(entry.Input) is not { Count: > 0 } properties)
        {
            fault = "it is not a row or an order";
        }
        else if (_losing.Contains(entry.Place))
        {
            fault = "it has members that are not read";
        }
        else if (OrderObjectReader.IsOrder(properties))
        {
            rows = OrderObjectReader.ToRows(properties, PipelineRecord.View, out faults);
        }
        else
        {
            rows = [properties];
        }

        // As text, what they hold would no longer be refused.
        if (entry.Order is null && rows.Any(row => Enumerable.Range(0, row.Count).Any(place =>
            OrderColumns.Find(row[place].Item1) is null && UnknownCells.IsData(new OrderRow(0, row), place))))
        {
            rows = [];
            fault = "it has columns that hold objects";
        }

        fault = faults.Count > 0 ? Sentence.Of(faults).TrimEnd('.') : fault;
        return rows;
    }

    private static string[] Line(string reason, List<(int Column, string Text)> cells, int columns)
    {
        var line = new string[columns + 1];
        for (var i = 0; i < columns; i++)
        {
            line[i] = "";
        }

        foreach (var (column, text) in cells)
        {
            line[column] = text;
        }

        line[columns] = reason;
        return line;
    }

    private static string? IdOf(object? input) => PipelineRecord.Properties(input) is { } properties
        && properties.FirstOrDefault(property => OrderColumns.Find(property.Name) == OrderColumns.SellerFulfillmentOrderId)
            .Value is { } value
        ? GivenText.Of(value, OrderColumns.SellerFulfillmentOrderId.Form, out _)
        : null;

    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        _ when Cell.Instant(value) is { } instant => Cell.IsoText(instant),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IDictionary map => string.Join(";", map.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}")),
        IEnumerable list => string.Join(";", list.Cast<object?>().Select(TextOf)),
        _ => value.ToString() ?? "",
    };

    private sealed record Entry(string? Id, string Place, FulfillmentOrder? Order, object? Input);
}
