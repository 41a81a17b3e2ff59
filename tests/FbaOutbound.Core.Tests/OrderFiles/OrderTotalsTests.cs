using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
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

    // A discount of 10.00 explains lines of 20.00. One on the shipping explains lines of 10.00; a missing line does, too.
    [Theory]
    [InlineData("12.50", true, false)]
    [InlineData("12.50", false, true)]
    [InlineData("20.00", true, true)]
    [InlineData("10.00", true, false)]
    [InlineData("10.00", false, true)]
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

    // Shopify's sum of all discounts has those of the lines in it.
    [Theory]
    [InlineData("10.00", "10.00", "10.00x1", false)]
    [InlineData("10.00", "0.00", "10.00x1", true)]
    [InlineData("10.00", "", "10.00x1", true)]
    [InlineData("10.00", "10.00", "20.00x1-10.00", true)]
    [InlineData("10.00", "20.00", "20.00x1-10.00", false)]
    [InlineData("20.00", "20.00", "10.00x2-0.00", false)]
    public void ADiscountThatNoLineHasExplainsNothingInAFilteredFile(string subtotal, string discount, string lines, bool isSent)
    {
        var other = Shopify("30.00", "0.00", "10.00x1").Select(row => row
            .Replace("#1001", "#1002", StringComparison.Ordinal).Replace("5500000000001", "5500000000002", StringComparison.Ordinal));
        Assert.Equal(isSent, Read(Shopify(subtotal, discount, lines).Concat(other))[0].Order is not null);
        Assert.NotNull(Import(Shopify(subtotal, discount, lines)).Order);
    }

    // The file is looked through once, and the first order that asks may have errors of its own.
    [Fact]
    public void AnOrderWithErrorsDoesNotHideThatOtherOrdersLackLines()
    {
        string Order(int number, string change) => s_complete["Squarespace"][0]
            .Replace("00801", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("Subtotal=20.00", $"Subtotal={change}", StringComparison.Ordinal);

        var outcomes = Read(
        [
            Order(1, "10.00|Discount Amount=10.00").Replace("City=Fableville", "City=#REF!", StringComparison.Ordinal),
            Order(2, "10.00|Discount Amount=10.00"),
            Order(3, "13.50|Discount Amount=0.00"),
        ]);
        Assert.Contains(
            "row 3, Subtotal: is 10.00 after a discount of 10.00, and the order's lines come to 12.50. Lines may be missing",
            Assert.Single(outcomes[1].Problems), StringComparison.Ordinal);
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

    // Each line: its price, its units, and its own discount.
    [Theory]
    [InlineData("30.00", "30.00", "40.00x1-20.00", false)]
    [InlineData("30.00", "30.00", "40.00x1-20.00;20.00x1-10.00", true)]
    [InlineData("20.00", "20.00", "20.00x1-10.00", false)]
    [InlineData("0.00", "40.00", "20.00x1-20.00;10.00x2-20.00", true)]
    [InlineData("20.00", "0.00", "20.00x1-0.00;0.00x3-0.00", true)]
    [InlineData("20.00", "30.00", "20.00x1-0.00;10.00x1-30.00", true)]
    [InlineData("20.00", "9.99", "9.99x1-3.33;9.99x1-3.33;9.99x1-3.33", true)]
    [InlineData("19.99", "9.99", "9.99x1-3.33;9.99x1-3.33;9.99x1-3.33", true)]
    [InlineData("20.00", "0.00", "1.66x6-0.00;3.33x3-0.00", true)]
    [InlineData("20.10", "0.00", "1.66x6;3.33x3", false)]
    [InlineData("25.00", "15.00", "20.00x1-10.00;20.00x1-0.00", true)]
    [InlineData("10.00", "20.00", "20.00x1-10.00;20.00x1-10.00", true)]
    [InlineData("20.00", "", "20.00x1-;5.00x1-", true)]
    [InlineData("30.00", "20.00", "40.00x1--20.00", true)]
    [InlineData("30.00", "20.00", "40.00x1-twenty", true)]
    [InlineData("30.00", "30.00", "40.00x1", true)]
    [InlineData("30.00", "0.00", "20.00x1", false)]
    public void ALineCountsAfterItsOwnDiscount(string subtotal, string discount, string lines, bool isSent)
    {
        var outcome = Import(Shopify(subtotal, discount, lines));
        Assert.Equal(isSent, outcome.Order is not null);
        Assert.Equal(
            lines.Contains('-', StringComparison.Ordinal) && !isSent,
            outcome.Problems.Any(problem => problem.Contains("after their own discounts, so lines are missing", StringComparison.Ordinal)));
    }

    // The lines in the order of the columns: Order Line Subtotal, Order Line Total, Item Cost. The line that may be missing is worth 5.00.
    [Theory]
    [InlineData("Order Subtotal Amount=20.00|Order Line Subtotal=20.00", true)]
    [InlineData("Order Subtotal Amount=25.00|Order Line Subtotal=20.00", false)]
    [InlineData("Order Subtotal Amount=25.00|Cart Discount Amount=|Order Line Total=20.00", false)]
    [InlineData("Order Subtotal Amount=25.00|Cart Discount Amount=5.00|Order Line Total=20.00", true)]
    [InlineData("Order Subtotal Amount=25.00|Cart Discount Amount=0|Item Cost=6.67", false)]
    [InlineData("Order Subtotal Amount=20.00|Cart Discount Amount=0|Item Cost=6.67", true)]
    [InlineData("Order Subtotal Amount=20.02|Cart Discount Amount=0|Item Cost=6.67", true)]
    [InlineData("Order Subtotal Amount=1000|Cart Discount Amount=0|Item Cost=333", true)]
    [InlineData("Order Subtotal Amount=25.00|Item Cost=6.67", true)]
    [InlineData("Order Subtotal Amount=25.00|Cart Discount Amount=0|Order Refund Amount=5.00|Item Cost=6.67", true)]
    [InlineData("Total products=1", true)]
    [InlineData("Total products=2", false)]
    public void AlgolPlusSubtotalAndNumberOfProductsTellMissingLines(string cells, bool isSent)
    {
        var row = s_complete["WooAlgolPlus"][1]
            .Replace("=2", "=3", StringComparison.Ordinal).Replace("#=3", "#=1", StringComparison.Ordinal);
        row = string.Join("|", s_complete["WooAlgolPlus"][0].Split("|Item #")[0], row.Split('|', 2)[1], cells);
        var outcome = Import([row], SampleFileTests.Options with { IncludesUncertain = true });
        Assert.Equal(isSent, outcome.Order is not null);
        Assert.Equal(isSent ? [] : [cells.Split('=')[0]], outcome.Problems.Select(problem => problem.Split(", ")[1].Split(':')[0]));
    }

    [Fact]
    public void MoreThanAHundredLinesHideNoPiece()
    {
        var rows = Enumerable.Range(1, 150).Select(item => item == 1
            ? s_complete["WooAlgolPlus"][0].Replace("Total items=3", "Total items=151", StringComparison.Ordinal)
            : $"Order Number=4401|Item #={item}|SKU=S{item}|Name=Tea|Quantity=1|Quantity (- Refund)=1");
        Assert.Contains("is 151, but the order's lines come to 150", Assert.Single(Import(rows).Problems), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> NegativeLines => new()
    {
        {
            "Squarespace", "Order ID=00801|Lineitem quantity=1|Lineitem name=Discount|Lineitem price=-5.00|Lineitem sku=CODE"
                + "|Lineitem requires shipping=true"
        },
        { "ShipStation", "Order - Number=SS-1|Item - SKU=CODE|Item - Name=Discount|Item - Qty=1|Item - Price=-$5.00" },
        { "ShipStation", "Order - Number=SS-1|Item - SKU=|Item - Name=Discount|Item - Qty=1|Item - Price=($5.00)" },
        { "WooWebToffeeRows", "order_number=4501|item_name=Code|item_sku=CODE|item_quantity=1|item_refunded_qty=0|item_subtotal=-5.00" },
        {
            "WooSkyVerge", Woo + "date=2026-11-20 09:30:00|download_permissions_granted=0|order_total=25.00" + WooMoney
                + "|item_id=3|item_name=Discount|item_sku=CODE|item_quantity=1|item_refunded_qty=0|item_total=-5.00"
        },
        { "WooAlgolPlus", "Order Number=4401|Item #=3|SKU=CODE|Name=Discount|Quantity=1|Quantity (- Refund)=1|Item Cost=-5.00" },
    };

    [Theory]
    [MemberData(nameof(NegativeLines))]
    public void ALineWithANegativePriceIsNoGoods(string format, string line)
    {
        string[] rows =
        [
            .. s_complete[format].Select(row => row.Replace("order_total=30", "order_total=25", StringComparison.Ordinal)), line,
        ];
        var outcome = Import(rows);
        Assert.Equal(["MUG", "TEA"], outcome.Order!.Items.Select(item => item.SellerSku));
        var left = Assert.Single(outcome.Lines);
        Assert.Equal((SkipReason.NotShippable, 4), (left.SkipReason, left.Row));

        // Alone, in a file without sums, it is an order without goods.
        var alone = WithoutSums(With(rows[0], line.Replace("#=3", "#=1", StringComparison.Ordinal)));
        Assert.Equal(SkipReason.NotShippable, Import([alone]).Skipped?.SkipReason);

        // With a negative quantity, it takes back units of which nothing is known.
        var back = line.Replace("uantity=1", "uantity=-1", StringComparison.Ordinal).Replace("Qty=1", "Qty=-1", StringComparison.Ordinal);
        Assert.Contains("is not a number of units", Import([.. rows.Take(2), back]).Problems[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Etsy", "Price=-5.00")]
    [InlineData("EtsyUk", "Price=-5.00")]
    [InlineData("Ebay", "Sold for=-£5.00")]
    [InlineData("AmazonOrderReport", "item-price=-5.00")]
    [InlineData("WooSkyVergeDefault", "line_items=name:Code¦sku:CODE¦quantity:1¦total:-5.00¦refunded_qty:0")]
    [InlineData("WooWebToffee", "line_item_1=name:Code¦sku:CODE¦quantity:1¦sub_total:-5.00")]
    public void APriceIsReadWhereverTheFormatHasOne(string format, string price)
    {
        var outcome = format == "WooWebToffee"
            ? Import([Woo + "order_date=2026-11-20 9:30:00|shipping_phone=|refund_items=|" + price])
            : Assert.Single(SampleFileTests.Import(FormatRuleTests.Table(format, price), FormatRuleTests.Options(format)));
        Assert.Equal(SkipReason.NotShippable, outcome.Skipped?.SkipReason);
    }

    // Whether the shop's subtotal counts such a line is not known: 15.00 counts it, 20.00 does not, or another line of 5.00 is missing.
    [Theory]
    [InlineData("15.00", false, true)]
    [InlineData("20.00", false, true)]
    [InlineData("20.00", true, false)]
    [InlineData("18.00", false, false)]
    [InlineData("25.00", false, false)]
    public void ALineWithANegativePriceCountsInTheSumUnlessTheSumIsExactlyWithoutIt(string subtotal, bool isFiltered, bool isSent)
    {
        List<string> rows =
        [
            .. s_complete["ShipStation"]
                .Select(row => row.Replace("Order Total=$25.60", $"Order Subtotal={subtotal}", StringComparison.Ordinal)),
            "Order - Number=SS-1|Item - SKU=CODE|Item - Name=Discount|Item - Qty=1|Item - Price=-5.00",
        ];
        if (isFiltered)
        {
            rows.Add(rows[0].Replace("SS-1", "SS-2", StringComparison.Ordinal));
        }

        Assert.Equal(isSent, Read(rows)[0].Order is not null);
    }

    [Theory]
    [InlineData("20.00", "12.50", null)]
    [InlineData("20,00", "12,50", "Subtotal is written with a decimal comma, but amounts in Squarespace files look like 1,234.50 "
        + "(en-US): -Culture overrides it, such as -Culture de-DE")]
    [InlineData("20.00", "12,50", "Lineitem price is written with a decimal comma")]
    [InlineData("1 020,00", "12,50", "such as -Culture fr-FR")]
    [InlineData("1'020.00", "12.50", "such as -Culture de-CH")]
    [InlineData("much", "12.50", "Subtotal is not an amount")]
    [InlineData("", "12.50", null)]
    [InlineData("0,00", "0,00 €", null)]
    public void ASumThatCannotBeReadIsTold(string subtotal, string price, string? unread)
    {
        string[] rows =
        [
            s_complete["Squarespace"][0]
                .Replace("20.00", subtotal, StringComparison.Ordinal).Replace("12.50", price, StringComparison.Ordinal),
            s_complete["Squarespace"][1],
        ];
        var outcome = Import(rows);
        Assert.NotNull(outcome.Order);
        Assert.Equal(unread is null, outcome.UnreadTotal is null);
        Assert.Contains(unread ?? "", outcome.UnreadTotal ?? "", StringComparison.Ordinal);

        var counts = new ImportCounts();
        counts.Add(outcome);
        counts.Add(outcome);
        var warnings = counts.Warnings().Where(warning => warning.StartsWith("orders.csv: ", StringComparison.Ordinal));
        Assert.Equal(
            unread is null ? []
                : [$"orders.csv: {outcome.UnreadTotal}. Missing lines could not be recognized in 2 orders: M-00801, M-00801."],
            warnings);
    }

    // The last row of each order is there once more, or belongs to the order below.
    [Theory]
    [InlineData("Squarespace", "|Discount Amount=0|Taxes=", "Subtotal: is 20.00, but the lines to be sent come to 27.50")]
    [InlineData("Squarespace", "|Discount Amount=7.50|Taxes=", null)]
    [InlineData("Squarespace", "|Discount Amount=5.00|Taxes=2.50", null)]
    [InlineData("Squarespace", "|Discount Amount=5.00|Taxes=1.00", "come to 27.50, and Discount Amount and Taxes explain only 6.00 of it")]
    [InlineData("Squarespace", "|Discount Amount=two|Taxes=", null)]
    [InlineData("Squarespace", "|Discount Amount=0", null)]
    [InlineData("ShipStation", "", null)]
    [InlineData("WooWebToffeeRows", "|discount_total=|tax_total=0", "order_subtotal: is 20.00, but the lines to be sent come to 27.50")]
    [InlineData("WooWebToffeeRows", "|discount_total=0|tax_total=7.50", null)]
    [InlineData("WooWebToffeeRows", "|tax_total=0", null)]
    [InlineData("WooAlgolPlus", "", "Total items: is 3, but the lines to be sent come to 5")]
    [InlineData("WooAlgolPlus", "|Total products=3", null)]
    [InlineData("WooAlgolPlus", "|Total products=2", "Total items: is 3, but the lines to be sent come to 5")]
    public void AnOrderWithLinesThatAreNotItsOwnIsRefusedUnlessSomethingExplainsThem(string format, string cells, string? problem)
    {
        var line = s_complete[format][1];
        string[] rows = [s_complete[format][0] + cells, line, line.Replace("#=2", "#=3", StringComparison.Ordinal)];
        var outcome = Import(rows);
        Assert.Equal(problem is null, outcome.Order is not null);
        Assert.Contains(problem ?? "", outcome.Problems.SingleOrDefault() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false, SkipReason.QuantityUncertain)]
    [InlineData("", true, null)]
    [InlineData("|refunded_total=7.50", true, null)]
    [InlineData("|discount_total=7.50", false, null)]
    public void ASumThatMayLackAGiftCardHoldsTheOrderBack(string cells, bool includesUncertain, SkipReason? reason)
    {
        var rows = s_complete["WooSkyVerge"]
            .Append(s_complete["WooSkyVerge"][1].Replace("item_id=2", "item_id=3", StringComparison.Ordinal))
            .Select(row => With(row, "x=" + cells));
        var outcome = Import(rows, SampleFileTests.Options with { IncludesUncertain = includesUncertain });
        Assert.Equal(reason, outcome.Skipped?.SkipReason);
        Assert.Equal(
            reason is not null,
            outcome.Skipped?.Detail?.Contains("is 20.00, but the lines to be sent come to 27.50", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("Total items=2|Total products=2|Order Subtotal Amount=10.00", true)]
    [InlineData("Total items=1|Total products=1|Order Subtotal Amount=20.00", false)]
    [InlineData("Total items=2|Total products=2|Order Subtotal Amount=20.00", true)]
    [InlineData("Total items=1|Total products=2|Order Subtotal Amount=20.00", true)]
    [InlineData("Total items=2|Total products=1|Order Subtotal Amount=20.00", true)]
    [InlineData("Total items=|Total products=|Order Subtotal Amount=10.00", false)]
    [InlineData("Total items=|Total products=|Order Subtotal Amount=18.00|Order Total Tax Amount=2.00", true)]
    public void AlgolPlusRefusesWhatIsMoreThanTheItemsOrTheMoneyOfTheOrder(string cells, bool isSent)
    {
        const string Item = "Quantity=1|Quantity (- Refund)=1|Item Cost=10";
        var head = s_complete["WooAlgolPlus"][0];
        string[] rows =
        [
            With(head, $"Cart Discount Amount=0|Order Total Tax Amount=0|{Item}"),
            $"Order Number=4401|Item #=2|SKU=TEA|Name=Tea|{Item}",
        ];
        rows[0] = With(rows[0], cells);
        if (cells.StartsWith("Total items=2|Total products=2|Order Subtotal Amount=10", StringComparison.Ordinal))
        {
            rows[0] = With(rows[0], "Cart Discount Amount=0|Order Refund Amount=10.00");
            rows[1] = rows[1].Replace("(- Refund)=1", "(- Refund)=0", StringComparison.Ordinal);
        }

        Assert.Equal(isSent, Import(rows).Order is not null);
    }

    // A tip is a line of Shopify that its subtotal is without, and so is a line that was taken off the order.
    [Theory]
    [InlineData("requires shipping=true", "status=pending", false)]
    [InlineData("requires shipping=false", "status=pending", true)]
    [InlineData("requires shipping=true", "status=restocked", true)]
    [InlineData("requires shipping=true", "status=fulfilled", true)]
    public void ALineThatIsNotSentExplainsWhatItCosts(string shipping, string status, bool isSent)
    {
        var lines = status.EndsWith("fulfilled", StringComparison.Ordinal) ? "25.00x1;1.00x1" : "20.00x1;5.00x1";
        var rows = Shopify("20.00", "0.00", lines).ToArray();
        rows[0] += "|Taxes=0.00";
        rows[1] = rows[1].Replace("requires shipping=true", shipping, StringComparison.Ordinal)
            .Replace("status=pending", status, StringComparison.Ordinal);
        Assert.Equal(isSent, Import(rows, SampleFileTests.Options with { IdSuffix = "-2" }).Order is not null);
    }

    private static string WithoutSums(string row) => string.Join("|", row.Split('|').Where(cell => cell.Split('=')[0]
        is not ("Subtotal" or "Amount - Order Total" or "order_total" or "order_subtotal" or "Total items")));

    // The cells of a row, with those of another one in their place.
    private static string With(string row, string line)
    {
        var names = line.Split('|').Select(cell => cell.Split('=')[0]).ToHashSet();
        return string.Join("|", row.Split('|').Where(cell => !names.Contains(cell.Split('=')[0])).Concat(line.Split('|')));
    }

    private static IEnumerable<string> Shopify(string subtotal, string discount, string lines) => lines.Split(';').Select((line, index) =>
    {
        var (price, rest) = (line.Split('x')[0], line.Split('x')[1].Split('-', 2));
        return "Name=#1001|"
            + (index > 0 ? "" : "Financial Status=paid|Fulfillment Status=unfulfilled|Fulfilled at=|"
                + $"Subtotal={subtotal}|Discount Amount={discount}|"
                + "Shipping Method=Standard|Created at=2026-11-20 10:23:44 -0500|Shipping Name=Ada Invented|"
                + "Shipping Address1=1 Sample Street|Shipping Address2=|Shipping Company=|Shipping City=Exampleton|Shipping Zip=02134|"
                + "Shipping Province=MA|Shipping Country=US|"
                + "Shipping Phone=|Cancelled at=|Refunded Amount=0.00|Outstanding Balance=0.00|Id=5500000000001|Tags=|Source=web|")
            + $"Lineitem quantity={rest[0]}|Lineitem name=Item|Lineitem price={price}|Lineitem sku=S{index}|"
            + "Lineitem requires shipping=true|Lineitem fulfillment status=pending"
            + (rest.Length == 1 ? "" : $"|Lineitem discount={rest[1]}");
    });

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
