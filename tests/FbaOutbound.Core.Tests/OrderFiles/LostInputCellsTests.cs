using System;
using System.Linq;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

public class LostInputCellsTests
{
    [Theory]
    [InlineData("AdressLine2", "Apt 4", "is almost the same as AddressLine2")]
    [InlineData("Address 2", "Apt 4", "probably AddressLine2")]
    [InlineData("Apt", "4", "probably AddressLine2")]
    [InlineData("Hausnummer", "12a", "add it to AddressLine1")]
    [InlineData("Fulfilment Action", "Hold", "takes Ship or Hold")]
    [InlineData("Hold", "yes", "not to be shipped")]
    [InlineData("Hold", true, "not to be shipped")]
    [InlineData("Status", "cancelled", "not to be shipped")]
    [InlineData("Bestellstatus", "storniert", "not to be shipped")]
    [InlineData("Remark", "キャンセル", "not to be shipped")]
    [InlineData("Refunded Qty", "1", "correct Quantity")]
    [InlineData("ShipingSpeedCategory", "Expedited", "takes Standard or Expedited")]
    public void AValueThatWouldBeLostRefusesItsOrder(string column, object value, string says)
    {
        var problem = Assert.Single(Read(column, value).Problems);
        Assert.Equal(column, problem.Column);
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.EndsWith($"remove it with Select-Object * -ExcludeProperty '{column}'", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hold", "no")]
    [InlineData("Hold", false)]
    [InlineData("Apt", " ")]
    [InlineData("Status", "paid")]
    [InlineData("Fulfilment Action", "Ship")]
    [InlineData("Warehouse", "North")]
    [InlineData("Gift Message", "Hello")]
    [InlineData("Price", "12")]
    [InlineData("Reason", "Hold")]
    [InlineData("Account", "0123456789abcdef")]
    public void AnotherValueIsLeftToTheWarning(string column, object value) => Assert.NotNull(Read(column, value).Order);

    [Fact]
    public void AColumnThatTheRowHasOrThatIsGivenIsNotLost()
    {
        Assert.NotNull(Read("AdressLine2", "Apt 4", ("AddressLine2", "")).Order);
        Assert.NotNull(Read("Hold", "yes", isSettled: column => column == OrderColumns.Action).Order);
        Assert.NotNull(Read("Status", "cancelled", ("Action", "Hold")).Order);
        Assert.NotNull(Read("Hausnummer", "street").Order);
    }

    [Fact]
    public void TheOtherOrdersAreReadAndTheColumnIsNotCalledIgnored()
    {
        var assembler = Assembler(_ => false);
        var orders = new[] { "", "4", "" }.Select((apt, at) => assembler.Add(Row($"{at}", ("Apt", apt)))!).ToList();
        Assert.Equal([true, false, true], orders.Select(order => order.Complete().Order is not null));
        Assert.Empty(assembler.TakeUnknownColumns());
    }

    private static AssembledOrder Read(
        string column, object value, (string, object?)? other = null, Func<OrderColumn, bool>? isSettled = null) =>
        Assembler(isSettled ?? (_ => false)).Add(other is { } one ? Row("1", (column, value), one) : Row("1", (column, value)))!.Complete();

    private static OrderRow Row(string id, params (string, object?)[] cells) =>
        new(1, [("OrderId", id), ("Sku", "A"), ("Quantity", "1"), ("AddressLine1", "Long Street"), .. cells]);

    private static OrderAssembler Assembler(Func<OrderColumn, bool> isSettled) =>
        new() { FlawOfUnknown = new LostInputCells(isSettled).FlawOf };
}
