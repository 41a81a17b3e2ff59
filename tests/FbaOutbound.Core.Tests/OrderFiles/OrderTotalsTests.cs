using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>An order whose lines come to less than the file says of the whole order lacks lines, and is refused. Nothing else is.</summary>
public sealed class OrderTotalsTests
{
    private const string Woo = "order_number=4501|status=processing|shipping_method=Flat rate|shipping_first_name=Ada|"
        + "shipping_last_name=Invented|shipping_company=|shipping_address_1=1 Sample Street|shipping_address_2=|shipping_postcode=97000|"
        + "shipping_city=Fableville|shipping_state=OR|shipping_country=US|";

    private const string WooMoney = "|shipping_total=4.00|shipping_tax_total=0.80|fee_total=1.00|fee_tax_total=0.20|tax_total=4.00|discount_total=0";

    private static readonly Dictionary<string, string[]> s_complete = new()
    {
        ["Squarespace"] =
        [
            "Order ID=00801|Email=|Financial Status=PAID|Fulfillment Status=PENDING|Subtotal=20.00|Amount Refunded=0.00|Shipping Method=Flat Rate|"
                + "Created at=2026-11-20 09:30:00 -0500|Lineitem quantity=1|Lineitem name=Mug|Lineitem price=12.50|Lineitem sku=MUG|Lineitem variant=|"
                + "Lineitem requires shipping=true|Shipping Name=Ada Invented|Shipping Address1=1 Sample Street|Shipping Address2=|"
                + "Shipping City=Fableville|Shipping Zip='02134|Shipping Province=MA|Shipping Country=US|Shipping Phone=|Cancelled at=",
            "Order ID=00801|Lineitem quantity=2|Lineitem name=Tea|Lineitem price=3.75|Lineitem sku=TEA|Lineitem requires shipping=true",
        ],
        ["ShipStation"] =
        [
            "Order - Number=SS-1|Order - Status=awaiting_shipment|Date - Order Date=11/20/2026 10:15:00 AM|Date - Paid Date=11/20/2026 10:15:00 AM|"
                + "Date - Shipped Date=|Amount - Order Total=$25.60|Amount - Order Tax=$1.60|Amount - Order Shipping=$4.00|Market - Store Name=Tale|"
                + "Service - Requested Shipping Service=Standard|Ship To - Name=Ada Invented|Ship To - Company=|Ship To - Address 1=1 Sample Street|"
                + "Ship To - Address 2=|Ship To - City=Mocktown|Ship To - State=MA|Ship To - Postal Code=02134|Ship To - Country=US|Ship To - Phone=|"
                + "Item - SKU=MUG|Item - Name=Mug|Item - Qty=1|Item - Price=12.50",
            "Order - Number=SS-1|Item - SKU=TEA|Item - Name=Tea|Item - Qty=2|Item - Price=3.75",
        ],
        ["WooSkyVerge"] =
        [
            Woo + "date=2026-11-20 09:30:00|download_permissions_granted=0|order_total=30.00" + WooMoney
                + "|item_id=1|item_name=Mug|item_sku=MUG|item_quantity=1|item_refunded_qty=0|item_total=12.50",
            Woo + "date=2026-11-20 09:30:00|download_permissions_granted=0|order_total=30.00" + WooMoney
                + "|item_id=2|item_name=Tea|item_sku=TEA|item_quantity=2|item_refunded_qty=0|item_total=7.50",
        ],
        ["WooWebToffeeRows"] =
        [
            Woo + "order_date=2026-11-20 9:30:00|shipping_phone=|wt_import_key=1|order_subtotal=20.00"
                + "|item_name=Mug|item_sku=MUG|item_quantity=1|item_refunded_qty=0|item_subtotal=12.50",
            "order_number=4501|item_name=Tea|item_sku=TEA|item_quantity=2|item_refunded_qty=0|item_subtotal=7.50",
        ],
        ["WooAlgolPlus"] =
        [
            "Order Number=4401|Order Status=Processing|Order Date=2026-11-20 09:00|First Name (Shipping)=Ada|Last Name (Shipping)=Invented|"
                + "Address 1&2 (Shipping)=1 Sample Street|City (Shipping)=Fableville|State Code (Shipping)=OR|Postcode (Shipping)=97000|"
                + "Country Code (Shipping)=US|Shipping Method Title=Flat rate|Item #=1|SKU=MUG|Name=Mug|Quantity=1|Quantity (- Refund)=1|Total items=3",
            "Order Number=4401|Item #=2|SKU=TEA|Name=Tea|Quantity=2|Quantity (- Refund)=2",
        ],
    };

    public static TheoryData<string> Formats => [.. s_complete.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void AnOrderThatHasAllItsLinesIsSent(string format) => Assert.NotNull(Import(s_complete[format]).Order);

    [Theory]
    [MemberData(nameof(Formats))]
    public void AnOrderThatLacksALineIsRefusedWithBothSums(string format)
    {
        var problem = Assert.Single(Import(s_complete[format].Take(1)).Problems);
        Assert.Contains("lines are missing", problem, StringComparison.Ordinal);
        Assert.Matches(format == "WooAlgolPlus" ? "is 3, .* come to 1," : "is 20.00, .* come to 12.50?,", problem);
    }

    [Theory]
    [InlineData("Subtotal", "20.00", true)]
    [InlineData("Subtotal", "18.00", true)]
    [InlineData("Subtotal", "0.00", true)]
    [InlineData("Subtotal", "", true)]
    [InlineData("Subtotal", "20.02", true)]
    [InlineData("Subtotal", "21.00", false)]
    [InlineData("Lineitem price", "", true)]
    [InlineData("Lineitem price", "free", true)]
    [InlineData("Lineitem price", "3.00", false)]
    [InlineData("Lineitem quantity", "1", false)]
    [InlineData("Lineitem requires shipping", "true", true)]
    public void OnlyWhatIsCertainlyMissingIsRefused(string column, string value, bool isSent)
    {
        var rows = s_complete["Squarespace"].ToArray();
        var row = rows[0].Contains(column + "=20", StringComparison.Ordinal) ? 0 : 1;
        rows[row] = string.Join("|", rows[row].Split('|').Select(cell => cell.StartsWith(column + "=", StringComparison.Ordinal)
            ? $"{column}={value}" : cell));
        Assert.Equal(isSent, Import(rows).Order is not null);
    }

    [Fact]
    public void LinesThatAreNotSentCount()
    {
        var rows = s_complete["Squarespace"].ToArray();
        rows[1] = rows[1].Replace("requires shipping=true", "requires shipping=false", StringComparison.Ordinal);
        Assert.Single(Import(rows).Order!.Items);
    }

    [Fact]
    public void AnOrderWithARefundThatIsSentAllTheSameMayHaveLostLines()
    {
        var row = s_complete["Squarespace"][0].Replace("Amount Refunded=0.00", "Amount Refunded=7.50", StringComparison.Ordinal);
        Assert.NotNull(Import([row], SampleFileTests.Options with { IncludesUncertain = true }).Order);
    }

    [Fact]
    public void WhereTheUserSaysTheUnitsTheSumSaysNothing()
    {
        var map = new ColumnMap([new("Quantity", null, _ => "1")]);
        Assert.NotNull(Import(s_complete["Squarespace"], SampleFileTests.Options with { Map = map }).Order);
    }

    [Theory]
    [InlineData("tax_total")]
    [InlineData("fee_total")]
    public void ATotalSaysNothingWhereAColumnOfItsPartsIsMissing(string column)
    {
        var row = string.Join("|", s_complete["WooSkyVerge"][0].Split('|').Where(cell => !cell.StartsWith(column + "=", StringComparison.Ordinal)));
        Assert.NotNull(Import([row]).Order);
    }

    // A discount of 10.00 explains lines of 20.00, and one on the shipping lines of 10.00.
    [Theory]
    [InlineData("12.50", true, false)]
    [InlineData("12.50", false, true)]
    [InlineData("20.00", true, true)]
    [InlineData("10.00", true, true)]
    public void ADiscountExplainsLessWhereOtherOrdersOfTheFileLackLines(string price, bool isFiltered, bool isSent)
    {
        string Order(int number, string subtotal, string discount, string each) => s_complete["Squarespace"][0]
            .Replace("00801", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("Subtotal=20.00", $"Subtotal={subtotal}|Discount Amount={discount}", StringComparison.Ordinal)
            .Replace("price=12.50", $"price={each}", StringComparison.Ordinal);

        foreach (var others in (int[][])[[1, 3], [1], [3]])
        {
            var rows = others.Select(number => Order(number, isFiltered ? "13.50" : "12.50", "0.00", "12.50"))
                .Append(Order(2, "10.00", "10.00", price)).OrderBy(row => row, StringComparer.Ordinal);
            Assert.Equal(isSent, Read(rows).Single(outcome => outcome.Id == "M-2").Order is not null);
        }
    }

    [Fact]
    public void ShopifysRowsThatAFilterTookAwayAreMissed()
    {
        var table = MemoryTable.Sample("shopify-orders.csv");
        var status = table.Header.ToList().IndexOf("Financial Status");
        var filtered = new MemoryTable(
            table.Path, table.Header, [.. table.ReadRows().Where(row => row.Cells[status].Text == "paid")]);
        Assert.DoesNotContain(SampleFileTests.Import(filtered), outcome => outcome.Order is not null);
        Assert.Contains(
            "row 2, Subtotal: is 20.00, but the order's lines come to 12.50, so lines are missing",
            SampleFileTests.Import(filtered)[0].Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("order_subtotal=20.00", "name:Mug¦sku:MUG¦quantity:1¦total:10.00¦sub_total:12.50", false)]
    [InlineData("order_subtotal=12.50", "name:Mug¦sku:MUG¦quantity:1¦total:10.00¦sub_total:12.50", true)]
    [InlineData("order_subtotal=20.00", "name:Mug¦sku:MUG¦quantity:1¦total:10.00", true)]
    [InlineData("order_total=20.00" + WooMoney, "name:Mug¦sku:MUG¦quantity:1¦total:9.00", false)]
    [InlineData("order_total=20.00" + WooMoney, "name:Mug¦sku:MUG¦quantity:1¦total:10.00", true)]
    public void ItemsInCellsAreAddedUp(string total, string item, bool isSent)
    {
        var row = Woo + "order_date=2026-11-20 9:30:00|shipping_phone=|refund_items=|" + total + "|line_item_1=" + item;
        Assert.Equal(isSent, Import([row]).Order is not null);
    }

    [Theory]
    [InlineData("Line Item 2")]
    [InlineData("LINE_ITEM_2 ")]
    [InlineData("lineitem 2")]
    [InlineData("line-item-2")]
    [InlineData("line_item_3")]
    [InlineData("line_itm_2")]
    public void AColumnOfItemsWithAnotherNameIsAnErrorOfTheFile(string name)
    {
        var row = Woo + "order_date=2026-11-20 9:30:00|shipping_phone=|refund_items=|line_item_1=name:Mug¦sku:MUG¦quantity:1|" + name
            + "=name:Tea¦sku:TEA¦quantity:1";
        if (name.Trim() == "LINE_ITEM_2")
        {
            Assert.Equal(2, Import([row]).Order!.Items.Count);
            return;
        }

        Assert.Contains(name, Assert.Throws<OrderFileException>(() => Import([row])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    public void AGapInNumberedColumnsIsAnErrorOfTheFile(int last, int next)
    {
        var row = s_complete["WooAlgolPlus"][0];
        row = row.Substring(0, row.IndexOf("|Item #", StringComparison.Ordinal));
        foreach (var number in Enumerable.Range(1, last).Append(next))
        {
            row += string.Format(CultureInfo.InvariantCulture, "|SKU #{0}=S{0}|Quantity #{0}=1|Quantity (- Refund) #{0}=1", number);
        }

        var error = Assert.Throws<OrderFileException>(() => Import([row]));
        Assert.Contains($"#{last + 1}", error.Message, StringComparison.Ordinal);
    }

    private static ImportOutcome Import(IEnumerable<string> rows, ImportOptions? options = null) => Assert.Single(Read(rows, options));

    private static List<ImportOutcome> Read(IEnumerable<string> rows, ImportOptions? options = null)
    {
        var cells = rows.Select(row => row.Split('|').Select(cell => cell.Split('=', 2)).ToList()).ToList();
        var header = cells.SelectMany(row => row.Select(cell => cell[0])).Distinct().ToList();
        var table = new MemoryTable(
            "orders.csv", header,
            [
                .. cells.Select((row, index) => new SourceRow(
                    index + 2,
                    [.. header.Select(name => new SourceCell((row.Find(cell => cell[0] == name)?[1] ?? "").Replace('¦', '|')))])),
            ]);
        return SampleFileTests.Import(table, options ?? SampleFileTests.Options);
    }
}
