using System;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Each rule of the formats that have a sample: a cell of its first order is changed, and the order is not sent.</summary>
public sealed class SampleRuleTests
{
    private const string Shopify = "shopify-orders.csv";
    private const string Walmart = "walmart-orders.csv";
    private const string ShipStation = "shipstation.csv";
    private const string AlgolPlus = "woocommerce-advanced-order-export.csv";
    private const string WebToffee = "woocommerce-webtoffee-items-in-columns.csv";

    [Theory]
    [InlineData(Shopify, "Cancelled at", "2026-11-21 10:00:00 -0500", "Cancelled")]
    [InlineData(Shopify, "Financial Status", "pending", "Unpaid")]
    [InlineData(Shopify, "Financial Status", "authorized", "Unpaid")]
    [InlineData(Shopify, "Financial Status", "partially_paid", "Unpaid")]
    [InlineData(Shopify, "Financial Status", "expired", "Unpaid")]
    [InlineData(Shopify, "Financial Status", "voided", "Cancelled")]
    [InlineData(Shopify, "Financial Status", "refunded", "Refunded")]
    [InlineData(Shopify, "Financial Status", "partially_refunded", "QuantityUncertain")]
    [InlineData(Shopify, "Financial Status", "", "UnknownStatus")]
    [InlineData(Shopify, "Fulfillment Status", "fulfilled", "Fulfilled")]
    [InlineData(Shopify, "Fulfillment Status", "partial", "PartlyFulfilled")]
    [InlineData(Shopify, "Fulfillment Status", "restocked", "Refunded")]
    [InlineData(Shopify, "Fulfillment Status", "on_hold", "OnHold")]
    [InlineData(Shopify, "Fulfillment Status", "scheduled", "OnHold")]
    [InlineData(Shopify, "Fulfillment Status", "in_progress", "Fulfilled")]
    [InlineData(Shopify, "Fulfillment Status", "request_declined", "UnknownStatus")]
    [InlineData(Shopify, "Fulfilled at", "2026-11-21 10:00:00 -0500", "PartlyFulfilled")]
    [InlineData(Shopify, "Refunded Amount", "0.01", "QuantityUncertain")]
    [InlineData(Shopify, "Outstanding Balance", "5.00", "Unpaid")]
    [InlineData(Shopify, "Shipping Method", "Pick up in store", "LocalPickup")]
    [InlineData(Shopify, "Shipping Method", "AMZSTD", "AmazonOrder")]
    [InlineData(Shopify, "Source", "Target Plus", "TargetPlus")]
    [InlineData(Shopify, "Source", "amazon-us", "AmazonOrder")]
    [InlineData(Shopify, "Tags", "vip, targetplus", "TargetPlus")]
    [InlineData(Shopify, "Tags", "HOLD", "OnHold")]
    [InlineData(Shopify, "Tags", "vip, on_hold", "OnHold")]
    [InlineData(Shopify, "Tags", "do-not-ship", "OnHold")]
    [InlineData(Shopify, "Tags", "Don’t ship", "OnHold")]
    [InlineData(Shopify, "Lineitem fulfillment status", "partial", "QuantityUncertain")]
    [InlineData(Shopify, "Lineitem fulfillment status", "fulfilled", "PartlyFulfilled")]
    [InlineData(Walmart, "Status", "Created", "NotAcknowledged")]
    [InlineData(Walmart, "Status", "Mystery", "UnknownStatus")]
    [InlineData(Walmart, "Fulfillment Entity", "Mystery", "UnknownStatus")]
    [InlineData(Walmart, "Customer Intent To Cancel", "Yes", "CancelRequested")]
    [InlineData(Walmart, "Update Status", "Mystery", "UnknownStatus")]
    [InlineData(Walmart, "Update Qty", "1", "QuantityUncertain")]
    [InlineData(ShipStation, "Order - Status", "awaiting_payment", "Unpaid")]
    [InlineData(ShipStation, "Order - Status", "On Hold", "OnHold")]
    [InlineData(ShipStation, "Order - Status", "shipped", "Fulfilled")]
    [InlineData(ShipStation, "Order - Status", "canceled", "Cancelled")]
    [InlineData(ShipStation, "Order - Status", "pending_fulfillment", "Fulfilled")]
    [InlineData(ShipStation, "Order - Status", "mystery", "UnknownStatus")]
    [InlineData(ShipStation, "Date - Shipped Date", "11/21/2026 10:00:00 AM", "Fulfilled")]
    [InlineData(ShipStation, "Date - Paid Date", "", "Unpaid")]
    [InlineData(ShipStation, "Service - Requested Shipping Service", "In-Store Pickup", "LocalPickup")]
    [InlineData(ShipStation, "Market - Store Name", "Amazon US", "AmazonOrder")]
    [InlineData(ShipStation, "Market - Store Name", "Target Plus", "TargetPlus")]
    [InlineData(ShipStation, "Date - Hold Until Date", "12/24/2026", "OnHold")]
    [InlineData(ShipStation, "Order - Tags", "hold", "OnHold")]
    [InlineData(AlgolPlus, "Order Status", "Pending payment", "Unpaid")]
    [InlineData(AlgolPlus, "Order Status", "On hold", "OnHold")]
    [InlineData(AlgolPlus, "Order Status", "Completed", "Fulfilled")]
    [InlineData(AlgolPlus, "Order Status", "Cancelled", "Cancelled")]
    [InlineData(AlgolPlus, "Order Status", "Refunded", "Refunded")]
    [InlineData(AlgolPlus, "Order Status", "Failed", "Unpaid")]
    [InlineData(AlgolPlus, "Order Status", "Partially Shipped", "PartlyFulfilled")]
    [InlineData(AlgolPlus, "Order Status", "In Bearbeitung", "UnknownStatus")]
    [InlineData(AlgolPlus, "Order Line Total Refunded", "5.00", "QuantityUncertain")]
    [InlineData(AlgolPlus, "Shipping Method Title", "Local pickup", "LocalPickup")]
    [InlineData(WebToffee, "status", "pending", "Unpaid")]
    [InlineData(WebToffee, "status", "wc-on-hold", "OnHold")]
    [InlineData(WebToffee, "status", "completed", "Fulfilled")]
    [InlineData(WebToffee, "status", "cancelled", "Cancelled")]
    [InlineData(WebToffee, "status", "refunded", "Refunded")]
    [InlineData(WebToffee, "status", "failed", "Unpaid")]
    [InlineData(WebToffee, "status", "draft", "Unpaid")]
    [InlineData(WebToffee, "status", "partial-shipped", "PartlyFulfilled")]
    [InlineData(WebToffee, "status", "updated-tracking", "Fulfilled")]
    [InlineData(WebToffee, "refund_items", "amount:5.00|reason:|date:2026-11-21", "QuantityUncertain")]
    [InlineData(WebToffee, "shipping_method", "Local pickup", "LocalPickup")]
    public void ARuleHoldsTheOrderBack(string file, string column, string value, string reason) =>
        Assert.Equal(reason, First(file, column, value, isOfOrder: true).Skipped?.SkipReason.ToString());

    [Theory]
    [InlineData("Status", "Shipped", "Fulfilled")]
    [InlineData("Status", "Delivered", "Fulfilled")]
    [InlineData("Status", "Canceled", "Cancelled")]
    [InlineData("Status", "Refund", "Refunded")]
    [InlineData("Fulfillment Entity", "WFSFulfilled", "FulfilledByChannel")]
    [InlineData("Update Status", "Shipped", "Fulfilled")]
    [InlineData("Update Status", "CANCELLED", "Cancelled")]
    [InlineData("Tracking Number", "1Z0", "Fulfilled")]
    [InlineData("Tracking Url", "https://example.com/1Z0", "Fulfilled")]
    public void ALineOfWalmartIsNotSent(string column, string value, string reason)
    {
        Assert.Equal(reason, First(Walmart, column, value, isOfOrder: true).Skipped?.SkipReason.ToString());

        // Where a part was shipped, the rest needs an id of its own; where it was cancelled, the rest is sent.
        var one = First(Walmart, column, value, isOfOrder: false);
        if (reason == "Fulfilled")
        {
            Assert.Equal(SkipReason.PartlyFulfilled, one.Skipped?.SkipReason);
        }
        else
        {
            Assert.Equal(reason, Assert.Single(one.Lines).SkipReason.ToString());
            Assert.Equal("TEA-GREEN", Assert.Single(one.Order!.Items).SellerSku);
        }
    }

    // The seller has decided to ship although the buyer asked to cancel: neither is done without a person.
    [Theory]
    [InlineData("Yes", "Yes", SkipReason.QuantityUncertain)]
    [InlineData("Yes", "TRUE", SkipReason.QuantityUncertain)]
    [InlineData("No", "Yes", SkipReason.QuantityUncertain)]
    [InlineData("Yes", "No", SkipReason.CancelRequested)]
    [InlineData("Yes", "", SkipReason.CancelRequested)]
    [InlineData("No", "No", null)]
    [InlineData("", "", null)]
    public void AnOverriddenWishToCancelNeedsAPerson(string intent, string isOverridden, SkipReason? reason)
    {
        var outcome = Override(intent, isOverridden, SampleFileTests.Options);
        Assert.Equal(reason, outcome.Skipped?.SkipReason);
        Assert.Equal(reason == SkipReason.QuantityUncertain, outcome.Skipped?.NeedsAttention ?? false);
        if (reason == SkipReason.QuantityUncertain)
        {
            Assert.Equal(
                "Intent To Cancel Override in row 2 is on: you chose to ship although the buyer may have asked to cancel.",
                outcome.Skipped!.Detail);
            Assert.NotNull(Override(intent, isOverridden, SampleFileTests.Options with { IncludesUncertain = true }).Order);
        }
    }

    // A whole tag says it; the same word in a longer one is about something else.
    [Theory]
    [InlineData("vip, test", true)]
    [InlineData("TEST", true)]
    [InlineData("#testing#", true)]
    [InlineData("Test only", true)]
    [InlineData("shipped", true)]
    [InlineData("Shipped 11/28", true)]
    [InlineData("fulfilled", true)]
    [InlineData("pickup", true)]
    [InlineData("Picked-up", true)]
    [InlineData("shipped by us", true)]
    [InlineData("wait", true)]
    [InlineData("waiting for stock", true)]
    [InlineData("warten", true)]
    [InlineData("out of stock", true)]
    [InlineData("bad address", true)]
    [InlineData("verify address", true)]
    [InlineData("Adresse prüfen", true)]
    [InlineData("duplicate", true)]
    [InlineData("doppelt", true)]
    [InlineData("dispute", true)]
    [InlineData("high risk", true)]
    [InlineData("Risk: High", true)]
    [InlineData("delay", true)]
    [InlineData("delayed", true)]
    [InlineData("manual review", true)]
    [InlineData("return to sender", true)]
    [InlineData("in attesa", true)]
    [InlineData("en rupture de stock", true)]
    [InlineData("sin stock", true)]
    [InlineData("teste", true)]
    [InlineData("wachten", true)]
    [InlineData("do weryfikacji", true)]
    [InlineData("väntar på lager", true)]
    [InlineData("stokta yok", true)]
    [InlineData("テスト", true)]
    [InlineData("在庫切れ", true)]
    [InlineData("ملغي", true)]
    [InlineData("no fraud", false)]
    [InlineData("fraud checked", false)]
    [InlineData("Fraud-OK", false)]
    [InlineData("fraud_screen_passed", false)]
    [InlineData("low fraud risk", false)]
    [InlineData("fraud risk: low", false)]
    [InlineData("not on hold", false)]
    [InlineData("hold released", false)]
    [InlineData("no refund", false)]
    [InlineData("free return", false)]
    [InlineData("free returns", false)]
    [InlineData("free test", false)]
    [InlineData("fraud check", true)]
    [InlineData("fraud risk: high", true)]
    [InlineData("not paid", true)]
    [InlineData("no ship", true)]
    [InlineData("hold released, fraud", true)]
    [InlineData("A/B test group", false)]
    [InlineData("test group B, vip", false)]
    [InlineData("Tester", false)]
    [InlineData("pretest", false)]
    [InlineData("free shipping", false)]
    [InlineData("shipped with love", false)]
    [InlineData("waitlist", false)]
    [InlineData("waiting for shipment", false)]
    [InlineData("awaiting shipment", false)]
    [InlineData("in attesa di spedizione", false)]
    [InlineData("発送待ち", false)]
    [InlineData("low risk", false)]
    [InlineData("return customer", false)]
    [InlineData("review", false)]
    [InlineData("replacement", false)]
    [InlineData("exchange", false)]
    [InlineData("address verified", false)]
    [InlineData("evasion", false)]
    [InlineData("collection", false)]
    [InlineData("耐久テスト済み", false)]
    public void AWholeTagThatSaysWaitOrStopHoldsTheOrder(string tags, bool isHeld) => Assert.Equal(
        isHeld ? SkipReason.OnHold : null, First(Shopify, "Tags", tags, isOfOrder: true).Skipped?.SkipReason);

    [Theory]
    [InlineData("Tags", "Household, Threshold, Stopwatch")]
    [InlineData("Outstanding Balance", "0.00")]
    [InlineData("Outstanding Balance", "0,00")]
    [InlineData("Refunded Amount", "0,00")]
    [InlineData("Refunded Amount", "€0,00")]
    [InlineData("Refunded Amount", "0,00 €")]
    [InlineData("Refunded Amount", "0,00 zł")]
    [InlineData("Refunded Amount", "-0.00")]
    [InlineData("Source", "amazonia")]
    [InlineData("Tags", "Retargetplus")]
    [InlineData("Lineitem fulfillment status", "unfulfilled")]
    public void WhatOnlyLooksLikeAReasonIsNone(string column, string value) =>
        Assert.NotNull(First(Shopify, column, value, isOfOrder: false).Order);

    [Theory]
    [InlineData(Shopify, "Tags", "vip, WAIT for Anna", true)]
    [InlineData(Shopify, "Notes", "Please wait", true)]
    [InlineData(Shopify, "Notes", "Please wait", false)]
    [InlineData(Shopify, "Tags", "await", true)]
    [InlineData(Shopify, "Notes", "please hold the door", true)]
    [InlineData(ShipStation, "Notes - Internal", "wait", true)]
    [InlineData(WebToffee, "order_notes", "wait", true)]
    public void TheUsersOwnWordsHoldAnOrderBackInTagsAndNotes(string file, string column, string value, bool isAsked)
    {
        var isHeld = isAsked && System.Text.RegularExpressions.Regex.IsMatch(value, "(?i)\\bwait\\b");
        var outcome = First(file, column, value, isOfOrder: true, isAsked ? Words("Wait") : null);
        Assert.Equal(isHeld ? SkipReason.OnHold : null, outcome.Skipped?.SkipReason);
        Assert.Equal(isHeld, outcome.Skipped?.Detail?.EndsWith("says 'Wait'.", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("NE PAS EXPÉDIER", "ne pas expédier")]
    [InlineData("ne pas expedier", "ne pas expédier")]
    [InlineData("ne pas expe\u0301dier", "ne pas expédier")]
    [InlineData("ＨＯＬＤ", "hold")]
    [InlineData("do‑not‑ship", "do not ship")]
    [InlineData("DON`T SHIP", "don't ship")]
    [InlineData("pre\u2212order", "pre order")]
    [InlineData("pre\u2043order", "pre order")]
    [InlineData("charge back", "charge back")]
    [InlineData("Charge-back", "charge back")]
    [InlineData("ho\u00ADld", "hold")]
    [InlineData("\uFEFFho\u200B\u2060ld", "hold")]
    [InlineData("VIP\u200BHOLD", "hold")]
    [InlineData("至急hold", "hold")]
    [InlineData("hold確認", "hold")]
    [InlineData("確認holdください", "hold")]
    [InlineData("確認household", null)]
    [InlineData("hou\u00ADsehold", null)]
    [InlineData("zuru\u0308ck", "zurück")]
    [InlineData("vip, Zuruck", "zurück")]
    [InlineData("出荷保留中", "保留")]
    [InlineData("vip, Vorbestellung", "Vorbestellung")]
    [InlineData("précommande", "précommande")]
    [InlineData("予約商品", "予約商品")]
    [InlineData("Backorder", "backorder")]
    [InlineData("Storno", "storno")]
    [InlineData("annulée", "annulée")]
    [InlineData("ANNULE", "annulé")]
    [InlineData("cancelado", "cancelado")]
    [InlineData("rimborsato", "rimborsato")]
    [InlineData("remboursé", "remboursé")]
    [InlineData("nicht liefern", "nicht liefern")]
    [InlineData("nicht senden", "nicht senden")]
    [InlineData("zurueckgehalten", "zurückgehalten")]
    [InlineData("キャンセル", "キャンセル")]
    [InlineData("already-shipped", "already shipped")]
    [InlineData("unpaid", "unpaid")]
    [InlineData("Abholung", "Abholung")]
    [InlineData("test order", "test order")]
    [InlineData("iptal edildi", "iptal")]
    [InlineData("anulowane", "anulowane")]
    [InlineData("geannuleerd", "geannuleerd")]
    [InlineData("skickad inte, avbruten", "avbruten")]
    [InlineData("不可, 返金", "返金")]
    [InlineData("not, ship", null)]
    [InlineData("noise-cancelling, stornoway, darmowy zwrot, ücretsiz iade, 返金保証, no returns, shipped-from-DE", null)]
    [InlineData("Zurücksendung", null)]
    [InlineData("no, ship it", null)]
    [InlineData("NonStop, HouseHold", null)]
    [InlineData("バス", null)]
    [InlineData("パス", "パス")]
    public void AWordHoldsAnOrderBackWhateverItsCaseAccentsAndForm(string tags, string? phrase)
    {
        var outcome = First(Shopify, "Tags", tags, isOfOrder: true, Words("zurück", "保留", "パス"));
        Assert.Equal(phrase is null ? null : $"Tags in row 2 says '{phrase}'.", outcome.Skipped?.Detail);
        Assert.Equal(phrase is null, outcome.Order is not null);
    }

    [Theory]
    [InlineData(Shopify, "Financial Status", "Ｐａｉｄ", null)]
    [InlineData(Shopify, "Financial Status", "paid?", "UnknownStatus")]
    [InlineData(Shopify, "Fulfillment Status", "on  hold", "OnHold")]
    [InlineData(Shopify, "Fulfillment Status", "ｏｎ＿ｈｏｌｄ", "OnHold")]
    [InlineData(Shopify, "Source", "Ａｍａｚｏｎ店", "AmazonOrder")]
    [InlineData(Shopify, "Source", "amazônia", null)]
    [InlineData(Shopify, "Shipping Method", "Odbio\u0301r osobisty", "LocalPickup")]
    [InlineData(Shopify, "Shipping Method", "방문수령예약", "LocalPickup")]
    [InlineData(Shopify, "Shipping Method", "Vorbestellung - Versand ab 15.12.", "OnHold")]
    [InlineData(Shopify, "Shipping Method", "Pre-Order (ships in January)", "OnHold")]
    [InlineData(ShipStation, "Service - Requested Shipping Service", "予約商品の配送", "OnHold")]
    public void ATextOfTheShopIsComparedWhateverItsForm(string file, string column, string value, string? reason) =>
        Assert.Equal(reason, First(file, column, value, isOfOrder: true).Skipped?.SkipReason.ToString());

    [Fact]
    public void TheWordsOfTheFormatsAreWrittenAsTheyAreCompared() => Assert.All(
        OrderFormats.All.SelectMany(format => format.Rules.SelectMany(rule => rule.Words?.Keys ?? [])
            .Concat(format.Channels.SelectMany(rule => (rule.Words?.Keys ?? []).Concat(rule.Unless.Values.SelectMany(words => words))))
            .Concat(format.Speeds.Keys)),
        word => Assert.Equal(word, RuleBook.WordOf(word)));

    [Fact]
    public void WordsThatCannotBeLookedForAreAnErrorOfTheFile() => Assert.Contains(
        "-HoldWord",
        Assert.Throws<OrderFileException>(
            () => SampleFileTests.Import(MemoryTable.Sample(Walmart), Words("Wait") with { IdPrefix = null })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Outstanding Balance", "5.00", SkipReason.Unpaid, "is more than 0.")]
    [InlineData("Outstanding Balance", "-5.00", SkipReason.QuantityUncertain, "is less than 0: the buyer paid more than the order costs")]
    [InlineData("Outstanding Balance", "5,00", SkipReason.Unpaid, "is written with a decimal comma, but amounts in Shopify files look")]
    [InlineData("Refunded Amount", "5,00", SkipReason.QuantityUncertain, "-Culture overrides it, such as -Culture de-DE.")]
    [InlineData("Refunded Amount", "1.005,00", SkipReason.QuantityUncertain, "such as -Culture de-DE.")]
    [InlineData("Refunded Amount", "-5.00", SkipReason.QuantityUncertain, "is not 0.")]
    [InlineData("Refunded Amount", "some", SkipReason.QuantityUncertain, "is not 0.")]
    public void AnAmountThatHoldsAnOrderBackSaysWhy(string column, string value, SkipReason reason, string detail)
    {
        var skipped = First(Shopify, column, value, isOfOrder: true).Skipped;
        Assert.Equal(reason, skipped?.SkipReason);
        Assert.Contains($"{column} in row 2 ", skipped!.Detail, StringComparison.Ordinal);
        Assert.Contains(detail, skipped.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void AnotherCultureIsNamedWhereTheGivenOneDoesNotReadAnAmount() => Assert.EndsWith(
        "is written with a decimal point, but with -Culture de-DE amounts look like 1.234,50: use another one, such as -Culture en-US.",
        First(
            Shopify, "Refunded Amount", "5.00", isOfOrder: true, SampleFileTests.Options with { Culture = new CultureInfo("de-DE") })
            .Skipped!.Detail,
        StringComparison.Ordinal);

    [Fact]
    public void AnOverpaidOrderIsSentOnceTheUserHasLooked() => Assert.NotNull(First(
        Shopify, "Outstanding Balance", "-5.00", isOfOrder: true, SampleFileTests.Options with { IncludesUncertain = true }).Order);

    [Theory]
    [InlineData("Amazon", true)]
    [InlineData("amazon.com", true)]
    [InlineData("Amazon US", true)]
    [InlineData("My Amazon Store", true)]
    [InlineData("MyAmazonStore", true)]
    [InlineData("AmazonUS", true)]
    [InlineData("amazonus", true)]
    [InlineData("AMAZONFBM", true)]
    [InlineData("amazonsellercentralus", true)]
    [InlineData("amazon_de", true)]
    [InlineData("Fable-Amazon-2", true)]
    [InlineData("Amazon2", true)]
    [InlineData("Amazon日本", true)]
    [InlineData("Amazonia Plants", false)]
    [InlineData("AMAZONAS", false)]
    [InlineData("Amazones Boutique", false)]
    [InlineData("Amazonían Crafts", false)]
    [InlineData("Amazonite Beads", false)]
    [InlineData("Damazon", false)]
    public void AStoreIsAmazonsIfItsNameHasTheWord(string store, bool isAmazon) => Assert.Equal(
        isAmazon ? SkipReason.AmazonOrder : null,
        First(ShipStation, "Market - Store Name", store, isOfOrder: true).Skipped?.SkipReason);

    [Theory]
    [InlineData("eBay", "Ebay")]
    [InlineData("My eBay Store", "Ebay")]
    [InlineData("MyeBayStore", "Ebay")]
    [InlineData("ebay.co.uk", "Ebay")]
    [InlineData("TheBay", null)]
    [InlineData("Tidebay Candles", null)]
    [InlineData("Walmart Marketplace", "Walmart")]
    [InlineData("WalmartUS", "Walmart")]
    [InlineData("Baywalmarto", null)]
    public void AChannelIsReadFromTheStoresNameIfItHasTheWord(string store, string? channel) => Assert.Equal(
        channel, First(ShipStation, "Market - Store Name", store, isOfOrder: true).Order?.Source?.Channel);

    // A shop can call its own shipping methods as Walmart calls its.
    [Theory]
    [InlineData("Value", "web", null)]
    [InlineData("Freight", "shopify_draft_order", null)]
    [InlineData("Value", "pos", null)]
    [InlineData("Value", "", "Walmart")]
    [InlineData("Freight", "1830279", "Walmart")]
    [InlineData("Standard", "Walmart", "Walmart")]
    [InlineData("Value", "ebay", "Ebay")]
    public void TheSourceOfAnOrderTellsItsChannelBeforeItsShippingMethodDoes(string method, string source, string? channel)
    {
        var options = SampleFileTests.Options with { Map = new ColumnMap([new("ShippingMethod", null, _ => method)]) };
        var order = First(Shopify, "Source", source, isOfOrder: true, options).Order!;
        Assert.Equal(channel, order.Source?.Channel);
        Assert.Equal(channel is not null, order.FeatureConstraints.Count > 0);
    }

    [Theory]
    [InlineData("注文1001")]
    [InlineData("1001 😀")]
    public void ANumberThatAmazonDoesNotShowNamesItsColumnAndAWayOut(string number)
    {
        var problem = Assert.Single(First(ShipStation, "Order - Number", number, isOfOrder: true).Problems);
        Assert.StartsWith("row 2, Order - Number: contains a character outside ISO 8859-1", problem, StringComparison.Ordinal);
        Assert.EndsWith("-Map @{ DisplayableOrderId = 'another column' }", problem, StringComparison.Ordinal);
        var map = new ColumnMap([new("DisplayableOrderId", "Ship To - Postal Code", null)]);
        var order = First(ShipStation, "Order - Number", number, isOfOrder: true, SampleFileTests.Options with { Map = map }).Order!;
        Assert.Equal(($"M-{number}", order.DestinationAddress!.PostalCode), (order.SellerFulfillmentOrderId, order.DisplayableOrderId));

        map = new ColumnMap([new("DisplayableOrderId", null, _ => "注文")]);
        problem = Assert.Single(First(Shopify, "Tags", "", isOfOrder: true, SampleFileTests.Options with { Map = map }).Problems);
        Assert.StartsWith("row 2, DisplayableOrderId: contains", problem, StringComparison.Ordinal);
        Assert.EndsWith("-Map @{ DisplayableOrderId = 'Id' }", problem, StringComparison.Ordinal);
    }

    private static ImportOptions Words(params string[] words) => SampleFileTests.Options with { HoldWords = words };

    // Changes the first row, or all rows of its order; a column that the sample does not have is added.
    private static ImportOutcome Override(string intent, string isOverridden, ImportOptions options)
    {
        var sample = MemoryTable.Sample(Walmart);
        var header = sample.Header.ToList();
        var (first, second) = (header.IndexOf("Customer Intent To Cancel"), header.IndexOf("Intent To Cancel Override"));
        var rows = sample.ReadRows().Select(row => row with
        {
            Cells =
            [
                .. row.Cells.Select((cell, at) => at == first ? new SourceCell(intent)
                    : at == second ? new SourceCell(isOverridden) : cell),
            ],
        });
        return SampleFileTests.Import(new MemoryTable(sample.Path, header, [.. rows]), options with { IdPrefix = null })[0];
    }

    private static ImportOutcome First(string file, string column, string value, bool isOfOrder, ImportOptions? options = null)
    {
        var table = MemoryTable.Sample(file);
        var header = table.Header.ToList();
        var rows = table.ReadRows().ToList();
        var key = header.FindIndex(name => name is "Name" or "PO#" or "Order - Number" or "Order Number" or "order_number");
        var at = header.IndexOf(column);
        if (at < 0)
        {
            at = header.Count;
            header.Add(column);
        }

        var changed = rows.Select((row, i) =>
        {
            var cells = row.Cells.Concat(Enumerable.Repeat(new SourceCell(""), header.Count - row.Cells.Count)).ToArray();
            if (i == 0 || (isOfOrder && file != Shopify && row.Cells[key].Text == rows[0].Cells[key].Text))
            {
                cells[at] = new SourceCell(value);
            }

            return row with { Cells = cells };
        }).ToList();
        return SampleFileTests.Import(
            new MemoryTable(file, header, changed),
            (options ?? SampleFileTests.Options) with { SpeedMap = new SpeedMap([new("2-Day", "Expedited")]) })[0];
    }
}
