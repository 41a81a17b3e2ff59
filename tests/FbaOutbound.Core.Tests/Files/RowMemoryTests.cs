using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Files;
using Xunit;

namespace FbaOutbound.Core.Tests.Files;

/// <summary>Measures the memory of the process, so nothing else may run beside it.</summary>
[CollectionDefinition(nameof(RowMemoryTests), DisableParallelization = true)]
[Collection(nameof(RowMemoryTests))]
public class RowMemoryTests
{
    [Fact]
    public void ManyRowsLeaveNoMoreThanAHashEach()
    {
        const int Count = 200_000;
        var template = Rows.Full(0, "").Cells.ToDictionary(cell => cell.Name, cell => cell.Value);
        var cells = OrderColumns.OfOrder.Concat(OrderColumns.OfItem).Select(column => (column.Name, template.GetValueOrDefault(column.Name, ""))).ToArray();
        var assembler = new OrderAssembler();
        long Feed(int from, int to)
        {
            var orders = 0L;
            for (var i = from; i < to; i++)
            {
                cells[0].Item2 = "FBA-" + i;
                orders += assembler.Add(new OrderRow(i, cells))?.Order is null ? 0 : 1;
            }

            return orders;
        }

        Feed(0, 1000);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal(Count, Feed(1000, 1000 + Count));
        var retained = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(assembler);

        Assert.InRange(retained / Count, 0, 100);
    }
}
