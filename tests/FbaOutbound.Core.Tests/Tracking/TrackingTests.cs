using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Orders;
using FbaOutbound.Tracking;
using Xunit;

namespace FbaOutbound.Core.Tests.Tracking;

public sealed class TrackingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string StateFile => Path.Combine(_folder, "shop.tracking");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static FulfillmentOrderItem Item(string id, int quantity, string sku = "SKU-1") =>
        new() { SellerFulfillmentOrderItemId = id, SellerSku = sku, Quantity = quantity };

    private static FulfillmentShipmentItem Part(string id, int quantity, int package = 1) =>
        new() { SellerFulfillmentOrderItemId = id, SellerSku = "SKU-1", Quantity = quantity, PackageNumber = package };

    private static FulfillmentShipmentPackage Package(int number, string? tracking = "1Z001", string carrier = "UPS") =>
        new() { PackageNumber = number, CarrierCode = carrier, TrackingNumber = tracking };

    private static FulfillmentShipment Shipment(
        int day, IReadOnlyList<FulfillmentShipmentItem> items, IReadOnlyList<FulfillmentShipmentPackage> packages,
            string status = "SHIPPED") => new()
    {
        AmazonShipmentId = $"S{day}",
        FulfillmentShipmentStatus = status,
        ShippingDate = new DateTimeOffset(2026, 11, day, 10, 0, 0, TimeSpan.Zero),
        Items = items,
        Packages = packages,
    };

    private static FulfillmentOrder Order(IReadOnlyList<FulfillmentOrderItem> items, params FulfillmentShipment[] shipments) =>
        new() { SellerFulfillmentOrderId = "main-1001", DisplayableOrderId = "#1001", Items = items, Shipments = shipments };

    private static List<string> Rows(string format, FulfillmentOrder order, bool notify = false, Dictionary<string,
        string>? carriers = null)
    {
        var found = TrackingFormat.Find(format)!;
        var table = new TrackingTable(found, new CarrierNames(found, carriers ?? []), new ShopOrders("main-", null), notify);
        var lines = table.LinesOf(order);
        return [.. ShippedParcel.Of(order, out _).SelectMany(parcel => table.RowsOf(order, parcel, lines))
            .Select(row => string.Join('|', row))];
    }

    [Fact]
    public void ALineOfTwoParcelsHasARowForEachWithItsQuantity()
    {
        var order = Order([Item("12345678901234", 3)], Shipment(1, [Part("12345678901234", 2), Part("12345678901234", 1, 2)],
            [Package(1), Package(2, "1Z002")]));
        Assert.Equal(
            [
                "1001|12345678901234|2|2026-11-01|UPS||1Z001|",
                "1001|12345678901234|1|2026-11-01|UPS||1Z002|",
            ],
            Rows("AmazonOrderFulfillment", order));
    }

    [Fact]
    public void EveryLineOfAParcelHasARow() => Assert.Equal(
        ["Shipped|1001|110123456789|||220012|UPS|1Z001", "Shipped|1001|110123456790||||UPS|1Z001"],
        Rows("Ebay", Order(
            [Item("110123456789:220012", 1), Item("110123456790", 1)],
            Shipment(1, [Part("110123456789:220012", 1), Part("110123456790", 1)], [Package(1)]))));

    [Fact]
    public void AKitCountsWithTheParcelThatBringsItsLastPart()
    {
        var order = Order(
            [Item("7:KIT/1*2", 4, "MUG"), Item("7:KIT/2", 2, "PLATE")],
            Shipment(1, [Part("7:KIT/1*2", 4)], [Package(1)]),
            Shipment(2, [Part("7:KIT/2", 1)], [Package(1, "1Z002")]),
            Shipment(3, [Part("7:KIT/2", 1)], [Package(1, "1Z003")]));
        Assert.Equal(
            [
                "#1001|UPDATE|Fulfillment Line|KIT|1|success|UPS|1Z002||FALSE",
                "#1001|UPDATE|Fulfillment Line|KIT|1|success|UPS|1Z003||FALSE",
            ],
            Rows("ShopifyMatrixify", order));
    }

    [Fact]
    public void ParcelsWithoutANumberAndShipmentsThatHaveNotLeftHaveNoRow()
    {
        var order = Order(
            [Item("1", 3)],
            Shipment(1, [Part("1", 1)], [Package(1, null)]),
            Shipment(2, [Part("1", 1)], [Package(1, "1Z002")], "PENDING"),
            Shipment(3, [Part("1", 1)], []));
        Assert.Empty(ShippedParcel.Of(order, out var withoutNumber));
        Assert.Equal(2, withoutNumber);
    }

    [Theory]
    [InlineData(false, "3", "3")]
    [InlineData(true, "2", "1")]
    public void CustomersAreToldOnlyWhenAsked(bool notify, string first, string last)
    {
        var order = Order(
            [Item("1", 2)], Shipment(1, [Part("1", 1)], [Package(1)]), Shipment(2, [Part("1", 1)], [Package(1, "1Z002")]));
        Assert.Equal(
            [$"1001|UPS|1Z001|01-11-2026|{first}", $"1001|UPS|1Z002|02-11-2026|{last}"], Rows("WooAst", order, notify));
    }

    [Theory]
    [InlineData("ShopifyMatrixify", "1:SKU", "UNKNOWN")]
    [InlineData("WooAst", "1", "AMZN_US")]
    [InlineData("Ebay", "110123456789", "AMZN_US")]
    [InlineData("Walmart", "1", "AMZN_US")]
    [InlineData("AmazonOrderFulfillment", "12345678901234", "AMZN_US")]
    public void ACarrierThatTheShopDoesNotKnowIsAnErrorThatNamesIt(string format, string line, string carrier)
    {
        var order = Order([Item(line, 1)], Shipment(1, [Part(line, 1)], [Package(1, carrier: carrier)]));
        var error = Assert.Throws<TrackingException>(() => Rows(format, order));
        Assert.Equal(TrackingProblem.CarrierUnknown, error.Problem);
        Assert.Contains("main-1001", error.Message, StringComparison.Ordinal);
        Assert.Contains(carrier, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ShopifyMatrixify", "1:SKU", "DHL", null)]
    [InlineData("ShopifyMatrixify", "1:SKU", "AMZN_US", "Amazon Logistics US")]
    [InlineData("WooAst", "1", "DPD", null)]
    [InlineData("WooAst", "1", "FEDEX", "Fedex")]
    [InlineData("Ebay", "110123456789", "ONTRAC", "ONTRACK")]
    [InlineData("Ebay", "110123456789", "Royal Mail", "RoyalMail")]
    [InlineData("Ebay", "110123456789", "UPSMI", "UPS")]
    [InlineData("Walmart", "1", "LASERSHIP", "LS")]
    [InlineData("AmazonOrderFulfillment", "12345678901234", "YAMATO", null)]
    [InlineData("AmazonOrderFulfillment", "12345678901234", "LASERSHIP", "Lasership")]
    public void ACarrierHasTheNameThatTheShopWrites(string format, string line, string carrier, string? name)
    {
        var order = Order([Item(line, 1)], Shipment(1, [Part(line, 1)], [Package(1, carrier: carrier)]));
        if (name is null)
        {
            Assert.Equal(TrackingProblem.CarrierUnknown, Assert.Throws<TrackingException>(() => Rows(format, order)).Problem);
        }
        else
        {
            Assert.Contains(name, Assert.Single(Rows(format, order)).Split('|'));
        }
    }

    [Fact]
    public void WalmartsOtherNeedsThePageOfTheParcel()
    {
        var carriers = new Dictionary<string, string> { ["amzn_us"] = "Other" };
        var package = Package(1, carrier: "AMZN_US");
        var order = Order([Item("1", 1)], Shipment(1, [Part("1", 1)], [package]));
        Assert.Equal(
            TrackingProblem.CarrierUnknown, Assert.Throws<TrackingException>(() => Rows("Walmart", order, carriers: carriers)).Problem);
        order = Order([Item("1", 1)], Shipment(1, [Part("1", 1)], [package with { CarrierTrackingUrl = "https://track.example/1" }]));
        Assert.EndsWith("|Shipped|1|Other|1Z001|https://track.example/1", Assert.Single(Rows("Walmart", order, carriers: carriers)), StringComparison.Ordinal);
    }

    [Fact]
    public void AmazonsOtherCarriesTheCarriersOwnName() => Assert.Equal(
        "1001|12345678901234|1|2026-11-01|Other|AMZN_US|1Z001|",
        Assert.Single(Rows(
            "AmazonOrderFulfillment",
            Order([Item("12345678901234", 1)], Shipment(1, [Part("12345678901234", 1)], [Package(1, carrier: "AMZN_US")])),
            carriers: new Dictionary<string, string> { ["AMZN_US"] = "Other" })));

    [Theory]
    [InlineData("Ebay")]
    [InlineData("Walmart")]
    [InlineData("AmazonOrderFulfillment")]
    public void ALineThatNoImportWroteIsAnError(string format)
    {
        var order = Order([Item("my-line", 1)], Shipment(1, [Part("my-line", 1)], [Package(1)]));
        Assert.Equal(TrackingProblem.NotExpressible, Assert.Throws<TrackingException>(() => Rows(format, order)).Problem);
    }

    [Fact]
    public void UnitsOfAnItemInSeveralParcelsAreNotGuessed()
    {
        var item = new FulfillmentShipmentItem { SellerFulfillmentOrderItemId = "1", Quantity = 3, ShipmentItemId = "i" };
        var order = Order([Item("1", 3)], Shipment(1, [item],
            [Package(1) with { ShipmentItemIds = ["i"] }, Package(2) with { ShipmentItemIds = ["i"] }]));
        Assert.Equal(TrackingProblem.NotExpressible, Assert.Throws<TrackingException>(() => Rows("Walmart", order)).Problem);
    }

    [Theory]
    [InlineData("Ebay", "1:MUG")]
    [InlineData("Walmart", "1:MUG")]
    [InlineData("AmazonOrderFulfillment", "12345678:MUG")]
    public void ALineThatIsKnownByItsPlaceAloneIsAnError(string format, string line)
    {
        var order = Order([Item(line, 1)], Shipment(1, [Part(line, 1)], [Package(1)]));
        Assert.Equal(TrackingProblem.NotExpressible, Assert.Throws<TrackingException>(() => Rows(format, order)).Problem);
    }

    [Fact]
    public void ALineOfEbayIsWrittenWithTheParcelOfItsLastUnit()
    {
        var order = Order(
            [Item("110123456789", 3), Item("110123456790", 1)],
            Shipment(1, [Part("110123456789", 2)], [Package(1)]),
            Shipment(2, [Part("110123456790", 1)], [Package(1, "1Z002")]));
        Assert.Equal(["Shipped|1001|110123456790||||UPS|1Z002"], Rows("Ebay", order));
        order = order with { Shipments = [.. order.Shipments, Shipment(3, [Part("110123456789", 1)], [Package(1, "1Z003")])] };
        Assert.Equal(["Shipped|1001|110123456790||||UPS|1Z002", "Shipped|1001|110123456789||||UPS|1Z003"], Rows("Ebay", order));
    }

    [Fact]
    public void ALineOfEbayOfWhichUnitsAreNeverShippedIsNotWritten()
    {
        var item = Item("110123456789", 3);
        var shipment = Shipment(1, [Part("110123456789", 2)], [Package(1)]);
        Assert.Empty(Rows("Ebay", Order([item with { UnfulfillableQuantity = 1 }], shipment)));
        Assert.Empty(Rows("Ebay", Order([item with { CancelledQuantity = 1 }], shipment)));
    }

    [Theory]
    [InlineData("ShopifyMatrixify", "1:MUG", 4)]
    [InlineData("Walmart", "1", 29)]
    [InlineData("AmazonOrderFulfillment", "12345678901234", 2)]
    public void APartOfALineIsWrittenWithItsQuantityWhereTheFileHasOne(string format, string line, int column)
    {
        var order = Order([Item(line, 3)], Shipment(1, [Part(line, 2)], [Package(1)]));
        Assert.Equal("2", Assert.Single(Rows(format, order)).Split('|')[column]);
    }

    [Theory]
    [InlineData(0, 0, "1")]
    [InlineData(1, 0, "2")]
    [InlineData(0, 1, "2")]
    public void AnOrderIsCompletedInTheShopOnlyIfAllThatWasOrderedIsShipped(int unfulfillable, int cancelled, string status)
    {
        var item = Item("1", 1 + unfulfillable + cancelled) with { UnfulfillableQuantity = unfulfillable, CancelledQuantity = cancelled };
        Assert.EndsWith(
            "|" + status,
            Assert.Single(Rows("WooAst", Order([item], Shipment(1, [Part("1", 1)], [Package(1)])), notify: true)),
            StringComparison.Ordinal);
    }

    private TrackingRun Run(TrackingState state, string format = "ShopifyMatrixify", bool isAgain = false)
    {
        var found = TrackingFormat.Find(format)!;
        return new TrackingRun(
            new TrackingTable(found, new CarrierNames(found, new Dictionary<string, string>()), new ShopOrders("main-", null), false),
            state,
            isAgain);
    }

    // What a run tells, and keeps when it is told.
    private List<string> Tell(FulfillmentOrder order, string format = "ShopifyMatrixify", bool isAgain = false)
    {
        using var state = TrackingState.Open(StateFile, format);
        var told = Run(state, format, isAgain).Take(order);
        TrackingEntry[] entries = [.. told.Parcels.SelectMany(parcel => parcel.Entries)];
        if (!isAgain && entries.Length > 0)
        {
            state.Add(entries);
        }

        Assert.True(!isAgain || state.LastBatchCount == entries.Length);
        return [.. told.Parcels.SelectMany(parcel => parcel.Rows).Cast<IReadOnlyList<string>>().Select(row => row[^3])];
    }

    [Theory]
    [InlineData("ShopifyMatrixify", "7:KIT/1", "7:KIT/2")]
    [InlineData("Ebay", "110123456789", "110123456789")]
    public void ALineThatSeveralParcelsBringIsToldOnce(string format, string first, string second)
    {
        var isKit = first != second;
        var order = Order(
            isKit ? [Item(first, 1), Item(second, 1)] : [Item(first, 2)],
            Shipment(1, [Part(first, 1)], [Package(1)]), Shipment(2, [Part(second, 1)], [Package(1, "1Z002")]));
        Assert.Single(Tell(order, format));
        Assert.Empty(Tell(order, format));
        Assert.Single(Tell(order, format, isAgain: true));
        Assert.Empty(Tell(order, format));
    }

    [Fact]
    public void ALineWhoseLastParcelComesLaterIsToldThenAndOnce()
    {
        var half = Order([Item("7:KIT/1", 1), Item("7:KIT/2", 1)], Shipment(2, [Part("7:KIT/1", 1)], [Package(1)]));
        Assert.Empty(Tell(half));

        // The parcel left earlier, and its number came later.
        var whole = half with { Shipments = [Shipment(1, [Part("7:KIT/2", 1)], [Package(1, "1Z002")]), .. half.Shipments] };
        Assert.Equal(["1Z001"], Tell(whole));
        Assert.Empty(Tell(whole));
        Assert.Equal(["1Z001"], Tell(whole, isAgain: true));
    }

    [Fact]
    public void UnitsThatCompleteAPackLaterAreToldWithTheParcelThatIsNew()
    {
        var first = Order([Item("7*2", 4)], Shipment(2, [Part("7*2", 3)], [Package(1, "1Z002")]));
        Assert.Single(Tell(first, "Walmart"));
        var both = first with { Shipments = [Shipment(1, [Part("7*2", 1)], [Package(1)]), .. first.Shipments] };
        Assert.Single(Tell(both, "Walmart"));
        Assert.Empty(Tell(both, "Walmart"));
    }

    [Fact]
    public void AKitOfThreeParcelsHasARowForEachWhereRowsAreParcels()
    {
        var order = Order(
            [Item("7:KIT/1", 1), Item("7:KIT/2", 1), Item("7:KIT/3", 1)],
            Shipment(1, [Part("7:KIT/1", 1)], [Package(1)]),
            Shipment(2, [Part("7:KIT/2", 1)], [Package(1, "1Z002")]),
            Shipment(3, [Part("7:KIT/3", 1)], [Package(1, "1Z003")]));
        Assert.Equal(
            ["1001|UPS|1Z001|01-11-2026|2", "1001|UPS|1Z002|02-11-2026|2", "1001|UPS|1Z003|03-11-2026|1"],
            Rows("WooAst", order, notify: true));
        Assert.Equal(["1Z001"], Tell(order with { Shipments = [order.Shipments[0]] }, "WooAst"));
        Assert.Equal(["1Z002", "1Z003"], Tell(order, "WooAst"));
    }

    [Theory]
    [InlineData("ShopifyMatrixify", "1:MUG", false)]
    [InlineData("Walmart", "1", false)]
    [InlineData("AmazonOrderFulfillment", "12345678901234", false)]
    [InlineData("WooAst", "1", true)]
    [InlineData("Ebay", "110123456789", true)]
    public void UnitsOfACorrectedTrackingNumberDoNotComeTwice(string format, string line, bool isTold)
    {
        static FulfillmentShipmentPackage Numbered(string number) => Package(1, number) with { PackageId = "P1" };
        var order = Order([Item(line, 1)], Shipment(1, [Part(line, 1)], [Numbered("1Z001")]));
        Assert.Single(Tell(order, format));
        var corrected = order with { Shipments = [Shipment(1, [Part(line, 1)], [Numbered("1Z009")])] };
        Assert.Equal(isTold ? 1 : 0, Tell(corrected, format).Count);
        Assert.Empty(Tell(corrected, format));
        Assert.Equal(isTold ? 1 : 0, Tell(corrected, format, isAgain: true).Count);
    }

    [Fact]
    public void AnOrderThatComesTwiceIsToldOnce()
    {
        var order = Order([Item("1:MUG", 1)], Shipment(1, [Part("1:MUG", 1)], [Package(1)]));
        using var state = TrackingState.Open(StateFile, "x");
        var run = Run(state);
        Assert.Single(run.Take(order).Parcels);
        Assert.Empty(run.Take(order).Parcels);
    }

    [Fact]
    public void TheOrdersOfAStateAreReadAndNoneWhereThereIsNoFile()
    {
        HashSet<string>? Read() => TrackingState.ReadOrders(StateFile, "main-", ["Shopify"]);
        Assert.Null(Read());
        using (var state = TrackingState.Open(StateFile, TrackingState.NameOf(TrackingFormat.Find("ShopifyMatrixify"), "main-")))
        {
            state.Add([new TrackingEntry("1", "main-1"), new TrackingEntry("2", "main-1")]);
            state.Add([new TrackingEntry("3", "main-2")]);
            Assert.Equal(
                TrackingProblem.StateInUse, Assert.Throws<TrackingException>(() => Read()).Problem);
        }

        Assert.Equal(["main-1", "main-2"], Read()!.Order());
    }

    [Theory]
    [InlineData("ShopifyMatrixify", "main-", "main-", "Shopify", true)]
    [InlineData(null, "main-", "main-", "Shopify", true)]
    [InlineData("ShopifyMatrixify", "main-", "other-", "Shopify", false)]
    [InlineData("ShopifyMatrixify", "", "main-", "Shopify", false)]
    [InlineData("WooAst", "woo-", "woo-", "WooWebToffee", true)]
    [InlineData("Ebay", "", "", "Ebay", true)]
    [InlineData("Ebay", "", "", "EbayGermany", true)]
    [InlineData("Ebay", "", "", "Walmart", false)]
    [InlineData("Walmart", "", "", "Etsy", false)]
    [InlineData("ShopifyMatrixify", "", "", "Ebay", false)]
    [InlineData(null, "", "", "Etsy", true)]
    public void AnImportReadsTheStateOfItsShopAlone(string? tracking, string prefix, string importPrefix, string orders, bool isRead)
    {
        var name = TrackingState.NameOf(tracking is null ? null : TrackingFormat.Find(tracking), prefix);
        using (var state = TrackingState.Open(StateFile, name))
        {
            state.Add([new TrackingEntry("1", "main-1")]);
        }

        HashSet<string>? Read() => TrackingState.ReadOrders(StateFile, importPrefix, [orders]);
        if (isRead)
        {
            Assert.Single(Read()!);
        }
        else
        {
            Assert.Equal(TrackingProblem.StateUnusable, Assert.Throws<TrackingException>(() => Read()).Problem);
        }
    }

    [Theory]
    [InlineData("Name,Value\n")]
    [InlineData("{\"file\":\"other\",\"version\":1}\n")]
    public void AFileThatIsNoStateTellsNoOrders(string text)
    {
        System.IO.File.WriteAllText(StateFile, text);
        Assert.Throws<TrackingException>(() => TrackingState.ReadOrders(StateFile, "", ["Shopify"]));
    }

    [Fact]
    public void AnOrderThatCannotBeSaidIsToldWhole()
    {
        var order = Order(
            [Item("1:MUG", 2)],
            Shipment(1, [Part("1:MUG", 1)], [Package(1)]),
            Shipment(2, [Part("1:MUG", 1)], [Package(1, "X", "NOBODY")]));
        using var state = TrackingState.Open(StateFile, "x");
        var run = Run(state);
        Assert.Throws<TrackingException>(() => run.Take(order));
        var mended = order with { Shipments = [order.Shipments[0], Shipment(2, [Part("1:MUG", 1)], [Package(1, "X")])] };
        Assert.Equal(2, run.Take(mended).Parcels.Count);
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("110123:22")]
    [InlineData("3:A%3AB%2FC%2A")]
    [InlineData("7:KIT/2*3")]
    [InlineData("7*3")]
    [InlineData("odd/0")]
    [InlineData("odd*x")]
    [InlineData("100%")]
    [InlineData("a/b/2")]
    public void AnItemIdIsReadAsItWasWritten(string id)
    {
        var read = ShopLineId.Parse(id);
        Assert.Equal(read.Keys, ShopLineId.Parse(read.ToString()).Keys);
        if (id != "odd/0" && id != "odd*x" && id != "100%" && id != "a/b/2")
        {
            Assert.Equal(id, read.ToString());
        }
        else
        {
            Assert.Equal([id], read.Keys);
        }
    }

    [Theory]
    [InlineData("A:B", "C/D*2%")]
    [InlineData("%3A", "")]
    public void KeysOfAnyTextSurvive(string first, string second)
    {
        var read = ShopLineId.Parse(new ShopLineId([first, second], 2, 3).ToString());
        Assert.Equal([first, second], read.Keys);
        Assert.Equal((2, 3), (read.Part, read.Units));
    }

    [Fact]
    public void AStateKeepsItsBatches()
    {
        using (var state = TrackingState.Open(StateFile, "Ebay"))
        {
            state.Add([new TrackingEntry("a", "1"), new TrackingEntry("b", "2")]);
            state.Add([new TrackingEntry("c", "3")]);
        }

        using var again = TrackingState.Open(StateFile, "Ebay");
        Assert.Equal((1, 1, 2, null), (again.BatchOf("a"), again.BatchOf("b"), again.BatchOf("c"), again.BatchOf("d")));
        Assert.Equal((2, 1), (again.LastBatch, again.LastBatchCount));
    }

    [Fact]
    public void ALineThatAKillHasTornComesAgain()
    {
        using (var state = TrackingState.Open(StateFile, "Ebay"))
        {
            state.Add([new TrackingEntry("a", "1")]);
            state.Add([new TrackingEntry("b", "2")]);
        }

        var text = File.ReadAllText(StateFile);
        File.WriteAllText(StateFile, text[..^3]);
        using (var torn = TrackingState.Open(StateFile, "Ebay"))
        {
            Assert.Equal((1, null), (torn.BatchOf("a"), torn.BatchOf("b")));
            torn.Add([new TrackingEntry("b", "2")]);
        }

        Assert.Equal(text, File.ReadAllText(StateFile));
    }

    [Theory]
    [InlineData("not a state\n")]
    [InlineData("{\"mine\":1}")]
    [InlineData("HEAD\n{\"batch\":1,\"order\":\"1\"}\n")]
    [InlineData("HEAD\n{\"batch\":5,\"order\":\"1\",\"parcel\":\"a\"}\n")]
    [InlineData("HEAD\nrubbish\n{\"batch\":1,\"order\":\"1\",\"parcel\":\"a\"}\n")]
    public void ADamagedStateIsAnErrorAndStaysAsItIs(string text)
    {
        text = text.Replace("HEAD", "{\"file\":\"FbaOutbound tracking\",\"version\":1,\"format\":\"Ebay\"}", StringComparison.Ordinal);
        File.WriteAllText(StateFile, text);
        Assert.Equal(
            TrackingProblem.StateUnusable, Assert.Throws<TrackingException>(() => TrackingState.Open(StateFile, "Ebay")).Problem);
        Assert.Equal(text, File.ReadAllText(StateFile));
    }

    [Fact]
    public void AStateOfAnotherShopIsAnError()
    {
        using (var state = TrackingState.Open(StateFile, "Ebay"))
        {
            state.Add([new TrackingEntry("a", "1")]);
        }

        Assert.Equal(
            TrackingProblem.StateUnusable, Assert.Throws<TrackingException>(() => TrackingState.Open(StateFile, "Walmart")).Problem);
    }

    [Fact]
    public void TwoRunsDoNotShareAState()
    {
        using var state = TrackingState.Open(StateFile, "Ebay");
        Assert.Equal(TrackingProblem.StateInUse, Assert.Throws<TrackingException>(() => TrackingState.Open(StateFile, "Ebay")).Problem);
    }

    [Fact]
    public void EveryFormatCanFillItsColumns() => Assert.All(TrackingFormat.All, format =>
    {
        var line = format.Line is null ? "1:SHOP-SKU" : "110123456789";
        line = format.Name == "Walmart" ? "1" : line;
        var order = Order([Item(line, 1)], Shipment(1, [Part(line, 1)], [Package(1)]));
        Assert.Equal(format.Columns.Count - 1, Assert.Single(Rows(format.Name, order, notify: true)).Count(c => c == '|'));
    });
}
