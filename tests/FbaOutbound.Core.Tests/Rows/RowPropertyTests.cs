using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Rows;

public class RowPropertyTests
{
    private static readonly OrderColumn[] s_columns = [.. OrderColumns.OfOrder, .. OrderColumns.OfItem];

    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.Elements("a", "FBA-1", "Größe", "注文 7", "it's; \"quoted\", x=y", "40.00"),
        Gen.Elements("abcXYZ 019-_.,;:!äß日🎁".EnumerateRunes().Select(rune => rune.ToString()).ToArray()).NonEmptyListOf()
            .Select(parts => string.Concat(parts).Trim()).Where(text => text.Any(char.IsLetterOrDigit) && text[0] != '-'));

    private static readonly Gen<object?> s_garbage = Gen.OneOf(
        Gen.Elements<object?>(null, "", " ", "1,5", "1e3", "\uFFFD", "\0", "\r\n", "Ship", "hold", "2026-05-14", "2026-99-99", "true",
            "NaN", "-", ".", "=", ";", "a=b=c", "-.",
            1, -1, 1.5, double.NaN, double.MaxValue, decimal.MaxValue, long.MinValue, true, 'x', DateTime.MinValue, DateTime.MaxValue,
            DateTimeOffset.MaxValue, DBNull.Value),
        Gen.Constant<object?>(new object()),
        Gen.Constant<object?>(new object?[] { null, 1, new object() }),
        Gen.Constant<object?>(new Dictionary<string, object?> { ["a"] = 1 }),
        Gen.Constant<object?>(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Local)),
        Gen.Constant<object?>(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Local)),
        ArbMap.Default.GeneratorFor<string>().Select(text => (object?)text),
        ArbMap.Default.GeneratorFor<decimal>().Select(number => (object?)number),
        ArbMap.Default.GeneratorFor<DateTime>().Select(date => (object?)date));

    private static Gen<object?> Valid(OrderColumn column) => column.Kind switch
    {
        CellKind.Code => Gen.Elements<object?>("US", "JPY", "FRONT_DOOR"),
        CellKind.Word => Gen.Elements(column.Words.Cast<object?>().ToArray()),
        CellKind.Integer => Gen.Choose(1, 999).Select(number => (object?)number),
        CellKind.Amount =>
            Gen.Choose(0, 999_999).Select(
                number => (object?)new Money { Value = new decimal(number, 0, 0, false, 2), CurrencyCode = "USD" }),
        CellKind.Boolean => Gen.Elements<object?>(true, false),
        CellKind.Date => Gen.Choose(0, int.MaxValue).Select(second => (object?)DateTimeOffset.UnixEpoch.AddSeconds(second)),
        CellKind.OrderDate => Gen.Choose(0, int.MaxValue).Select(second => (object?)new OrderDate(
            DateTimeOffset.UnixEpoch.AddSeconds(second % 2 == 0 ? second : second / 86400 * 86400L), IsDay: second % 2 != 0)),
        CellKind.DateText => Gen.Elements<object?>("2026-05-14", "2026-05-14T03:00:00+09:00"),
        CellKind.List => s_text.Select(text => text.Replace(';', ',')).NonEmptyListOf().Select(list => (object?)list.ToArray()),
        CellKind.Map =>
            s_text.Select(text => (object?)new Dictionary<string, string> { ["first"] = text.Replace(';', ','), ["second"] = "2" }),
        CellKind.Features =>
            Gen.Constant<object?>(
                new FeatureConstraint[] { new() { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "NotRequired" } }),
        _ => s_text.Select(text => (object?)text),
    };

    private static Gen<object?[]> Values(IReadOnlyList<OrderColumn> columns) =>
        columns.Aggregate(Gen.Constant(new List<object?>()), (generator, column) => generator.SelectMany(values =>
            Gen.Frequency((1, Gen.Constant<object?>(null)), (2, Valid(column))).Select(value => new List<object?>(values) { value })))
        .Select(values => values.ToArray());

    private static Gen<FulfillmentOrder> Orders =>
        from values in Values(OrderColumns.OfOrder)
        from id in s_text
        from items in Values(OrderColumns.OfItem).Select(item => OrderMapper.ToItem(item, new())).NonEmptyListOf()
        select OrderMapper.ToOrder(With(values, OrderColumns.SellerFulfillmentOrderId, id), [.. items], new());

    private static object?[] With(object?[] values, OrderColumn column, object? value)
    {
        values[column.Index] = value;
        return values;
    }

    /// <summary>Writes an order as the rows of a file: the order's columns on the first row, or on each.</summary>
    private static IEnumerable<OrderRow> ToRows(FulfillmentOrder order, bool repeat) => order.Items.Select((item, index) =>
    {
        var values = OrderMapper.ValuesOf(order);
        if (index > 0 && !repeat)
        {
            values = With(new object?[values.Length], OrderColumns.SellerFulfillmentOrderId, order.SellerFulfillmentOrderId);
        }

        var cells = values.Select(Text).Concat(With(OrderMapper.ValuesOf(item), OrderColumns.Currency, "USD").Select(Text));
        return new OrderRow(index + 1, [.. s_columns.Zip(cells, (column, cell) => (column.Name, (object?)cell))]);
    });

    private static string Text(object? value) => value switch
    {
        null => "",
        Money money => money.ValueText,
        DateTimeOffset date => date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        OrderDate { IsDay: true } day => day.Instant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        OrderDate date => Text(date.Instant),
        Dictionary<string, string> map => string.Join(";", map.Select(pair => $"{pair.Key}={pair.Value}")),
        IEnumerable<FeatureConstraint> features => string.Join(";", features),
        IEnumerable<string> texts => string.Join(";", texts),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Flat(FulfillmentOrder order) =>
        string.Join("|", OrderMapper.ValuesOf(order).Concat(order.Items.SelectMany(OrderMapper.ValuesOf))
        .Select(value => value is Money money ? money.ToString() : Text(value)));

    [Fact]
    public void AnOrderSurvivesTheWayOverRows() => Prop.ForAll(Orders.ToArbitrary(), ArbMap.Default.ArbFor<bool>(), (order, repeat) =>
    {
        var read = Assert.Single(SampleRows.Assemble(new OrderAssembler(), ToRows(order, repeat)));
        Assert.Empty(read.Problems);
        Assert.Equal(Flat(order), Flat(read.Order!));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void RowsInAnyOrderMakeTheSameOrdersAndNoneIsCompleteBeforeItsLastRow()
    {
        var files = (from orders in Orders.NonEmptyListOf()
                     from repeat in ArbMap.Default.GeneratorFor<bool>()
                     from seed in Gen.Choose(0, int.MaxValue)
                     select (orders, repeat, seed)).ToArbitrary();
        Prop.ForAll(files, file =>
        {
            var random = new Random(file.seed);
            var grouped = file.orders.DistinctBy(order => order.SellerFulfillmentOrderId)
                .Select(order => ToRows(order, file.repeat).ToList()).ToList();
            var rows = grouped.SelectMany(order => order).ToArray();
            var interleaved = new List<OrderRow>();
            for (
                var left = grouped.Select(
                    order => new Queue<OrderRow>(order)
                ).ToList(); left.Count > 0; left.RemoveAll(order => order.Count == 0))
            {
                interleaved.Add(left[random.Next(left.Count)].Dequeue());
            }

            var shuffled = rows.ToArray();
            random.Shuffle(shuffled);
            var expected = SampleRows.Assemble(rows).ToDictionary(order => order.Id!, order => Flat(order.Order!));
            Assert.Equal(grouped.Count, expected.Count);

            var orders = SampleRows.Assemble([.. interleaved]);
            Assert.Equal(interleaved.Select(IdOf).Distinct(), orders.Select(order => order.Id));
            Assert.All(orders, order => Assert.Equal(expected[order.Id!], Flat(order.Order!)));

            var others = SampleRows.Assemble(shuffled);
            Assert.Equal(shuffled.Select(IdOf).Distinct(), others.Select(order => order.Id));
            Assert.All(others, order => Assert.Equal(Sorted(expected[order.Id!]), Sorted(Flat(order.Order!))));
        }).QuickCheckThrowOnFailure();
    }

    private static string? IdOf(OrderRow row) => ((string?)row.Cells[0].Value)?.Trim();

    private static string Sorted(string flat) => string.Join("|", flat.Split('|').Order(StringComparer.Ordinal));

    [Fact]
    public void GarbageNeverThrowsAndEveryRowEndsInAnOrderOrInAProblemThatNamesIt()
    {
        var row = (from column in Gen.Elements(s_columns.Select(column => column.Name).Append("Other").ToArray())
                   from cell in s_garbage
                   select (column, cell)).ListOf().Select(cells => cells.DistinctBy(cell => cell.column).ToList());
        var id = Gen.Elements<object?>(null, "FBA-1", "FBA-2", "\uFFFD", 7);
        var file = (from number in Gen.Choose(0, 8)
                    from rows in row.SelectMany(cells => id.Select(given => cells.Append(("OrderId", given)).ToList())).ListOf(number)
                    select rows.Select((cells, index) => new OrderRow(index + 1, cells)).ToList()).ToArbitrary();
        Prop.ForAll(file, ArbMap.Default.ArbFor<bool>(), (rows, isStream) =>
        {
            var assembler = new OrderAssembler(isStream: isStream);
            var orders = SampleRows.Assemble(assembler, rows);
            var told = orders.SelectMany(
                order => order.Order is null ? order.Problems.Select(problem => problem.Row).Concat(order.ItemRows) : order.ItemRows)
                .Distinct().ToList();
            Assert.Equal(rows.Count, told.Count + assembler.BlankRows);
            Assert.All(orders, order => Assert.Equal(order.Order is null, order.Problems.Count > 0 && order.ProblemCode is not null));
        }).QuickCheckThrowOnFailure();
    }
}
