using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.Rows;

public class OrderColumnTests
{
    [Fact]
    public void EachColumnWritesItsOwnMemberAndNoOther()
    {
        Assert.All(OrderColumns.OfOrder, column => AssertWritesItself(OrderColumns.OfOrder, column, new FulfillmentOrder()));
        Assert.All(
            OrderColumns.OfItem.Where(column => column != OrderColumns.Currency),
            column => AssertWritesItself(OrderColumns.OfItem, column, new FulfillmentOrderItem()));
    }

    [Fact]
    public void ValuesWrittenTogetherAreThoseWrittenOneByOneAndTheOriginalStaysAsItWas()
    {
        var (order, item) = (new FulfillmentOrder(), new FulfillmentOrderItem());
        object?[] ofOrder = [.. OrderColumns.OfOrder.Select(Sample)];
        object?[] ofItem = [.. OrderColumns.OfItem.Select(Sample)];

        var together = OrderColumns.WriteTo(order, ofOrder);
        var itemTogether = OrderColumns.WriteTo(item, ofItem);

        var oneByOne = OrderColumns.OfOrder.Aggregate(order, (written, column) => column.Set(written, ofOrder[column.Index]!));
        var itemOneByOne = OrderColumns.OfItem.Aggregate(item, (written, column) => column.Set(written, ofItem[column.Index]!));
        Assert.Equivalent(oneByOne, together, strict: true);
        Assert.Equivalent(itemOneByOne, itemTogether, strict: true);
        Assert.Equivalent(new FulfillmentOrder(), order, strict: true);
        Assert.Equivalent(new FulfillmentOrderItem(), item, strict: true);
    }

    [Fact]
    public void AColumnWithoutAMemberThatComesFirstLeavesTheOriginalAsItWas()
    {
        var item = new FulfillmentOrderItem { SellerSku = "A" };
        var values = new object?[OrderColumns.OfItem.Count];
        values[OrderColumns.Currency.Index] = "USD";

        Assert.Same(item, OrderColumns.WriteTo(item, values));
    }

    [Fact]
    public void AValueLeavesTheRestOfAnOrderAsItIs()
    {
        var order = new FulfillmentOrder
        {
            DestinationAddress = new Address { City = "Springfield", PostalCode = "62704" },
            PaymentInformation = [new PaymentInformation { PaymentMode = "A" }, new PaymentInformation { PaymentMode = "B" }],
            Session = "blue",
        };

        var city = OrderColumns.OfOrder.Single(column => column == OrderColumns.City).Set(order, "Shelbyville");
        var mode = OrderColumns.OfOrder.Single(column => column == OrderColumns.PaymentMode).Set(order, "C");

        Assert.Equal(order with { DestinationAddress = new Address { City = "Shelbyville", PostalCode = "62704" } }, city);
        Assert.Equal(["C", "B"], mode.PaymentInformation.Select(payment => payment.PaymentMode));
        Assert.Equal("blue", mode.Session);
    }

    [Theory]
    [InlineData("DeliveryWindow", "startdate", "DeliveryWindowStart")]
    [InlineData("DropOffLocation", "Type", "DropOffType")]
    [InlineData("packingslip", "Attributes", "PackingSlipAttribute")]
    [InlineData("DestinationAddress", "Line1", "AddressLine1")]
    [InlineData("", "StartDate", null)]
    public void AMemberOfAPartIsTheColumnThatStandsForIt(string part, string member, string? column)
    {
        Assert.Equal(column, OrderColumns.FindMember(part, member)?.Name);
        Assert.Equal(part.Length > 0, OrderColumns.IsPart(part));
    }

    private static void AssertWritesItself<TOwner>(
        IReadOnlyList<OrderColumn<TOwner>> columns, OrderColumn<TOwner> column, TOwner empty)
    {
        var value = Sample(column);
        var written = column.Set(empty, value);

        Assert.True(CellLists.AreSame(value, column.Get(written)!), column.Name);

        // Whoever collects a charge has answered whether anything is collected.
        var others = columns.Where(other => other != column && other != OrderColumns.IsCodRequired).ToList();
        Assert.Equal(
            others.Select(other => Given(other.Get(empty))),
            others.Select(other => Given(other.Get(written))));
    }

    private static object? Given(object? value) => value is "" or System.Collections.ICollection { Count: 0 } ? null : value;

    private static object Sample(OrderColumn column) => column.Kind switch
    {
        CellKind.Integer => 3,
        CellKind.Amount => new Money { Value = 1.50m, CurrencyCode = "USD" },
        CellKind.Boolean => true,
        CellKind.Date => DateTimeOffset.UnixEpoch,
        CellKind.OrderDate => new OrderDate(DateTimeOffset.UnixEpoch, IsDay: true),
        CellKind.List => new[] { "x" },
        CellKind.Features => new[] { new FeatureConstraint { FeatureName = "BLANK_BOX" } },
        CellKind.Map => new Dictionary<string, string> { ["x"] = "1" },
        _ => "x",
    };
}
