using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class OrderIntakeTests : IDisposable
{
    private readonly FbaSession _session = new(
        new SessionOptions { Marketplace = "US", Credential = new LwaCredential("client", "secret", "Atzr|refresh") });

    public void Dispose() => _session.Dispose();

    [Fact]
    public void NoOrderOfRowsComesOutBeforeTheEndAndEachComesWithAllItsRows()
    {
        var intake = Intake();
        Assert.Empty(Take(intake, Row("A"), Row("B"), Row("A", ("SellerSku", "SKU-2")), Row("C")));

        var results = intake.Complete().ToList();

        Assert.Equal(["A", "B", "C"], results.Select(result => result.Target));
        Assert.Equal([2, 1, 1], results.Select(result => result.Order!.Items.Count));
        Assert.All(results, result => Assert.True(result.IsOfRows));
        Assert.Equal((4L, 0), (intake.Read, intake.Waiting));
    }

    [Fact]
    public void ARowCanBeADictionaryOfTextsToo()
    {
        var intake = Intake();
        Assert.Empty(Take(intake, Row("A").Cast<DictionaryEntry>().ToDictionary(cell => (string)cell.Key, cell => $"{cell.Value}")));

        Assert.Equal("A", Assert.Single(intake.Complete()).Order?.SellerFulfillmentOrderId);
    }

    [Fact]
    public void OrderObjectsComeOutAtOnceUntilTheFirstRowAndQueueAfterIt()
    {
        var intake = Intake();
        Assert.Equal("X", Assert.Single(Take(intake, Order("X"))).Target);
        Assert.Equal("row 2", Assert.Single(Take(intake, "text")).Target);
        Assert.Empty(Take(intake, Row("A"), Order("Y"), 17, Row("B"), Row("A", ("SellerSku", "SKU-2")), Order("Z")));
        Assert.Equal(5, intake.Waiting);

        Assert.Equal(["A", "Y", "row 5", "B", "Z"], intake.Complete().Select(result => result.Target));
    }

    [Fact]
    public void InAStreamAnOrderComesOutWhenTheNextRecordComes()
    {
        var intake = Intake(isStream: true);
        Assert.Empty(Take(intake, Row("A"), Row("A", ("SellerSku", "SKU-2"))));
        Assert.Equal("A", Assert.Single(Take(intake, Row("B"))).Target);
        Assert.Equal(["B", "X"], Take(intake, Order("X")).Select(result => result.Target));
        Assert.Empty(Take(intake, Row("C")));
        Assert.Equal("C", Assert.Single(intake.Complete()).Target);
    }

    [Fact]
    public void ALateRowOfAStreamSaysWhatHappenedToItsOrderAndWhichRowItLacks()
    {
        var intake = Intake(isStream: true);
        var results = Take(intake, Row("A"), Row("B"), Row("A"), Row("A"), Row("C"));

        var late = Assert.Single(results, result => result.Order is null);
        var error = ErrorTable.From(late.Problem!, late.Target);
        Assert.Equal(("OrderRowsLate", "A"), (error.Id, error.Target));
        Assert.StartsWith(
            "Order 'A' was already dealt with without rows 3, 4, which came too late", late.Problem!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing was sent", late.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsWithoutAKnownColumnAreOneErrorThatGuessesTheDelimiterAndShowsNothing()
    {
        foreach (var (name, delimiter) in new[] { ("OrderId;Sku;Ada", "';'"), ("OrderId\tSku", "\"`t\""), ("OrderId|Sku", "'|'") })
        {
            var rows = Enumerable.Range(1, 1000).Select(number => Bag((name, $"A-{number};Ada Example")));
            var error = OneFault(rows, "rows 1 to 1000");
            Assert.Contains($"Import-Csv -Delimiter {delimiter}", error, StringComparison.Ordinal);
            Assert.Contains("1,000 rows", error, StringComparison.Ordinal);
            Assert.DoesNotContain("Ada", error, StringComparison.Ordinal);
        }

        Assert.Contains("header", OneFault([Bag(("A-1", "A-2"), ("Ada Example", "Bo Example"))], "row 1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SellerFulfillmentOrderId")]
    [InlineData("PostalCode")]
    [InlineData("SellerSku")]
    [InlineData("Quantity")]
    [InlineData("Name")]
    public void AColumnThatNoRowGivesIsOneErrorThatNamesTheColumnsNotKnown(string column)
    {
        var error = OneFault(Enumerable.Range(1, 2).Select(number => Row($"A-{number}", (column, null), ("Mystery", "x"))), "rows 1 to 2");
        Assert.Contains($"No row has a value for {column}", error, StringComparison.Ordinal);
        Assert.Contains("Mystery", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAddressThatNoRowGivesIsOneError()
    {
        var error = OneFault(
            Enumerable.Range(1, 5).Select(number => Bag(("OrderId", $"A-{number}"), ("Sku", "S"), ("Quantity", "1"))), "rows 1 to 5");
        Assert.Contains("Name, AddressLine1, PostalCode, CountryCode", error, StringComparison.Ordinal);
    }

    [Fact]
    public void AParameterGivesTheColumnThatNoRowGives()
    {
        var intake = Intake(overrides: OrderColumns.ParseOverrides([("CountryCode", "US")]));
        Assert.Equal(
            3,
            Complete(
                intake,
                Enumerable.Range(1, 3).Select(number => Row($"A-{number}", ("CountryCode", null)))).Count(result =>
                    result.Order is not null));
    }

    [Fact]
    public void OneReasonForAllOrdersIsOneErrorAndTwoReasonsAreTwo()
    {
        Assert.Contains(
            "row 1: Quantity",
            OneFault(Enumerable.Range(1, 50).Select(number => Row($"A-{number}", ("Quantity", $"{number},0"))), "rows 1 to 50"),
            StringComparison.Ordinal);
        Assert.Equal(
            3, Complete(Intake(), [Row("A", ("Quantity", "1,0")), Row("B", ("Action", "Shp")), Row("C", ("Quantity", "1,0"))]).Count);
        Assert.Equal(2, Complete(Intake(), [Row("A", ("Quantity", "1,0")), Row("B", ("Quantity", "2,0"))]).Count);
    }

    [Fact]
    public void OneGoodOrderAmongManyBadOnesIsSentAndTheOthersAreSeparateErrors()
    {
        var results = Complete(
            Intake(), Enumerable.Range(1, 9).Select(number => Row($"A-{number}", ("Quantity", number == 7 ? "1" : "1,0"))));
        Assert.Equal(9, results.Count);
        Assert.Equal("A-7", Assert.Single(results, result => result.Order is not null).Target);
    }

    [Fact]
    public void AWrongEncodingIsOneErrorThatNamesTheOrdersAndTheOthersAreSent()
    {
        var rows = Enumerable.Range(1, 40).Select(
            number => Row($"A-{number}", ("Name", number % 4 == 0 ? "Bo Example" : "J\uFFFDrg Example")));
        var results = Complete(Intake(), rows);

        Assert.Equal(10, results.Count(result => result.Order is not null));
        var fault = Assert.Single(results, result => result.Order is null);
        Assert.Equal("OrderFileInvalid", ErrorTable.From(fault.Problem!, fault.Target).Id);
        Assert.Contains("30 of its 40 orders: A-1, A-2, A-3, A-5,", fault.Problem!.Message, StringComparison.Ordinal);
        Assert.Contains("and 10 more", fault.Problem.Message, StringComparison.Ordinal);
        Assert.Contains("-Encoding", fault.Problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AValueThatMentionsAnEncodingIsNoDamagedText()
    {
        var rows = Enumerable.Range(1, 9).Select(number => Row($"A-{number}", ("ShippingSpeedCategory", "encoding")));
        var fault = Assert.Single(Complete(Intake(), rows));
        Assert.Contains("all have the same problem", fault.Problem!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("J\uFFFDrg Example")]
    [InlineData("JÃ¶rg Example")]
    [InlineData("J?rg Example")]
    public void EveryKindOfDamagedTextIsAFaultOfTheFile(string name)
    {
        var fault = Assert.Single(Complete(Intake(), Enumerable.Range(1, 9).Select(number => Row($"A-{number}", ("Name", name)))));
        Assert.Contains("wrong encoding", fault.Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedTextAmongIntactTextIsTheFaultOfItsRows()
    {
        var rows = Enumerable.Range(1, 9).Select(
            number => Row($"A-{number}", ("Name", number <= 3 ? "J\uFFFDrg Example" : "Jörg Example")));
        Assert.Equal(["A-1", "A-2", "A-3"], Complete(Intake(), rows).Where(result => result.Order is null).Select(result => result.Target));
    }

    [Fact]
    public void ASecondOrderOfTheSameGoodsToTheSameRecipientIsSentWithAWarningThatNamesTheIds()
    {
        var results = Complete(
            Intake(),
            [
                Row("A"), Row("B", ("Name", "ada  EXAMPLE"), ("Phone", "1")), Row("C", ("Quantity", "3")),
                Row("D", ("AddressLine2", "Floor 2"))]);

        Assert.All(results, result => Assert.NotNull(result.Order));
        var repeat = Assert.Single(results, result => result.RepeatsOrder);
        var warning = Assert.Single(repeat.Warnings);
        Assert.Contains("'B'", warning, StringComparison.Ordinal);
        Assert.Contains("'A'", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", warning, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("GoodsRepeated", ProblemSeverity.Warning), (Assert.Single(repeat.Problems).Code, repeat.Problems[0].Severity));
    }

    [Fact]
    public void WhatIsNoOrderComesOutInItsPlace()
    {
        var intake = Intake();
        Assert.Equal("id-1", Assert.Single(intake.TakeOther("id-1")).Other);
        Assert.Empty(Take(intake, Row("A")));
        Assert.Empty(intake.TakeOther("id-2"));
        Assert.Empty(Take(intake, Row("B")));
        Assert.Equal(["A", "id-2", "B"], intake.Complete().Select(result => result.Other ?? result.Target));
    }

    [Fact]
    public void AnUnknownMemberOfManyObjectsIsToldOnce()
    {
        Hashtable Odd(string id) => new()
        {
            ["SellerFulfillmentOrderId"] = id, ["Shelf"] = "A",
            ["Items"] = new object[] { new Hashtable { ["SellerSku"] = "A" }, new Hashtable { ["SellerSku"] = id, ["Colour"] = "red" } },
        };
        var intake = Intake();
        Take(intake, Odd("A"));
        Assert.Equal(["Items[1].Colour", "Shelf"], intake.TakeUnknown().Select(column => column.Name).Order());
        Take(intake, Odd("B"), Bag(("SellerFulfillmentOrderId", "C"), ("Items", new Hashtable { ["Quantity"] = 1, ["Colour"] = 1, ["Size"] = 2 })));
        Assert.Equal("Items[0].Size", Assert.Single(intake.TakeUnknown()).Name);
        // They may be the data of a row without a header.
        Take(intake, Bag(("SellerFulfillmentOrderId", "D"), ("Items", new Hashtable { ["Sixtus Sample"] = 1, ["Size"] = 2 })));
        Assert.Equal("all 2 members of Items[0]", Assert.Single(intake.TakeUnknown()).Name);
        Assert.Empty(intake.TakeUnknown());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OfOrderObjectsWithOneIdTheFirstIsSentAndALaterOneIsRefusedWithWhatDiffers(bool isStream)
    {
        var intake = Once(isStream);
        Assert.NotNull(Assert.Single(Take(intake, Order("A"))).Order);

        var other = Order("A") with { Items = [new FulfillmentOrderItem { SellerSku = "OTHER", Quantity = 1 }] };
        var result = Assert.Single(Take(intake, other));

        Assert.Null(result.Order);
        Assert.True(Assert.IsType<OrderRepeatedException>(result.Problem).IsLater);
        Assert.Equal("OrderRepeated", ErrorTable.From(result.Problem!, result.Target).Id);
        Assert.Equal(
            "Another order 'A' came earlier in the same pipeline, so this one is not sent. It differs in items. "
                + "Pipe in only one of them; only a different order needs an id of its own.", result.Problem!.Message);
        Assert.Equal(("OrderRepeated", ProblemSeverity.Error), (result.Problems[0].Code, result.Problems[0].Severity));
        Assert.NotNull(Assert.Single(Take(intake, Order("B"))).Order);
    }

    [Theory]
    [InlineData("speed", "shipping speed or delivery window")]
    [InlineData("name", "recipient")]
    [InlineData("comment", "other values")]
    [InlineData("date", "other values")]
    [InlineData("action", "other values")]
    public void EachPartOfALaterOrderIsCompared(string part, string told)
    {
        var first = Order("A");
        var later = part switch
        {
            "speed" => first with { ShippingSpeedCategory = "Priority" },
            "name" => first with { DestinationAddress = first.DestinationAddress! with { Name = "Bo Example" } },
            "comment" => first with { DisplayableOrderComment = "Another comment" },
            "date" => first with { DisplayableOrderDate = new DateTimeOffset(2026, 5, 1, 0, 0, 0, TimeSpan.Zero) },
            _ => first with { Action = "Hold" },
        };

        Assert.Contains($"It differs in {told}. ", Take(Once(), first, later)[1].Problem!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEqualOrderIsARepeatAndADefaultThatIsGivenIsEqual()
    {
        var repeat = Take(Once(), Order("A"), Order("A") with { ShippingSpeedCategory = "Standard", Action = "Ship" })[1];

        Assert.True(repeat.IsRepeat);
        Assert.Equal(
            "Order 'A' is in the input more than once, with the same content. It is sent only once.", Assert.Single(repeat.Warnings));
        Assert.Equal(("OrderRepeated", ProblemSeverity.Warning), (repeat.Problems[0].Code, repeat.Problems[0].Severity));
    }

    [Fact]
    public void RowsOfAnOrderThatAnObjectWasAreARepeatToo()
    {
        var intake = Once();
        Assert.NotNull(Assert.Single(Take(intake, Order("A"))).Order);
        Assert.Empty(Take(intake, Row("A", ("SellerSku", "OTHER"))));

        Assert.IsType<OrderRepeatedException>(Assert.Single(intake.Complete()).Problem);
    }

    private static string[] Members(OrderIntakeResult result)
    {
        var said = result.Problem!.Message;
        Assert.All(result.Problems, problem => Assert.Contains(problem.Message.TrimEnd('.'), said, StringComparison.Ordinal));
        return [.. result.Problems.Select(problem => problem.Member)];
    }

    [Fact]
    public void WhatCannotBeReadAndWhatTheRulesRefuseIsOneError()
    {
        var intake = Intake();
        Assert.Empty(Take(
            intake,
            Row("A", ("AddressLine1", "77 Lane\nApt"), ("PostalCode", "4808"), ("Quantity", "0")),
            Row("A", ("SellerSku", "B"), ("Quantity", "x"), ("AddressLine1", null), ("PostalCode", null)),
            Row("B", ("Quantity", "x")),
            Row("C", ("CountryCode", "a\nb"), ("City", null), ("Quantity", 0)),
            Row("D", ("CodCharge", "x"), ("IsCodRequired", "yes"), ("Name", ""))));

        var results = intake.Complete().ToList();
        Assert.Equal(
            ["AddressLine1", "Quantity", "DestinationAddress.PostalCode", "Items[0].Quantity"], Members(results[0]));
        Assert.Equal([1L, 2, 1, 1], results[0].Problems.Select(problem => problem.Row));
        Assert.Equal(["Quantity"], Members(results[1]));
        Assert.Equal(["CountryCode", "Items[0].Quantity"], Members(results[2]));
        Assert.Equal(["CodCharge", "DestinationAddress.Name"], Members(results[3]));
    }

    [Fact]
    public void AnObjectHasOneErrorTooForWhatCannotBeReadAndWhatTheRulesRefuse()
    {
        var order = Bag(
            ("SellerFulfillmentOrderId", "A"),
            ("DestinationAddress", Bag(
                ("Name", "Ann"), ("AddressLine1", "77 Lane\nApt"), ("City", "Troy"), ("PostalCode", "4808"), ("CountryCode", "US"))),
            ("Items", new object[]
            {
                Bag(("SellerSku", "A"), ("Quantity", "x")), Bag(("SellerSku", "B"), ("Quantity", 0)),
            }));
        Assert.Equal(
            ["DestinationAddress.AddressLine1", "DestinationAddress.PostalCode", "Items[0].Quantity", "Items[1].Quantity"],
            Members(Assert.Single(Take(Intake(), order))).Order());
    }

    [Fact]
    public void AnOrderThatIsWrongTakesNoId()
    {
        var results = Take(Once(), Order("A") with { Items = [] }, Order("A"));

        Assert.IsNotType<OrderRepeatedException>(results[0].Problem);
        Assert.NotNull(results[1].Order);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void SeveralPreviewsOfOneOrderAreRefusedBeforeAnyIsSent(bool isStream, bool hasRows)
    {
        var intake = Once(isStream);
        var begun = hasRows ? Take(intake, Row("R")) : [];
        Assert.Empty(begun);
        Assert.Empty(Take(intake, Preview("A", "Standard"), Preview("A", "Expedited"), Preview("A", "Priority")));

        List<OrderIntakeResult> results = [.. Take(intake, Order("B")), .. intake.Complete()];

        Assert.Equal(hasRows ? ["R", "A", "B"] : ["A", "B"], results.Select(result => result.Target));
        var refused = results.Single(result => result.Target == "A");
        Assert.False(Assert.IsType<OrderRepeatedException>(refused.Problem).IsLater);
        Assert.Equal(
            "3 different previews of order 'A' were piped in (Standard, Expedited, Priority), so none of them is sent. Select one, for "
                + "example with Where-Object ShippingSpeedCategory -eq Standard, or with Sort-Object TotalFee | Select-Object -First 1.",
            refused.Problem!.Message);
        Assert.NotNull(results[^1].Order);
    }

    [Fact]
    public void PreviewsWithoutAnIdAreNotTakenForOneOrder()
    {
        var results = Take(Once(), Preview("", "Standard"), Preview("", "Expedited"));

        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.IsType<OrderInputException>(result.Problem));
    }

    [Fact]
    public void OnePreviewOfEachOrderComesOutWhenTheNextRecordComes()
    {
        var intake = Once();
        Assert.Empty(Take(intake, Preview("A", "Priority")));
        Assert.Equal("Priority", Assert.Single(Take(intake, Preview("B", "Standard"))).Order!.ShippingSpeedCategory);
        Assert.Equal("B", Assert.Single(Take(intake, Row("C"))).Target);
        Assert.Equal("C", Assert.Single(intake.Complete()).Target);
    }

    [Fact]
    public void PreviewsThatAParameterMakesEqualAreOneOrder()
    {
        var overrides = OrderColumns.ParseOverrides([("ShippingSpeedCategory", "Priority")]);
        var intake = Once(overrides: overrides);
        Assert.Empty(Take(intake, Preview("A", "Standard"), Preview("A", "Expedited")));

        var result = Assert.Single(intake.Complete());
        Assert.Equal(("Priority", false), (result.Order!.ShippingSpeedCategory, result.IsRepeat));
        Assert.Contains("more than once", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    private static Hashtable Row(string id, params (string Name, object? Value)[] cells) => Bag(
    [
        ("SellerFulfillmentOrderId", id), ("Name", "Ada Example"), ("AddressLine1", "100 Invented Avenue"), ("City", "Fableville"),
        ("StateOrRegion", "OR"),
        ("PostalCode", "97000"), ("CountryCode", "US"), ("SellerSku", "SKU-1"), ("Quantity", "1"), .. cells,
    ]);

    private static Hashtable Bag(params (string Name, object? Value)[] cells)
    {
        var bag = new Hashtable();
        foreach (var (name, value) in cells)
        {
            bag[name] = value;
        }

        return bag;
    }

    private static FulfillmentOrder Order(string id) => new()
    {
        SellerFulfillmentOrderId = id,
        DestinationAddress = new Address
        {
            Name = "Ada Example", AddressLine1 = id + " Invented Avenue", City = "Fableville", StateOrRegion = "OR", PostalCode = "97000",
            CountryCode = "US"
        },
        Items = [new() { SellerSku = "SKU-1", Quantity = 1 }],
    };

    private static FulfillmentPreview Preview(string id, string speed) => new()
    {
        SellerFulfillmentOrderId = id, ShippingSpeedCategory = speed, Order = Order(id),
    };

    private OrderIntake Once(bool isStream = false, RowOverrides? overrides = null) => new(
        overrides ?? RowOverrides.None, isStream, new SkippedInput(), new OrderCheck(_ => _session, OrderValidator.Validate, id => id))
    {
        SendsOnce = true,
    };

    private OrderIntake Intake(bool isStream = false, RowOverrides? overrides = null) => new(
        overrides ?? RowOverrides.None, isStream, new SkippedInput(), new OrderCheck(
            _ => _session, OrderValidator.Validate,
            id => string.Create(CultureInfo.InvariantCulture, $"Order '{id}' was already dealt with")));

    private static List<OrderIntakeResult> Take(OrderIntake intake, params object[] records) => [.. records.SelectMany(intake.Take)];

    private static List<OrderIntakeResult> Complete(OrderIntake intake, IEnumerable<Hashtable> rows)
    {
        Assert.Empty(rows.SelectMany(intake.Take));
        return [.. intake.Complete()];
    }

    private string OneFault(IEnumerable<Hashtable> rows, string target)
    {
        var fault = Assert.Single(Complete(Intake(), rows));
        var error = ErrorTable.From(fault.Problem!, fault.Target);
        Assert.Equal(("OrderFileInvalid", target), (error.Id, error.Target));
        return fault.Problem!.Message;
    }
}
