using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>Tells whether the value of a column that is not known may be left out of what is sent.</summary>
/// <param name="lost">The rule for values whose column is probably one that the rows lack.</param>
internal sealed class UnknownCells(LostInputCells lost)
{
    private const string Custom = "System.Management.Automation.PSCustomObject";

    private static readonly string s_own = typeof(FbaException).Namespace!;

    // The members of the module's outputs, which say what an order is.
    private static readonly HashSet<string> s_answered = new(
        new[] { typeof(FulfillmentOrder), typeof(OrderReceipt), typeof(SkippedOrder) }.SelectMany(type => type.GetProperties())
            .Select(property => property.Name),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an output of the module has a member of this name, or the engine adds one.</summary>
    public static bool IsOfOutput(string name) => s_answered.Contains(name.Trim()) || ObjectMembers.IsOfEngine(name.Trim());

    /// <summary>Returns what is wrong with a cell of a row, or null.</summary>
    public string? FlawOf(OrderRow row, int place) => FlawOf(row, place, isTop: true);

    /// <summary>Returns what is wrong with a cell or a member, or null.</summary>
    /// <param name="row">The row, or the members of a part of an object as one.</param>
    /// <param name="place">The place of the cell.</param>
    /// <param name="isTop">Whether it is a column of a row or a member at the top of an object.</param>
    public string? FlawOf(OrderRow row, int place, bool isTop)
    {
        const string data = "is not read, and holds objects: give their values as columns, an address as DestinationAddress, or items as "
            + "Items";
        return !IsData(row, place) ? lost.FlawOf(row, place, isPart: !isTop)
            : data + (isTop ? LostInputCells.Removal(row.Cells[place].Name) : ", or remove it");
    }

    /// <summary>Whether a cell holds an object or a list of objects that may be a part of the order, such as its items.</summary>
    public static bool IsData(OrderRow row, int place)
    {
        var (name, value) = row.Cells[place];
        return !IsOfOutput(name) && !IsOfDataRow(row, name) && (IsObject(value)
            || (PipelineRecord.Unwrap(value) is IList list && list.Cast<object?>().Any(IsObject)));
    }

    // Select-Object and ConvertTo-Json show the members of a row of a table among its columns.
    private static bool IsOfDataRow(OrderRow row, string name) =>
        (ObjectMembers.IsNamed(name, "Table") || ObjectMembers.IsNamed(name, "ItemArray")) && row.Cells.Any(cell => ObjectMembers.IsNamed(cell.Name, "RowState"));

    private static bool IsObject(object? value) => PipelineRecord.Unwrap(value) switch
    {
        null => false,
        IDictionary entries => entries.Count > 0,
        PSObject bag => bag.TypeNames.Any(type => type.EndsWith(Custom, StringComparison.Ordinal))
            && !bag.TypeNames.Any(type => IsOf(type.Replace("Deserialized.", ""), s_own)) && bag.Properties.Any(),
        var other => PipelineRecord.Properties(other) is { Count: > 0 }
            && other.GetType().FullName is { } type && !IsOf(type, s_own) && !IsOf(type, "System") && !IsOf(type, "Microsoft"),
    };

    private static bool IsOf(string type, string space) => type.StartsWith(space + ".", StringComparison.Ordinal);
}
