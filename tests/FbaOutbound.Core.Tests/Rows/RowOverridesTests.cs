using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using Xunit;
using static FbaOutbound.Core.Tests.Rows.SampleRows;

namespace FbaOutbound.Core.Tests.Rows;

public class RowOverridesTests
{
    private static RowOverrides Parse(params (string Name, object? Value)[] parameters)
    {
        var overrides = OrderColumns.ParseOverrides(parameters);
        Assert.Empty(overrides.Problems);
        return overrides;
    }

    [Fact]
    public void AParameterReplacesItsColumnInEveryRecordEvenWhereTheRowIsWrongThere()
    {
        var orders = Assemble(new OrderAssembler(Parse(("Action", "Hold"), ("Quantity", 9))),
            [Full(1, "FBA-1", ("Action", "Shp")), Full(2, "FBA-1", ("Action", "Ship")), Full(3, "FBA-2")]);
        Assert.All(orders, order => Assert.Equal("Hold", order.Order!.Action));
        Assert.All(orders.SelectMany(order => order.Order!.Items), item => Assert.Equal(9, item.Quantity));
    }

    [Fact]
    public void ParametersAreCheckedOnce()
    {
        var overrides = OrderColumns.ParseOverrides([("Action", "Shp"), ("CodCharge", "1,5"), ("Colour", "red")]);
        Assert.Equal(["Action", "CodCharge", "Colour"], overrides.Problems.Select(problem => problem.Column));
        Assert.All(overrides.Problems, problem => Assert.Equal(0, problem.Row));
    }

    [Fact]
    public void ABlankParameterReplacesNothing()
    {
        Assert.True(Parse(("Action", " "), ("Policy", null)).IsEmpty);
        Assert.Equal(
            "Ship",
            Assert.Single(Assemble(new OrderAssembler(Parse(("Action", ""))), [Full(1, "FBA-1", ("Action", "Ship"))])).Order!.Action);
    }

    [Fact]
    public void AnIdGivenAsAParameterMakesOneOrderOfAllRows() =>
        Assert.Equal(
            2,
            Assert.Single(
                Assemble(new OrderAssembler(Parse(("OrderId", "FBA-9"))), [Full(1, "FBA-1"), Full(2, "FBA-2")])).Order!.Items.Count);

    [Fact]
    public void TheyAreAppliedToAnOrderAndLeaveTheRestAsItIs()
    {
        var order = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = "FBA-1",
            Action = "Ship",
            Session = "eu",
            FilledIn = ["Action", "Policy"],
            DestinationAddress = new Address { Name = "Ada Example", City = "Fableville" },
            DeliveryPreferences = new()
            {
                DropOffLocation = new()
                {
                    Type = "RECEPTIONIST", Attributes = new System.Collections.Generic.Dictionary<string,
                    string> { ["recipientName"] = "x" }
                }
            },
            PaymentInformation = [new() { PaymentMode = "Card" }, new() { PaymentMode = "Voucher" }],
            CodSettings = new() { IsCodRequired = true, CodCharge = new Money { Value = 1, CurrencyCode = "JPY" } },
            Items =
            [
                new()
                {
                    SellerSku = "SKU-1", Quantity = 2, OrderItemDisposition = "Sellable",
                    PerUnitPrice = new Money { Value = 3, CurrencyCode = "JPY" }
                },
            ],
        };
        var changed = Parse(("Action", "Hold"), ("City", "Mocktown"), ("CodChargeTax", 2)).ApplyTo(order);

        Assert.Equal(
            ("Hold", "Ada Example", "Mocktown", "eu"),
            (changed.Action, changed.DestinationAddress!.Name, changed.DestinationAddress.City, changed.Session));
        Assert.Equal(["Policy"], changed.FilledIn);
        Assert.Equal("x", changed.DeliveryPreferences!.DropOffLocation!.Attributes["recipientName"]);
        Assert.Equal(2, changed.PaymentInformation.Count);
        Assert.Equal("2 JPY", changed.CodSettings!.CodChargeTax!.ToString());
        Assert.Same(order.Items, changed.Items);

        var inUsd = Parse(("Currency", "usd")).ApplyTo(order);
        Assert.Equal(
            ("1 USD", "3 USD", "Sellable"),
            (inUsd.CodSettings!.CodCharge!.ToString(), inUsd.Items[0].PerUnitPrice!.ToString(), inUsd.Items[0].OrderItemDisposition));
        Assert.Same(order, RowOverrides.None.ApplyTo(order));
    }
}
