using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles;
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
    [InlineData(Own, "Notes", "DO NOT SHIP")]
    [InlineData(Own, "DisplayableOrderComment", "DO NOT SHIP - customer cancelled")]
    [InlineData(Own, "DisplayableComment", "Hold")]
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
    [InlineData(Shopify, "Gift Note", "Hold on to your dreams")]
    [InlineData(Shopify, "Billing Company", "Stop")]
    [InlineData(Shopify, "Lineitem variant", "Hold Me")]
    [InlineData(Ebay, "Order Status", "Awaiting shipment")]
    [InlineData(Own, "GiftMessage", "Hold")]
    [InlineData(Own, "DisplayableOrderComment", "Thank you for your order. Cancel any time.")]
    public void OrdinaryTextsAreNot(string file, string column, string value) => Assert.DoesNotContain(
        Warnings(file, column, value).Warnings, warning => warning.Contains("although", StringComparison.Ordinal));

    [Theory]
    [InlineData(Shopify, "Notes", "HOLD", "-HoldWord 'hold'")]
    [InlineData(Shopify, "Staff Notes", "Do not ship", "-Map @{ Notes = 'Staff Notes' } -HoldWord 'do not ship'")]
    [InlineData(Shopify, "Fulfilment Action", "Hold", "-Map @{ Action = 'Fulfilment Action' }")]
    [InlineData(Shopify, "Hold", "yes", "in the shop")]
    [InlineData(Own, "Notes", "HOLD", "write Hold in the column Action")]
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
            "use -HoldWord 'cancel'", Assert.Single(UnheededColumns.Warnings([First(Shopify, "Staff Notes", "Cancel", notes)])),
            StringComparison.Ordinal);
        var comment = SampleFileTests.Options with { Map = new ColumnMap([new("DisplayableOrderComment", "Staff Notes", null)]) };
        Assert.Single(UnheededColumns.Warnings([First(Shopify, "Staff Notes", "DO NOT SHIP", comment)]));
        var action = SampleFileTests.Options with { Map = new ColumnMap([new("Action", "Fulfilment Action", null)]) };
        var held = First(Shopify, "Fulfilment Action", "hold", action);
        Assert.Equal("Hold", held.Order?.Action);
        Assert.Empty(UnheededColumns.Warnings([held]));
    }

    [Fact]
    public void TheyAreToldBeforeTheOrdersAreReturned()
    {
        var table = MemoryTable.Of(
            "SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity,Action,Note,Hold\n"
            + "A-1,Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,MUG,1,,HOLD,\nA-1,,,,,,TEA,1,,,yes\n"
            + "A-2,Bo Invented,2 Sample Street,Fableton,AB1 2CD,GB,MUG,1,Hold,Cancel,yes\n"
            + "A-3,Cy Invented,3 Sample Street,Fableton,AB1 2CD,GB,MUG,1,Ship,Cancel,");
        var import = new OrderImport(SampleFileTests.Options with { IdPrefix = null, After = null });
        import.Read(table);
        const string Advice = "Only an action holds an order: write Hold in the column Action.";
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
        Assert.Empty(UnheededColumns.Warnings([outcome]));
    }

    [Theory]
    [MemberData(nameof(FormatRuleTests.Formats), MemberType = typeof(FormatRuleTests))]
    public void AKnownExportHasNoSuchColumn(string format) => Assert.DoesNotContain(
        UnheededColumns.Warnings(SampleFileTests.Import(FormatRuleTests.Table(format, ""), FormatRuleTests.Options(format))),
        warning => warning.Contains("although", StringComparison.Ordinal));

    private static (IReadOnlyList<string> Warnings, string Id) Warnings(string file, string column, string value)
    {
        var outcome = First(file, column, value);
        return ([.. UnheededColumns.Warnings([outcome])], outcome.Id);
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
