using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Rows;

public class SampleTests
{
    [Fact]
    public void EveryOrderOfTheSampleFileIsValid()
    {
        var text = File.ReadAllText(Path.Combine(Root(), "samples", "orders.csv"), new UTF8Encoding(false, throwOnInvalidBytes: true));
        Assert.DoesNotContain('\r', text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Split).ToList();
        var assembler = new OrderAssembler();
        var orders = SampleRows.Assemble(assembler, lines.Skip(1).Select((cells, index) =>
            new OrderRow(index + 1, [.. lines[0].Zip(cells, (name, cell) => (name, (object?)cell))])));

        Assert.Empty(assembler.TakeUnknownColumns());
        Assert.Equal(10, orders.Count);
        Assert.Contains(orders, order => order.Id == "six-test-order");
        var context = new OrderContext(Rules20200701.Protocol.Rules) { MarketplaceId = "ATVPDKIKX0DER", CountryCode = "US" };
        Assert.All(orders, order =>
        {
            Assert.Empty(order.Problems);
            Assert.Empty(OrderValidator.Validate(OrderDefaults.Fill(order.Order!, context), context));
        });
    }

    private static List<string> Split(string line)
    {
        var cells = new List<string> { "" };
        var isQuoted = false;
        foreach (var character in line)
        {
            if (character == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (character == ',' && !isQuoted)
            {
                cells.Add("");
            }
            else
            {
                cells[^1] += character;
            }
        }

        return cells;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FbaOutbound.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        }

        return folder.FullName;
    }
}
