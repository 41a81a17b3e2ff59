using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using Xunit;
using static FbaOutbound.Core.Tests.Rows.SampleRows;

namespace FbaOutbound.Core.Tests.Rows;

public class OrderAssemblerTests
{
    private const string Id = "SellerFulfillmentOrderId";

    [Fact]
    public void RowsOfOneIdAreOneOrderAndItsColumnsMayBeBlankOnLaterRows()
    {
        var orders = Assemble(
            Full(1, "FBA-1"),
            Row(2, (Id, " FBA-1 "), ("Name", " "), ("SellerSku", "SKU-2"), ("Quantity", "3")),
            Full(3, "FBA-2"));

        Assert.Equal(["FBA-1", "FBA-2"], orders.Select(order => order.Id));
        Assert.Equal((1L, 2L), (orders[0].FirstRow, orders[0].LastRow));
        var order = orders[0].Order!;
        Assert.Equal("Ada Example", order.DestinationAddress!.Name);
        Assert.Equal(["SKU-1 × 1", "SKU-2 × 3"], order.Items.Select(item => item.ToString()));
        Assert.Equal(2, orders[0].RowOf("Items[1].Quantity"));
        Assert.Equal(1, orders[0].RowOf("DestinationAddress.City"));
        Assert.Equal(1, orders[0].RowOf("Items[9].Quantity"));
    }

    [Theory]
    [InlineData("2-Mar", "is a date, probably converted by a spreadsheet from ")]
    [InlineData("Mar-02", "is a date, probably converted by a spreadsheet from ")]
    [InlineData("3/2/2026", "is a date, probably converted by a spreadsheet from ")]
    [InlineData("02.03.2026", "is a date, probably converted by a spreadsheet from ")]
    [InlineData("123.0", "ends in decimals, which a ")]
    [InlineData("'U6", "begins with the apostrophe that a spreadsheet puts before text")]
    public void AnIdOrASkuOfANewOrderThatOnlyASpreadsheetWritesIsRefused(string text, string flaw)
    {
        foreach (var column in new[] { Id, "SellerSku" })
        {
            var row = column == Id ? Full(1, text) : Row(1, [(Id, "FBA-1"), .. Recipient, (column, text), ("Quantity", "1")]);
            var order = Assert.Single(Assemble(new OrderAssembler { OfNewOrders = true }, [row]));
            Assert.Null(order.Order);
            Assert.StartsWith($"'{text}' {flaw}", Assert.Single(order.Problems).Message, StringComparison.Ordinal);
            Assert.EndsWith(
                ": correct it in the file, or, if it is right, send the order as an object with a list of items",
                order.Problems[0].Message,
                StringComparison.Ordinal);

            // A change is made to an order that has the id.
            Assert.NotNull(Assert.Single(Assemble(row)).Order);
        }
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("12.5")]
    [InlineData("MAR-BLUE")]
    [InlineData("FBA-1001")]
    [InlineData("4512345678901")]
    public void OtherIdsAndSkusOfNewOrdersAreSent(string text)
    {
        var order = Assert.Single(Assemble(new OrderAssembler { OfNewOrders = true },
            [Row(1, [(Id, text), .. Recipient, ("SellerSku", text), ("Quantity", "1")])])).Order!;
        Assert.Equal((text, text), (order.SellerFulfillmentOrderId, order.Items[0].SellerSku));
    }

    [Fact]
    public void RowsOfOneOrderMayStandAnywhere()
    {
        var orders = Assemble(
            Full(1, "FBA-1"), Full(2, "FBA-2"), Row(3, (Id, "FBA-1"), ("SellerSku", "SKU-2"), ("Quantity", "3")),
            Full(4, "FBA-3"), Row(5, (Id, "FBA-2"), ("SellerSku", "SKU-3"), ("Quantity", "1")));

        Assert.Equal(["FBA-1", "FBA-2", "FBA-3"], orders.Select(order => order.Id));
        Assert.Equal(["SKU-1 × 1", "SKU-2 × 3"], orders[0].Order!.Items.Select(item => item.ToString()));
        Assert.Equal([1L, 3L], orders[0].ItemRows);
        Assert.Equal((2L, 5L), (orders[1].FirstRow, orders[1].LastRow));
    }

    // What was read of the row above must not be taken for a cell of another column, or for a cell that could not be read.
    [Fact]
    public void RowsWithTheSameTextsInOtherColumnsAreReadEachForItself()
    {
        var orders = Assemble(
            Row(1, [(Id, "A"), .. Recipient, ("SellerSku", "2"), ("Quantity", "1"), ("DisplayableOrderComment", "TBD")]),
            Row(2, [(Id, "B"), .. Recipient, ("Quantity", "2"), ("SellerSku", "1"), ("AddressLine2", "TBD")]),
            Row(3, [(Id, "C"), .. Recipient, ("Quantity", "2"), ("SellerSku", "1"), ("AddressLine2", "TBD")]),
            Row(4, [(Id, "D"), .. Recipient, ("Quantity", "2"), ("SellerSku", "1"), ("AddressLine2", " ")]));

        Assert.Equal(["2 × 1", "1 × 2"], new[] { orders[0], orders[3] }.Select(order => Assert.Single(order.Order!.Items).ToString()));
        Assert.Equal("TBD", orders[0].Order!.DisplayableOrderComment);
        Assert.Null(orders[3].Order!.DestinationAddress!.AddressLine2);
        Assert.All(
            orders.Skip(1).Take(2), order => Assert.Equal("AddressLine2", Assert.Single(order.Problems).Column));
    }

    [Fact]
    public void ABadRowRefusesItsOrderWhereverItIs()
    {
        var orders = Assemble(
            Full(1, "FBA-1"), Full(2, "FBA-2"), Full(3, "FBA-1", ("Action", "Shp")), Row(4, (Id, "FBA-1"), ("City", "Mocktown")));
        Assert.Equal([AssembledOrder.RowInvalid, null], orders.Select(order => order.ProblemCode));
        Assert.Equal([(3L, "Action"), (4L, "City")], orders[0].Problems.Select(problem => (problem.Row, problem.Column)));
    }

    [Fact]
    public void ARowOfManyColumnsFitsIntoTheCompactValues() =>
        Assert.InRange(Math.Max(OrderColumns.OfOrder.Count, OrderColumns.OfItem.Count), 1, CompactValues.MostColumns);

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(70_000)]
    public void TextsOfAnyLengthAreKeptAsTheyAre(int length)
    {
        object?[] values = [new string('ö', length), null, 7, "🎁注文", "", new string('x', length), null];
        Assert.Equal(values, CompactValues.Of(values).Expand(values.Length));
    }

    [Fact]
    public void AColumnOfTheOrderMayFirstStandOnALaterRow()
    {
        var order = Assert.Single(
            Assemble(Full(1, "FBA-1"), Row(2, (Id, "FBA-1"), ("Action", "Hold"), ("SellerSku", "SKU-2"), ("Quantity", "1"))));
        Assert.Equal("Hold", order.Order!.Action);
    }

    [Fact]
    public void ContradictingRowsRefuseTheOrderAndSayRowAndColumn()
    {
        var orders = Assemble(
            Full(1, "FBA-1"),
            Full(2, "FBA-1", ("Action", "Ship")),
            Row(3, (Id, "FBA-1"), ("City", "Mocktown"), ("Action", "Hold")),
            Full(4, "FBA-2"));

        Assert.Null(orders[0].Order);
        Assert.Equal(AssembledOrder.RowInvalid, orders[0].ProblemCode);
        Assert.Equal(
            [(3L, "Action"), (3L, "City")],
            orders[0].Problems.Select(problem => (problem.Row, problem.Column)).OrderBy(place => place.Column));
        Assert.Contains("row 2", orders[0].Problems.Single(problem => problem.Column == "Action").Message, StringComparison.Ordinal);
        Assert.Contains("row 1", orders[0].Problems.Single(problem => problem.Column == "City").Message, StringComparison.Ordinal);
        Assert.DoesNotContain("town", string.Concat(orders[0].Problems), StringComparison.Ordinal);
        Assert.NotNull(orders[1].Order);
    }

    [Theory]
    [InlineData("Action", "hold", "HOLD")]
    [InlineData("DisplayableOrderDate", "2026-05-14", "2026-05-14T00:00:00Z")]
    [InlineData("NotificationEmail", "a@example.com", "a@example.com;")]
    [InlineData("CodCharge", "1.0", "1.00")]
    [InlineData("Feature", "BLANK_BOX", "BLANK_BOX=Required")]
    public void WhatMeansTheSameIsNoContradiction(string column, string first, string second) =>
        Assert.NotNull(Assert.Single(Assemble(Full(1, "FBA-1", (column, first)), Full(2, "FBA-1", (column, second)))).Order);

    [Fact]
    public void AllProblemsOfAllRowsAreCollected()
    {
        var order = Assert.Single(Assemble(
            Row(1, (Id, "FBA-1"), ("Quantity", "1,5"), ("Action", "Shp")),
            Row(2, (Id, "FBA-1"), ("Quantity", "x"))));
        Assert.Equal(
            ["row 1 Quantity", "row 1 Action", "row 2 Quantity"], order.Problems.Select(problem => $"row {problem.Row} {problem.Column}"));
        Assert.Equal("FBA-1", order.Target);
    }

    [Fact]
    public void ARowWithoutAnIdIsItsOwnErrorThatNamesItsColumnsAndNoValues()
    {
        var orders = Assemble(
            Full(1, "FBA-1"),
            Row(2, [(Id, " "), .. Recipient.Skip(1), ("Name", "Bo Example"), ("SellerSku", "S"), ("Quantity", "1")]),
            Full(3, "FBA-2"));
        Assert.Equal([null, AssembledOrder.OrderIdMissing, null], orders.Select(order => order.ProblemCode));
        var problem = Assert.Single(orders[1].Problems);
        Assert.Equal("row 2", orders[1].Target);
        Assert.Contains("AddressLine1", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARowWithoutAnIdAndWithoutARecipientRefusesTheOrderAboveIt()
    {
        var orders = Assemble(Full(1, "FBA-1"), Row(2, (Id, ""), ("SellerSku", "SKU-2"), ("Quantity", "1,5")), Full(3, "FBA-2"));
        Assert.Equal([AssembledOrder.RowInvalid, null], orders.Select(order => order.ProblemCode));
        Assert.Equal([(2L, Id), (2L, "Quantity")], orders[0].Problems.Select(problem => (problem.Row, problem.Column)));
        Assert.Equal(2, orders[0].LastRow);
    }

    [Fact]
    public void ARowWithoutAnIdAndWithTheSameRecipientRefusesTheOrderAboveIt()
    {
        var orders = Assemble(Full(1, "FBA-1"), Full(2, " "), Full(3, "FBA-2"));
        Assert.Equal([AssembledOrder.RowInvalid, null], orders.Select(order => order.ProblemCode));
        Assert.Equal((2L, Id), orders[0].Problems.Select(problem => (problem.Row, problem.Column)).Single());
    }

    [Fact]
    public void ARowWithTwoIdsRefusesBothOrdersWhereverTheyStand()
    {
        var both = Full(2, "FBA-1", ("OrderId", "FBA-2"));
        foreach (var orders in (System.Collections.Generic.List<AssembledOrder>[])[
            Assemble(Full(1, "FBA-1"), both, Full(3, "FBA-2"), Full(4, "FBA-3")),
            Assemble(Full(1, "FBA-2"), Full(3, "FBA-1"), both, Full(4, "FBA-3")), Assemble(both, Full(3, "FBA-1"), Full(4, "FBA-3")),
        ])
        {
            Assert.Equal(["FBA-3"], orders.Where(order => order.Order is not null).Select(order => order.Id));
        }
    }

    [Fact]
    public void AFileWithoutAHeaderDoesNotShowItsFirstRecipient()
    {
        var assembler = new OrderAssembler();
        var order = Assert.Single(Assemble(assembler, [Row(1, ("FBA-1", "FBA-2"), ("Jane Doe", "Joan Doe"))]));
        Assert.Equal(AssembledOrder.OrderIdMissing, order.ProblemCode);
        Assert.Contains("header", order.Problems[0].Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Doe", order.Problems[0].Message, StringComparison.Ordinal);
        Assert.Empty(assembler.TakeUnknownColumns());
    }

    [Fact]
    public void InAStreamAnIdThatReturnsIsAnErrorThatNamesTheLateRows()
    {
        var orders = SampleRows.Stream(Full(1, "FBA-1"), Full(2, "FBA-2"), Full(3, "FBA-1"), Full(4, "FBA-1"), Full(5, "fba-1"));
        Assert.Equal([null, null, AssembledOrder.OrderIdRepeated, null], orders.Select(order => order.ProblemCode));
        Assert.Equal([3L, 4L], orders[2].Problems.Select(problem => problem.Row));
        Assert.Null(orders[2].Order);
        Assert.Equal("FBA-1", orders[2].Id);
    }

    [Fact]
    public void AfterSomethingElseThanARowNoRowWithoutAnIdBelongsToTheOrderAbove()
    {
        var assembler = new OrderAssembler();
        var first = assembler.Add(Full(1, "FBA-1"))!;
        assembler.Break();
        var second = assembler.Add(Row(3, ("SellerSku", "SKU-2"), ("Quantity", "1")))!;
        Assert.Equal((null, AssembledOrder.OrderIdMissing), (first.Complete().ProblemCode, second.Complete().ProblemCode));
    }

    [Fact]
    public void DamagedTextIsDistinguishedFromIntactText()
    {
        var assembler = new OrderAssembler();
        Assert.False(assembler.Add(Full(1, "FBA-1", ("AddressLine2", "Größe")))!.HasDamagedText);
        Assert.True(assembler.Add(Full(2, "FBA-2", ("AddressLine2", "Gr\uFFFD\uFFFDe"), ("AddressLine3", "\uFFFD")))!.HasDamagedText);
        Assert.Equal((1L, 2L), (assembler.IntactTexts, assembler.DamagedTexts));
    }

    [Fact]
    public void AnIdThatCannotBeReadIsNoTarget()
    {
        var order = Assert.Single(Assemble(Full(4, "FBA\u001b[31m")));
        Assert.Equal((AssembledOrder.RowInvalid, "row 4", null), (order.ProblemCode, order.Target, order.Id));
    }

    [Fact]
    public void BlankRowsAreSkippedAndCounted()
    {
        var assembler = new OrderAssembler();
        var orders = Assemble(assembler, [Full(1, "FBA-1"), Row(2, (Id, ""), ("SellerSku", " ")), Full(3, "FBA-1"), Row(4)]);
        Assert.Equal([1L, 3L], Assert.Single(orders).ItemRows);
        Assert.Equal(2, assembler.BlankRows);
    }

    [Fact]
    public void HeadersAreTrimmedAndTheirCaseDoesNotMatter()
    {
        var order = Assert.Single(
            Assemble(Row(1, ("\uFEFForderid", "FBA-1"), (" SKU ", "SKU-1"), ("QUANTITY", "2"), ("fulfillmentpolicy", "fillall"))));
        Assert.Equal(("FBA-1", "SKU-1 × 2", "FillAll"), (order.Id, order.Order!.Items[0].ToString(), order.Order.Policy));
    }

    [Fact]
    public void UnknownColumnsAreToldOnceWithTheNameThatWasProbablyMeant()
    {
        var assembler = new OrderAssembler();
        assembler.Add(Full(1, "FBA-1", ("Quantitiy", "1"), ("Seller SKU", "x"), ("Warehouse", "x"), ("\u001b[31mColour", "x")));
        Assert.Equal(["Quantitiy (did you mean Quantity?)", "Seller SKU (did you mean SellerSku?)", "Warehouse", "?[31mColour"],
            assembler.TakeUnknownColumns().Select(column => column.ToString()));
        assembler.Add(Full(2, "FBA-2", ("quantitiy", "1"), ("Shelf", "x")));
        Assert.Equal(["Shelf"], assembler.TakeUnknownColumns().Select(column => column.Name));
        Assert.Empty(assembler.TakeUnknownColumns());
    }

    // The rest of the order may be in it.
    [Fact]
    public void APartOfAnObjectInARowRefusesTheOrder()
    {
        var fault = Fault("DestinationAddress", new Hashtable { ["AddressLine2"] = "Apt 9" });
        Assert.Equal("is an object, which a row cannot hold: give its columns, or the items as Items", fault);
        Assert.Single(Assemble(Full(1, "FBA-1", ("DestinationAddress", "(US)")))[0].Order!.Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ANullRecordRefusesTheOrderAboveUnlessSomethingElseIsBetween(bool isStream)
    {
        var assembler = new OrderAssembler(isStream: isStream);
        Assert.False(assembler.RefuseAbove(1));
        var rows = assembler.Add(Full(2, "FBA-1"))!;
        Assert.True(assembler.RefuseAbove(3));
        Assert.True(assembler.RefuseAbove(4));
        assembler.Break();
        Assert.False(assembler.RefuseAbove(5));
        Assert.Equal([3L, 4L], rows.Complete().Problems.Select(problem => problem.Row));
    }

    [Fact]
    public void RowsOfOneFileMayDifferInTheirColumns()
    {
        var orders = Assemble(
            Row(1, (Id, "FBA-1"), ("SellerSku", "SKU-1"), ("Quantity", "1")),
            Row(2, ("Quantity", 2), ("SellerSku", "SKU-2"), (Id, "FBA-2")),
            Row(3, ("Nothing", "x"), (Id, "FBA-3"), ("City", "Mocktown"), ("Quantity", 3)));
        Assert.Equal([1, 2, 3], orders.Select(order => order.Order!.Items[0].Quantity));
        Assert.Equal("Mocktown", orders[2].Order!.DestinationAddress!.City);
    }

    [Fact]
    public void AColumnGivenByTwoNamesMustNotDiffer()
    {
        Assert.NotNull(Cell("FulfillmentAction", "Hold").Order);
        var order = Assert.Single(Assemble(Full(1, "FBA-1", ("FulfillmentAction", "Hold"), ("Action", "Ship"))));
        Assert.Contains("twice", Assert.Single(order.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCurrencyOfTheRowIsThatOfAllItsAmountsAndStaysForLaterRows()
    {
        var order = Assert.Single(Assemble(
            Full(1, "FBA-1", ("Currency", "jpy"), ("PerUnitPrice", "40.00"), ("CodCharge", "10")),
            Row(2, (Id, "FBA-1"), ("SellerSku", "SKU-2"), ("Quantity", 1), ("PerUnitPrice", "20.00")),
            Row(3, (Id, "FBA-1"), ("SellerSku", "SKU-3"), ("Quantity", 1), ("PerUnitTax", "1"), ("Currency", "USD")))).Order!;
        Assert.Equal("10 JPY", order.CodSettings!.CodCharge!.ToString());
        Assert.Equal(["40.00 JPY", "20.00 JPY"], order.Items.Take(2).Select(item => item.PerUnitPrice!.ToString()));
        Assert.Equal("1 USD", order.Items[2].PerUnitTax!.ToString());
    }

    [Fact]
    public void TheOnlyCurrencyOfAnOrderIsThatOfAllItsRowsWhereverItIs()
    {
        var order = Assert.Single(Assemble(
            Full(1, "FBA-1", ("PerUnitPrice", "40.00"), ("CodCharge", "10")),
            Row(2, (Id, "FBA-1"), ("SellerSku", "SKU-2"), ("Quantity", 1), ("PerUnitPrice", "20.00"), ("Currency", "jpy")))).Order!;
        Assert.Equal(["40.00 JPY", "20.00 JPY"], order.Items.Select(item => item.PerUnitPrice!.ToString()));
        Assert.Equal("10 JPY", order.CodSettings!.CodCharge!.ToString());
    }

    [Fact]
    public void AmountsInDifferentCurrenciesContradict() => Assert.Equal(["CodCharge"], Assert.Single(Assemble(
        Full(1, "FBA-1", ("Currency", "JPY"), ("CodCharge", "10")),
        Full(2, "FBA-1", ("Currency", "USD"), ("CodCharge", "10")))).Problems.Select(problem => problem.Column));

    [Fact]
    public void EveryColumnReachesTheOrder()
    {
        var cells = new List<(string, object?)>
        {
            (Id, "FBA-1"), ("MarketplaceId", "M"), ("DisplayableOrderId", "D"), ("DisplayableOrderDate", "2026-05-14"),
            ("DisplayableOrderComment", "C"),
            ("ShippingSpeedCategory", "Priority"), ("Action", "Hold"), ("Policy", "FillAll"), ("NotificationEmail", "a@example.com"),
            ("Name", "N"),
            ("AddressLine1", "1"), ("AddressLine2", "2"), ("AddressLine3", "3"), ("City", "Y"), ("DistrictOrCounty", "Z"),
            ("StateOrRegion", "S"),
            ("PostalCode", "P"), ("CountryCode", "us"), ("Phone", "T"), ("ShipFromCountryCode", "ca"),
            ("DeliveryWindowStart", "2026-05-14"),
            ("DeliveryWindowEnd", "2026-05-15"), ("DeliveryInstructions", "I"), ("DropOffType", "front_door"), ("Feature", "BLANK_BOX"),
            ("IsCodRequired", "true"), ("CodCharge", "1"), ("CodChargeTax", "2"), ("ShippingCharge", "3"), ("ShippingChargeTax", "4"),
            ("PaymentTransactionId", "X"), ("PaymentMode", "Card"), ("PaymentDate", "2026-05-13"), ("FurtherSpeed", "Standard; Expedited"),
            ("DropOffAttribute", "neighborName=B;houseNumber=1=2"), ("PackingSlipTemplate", "plain"),
            ("PackingSlipAttribute", "colour=blue"),
            ("SellerSku", "SKU-1"), ("SellerFulfillmentOrderItemId", "i1"), ("FulfillmentNetworkSku", "F"), ("Quantity", "5"),
            ("GiftMessage", "G"),
            ("Unit", "eaches"), ("ItemPackingSlipTemplate", "small"), ("ItemPackingSlipAttribute", "colour=red"),
            ("DisplayableComment", "DC"), ("PerUnitDeclaredValue", "5"), ("PerUnitPrice", "6"), ("PerUnitTax", "7"), ("Currency", "USD"),
        };
        Assert.Equal(
            cells.Select(cell => cell.Item1).Order(),
            OrderColumns.OfOrder.Concat<OrderColumn>(OrderColumns.OfItem).Select(column => column.Name).Order());
        var order = Assert.Single(Assemble(new OrderRow(1, cells))).Order!;

        Assert.Equal(new Address
        {
            Name = "N", AddressLine1 = "1", AddressLine2 = "2", AddressLine3 = "3", City = "Y", DistrictOrCounty = "Z", StateOrRegion = "S",
            PostalCode = "P", CountryCode = "US", Phone = "T",
        }, order.DestinationAddress);
        Assert.Equal(("M", "D", "C", "Priority", "Hold", "FillAll", "CA"),
            (order.MarketplaceId, order.DisplayableOrderId, order.DisplayableOrderComment,
            order.ShippingSpeedCategory, order.Action, order.Policy, order.ShipFromCountryCode));
        Assert.Equal(new DateTimeOffset(2026, 5, 14, 0, 0, 0, TimeSpan.Zero), order.DisplayableOrderDate);
        Assert.Equal(new DeliveryWindow { StartDate = "2026-05-14", EndDate = "2026-05-15" }, order.DeliveryWindow);
        Assert.Equal(
            ("I", "FRONT_DOOR"), (order.DeliveryPreferences!.DeliveryInstructions, order.DeliveryPreferences.DropOffLocation!.Type));
        Assert.Equal(["neighborName=B", "houseNumber=1=2"], Pairs(order.DeliveryPreferences.DropOffLocation.Attributes));
        Assert.Equal(["Standard", "Expedited"], order.FurtherSpeeds);
        Assert.Equal("plain", order.PackingSlip!.TemplateName);
        Assert.Equal(["colour=blue"], Pairs(order.PackingSlip.Attributes));
        Assert.Equal("small", order.Items[0].PackingSlip!.TemplateName);
        Assert.Equal(["colour=red"], Pairs(order.Items[0].PackingSlip!.Attributes));
        Assert.Equal(["a@example.com"], order.NotificationEmails);
        Assert.Equal("BLANK_BOX=Required", Assert.Single(order.FeatureConstraints).ToString());
        Assert.Equal(
            new CodSettings
            {
                IsCodRequired = true, CodCharge = Usd(1), CodChargeTax = Usd(2), ShippingCharge = Usd(3), ShippingChargeTax = Usd(4)
            },
            order.CodSettings);
        Assert.Equal(new PaymentInformation { PaymentTransactionId = "X", PaymentMode = "Card",
            PaymentDate = new DateTimeOffset(2026, 5, 13, 0, 0, 0, TimeSpan.Zero) },
            Assert.Single(order.PaymentInformation));
        Assert.Equal(new FulfillmentOrderItem
        {
            SellerSku = "SKU-1", SellerFulfillmentOrderItemId = "i1", FulfillmentNetworkSku = "F", Quantity = 5, GiftMessage = "G",
            DisplayableComment = "DC",
            PerUnitDeclaredValue = Usd(5), PerUnitPrice = Usd(6), PerUnitTax = Usd(7), Unit = "EACHES",
        }, Assert.Single(order.Items) with { PackingSlip = null });
    }

    [Theory]
    [InlineData("neighborName")]
    [InlineData("=x")]
    [InlineData("a=1;a=2")]
    public void AttributesThatHaveNoNameOrTheSameAreAProblem(string text)
    {
        var order = Assert.Single(
            Assemble(new OrderRow(1, [(Id, "FBA-1"), ("SellerSku", "S"), ("Quantity", "1"), ("DropOffAttribute", text)])));
        Assert.Equal("DropOffAttribute", Assert.Single(order.Problems).Column);
    }

    private static IEnumerable<string> Pairs(IReadOnlyDictionary<string, string> map) => map.Select(pair => $"{pair.Key}={pair.Value}");

    private static Money Usd(decimal value) => new() { CurrencyCode = "USD", Value = value };
}
