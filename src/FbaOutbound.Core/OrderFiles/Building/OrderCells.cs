using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Building;

/// <summary>The cells of one order: what they say, and what is wrong with them.</summary>
/// <param name="binding">The columns of the file.</param>
/// <param name="values">How the file writes dates and amounts.</param>
/// <param name="group">The rows of the order.</param>
/// <param name="options">How the order is read.</param>
internal sealed class OrderCells(TableBinding binding, FileValues values, OrderGroup group, ImportOptions options)
{
    public const string TwoNames = "are two names of one column, but have different values: fill in only one of them";

    public TableBinding Binding => binding;

    public OrderFormat Format => binding.Format;

    public FileValues FileValues => values;

    public OrderGroup Group => group;

    public List<FileRow> Rows => group.Rows;

    public ImportOptions Options => options;

    /// <summary>What is wrong with the order, each with its row and column.</summary>
    public List<string> Problems { get; } = [];

    public bool Has(string field) => binding.Has(field);

    /// <summary>Returns the values of a field of the order: the distinct ones that are not blank, each with its row.</summary>
    public IReadOnlyList<(string Text, long Row)> Values(string field) => binding.Values(field, group.Rows);

    /// <summary>Returns the one value that the rows of the order have: each says the same or nothing.</summary>
    public string? One(string field)
    {
        var values = Values(field);
        if (values.Count > 1)
        {
            Problem(
                values[1].Row, field, (values[1].Row == values[0].Row
                    ? TwoNames
                    : FormattableString.Invariant($"differs from row {values[0].Row}: an order can have only one value"))
                    + (binding.IsMade(field)
                        ? ", and the -Map script runs on each of its rows: let it return nothing where the row has no value"
                        : ""));
        }

        return values.Count == 0 ? null : values[0].Text;
    }

    /// <summary>Returns the one value of a field of the order as a column takes it.</summary>
    public object? ReadOne(OrderColumn column, string field) =>
        One(field) is { } text ? Read(column, field, text, RowOf(field)) : null;

    /// <summary>Returns a text as a column takes it; null if it is blank, or if a problem says why not.</summary>
    public object? Read(OrderColumn column, string field, string text, long row)
    {
        if (text.Length == 0)
        {
            return null;
        }

        string? fault = null;
        object? value = null;
        switch (column.Kind)
        {
            case CellKind.OrderDate:
                value = values.Date(text, out fault);
                break;
            case CellKind.Amount:
                if (values.Amount(text, out _, out fault) is { } amount)
                {
                    value = Cell.Read(column.Form, amount, out fault);
                }

                break;
            default:
                value = Cell.Read(column.Form, text, out fault);
                break;
        }

        if (fault is not null)
        {
            Problem(row, field, ForFile(fault));
        }

        return value;
    }

    /// <summary>Returns the lines that the rows have, sent or not.</summary>
    public IEnumerable<OrderLine> Lines()
    {
        foreach (var row in group.Rows)
        {
            foreach (var slot in binding.CellSlots)
            {
                var cell = row.Cells[slot];
                if (cell.Length == 0)
                {
                    continue;
                }

                var column = binding.ColumnOf(slot);
                if (ItemCells.Read(cell, Format.Items, out var fault) is not { } items)
                {
                    Problems.Add(FormattableString.Invariant(
                        $"row {row.Number}, {column}: a cell with items cannot be read completely: {fault}"));
                    continue;
                }

                foreach (var (sku, quantity, refunded, text) in items)
                {
                    yield return new OrderLine(row, 0, sku, quantity, refunded, "", text, column);
                }
            }

            for (var item = 0; item < binding.ItemsPerRow; item++)
            {
                if (HasItem(row, item))
                {
                    string Text(string field) => binding.OfItem(field, row, item);
                    yield return new OrderLine(
                        row, item, Text("Sku"), Text("Quantity"), Text("RefundedQuantity"), Text("RemainingQuantity"));
                }
            }
        }
    }

    /// <summary>Whether a row has an item, and is not only about the order.</summary>
    public bool HasItem(FileRow row, int item = 0)
    {
        foreach (var field in Format.Items.When)
        {
            if (binding.OfItem(field, row, item).Length > 0)
            {
                return true;
            }
        }

        return Format.Items.When.Count == 0;
    }

    /// <summary>Returns what names a line in the shop; nothing where the file has no ids of lines.</summary>
    public string[] LineKeys(FileRow row, int item = 0) =>
        [.. Format.Items.LineId.Select(field => binding.OfItem(field, row, item)).Where(key => key.Length > 0)];

    /// <summary>Returns the name of a field's column in messages.</summary>
    public string NameOf(string field) => string.Join(" and ", CellsOf(field).Select(cell => binding.NameOf(cell, group.Rows)));

    /// <summary>Returns the row in which the value of a field of the order stands; the first row where all are blank.</summary>
    public long RowOf(string field) =>
        CellsOf(field).SelectMany(Values).Select(value => value.Row).DefaultIfEmpty(group.Rows[0].Number).First();

    public void Problem(string field, string message) => Problem(RowOf(field), field, message);

    public void Problem(long row, string field, string message) =>
        Problems.Add(FormattableString.Invariant($"row {row}, {NameOf(field)}: {message}"));

    public void Problem(OrderLine line, string field, string message)
    {
        var what = field switch { "Sku" => "sku", "Quantity" => "quantity", _ => "refunded_qty" };
        var name = line.Column is { } column ? $"{column}, {ItemCells.NameOf(what, Format.Items)}"
            : binding.NameOf(field, [line.Row], line.Item);
        Problems.Add(FormattableString.Invariant($"row {line.Row.Number}, {name}: {message}"));
    }

    /// <summary>Returns a fault as a file has it: what is said of rows names Import-Csv, which has read them.</summary>
    public string ForFile(string fault) => fault.Replace(Mojibake.Utf8, UnlessReadAgain(Mojibake.Sign))
        .Replace(TextFlaw.Encoding, UnlessReadAgain(TextFlaw.EncodingSign));

    private string UnlessReadAgain(string sign) => $"{sign}: "
        + (options.HasEncoding && binding.Layout.Sheet is null
            ? "leave -Encoding out, or give the encoding that the file was written in, such as -Encoding utf-8"
            : "the text was damaged before the file was saved: export it again, as UTF-8");

    // A name can stand in two columns. Blank ones are named only if all of them are blank.
    private string[] CellsOf(string field)
    {
        if (!field.EndsWith("Name", StringComparison.Ordinal) || IsGiven(field))
        {
            return [field];
        }

        var stem = field.Substring(0, field.Length - "Name".Length);
        string[] parts = [.. new[] { stem + "FirstName", stem + "LastName" }.Where(binding.Has)];
        return Array.FindAll(parts, IsGiven) is { Length: > 0 } given ? given
            : parts.Length > 0 && !binding.Has(field) ? parts : [field];
    }

    private bool IsGiven(string field) => Values(field).Count > 0;
}
