using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Sandbox.Faults;
using FbaOutbound.Sandboxes;
using Xunit;

namespace FbaOutbound.Tests.Sandboxes;

public sealed class ChangeRequestTests
{
    [Fact]
    public void EachChangeIsAskedForByItselfAndOnlyThoseThatAreConfirmedAreMade()
    {
        List<ChangeRequest> requests =
        [
            .. new FaultRequest { Kinds = ["dropafter", "Stall"], Operation = "getOrder", OrderIds = ["a", "b"], Times = 2 }.Read(),
            .. Stock(("B", "7"), ("A", 5)),
            .. ChangeRequest.Advance(TimeSpan.FromDays(3)),
        ];
        Assert.Equal(
            [
                "Let the fault DropAfter affect the next 2 requests of getOrder for order a",
                "Let the fault DropAfter affect the next 2 requests of getOrder for order b",
                "Let the fault Stall affect the next 2 requests of getOrder for order a",
                "Let the fault Stall affect the next 2 requests of getOrder for order b",
                "Set the stock of A = 5, B = 7",
                "Move the clock forward by 3.00:00:00",
            ],
            requests.Select(request => request.Action));

        var change = ChangeRequest.Combine(requests.Where((_, at) => at is 0 or 3 or 5));
        Assert.Equal([(FaultKind.DropAfter, "a"), (FaultKind.Stall, "b")], change.Faults.Select(fault => (fault.Kind, fault.OrderId)));
        Assert.Empty(change.Stock);
        Assert.Equal(TimeSpan.FromDays(3), change.Advance);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(0, 0)]
    [InlineData("12", 12)]
    [InlineData(5.0, 5)]
    public void UnitsAreWholeNumbers(object given, long units) =>
        Assert.Equal(units, ChangeRequest.Combine(Stock(("A", given))).Stock["A"]);

    [Theory]
    [InlineData(-1)]
    [InlineData(1.5)]
    [InlineData("x")]
    [InlineData("")]
    [InlineData("1,000")]
    [InlineData(null)]
    [InlineData(true)]
    public void AnythingElseIsRefusedWithTheSku(object? given)
    {
        var error = Assert.Throws<ParameterInvalidException>(() => Stock(("MUG-RED", given)));
        Assert.Contains("'MUG-RED'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was changed.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dropaftr", "Did you mean DropAfter?")]
    [InlineData("zzz", "The faults are: ConnectionRefused, DropBefore")]
    [InlineData("3", "The faults are:")]
    [InlineData("None", "The faults are:")]
    public void AnUnknownFaultIsRefused(string kind, string advice)
    {
        var error = Assert.Throws<ParameterInvalidException>(() => new FaultRequest { Kinds = [kind] }.Read());
        Assert.Contains($"Unknown fault '{kind}'. {advice}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DetailsBelongToAFaultAndNotToAChance()
    {
        Assert.Equal(
            "-Operation needs -Fault.",
            Assert.Throws<ParameterInvalidException>(() => new FaultRequest { Given = ["Operation"] }.Read()).Message);
        Assert.EndsWith(
            "Leave out -Times, -Delay.",
            Assert.Throws<ParameterInvalidException>(
                () => new FaultRequest { Kinds = ["Stall"], Chance = 0.1, Given = ["Times", "Delay", "Chance"] }.Read()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnOrderThatTheSellerShipsIsReadByTheNamesOfItsMembers()
    {
        var change = ChangeRequest.Combine(ChangeRequest.MerchantOrders(
        [
            [("amazonOrderId", "903-1713775-3598253"), ("Items", new Hashtable { ["1"] = 2 }), ("countryCode", "DE")],
        ]));
        var order = Assert.Single(change.MerchantOrders);
        Assert.Equal(("903-1713775-3598253", "DE", 2), (order.AmazonOrderId, order.CountryCode, order.Items["1"]));

        Assert.Contains(
            "unknown member 'Phone'. Its members are: AmazonOrderId, Items,",
            Refusal([("Phone", "1")]), StringComparison.Ordinal);
        Assert.Contains("units by item id", Refusal([("Items", "1")]), StringComparison.Ordinal);
    }

    [Fact]
    public void BlankIdsAreRefused()
    {
        foreach (var ids in (string?[][])[[], [""], ["a", null], [" "]])
        {
            Assert.Throws<ParameterInvalidException>(() => ChangeRequest.Ids("Unstick", "Release:", ids, (_, _) => { }));
        }
    }

    private static IEnumerable<ChangeRequest> Stock(params (string, object?)[] entries) =>
        ChangeRequest.Stock("Stock", "Set the stock of", entries, (change, units) => change.Stock = units);

    private static string Refusal(IReadOnlyList<(string, object?)> members) =>
        Assert.Throws<ParameterInvalidException>(() => ChangeRequest.MerchantOrders([members]).ToList()).Message;
}
