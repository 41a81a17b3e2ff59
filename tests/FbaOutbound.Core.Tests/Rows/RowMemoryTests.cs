using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.Rows;

[Collection(LiveHeap.Collection)]
public class RowMemoryTests
{
    private static readonly Dictionary<string, object?> s_template = SampleRows.Full(0, "").Cells.ToDictionary(
        cell => cell.Name, cell => cell.Value);

    [Fact]
    public void ManyRowsOfAStreamLeaveNoMoreThanAHashEach()
    {
        var assembler = new OrderAssembler(isStream: true);
        var kept = new List<object>();

        Assert.InRange(Retained(200_000, i => assembler.Add(Row(i, "FBA-" + i)), kept, assembler), 0, 100);
    }

    [Fact]
    public void ManyCollectedRowsAreKeptInAThirdOfWhatTheirTextsTake()
    {
        var assembler = new OrderAssembler();
        var kept = new List<object>();

        // A file has its own text objects in each row: 9 of them take 500 bytes, and the object of PowerShell around them some thousand.
        Assert.InRange(Retained(100_000, i => kept.Add(assembler.Add(Row(i, "FBA-" + i))!), kept, assembler), 0, 600);
    }

    private static OrderRow Row(int number, string id) => new(number, [.. OrderColumns.OfOrder.Concat<OrderColumn>(OrderColumns.OfItem)
        .Select(
            column =>
                (column.Name, column == OrderColumns.SellerFulfillmentOrderId ? id : s_template.GetValueOrDefault(column.Name, "")))]);

    /// <summary>The bytes that each row leaves: the median of three parts, because what ran before may still grow or shrink.</summary>
    private static long Retained(int count, Action<int> feed, params object[] kept)
    {
        for (var i = 0; i < 1000; i++)
        {
            feed(i);
        }

        var part = count / 3;
        var parts = Enumerable.Range(0, 3).Select(
            number =>
            {
                var before = LiveHeap.Bytes();
                for (var i = 0; i < part; i++)
                {
                    feed(1000 + number * part + i);
                }

                return LiveHeap.Bytes() - before;
            }).Order().ToList();
        Array.ForEach(kept, GC.KeepAlive);
        return parts[1] / part;
    }
}
