using System;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>Files that people type, in the module's own columns or in those of Amazon's bulk order file.</summary>
public sealed class OwnColumnTests
{
    private const string Header = "SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity";
    private const string First = "A-1,Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB,MUG,1";
    private const string Second = "A-2,Bo Invented,2 Sample Street,Fableton,AB1 2CD,GB,MUG,1";

    private static readonly ImportOptions s_options = SampleFileTests.Options with { IdPrefix = null, After = null };

    // What the row without an id says of the order, and whether it may be a line of the order above.
    [Theory]
    [InlineData(",,,,,", true)]
    [InlineData(",,,,GB", true)]
    [InlineData("Ada Invented,1 Sample Street,Fableton,AB1 2CD,GB", true)]
    [InlineData("Cy Invented,3 Sample Street,Fableton,AB1 2CD,GB", false)]
    [InlineData("Ada Invented,3 Sample Street,,,", false)]
    public void ARowWithoutAnIdRefusesTheOrderThatItMayBelongTo(string recipient, bool isRefused)
    {
        string[] cells = [.. recipient.Split(','), "", "", "", ""];
        var stray = $",{string.Join(',', cells.Take(5))},TEA,2";
        foreach (var rows in (string[][])[[First, stray, Second], [First, stray, stray, Second], [Second, First, stray]])
        {
            var imported = SampleFileTests.Import(MemoryTable.Of(string.Join('\n', [Header, .. rows])), s_options);
            string[] sent = isRefused ? ["A-2"] : ["A-1", "A-2"];
            Assert.Equal(sent, imported.Where(outcome => outcome.Order is not null).Select(outcome => outcome.Id).Order());

            // The rows themselves are refused the same way where they are piped into a command.
            var names = Header.Split(',');
            var assembled = Rows.SampleRows.Assemble([
                .. rows.Select((row, at) => new OrderRow(at + 1, [.. names.Zip(row.Split(','), (name, cell) => (name, (object?)cell))])),
            ]);
            Assert.Equal(sent, assembled.Where(order => order.Order is not null).Select(order => order.Id).Order());
        }
    }

    // The row below the last order: sums, and what may be a line of the order.
    [Theory]
    [InlineData(",,,,,,,3,20.50,", true)]
    [InlineData(",,,,,,,3,,", true)]
    [InlineData(",,,,,,Total:,3,20.50,", true)]
    [InlineData(",Summe,,,,,,3,20.50,", true)]
    [InlineData(",,,,,,,3,20.50,1234.50", true)]
    [InlineData(",,,,,,TEA,3,20.50,", false)]
    [InlineData(",,,,,,12345,3,20.50,", false)]
    [InlineData(",,,,,,,3,20.50,Green tea", false)]
    [InlineData(",,,,,,,3,20.50,4006381333931", false)]
    [InlineData(",Bo Invented,2 Sample Street,Fableton,AB1 2CD,GB,,3,20.50,", false)]
    [InlineData(",,,,,GB,,,,", false)]
    public void ARowOfSumsIsNoLineOfTheOrderAbove(string last, bool isSum)
    {
        var header = $"{Header},PerUnitDeclaredValue,Title";
        string[][] files = [[$"{First},,", $"{Second},,", last], [$"{First},,", $"{Second},,", last, ",,,,,,TEA,2,,"]];
        for (var i = 0; i < files.Length; i++)
        {
            string[] sent = isSum && i == 0 ? ["A-1", "A-2"] : ["A-1"];
            var rows = files[i];
            var imported = SampleFileTests.Import(MemoryTable.Of(string.Join('\n', [header, .. rows])), s_options);
            Assert.Equal(sent, imported.Where(outcome => outcome.Order is not null).Select(outcome => outcome.Id).Order());
            Assert.Equal(isSum, imported.SelectMany(outcome => outcome.Problems).Any(problem =>
                problem.StartsWith("row 4, ", StringComparison.Ordinal) && problem.Contains("only sums", StringComparison.Ordinal)));

            var names = header.Split(',');
            var assembled = Rows.SampleRows.Assemble([
                .. rows.Select((row, at) => new OrderRow(at + 1, [.. names.Zip(row.Split(','), (name, cell) => (name, (object?)cell))])),
            ]);
            Assert.Equal(sent, assembled.Where(order => order.Order is not null).Select(order => order.Id).Order());
            Assert.Equal(isSum, assembled.SelectMany(order => order.Problems)
                .Any(problem => problem.Row == 3 && problem.Message.Contains("only sums", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void ARowWithoutAnIdIsNotCountedAsAnOrder()
    {
        var counts = new ImportCounts();
        SampleFileTests.Import(
            MemoryTable.Of($"{Header}\n{First}\n{Second}\n{First.Replace("A-1", "", StringComparison.Ordinal)}\nA-9,,,,,,MUG,1"), s_options)
            .ForEach(counts.Add);
        var summary = counts.Summary(["orders.csv"], []);
        Assert.Equal((3, 2, 1, 1), (summary.OrdersRead, summary.Sendable, summary.Refused, summary.RowsWithoutId));
        Assert.Contains("1 refused. Also refused: 1 row without an order's id.", summary.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnThatAScriptMakesDoesNotTellTheOrdersApart()
    {
        var map = new ColumnMap([
            new("DisplayableOrderComment", null, row => $"For {row.First(cell => cell.Name == "SellerSku").Value}")
            {
                Reads = ["SellerSku"],
            },
            new("SellerFulfillmentOrderId", "OrderNo", null),
        ]);
        var header = Header.Replace("SellerFulfillmentOrderId", "OrderNo", StringComparison.Ordinal);
        var table = MemoryTable.Of($"{header}\n{First}\n,,,,,,TEA,2\n{Second}");
        var imported = SampleFileTests.Import(table, s_options with { Map = map });
        Assert.Equal(["A-2"], imported.Where(outcome => outcome.Order is not null).Select(outcome => outcome.Id));
        Assert.Contains("row 3, below this order, has no OrderNo", imported[0].Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-11-20", 10, null, SkipReason.TooOld)]
    [InlineData("2026-11-20", null, "2026-11-21", SkipReason.BeforeFirstImport)]
    [InlineData("2026-11-20", 3650, "2026-11-20", null)]
    [InlineData("2026-11-20", null, null, null)]
    [InlineData("", 10, "2026-11-21", null)]
    public void TheAgeCountsIfTheUserGivesIt(string date, int? days, string? after, SkipReason? expected)
    {
        var options = s_options with
        {
            Time = new FixedTime(new DateTimeOffset(2026, 12, 20, 0, 0, 0, TimeSpan.Zero)),
            MaxAge = days is { } most ? TimeSpan.FromDays(most) : null,
            After = after is null ? null : DateTimeOffset.Parse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        };
        var own = MemoryTable.Of($"{Header},DisplayableOrderDate\n{First},{date}");
        Assert.Equal(expected, Assert.Single(SampleFileTests.Import(own, options)).Skipped?.SkipReason);
        var mcf = MemoryTable.Sample("amazon-mcf-template-eu.txt", '\t', "windows-1252");
        var at = mcf.Header.ToList().IndexOf("DisplayableOrderDate");
        var rows = mcf.ReadRows().Select(row => row with
        {
            Cells = [.. row.Cells.Select((cell, i) => i == at ? new SourceCell(date) : cell)],
        });
        Assert.All(
            SampleFileTests.Import(new MemoryTable("mcf.txt", mcf.Header, [.. rows]), options),
            outcome => Assert.Equal(expected, outcome.Skipped?.SkipReason));
    }

    [Fact]
    public void AFileWithoutDatesIsReadAndANoteSaysThatItsAgeIsNotKnown()
    {
        var options = s_options with { MaxAge = TimeSpan.FromDays(10) };
        var import = new OrderImport(options);
        var file = import.Read(MemoryTable.Of($"{Header}\n{First}"));
        Assert.NotNull(Assert.Single(import.Outcomes()).Order);
        Assert.Contains(FileRemarks.Notes(file, options), note =>
            note.Contains("DisplayableOrderDate", StringComparison.Ordinal) && note.Contains("TooOld", StringComparison.Ordinal));
        Assert.Empty(FileRemarks.Notes(file, s_options));
    }

    [Theory]
    [InlineData("SellerFulfillmentOrderId", "2-Mar")]
    [InlineData("SellerFulfillmentOrderId", "2026-03-02")]
    [InlineData("SellerFulfillmentOrderId", "1001.0")]
    [InlineData("SellerFulfillmentOrderId", "1.001E+09")]
    [InlineData("SellerSku", "123.0")]
    [InlineData("SellerSku", "2-Mar")]
    [InlineData("SellerSku", "1.20E+13")]
    public void WhatASpreadsheetMadeOfAnIdOrASkuIsRefused(string column, string value)
    {
        foreach (var (table, name) in new[]
        {
            (MemoryTable.Of($"{Header}\n{First}"), column),
            (
                MemoryTable.Sample("amazon-mcf-template-eu.txt", '\t', "windows-1252"),
                column == "SellerSku" ? "MerchantSKU" : "MerchantFulfillmentOrderID"),
        })
        {
            var at = table.Header.ToList().IndexOf(name);
            var row = table.ReadRows().First();
            var changed = row with { Cells = [.. row.Cells.Select((cell, i) => i == at ? new SourceCell(value) : cell)] };
            var outcome = Assert.Single(SampleFileTests.Import(new MemoryTable("a.csv", table.Header, [changed]), s_options));
            Assert.Contains(name, Assert.Single(outcome.Problems), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnIdThatIsToBeCancelledMayBeADate() => Assert.Equal("2-Mar", Assert.Single(SampleFileTests.Import(
        MemoryTable.Of("MerchantFulfillmentOrderID\n2-Mar"), s_options)).Skipped!.SellerFulfillmentOrderId);

    [Theory]
    [InlineData("Line 4", "Line 4")]
    [InlineData("Units", "Units (did you mean Quantity?)")]
    [InlineData("Gift Message", "Gift Message (did you mean GiftMessage?)")]
    [InlineData("Item ID", "Item ID (did you mean SellerFulfillmentOrderItemId?)")]
    [InlineData("Delivery Instructions", "Delivery Instructions (did you mean DeliveryInstructions?)")]
    [InlineData("Payment Mode", "Payment Mode (did you mean PaymentMode?)")]
    [InlineData("Phones", "Phones (did you mean Phone?)")]
    [InlineData("Quantitiy", "Quantitiy (did you mean Quantity?)")]
    [InlineData("AdressLine1", "AdressLine1 (did you mean AddressLine1?)")]
    [InlineData("Price", "Price")]
    [InlineData("Unit Price", "Unit Price")]
    [InlineData("Note", "Note")]
    [InlineData("Comment", "Comment")]
    [InlineData("Anything", "Anything")]
    [InlineData("Reason", null)]
    [InlineData("addressline2", null)]
    public void AColumnThatIsNotReadIsTold(string column, string? told)
    {
        Assert.Equal(told, Told(MemoryTable.Of($"{Header},{column}\n{First},x"), s_options));

        // It is the same as for rows that are piped into a command.
        var assembler = new OrderAssembler();
        _ = assembler.Add(Rows.SampleRows.Full(1, "A-1", (column, "x")));
        Assert.Equal(told, assembler.TakeUnknownColumns() is { Count: > 0 } unknown ? string.Join(", ", unknown) : null);
    }

    // Under that name, most of their cells would be refused.
    [Theory]
    [InlineData("Payment Status", "paid", "Payment Status")]
    [InlineData("Hold", "no", "Hold")]
    [InlineData("House number", "", "House number")]
    [InlineData("Order Action", "Ship", "Order Action (did you mean Action?)")]
    public void OnlyAColumnOfActionsIsTakenForOne(string column, string cell, string told) =>
        Assert.Equal(told, Told(MemoryTable.Of($"{Header},{column}\n{First},{cell}"), s_options));

    // It may hold an order, or a part of its address.
    [Theory]
    [InlineData("Acton", "Action")]
    [InlineData("Line 2", "Line2")]
    [InlineData("Shipping Speed", "ShippingSpeed")]
    [InlineData("Fulfilment Action", "FulfillmentAction")]
    [InlineData("FulfillmentActions", "FulfillmentAction")]
    [InlineData("fulfilment_policy", "FulfillmentPolicy")]
    [InlineData("Address_Line_2", "AddressLine2")]
    [InlineData("Adress Line 2", "AddressLine2")]
    public void AFilledColumnWithANearNameOfOneThatTheFileLacksAndNeedsRefusesTheFile(string column, string near)
    {
        var refused = Assert.Throws<OrderFileException>(() => Told(MemoryTable.Of($"{Header},{column}\n{First},x"), s_options));
        Assert.Contains($"'{column}' is almost the same as '{near}'", refused.Message, StringComparison.Ordinal);
        AssertHarmless(column, near);
    }

    // Other words for what the file lacks.
    [Theory]
    [InlineData("Flat", "AddressLine2")]
    [InlineData("Address2", "AddressLine2")]
    [InlineData("Address Line Two", "AddressLine2")]
    [InlineData("Address Field 3", "AddressLine3")]
    [InlineData("Apt", "AddressLine2")]
    [InlineData("Apt.", "AddressLine2")]
    [InlineData("Apartment", "AddressLine2")]
    [InlineData("Suite", "AddressLine2")]
    [InlineData("Street 2", "AddressLine2")]
    [InlineData("Adresszeile 2", "AddressLine2")]
    [InlineData("State", "StateOrRegion")]
    [InlineData("Shipping Method", "ShippingSpeedCategory")]
    public void AFilledColumnThatIsProbablyOneThatTheFileLacksRefusesTheFile(string column, string probable)
    {
        var refused = Assert.Throws<OrderFileException>(
            () => Told(MemoryTable.Of($"{Header},{column}\n{First},\n{Second},cancelled"), s_options));
        Assert.Contains($"the column '{column}' is not read, but is probably '{probable}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            $"-Map @{{ {probable} = '{column.Replace("'", "''", StringComparison.Ordinal)}' }}", refused.Message, StringComparison.Ordinal);
        AssertHarmless(column, probable);

        // Rows that are piped into a command get the same name as a hint.
        var assembler = new OrderAssembler();
        _ = assembler.Add(Rows.SampleRows.Full(1, "A-1", (column, "x")));
        Assert.Equal(probable, Assert.Single(assembler.TakeUnknownColumns()).Suggestion);
    }

    [Theory]
    [InlineData("Fullfilment Action", "x")]
    [InlineData("Order Action", "x")]
    [InlineData("Hold", "x")]
    [InlineData("On Hold", "x")]
    [InlineData("on-hold?", "x")]
    [InlineData("Cancel", "x")]
    [InlineData("Cancelled", "x")]
    [InlineData("Canceled", "x")]
    [InlineData("Cancelled At", "x")]
    [InlineData("Canceled_At", "x")]
    [InlineData("Do not ship", "x")]
    [InlineData("Don't ship", "x")]
    [InlineData("Refunded", "x")]
    [InlineData("Blocked", "x")]
    [InlineData("Status", "cancelled")]
    [InlineData("Payment Status", "unpaid")]
    [InlineData("Order Status", "Teilweise versandt")]
    [InlineData("Bestellstatus", "storniert")]
    [InlineData("Auftragsstatus", "Abgeschlossen")]
    [InlineData("Zahlungsstatus", "erstattet")]
    [InlineData("Statut", "annulée")]
    [InlineData("État", "Annulée")]
    [InlineData("Stato", "annullato")]
    [InlineData("Estado", "Cancelado")]
    [InlineData("Stan", "Anulowane")]
    [InlineData("Durum", "İptal edildi")]
    [InlineData("ステータス", "キャンセル")]
    [InlineData("ステータス", "キャンセル済み")]
    [InlineData("Item status", "Returned")]
    [InlineData("Line status", "shipped")]
    [InlineData("State of order", "cancelled")]
    [InlineData("Storno", "x")]
    [InlineData("Annulé", "oui")]
    [InlineData("Versendet am", "12.11.2026")]
    [InlineData("Shipped", "x")]
    [InlineData("Ship After", "2026-12-15")]
    [InlineData("Date cancelled", "2026-11-20")]
    [InlineData("Info", "storniert")]
    [InlineData("Info", "Storniert 12.11.")]
    [InlineData("Notiz", "STORNO")]
    [InlineData("Notes", "DO NOT SHIP")]
    [InlineData("備考", "発送しないでください")]
    [InlineData("Versandart", "Abholung")]
    public void AColumnThatSaysThatAnOrderIsNotToBeShippedRefusesTheFile(string column, string cell)
    {
        var refused = Assert.Throws<OrderFileException>(
            () => Told(MemoryTable.Of($"{Header},{column}\n{First},\n{Second},{cell}"), s_options));
        Assert.Contains($"'{column}' is not read, and says in row 3 that the order is not", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Remove the rows of the orders that are not to be shipped, and then", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-Map", refused.Message, StringComparison.Ordinal);

        // Held orders wait, whatever another column says.
        Assert.NotNull(Told(MemoryTable.Of($"{Header},{column},Action\n{First},,\n{Second},{cell},Hold"), s_options));
    }

    [Theory]
    [InlineData("storniert", true)]
    [InlineData("ask Bo", false)]
    public void ACellWithoutAHeadingMayRefuseTheFile(string cell, bool isRefused)
    {
        var table = MemoryTable.Of($"{Header},,Info\n{First},,\n{Second},{cell},");
        if (!isRefused)
        {
            Assert.Equal("Info", Told(table, s_options));
            return;
        }

        Assert.Contains(
            "column 9, which has no heading, is not read, and says in row 3 that",
            Assert.Throws<OrderFileException>(() => Told(table, s_options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hold", "Hold")]
    [InlineData("Order Action", "hold")]
    [InlineData("Acton", "Hold")]
    public void AnActionUnderAnotherNameIsToBeMapped(string column, string cell)
    {
        var refused = Assert.Throws<OrderFileException>(
            () => Told(MemoryTable.Of($"{Header},{column}\n{First},Ship\n{Second},{cell}"), s_options));
        Assert.Contains($"give -Map @{{ Action = '{column}' }}.", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("emove", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Qty cancelled", "1")]
    [InlineData("Refunded Qty", "2")]
    [InlineData("RefundedQuantity", "-1")]
    [InlineData("Anzahl storniert", "1")]
    [InlineData("Stornierte Menge", "1")]
    [InlineData("Quantité annulée", "1,5")]
    [InlineData("キャンセル数", "1")]
    [InlineData("Refund amount", "5.00")]
    public void UnitsThatAreNotToBeShippedRefuseTheFile(string column, string cell)
    {
        var refused = Assert.Throws<OrderFileException>(
            () => Told(MemoryTable.Of($"{Header},{column},Action\n{First},0,\n{Second},\"{cell}\","), s_options));
        Assert.Contains($"the column '{column}' is not read, and row 3 has a number there", refused.Message, StringComparison.Ordinal);
        foreach (var none in (string[])["", "0", "0.00", "\"0,0\"", "-"])
        {
            Assert.NotNull(Told(MemoryTable.Of($"{Header},{column}\n{First},{none}"), s_options));
        }
    }

    [Theory]
    [InlineData("Hausnummer", "12a")]
    [InlineData("Hausnr.", "7")]
    [InlineData("House number", "12")]
    [InlineData("Numéro de rue", "12 bis")]
    [InlineData("n° civico", "7")]
    [InlineData("huisnr", "7")]
    [InlineData("Nr domu", "7")]
    [InlineData("Kapı No", "7")]
    [InlineData("番地", "1-2")]
    [InlineData("Complément", "Bât. B")]
    [InlineData("Complément d'adresse", "Bât. B")]
    [InlineData("Étage", "3")]
    [InlineData("Etage", "4. OG")]
    [InlineData("Company", "Tale Ltd")]
    [InlineData("Shipping Company", "Tale Ltd")]
    [InlineData("Firma", "Tale GmbH")]
    [InlineData("Ragione sociale", "Favola Srl")]
    [InlineData("Piso", "3º")]
    [InlineData("Toevoeging", "bis")]
    [InlineData("Nr mieszkania", "7")]
    [InlineData("Lägenhetsnummer", "1102")]
    [InlineData("Daire No", "7")]
    [InlineData("建物名", "見本ビル")]
    public void APartOfTheAddressThatWouldBeLostRefusesTheFile(string column, string cell)
    {
        foreach (var more in (string[])["", ",AddressLine2", ",AddressLine2,AddressLine3"])
        {
            var blank = new string(',', more.Count(letter => letter == ','));
            var refused = Assert.Throws<OrderFileException>(
                () => Told(MemoryTable.Of($"{Header},{column}{more}\n{First},{blank}\n{Second},{cell}{blank}"), s_options));
            Assert.Contains($"'{column}' is not read, and row 3 has a part of the address", refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Phone", refused.Message, StringComparison.Ordinal);
        }

        Assert.NotNull(Told(
            MemoryTable.Of($"{Header},{column}\n{First.Replace("Street", $"Street {cell}", StringComparison.Ordinal)},{cell}"), s_options));
        Assert.NotEqual(OrderColumns.Phone.Name, OrderColumns.Suggest(column));
    }

    [Fact]
    public void WhatTheRefusalAdvisesKeepsTheAddress()
    {
        const string Map = "-Map @{ AddressLine1 = { $_.'AddressLine1' + ' ' + $_.'House number' } }";
        var house = MemoryTable.Of($"{Header},House number\n{First},12");
        Assert.Contains(
            Map, Assert.Throws<OrderFileException>(() => Told(house, s_options)).Message, StringComparison.Ordinal);
        var company = MemoryTable.Of($"{Header},Company\n{First},Tale Ltd");
        Assert.Contains(
            "-Map @{ AddressLine2 = 'Company' }", Assert.Throws<OrderFileException>(() => Told(company, s_options)).Message,
            StringComparison.Ordinal);
        var map = new ColumnMap([new("AddressLine2", "Company", null)]);
        var order = Assert.Single(SampleFileTests.Import(company, s_options with { Map = map })).Order!;
        Assert.Equal("Tale Ltd", order.DestinationAddress!.AddressLine2);
    }

    [Theory]
    [InlineData("Option", "x")]
    [InlineData("Section", "x")]
    [InlineData("Shipped via", "DHL")]
    [InlineData("Title", "Noise cancelling headphones")]
    [InlineData("商品名", "ノイズキャンセルイヤホン")]
    [InlineData("Estado", "Pará")]
    [InlineData("Bestellstatus", "offen")]
    [InlineData("Versandart", "DHL")]
    [InlineData("Storno", "nein")]
    [InlineData("Info", "no")]
    [InlineData("Info", "complete")]
    [InlineData("Note", "Please ring the bell")]
    [InlineData("Stock", "4")]
    [InlineData("Order Date", "2026-11-20")]
    [InlineData("Email", "x")]
    [InlineData("Unit Tax", "1.00")]
    [InlineData("Charge", "1.00")]
    [InlineData("Hold", "no")]
    [InlineData("Cancelled", "FALSE")]
    [InlineData("Status", "paid")]
    [InlineData("Payment Status", "paid")]
    [InlineData("Suite", "-")]
    [InlineData("Apt", "none")]
    [InlineData("Address 2", "N/A")]
    [InlineData("Hold", "-")]
    [InlineData("Shipping Method", "Standard")]
    [InlineData("Fulfilment Action", "Ship")]
    [InlineData("Order Status", "Processing")]
    [InlineData("Company", "-")]
    public void AColumnWhoseLossChangesNothingIsNoReasonToRefuseTheFile(string column, string value) =>
        Assert.NotNull(Told(MemoryTable.Of($"{Header},{column}\n{First},{value}"), s_options));

    [Theory]
    [InlineData("FulfillmentAction", "Action", "FulfillmentAction")]
    [InlineData("FulfillmentAction", "Fulfilment Action", "FulfillmentAction")]
    [InlineData("FulfillmentAction", "Hold", "FulfillmentAction")]
    [InlineData("AddressFieldTwo", "AddressLine2", "AddressFieldTwo")]
    [InlineData("AddressFieldTwo", "Address Line 2", "AddressFieldTwo")]
    [InlineData("AddressFieldTwo", "Address Field 2", "AddressFieldTwo")]
    [InlineData("AddressFieldTwo", "Adresszeile 2", "AddressFieldTwo")]
    [InlineData("AddressFieldThree", "AddressField3", "AddressFieldThree")]
    [InlineData("DeliverySLA", "ShippingSpeed", "DeliverySLA")]
    public void AFilledColumnOfAmazonsFileThatIsProbablyOneThatItLacksRefusesTheFile(string column, string other, string named)
    {
        var refused = Assert.Throws<OrderFileException>(() => Told(Bulk(column, other, "x"), s_options));
        Assert.Contains($"'{other}'", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"'{named}'", refused.Message, StringComparison.Ordinal);
        Assert.Equal(other == "Hold" ? other : $"{other} (did you mean {named}?)", Told(Bulk(column, other, ""), s_options));
    }

    // Another number is another column.
    [Theory]
    [InlineData("Address Field 2", "AddressFieldTwo")]
    [InlineData("AddressField2", "AddressFieldTwo")]
    [InlineData("AddressField3", "AddressFieldThree")]
    [InlineData("AddressFieldFour", null)]
    [InlineData("AddressField4", null)]
    [InlineData("Address Line Two", "AddressFieldTwo")]
    [InlineData("Line4", null)]
    [InlineData("AddressLine4", null)]
    [InlineData("Phone2", null)]
    public void NumbersTellColumnsApart(string column, string? bulk)
    {
        Assert.Equal(
            $"{column}{(bulk is null ? "" : $" (did you mean {bulk}?)")}", Told(Bulk("", column, ""), s_options));
        var own = bulk?.Replace("FieldTwo", "Line2", StringComparison.Ordinal).Replace("FieldThree", "Line3", StringComparison.Ordinal);
        Assert.Equal(own, OrderColumns.Suggest(column));
    }

    [Fact]
    public void AColumnThatAMapReadsIsNotTold()
    {
        var map = new ColumnMap([new("Action", "Mode", null), new("GiftMessage", null, _ => "x") { Reads = ["Note"] }]);
        Assert.Null(Told(MemoryTable.Of($"{Header},Mode,Note,Action\n{First},Hold,x,Ship"), s_options with { Map = map }));
    }

    // Exports have columns that nobody needs; people add columns of the module, or rename one of the shop's.
    [Theory]
    [InlineData("shopify-orders.csv", "Action", "Action")]
    [InlineData("shopify-orders.csv", "FulfillmentAction", "FulfillmentAction")]
    [InlineData("shopify-orders.csv", "ShippingSpeedCategory", "ShippingSpeedCategory")]
    [InlineData("shopify-orders.csv", "Anything", null)]
    [InlineData("ebay-orders-report-us.csv", "Vault program (eBay)", null)]
    public void AnExportIsToldOfByItsColumnsThatMayBeMeant(string file, string column, string? told)
    {
        var table = MemoryTable.Sample(file);
        Assert.Null(Told(table, SampleFileTests.Options));
        Assert.Equal(told, Told(
            new MemoryTable(
                file, [.. table.Header, column],
                [.. table.ReadRows().Select(row => row with { Cells = [.. row.Cells, new SourceCell("x")] })]),
            SampleFileTests.Options));
    }

    [Theory]
    [MemberData(nameof(FormatRuleTests.Formats), MemberType = typeof(FormatRuleTests))]
    public void NoColumnOfAKnownExportIsTold(string format) =>
        Assert.Null(Told(FormatRuleTests.Table(format, ""), FormatRuleTests.Options(format)));

    [Theory]
    [InlineData("shopify-orders.csv")]
    [InlineData("walmart-orders.csv")]
    [InlineData("ebay-orders-report-us.csv")]
    [InlineData("shipstation.csv")]
    [InlineData("woocommerce-advanced-order-export.csv")]
    [InlineData("woocommerce-webtoffee-items-in-columns.csv")]
    public void NoColumnOfASampleIsTold(string file) => Assert.Null(Told(MemoryTable.Sample(file), SampleFileTests.Options));

    [Theory]
    [InlineData("Hold", "Hold")]
    [InlineData("hold", "Hold")]
    [InlineData("Ship", "Ship")]
    [InlineData("", null)]
    public void ASkippedOrderSaysWhichActionTheFileGivesIt(string action, string? expected)
    {
        var import = new OrderImport(s_options with
        {
            MaxAge = TimeSpan.FromDays(1), Time = new FixedTime(new(2026, 12, 20, 0, 0, 0, TimeSpan.Zero)),
        });
        import.Read(MemoryTable.Of($"{Header},Action,DisplayableOrderDate\n{First},{action},2026-11-20\n{Second},{action},2026-12-20"));
        var outcomes = import.Preview().ToList();
        Assert.Equal(expected, outcomes[0].Skipped!.Action);
        import.Hold(outcomes[1], SkipReason.AlreadySent, null);
        Assert.Equal([expected, expected], import.Outcomes().Select(outcome => outcome.Skipped!.Action));
    }

    // The same column where nothing is lost: it has no value, the file has the other one, too, or -Map reads it.
    private static void AssertHarmless(string column, string name)
    {
        Assert.Contains(column, Told(MemoryTable.Of($"{Header},{column}\n{First},\n{Second}, "), s_options), StringComparison.Ordinal);
        Assert.Contains(
            column, Told(MemoryTable.Of($"{Header},{name},{column}\n{First},,x"), s_options), StringComparison.Ordinal);
        foreach (var field in (string[])[name, "DisplayableOrderComment"])
        {
            Assert.Null(Told(
                MemoryTable.Of($"{Header},{column}\n{First},x"), s_options with { Map = new ColumnMap([new(field, column, null)]) }));
        }
    }

    // Amazon's template with a value in a column that has another name, or is added.
    private static MemoryTable Bulk(string column, string name, string value)
    {
        var table = MemoryTable.Sample("amazon-mcf-template-eu.txt", '\t', "windows-1252");
        var header = table.Header.ToList();
        var at = header.IndexOf(column);
        if (at < 0)
        {
            at = header.Count;
            header.Add("");
        }

        header[at] = name;
        return new MemoryTable("mcf.txt", header, [
            .. table.ReadRows().Select(row => row with
            {
                Cells =
                [
                    .. header.Select((_, i) => i == at ? new SourceCell(value) : i < row.Cells.Count ? row.Cells[i] : new SourceCell("")),
                ],
            }),
        ]);
    }

    private static string? Told(ISourceTable table, ImportOptions options)
    {
        var unknown = new OrderImport(options).Read(table).Binding.Unknown;
        return unknown.Count == 0 ? null : string.Join(", ", unknown);
    }
}
