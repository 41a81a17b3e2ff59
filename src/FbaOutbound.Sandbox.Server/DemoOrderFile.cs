using System.Collections.Generic;
using System.Linq;
using CsvHelper;
using FbaOutbound.Files;
using FbaOutbound.Orders;
using FbaOutbound.Validation;

namespace FbaOutbound.Sandbox.Server;

/// <summary>Reads the orders of a CSV file (RFC 4180, UTF-8) that are to be held, filled in and validated.</summary>
internal static class DemoOrderFile
{
    private static readonly CsvReaderOptions s_format = new() { Separator = ',', IncludeValuesInExceptions = false };

    /// <summary>Returns one order, or what is wrong with it, for each run of rows that make one.</summary>
    public static IEnumerable<DemoIntake> Read(string path, OrderContext context)
    {
        var assembler = new OrderAssembler(OrderColumns.ParseOverrides([("Action", OrderStatus.Hold)]));
        using var csv = CsvReader.FromFile(path, s_format);
        for (var number = 1; csv.Read(); number++)
        {
            var cells = csv.Headers.Take(csv.FieldCount).Select((name, index) => (name, (object?)csv.GetString(index))).ToArray();
            if (assembler.Add(new OrderRow(number, cells)) is { } complete)
            {
                yield return Finish(complete, context);
            }
        }

        if (assembler.Complete() is { } last)
        {
            yield return Finish(last, context);
        }
    }

    private static DemoIntake Finish(AssembledOrder assembled, OrderContext context)
    {
        if (assembled.Order is null)
        {
            return new DemoIntake(assembled.Target, assembled.FirstRow, null, string.Join("; ", assembled.Problems));
        }

        var order = OrderDefaults.Fill(assembled.Order, context);
        var problems = OrderValidator.Validate(order, context).Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
        return problems.Count == 0
            ? new DemoIntake(assembled.Target, assembled.FirstRow, order, null)
            : new DemoIntake(assembled.Target, assembled.FirstRow, null, string.Join("; ", problems.Select(problem => $"{problem.Member}: {problem.Message}")));
    }
}

/// <summary>An order to send, or why it is not sent.</summary>
internal sealed record DemoIntake(string Target, long Row, FulfillmentOrder? Order, string? Problem);
