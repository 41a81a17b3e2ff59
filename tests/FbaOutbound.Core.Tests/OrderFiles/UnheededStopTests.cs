using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Cells that say that an order is not to be shipped, in columns that hold nothing back.</summary>
public sealed class UnheededStopTests
{
    private const string Shopify = "shopify-orders.csv";
    private const string ShipStation = "shipstation.csv";
    private const string Ebay = "ebay-orders-report-us.csv";
    private const string Own = "own";

    [Theory]
    [InlineData(Shopify, "Hold", "yes")]
    [InlineData(Shopify, "Hold?", "x")]
    [InlineData(Shopify, "On Hold", "TRUE")]
    [InlineData(Shopify, "Do not ship", "1")]
    [InlineData(Shopify, "Cancel", "yes")]
    [InlineData(Shopify, "Cancelled", "2026-11-21")]
    [InlineData(Shopify, "Fulfillment Action", "Hold")]
    [InlineData(Shopify, "Fulfilment Action", "hold")]
    [InlineData(Shopify, "Action", "Hold")]
    [InlineData(Shopify, "Notes", "DO NOT SHIP")]
    [InlineData(Shopify, "Notes", "Please DO NOT SHIP, customer called")]
    [InlineData(Shopify, "Notes", "** HOLD ** until Friday")]
    [InlineData(Shopify, "Notes", "Cancelled by customer")]
    [InlineData(Shopify, "Notes", "ne pas expedier svp")]
    [InlineData(Shopify, "Notes", "STOP!")]
    [InlineData(Shopify, "Staff Notes", "do-not-ship")]
    [InlineData(Shopify, "internal_comment", "Cancel this order")]
    [InlineData(Shopify, "Labels", "HOLD")]
    [InlineData(ShipStation, "Notes - Internal", "DO NOT SHIP")]
    [InlineData(Shopify, "Notes", "Please hold")]
    [InlineData(Shopify, "Notes", "Please cancel this order")]
    [InlineData(Ebay, "Order Status", "On hold")]
    [InlineData(Ebay, "Status", "storniert")]
    [InlineData(Own, "Notes", "DO NOT SHIP - customer called")]
    [InlineData(Own, "Notiz", "Kunde will nicht mehr: Storno")]
    [InlineData(Ebay, "My Item Note", "REFUNDED 11/29 do not ship")]
    [InlineData(Ebay, "My Item Note", "refund issued, DO NOT SHIP")]
    [InlineData(Ebay, "My Item Note", "buyer changed mind -> cancel")]
    [InlineData(Ebay, "My Item Note", "Already shipped 11/28 from stock")]
    [InlineData(ShipStation, "Notes - Internal", "customer asked to cancel")]
    [InlineData(Own, "DisplayableOrderComment", "DO NOT SHIP - customer cancelled")]
    [InlineData(Own, "DisplayableComment", "Hold")]
    [InlineData(Shopify, "Risk Level", "High")]
    [InlineData(Shopify, "Fraud risk", "very high")]
    [InlineData(Shopify, "Risk Recommendation", "Cancel")]
    [InlineData(Shopify, "Fraud", "yes")]
    [InlineData(ShipStation, "Risk", "HIGH RISK")]
    [InlineData(ShipStation, "Risikostufe", "hoch")]
    [InlineData(Ebay, "Niveau de risque", "élevé")]
    [InlineData(Own, "Risk Level", "High")]
    public void ACellThatSaysThatTheOrderIsNotToBeShippedIsTold(string file, string column, string value)
    {
        var (warnings, id) = Warnings(file, column, value);
        var warning = Assert.Single(warnings, warning => warning.Contains($"'{column}'", StringComparison.Ordinal));
        Assert.Contains($": {id}.", warning, StringComparison.Ordinal);
        Assert.StartsWith("1 order is returned although the column", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Shopify, "Hold", "")]
    [InlineData(Shopify, "Hold", "no")]
    [InlineData(Shopify, "Hold", "FALSE")]
    [InlineData(Shopify, "Hold", "0")]
    [InlineData(Shopify, "Hold", "N")]
    [InlineData(Shopify, "Action", "Ship")]
    [InlineData(Shopify, "Threshold", "yes")]
    [InlineData(Shopify, "Order Status", "On hold")]
    [InlineData(Shopify, "Notes", "Please ring the bell")]
    [InlineData(Shopify, "Notes", "please hold the door")]
    [InlineData(Shopify, "Notes", "Household goods")]
    [InlineData(Shopify, "Notes", "Stop by the back door")]
    [InlineData(Shopify, "Notes", "Refunded 5.00 for shipping")]
    [InlineData(Shopify, "Notes", "Do not send a paper invoice")]
    [InlineData(Shopify, "Notes", "The gift is for Stop, Hold on")]
    [InlineData(Shopify, "Notes", "Wrapped as before, do not ship the invoice")]
    [InlineData(Ebay, "Buyer Note", "Please send soon, refund the shipping")]
    [InlineData(Shopify, "Notes", "Ne pas livrer avant midi")]
    [InlineData(Shopify, "Gift Note", "Hold on to your dreams")]
    [InlineData(Shopify, "Billing Company", "Stop")]
    [InlineData(Shopify, "Lineitem variant", "Hold Me")]
    [InlineData(Ebay, "Order Status", "Awaiting shipment")]
    [InlineData(Own, "GiftMessage", "Hold")]
    [InlineData(Shopify, "Risk Level", "Low")]
    [InlineData(Shopify, "Risk Level", "Medium")]
    [InlineData(Shopify, "Risk Level", "None")]
    [InlineData(Shopify, "Risk Score", "12")]
    [InlineData(Shopify, "Fraud", "no")]
    [InlineData(Shopify, "Brisk Level", "High")]
    [InlineData(Own, "DisplayableOrderComment", "Thank you for your order. Cancel any time.")]
    public void OrdinaryTextsAreNot(string file, string column, string value) => Assert.DoesNotContain(
        Warnings(file, column, value).Warnings, warning => warning.Contains("although", StringComparison.Ordinal));

    [Theory]
    [InlineData(Shopify, "Notes", "HOLD", "-HoldWord 'hold'")]
    [InlineData(Shopify, "Staff Notes", "Do not ship", "The column is not read: put such orders on hold")]
    [InlineData(Shopify, "Fulfilment Action", "Hold", "-Map @{ Action = 'Fulfilment Action' }")]
    [InlineData(Shopify, "Hold", "yes", "in the shop")]
    [InlineData(Ebay, "My Item Note", "Canceled", "-HoldWord 'canceled'")]
    [InlineData(Own, "Notes", "HOLD until Friday", "enter Hold in the column Action")]
    public void TheWarningSaysWhatHoldsSuchOrders(string file, string column, string value, string advice)
    {
        var warning = Assert.Single(Warnings(file, column, value).Warnings, text => text.Contains("although", StringComparison.Ordinal));
        Assert.Contains(advice, warning, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatTheWarningAdvisesHoldsTheOrder()
    {
        var words = SampleFileTests.Options with { HoldWords = ["do not ship"] };
        Assert.Equal(SkipReason.OnHold, First(Shopify, "Notes", "DO NOT SHIP", words).Skipped?.SkipReason);
        var notes = words with { Map = new ColumnMap([new("Notes", "Staff Notes", null)]) };
        Assert.Equal(SkipReason.OnHold, First(Shopify, "Staff Notes", "DO NOT SHIP", notes).Skipped?.SkipReason);
        Assert.Contains(
            "use -HoldWord 'cancel'", Assert.Single(ImportWarnings.OfColumns([First(Shopify, "Staff Notes", "Cancel", notes)])),
            StringComparison.Ordinal);
        var comment = SampleFileTests.Options with { Map = new ColumnMap([new("DisplayableOrderComment", "Staff Notes", null)]) };
        Assert.Single(ImportWarnings.OfColumns([First(Shopify, "Staff Notes", "DO NOT SHIP", comment)]));
        var action = SampleFileTests.Options with { Map = new ColumnMap([new("Action", "Fulfilment Action", null)]) };
        var held = First(Shopify, "Fulfilment Action", "hold", action);
        Assert.Equal("Hold", held.Order?.Action);
        Assert.Empty(ImportWarnings.OfColumns([held]));
    }

    // With an action, the file has its own place for what is not to be shipped.
    [Theory]
    [InlineData("Bestellstatus", "teilweise versandt", 1)]
    [InlineData("Bestellstatus", "offen", 0)]
    [InlineData("Versendet am", "12.11.2026", 1)]
    [InlineData("Storno", "nein", 0)]
    public void AFileWithActionsIsWarnedOf(string column, string value, int count)
    {
        var import = new OrderImport(SampleFileTests.Options with { IdPrefix = null, After = null });
        import.Read(MemoryTable.Of(
            $"SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity,Action,{column}\n"
            + $"A-1,Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,MUG,1,Ship,{value}"));
        Assert.Equal(count, import.Unheeded().Count);
    }

    // One column of notes is read: a hint that replaces it would be answered by one that asks for the opposite.
    [Fact]
    public void TheHintNamesAllWordsAndReplacesNoColumn()
    {
        var table = MemoryTable.Of(
            "Order Number,Ship To Name,Ship To Phone,Ship To Address 1,Ship To Address 2,Ship To City,Ship To State,Ship To Zip,"
            + "Ship To Country,Item Number,Item Title,Custom Label,Quantity,Buyer Note,Sale Date,Paid On Date,My Item Note,"
            + "Shipping Service,Tracking Number,Transaction ID\n"
            + "11-00000-00001,T A,,1 F St,,Boston,MA,02134,United States,11,Mug,MUG,1,,Nov-28-26,Nov-28-26,REFUNDED 11/29,Standard,,991\n"
            + "11-00001-00001,T B,,2 F St,,Boston,MA,02134,United States,12,Mug,MUG,1,cancel please,Nov-28-26,Nov-28-26,buyer cancelled,"
            + "Standard,,992");
        var import = new OrderImport(SampleFileTests.Options with { IdPrefix = null, Format = OrderFormats.Find("Ebay") });
        import.Read(table);
        var warnings = import.Unheeded();
        Assert.Equal(2, warnings.Count);
        Assert.DoesNotContain("-Map", string.Concat(warnings), StringComparison.Ordinal);
        Assert.Contains("-HoldWord 'refunded', 'cancelled', or", string.Concat(warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cancel", "Please cancel", true)]
    [InlineData("cancel", "CANCELED", false)]
    [InlineData("cancel*", "CANCELED", true)]
    [InlineData("cancel*", "buyer cancels it", true)]
    [InlineData("cel*", "cancel", false)]
    public void AnAsteriskStandsForTheRestOfTheWord(string word, string note, bool isHeld) => Assert.Equal(
        isHeld ? SkipReason.OnHold : null,
        First(Shopify, "Notes", note, SampleFileTests.Options with { HoldWords = [word] }).Skipped?.SkipReason);

    [Fact]
    public void TheyAreToldBeforeTheOrdersAreReturned()
    {
        var table = MemoryTable.Of(
            "SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity,Action,Note,Hold\n"
            + "A-1,Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,MUG,1,,HOLD until Friday,\nA-1,,,,,,TEA,1,,,yes\n"
            + "A-2,Bo Invented,2 Sample Street,Fableton,AB1 2CD,GB,MUG,1,Hold,Cancel,yes\n"
            + "A-3,Cy Invented,3 Sample Street,Fableton,AB1 2CD,GB,MUG,1,Ship,Cancel this,");
        var import = new OrderImport(SampleFileTests.Options with { IdPrefix = null, After = null });
        import.Read(table);
        const string Advice = "In this format, only the action holds an order: enter Hold in the column Action.";
        Assert.Equal(
            [
                $"2 orders are returned although the column 'Note' of orders.csv says 'hold' or the like: A-1, A-3. {Advice}",
                $"1 order is returned although the column 'Hold' of orders.csv has a value: A-1. {Advice}",
            ],
            import.Unheeded());
        Assert.Equal(3, import.Outcomes().Count());
    }

    [Fact]
    public void OrdersThatAreNotReturnedAreNotTold()
    {
        var outcome = First(Shopify, "Notes", "Cancelled by customer", column: "Cancelled at", value: "2026-11-21 10:00:00 -0500");
        Assert.NotNull(outcome.Skipped);
        Assert.Empty(ImportWarnings.OfColumns([outcome]));
    }

    [Theory]
    [MemberData(nameof(FormatRuleTests.Formats), MemberType = typeof(FormatRuleTests))]
    public void AKnownExportHasNoSuchColumn(string format) => Assert.DoesNotContain(
        ImportWarnings.OfColumns(SampleFileTests.Import(FormatRuleTests.Table(format, ""), FormatRuleTests.Options(format))),
        warning => warning.Contains("although", StringComparison.Ordinal));

    private static (IReadOnlyList<string> Warnings, string Id) Warnings(string file, string column, string value)
    {
        var outcome = First(file, column, value);
        return ([.. ImportWarnings.OfColumns([outcome])], outcome.Id);
    }

    // The first order of a sample, with values in columns that are added if need be.
    private static ImportOutcome First(
        string file, string name, string text, ImportOptions? options = null, string column = "", string value = "")
    {
        var table = file == Own
            ? MemoryTable.Of("SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity\n"
                + "A-1,Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,MUG,1\nA-2,Bo Invented,2 Sample Street,Fableton,AB1 2CD,GB,MUG,1")
            : MemoryTable.Sample(file);
        var header = table.Header.ToList();
        header.AddRange(new[] { name, column }.Where(one => one.Length > 0 && !header.Contains(one)));
        var rows = table.ReadRows().Select((row, i) => row with
        {
            Cells =
            [
                .. header.Select((each, at) => i == 0 && each == name ? new SourceCell(text)
                    : i == 0 && each == column ? new SourceCell(value)
                    : at < row.Cells.Count ? row.Cells[at] : new SourceCell("")),
            ],
        });
        options ??= SampleFileTests.Options;
        return SampleFileTests.Import(new MemoryTable(file, header, [.. rows]), options with
        {
            SpeedMap = new SpeedMap([new("*", "Standard")]), IdPrefix = file is Own or Ebay ? null : options.IdPrefix,
            After = file == Own ? null : options.After,
        })[0];
    }
}
