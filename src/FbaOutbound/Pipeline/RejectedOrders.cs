using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>
/// Keeps the input of orders until it is known what happened to them, and writes what was refused as rows with a reason, to be corrected
/// and sent again. Rows keep their own columns; of an order object they are those of ConvertTo-FbaOrderRow.
/// </summary>
internal sealed class RejectedOrders
{
    private const string Reason = "Reason";

    private readonly object _lock = new();
    private readonly List<Entry> _entries = [];
    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);
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
            FulfillmentPreview { Order: not null } preview => new Entry(preview.ToOrder()!.SellerFulfillmentOrderId, place, preview.ToOrder(), null),
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

    /// <summary>Returns the rows of what was refused; null if nothing was.</summary>
    public (IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, int Orders)? ToTable()
    {
        var header = new List<string>();
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var rows = new List<(string Reason, List<(int Column, string Text)> Cells)>();
        var orders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _entries)
        {
            if (ReasonOf(entry) is not { } reason)
            {
                continue;
            }

            orders.Add(entry.Id ?? entry.Place);
            foreach (var row in RowsOf(entry))
            {
                var cells = new List<(int, string)>();
                foreach (var (name, value) in row.Where(cell => !string.Equals(cell.Name.Trim(), Reason, StringComparison.OrdinalIgnoreCase)))
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

        return rows.Count == 0 ? null : ([.. header, Reason], [.. rows.Select(row => Line(row.Reason, row.Cells, header.Count))], orders.Count);
    }

    private string? ReasonOf(Entry entry) =>
        entry.Id is { } id && _reasons.TryGetValue(id, out var reason) || _reasons.TryGetValue(entry.Place, out reason) ? reason
        : entry.Id is null || !_sent.Contains(entry.Id) ? _reasonOfAll
        : null;

    private static IEnumerable<IReadOnlyList<(string Name, object? Value)>> RowsOf(Entry entry)
    {
        if (entry.Order is { } order)
        {
            return OrderRowWriter.Write(order, out _).Select(
                row => (IReadOnlyList<(string, object?)>)[.. row.Select(cell => (cell.Name, (object?)cell.Value))]);
        }

        return PipelineRecord.Properties(entry.Input) is { } properties && !OrderObjectReader.IsOrder(properties) ? [properties] : [];
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
        && properties.FirstOrDefault(property => OrderColumns.Find(property.Name) == OrderColumns.SellerFulfillmentOrderId).Value is { } value
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
