using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.OrderFiles.Reading;
using FbaOutbound.OrderFiles.Words;
using FbaOutbound.Texts;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>
/// One invented order of each format, as its documentation describes it: what is sent of it, and each change by which it is not.
/// </summary>
public sealed class FormatRuleTests
{
    private const string Woo = "order_id=77|order_number=4501|status=processing|shipping_method=Flat rate|shipping_first_name=Ada|"
        + "shipping_last_name=Invented|shipping_company=Tale Ltd|shipping_address_1=1 Sample Street|shipping_address_2=|shipping_postcode=97000|"
        + "shipping_city=Fableville|shipping_state=OR|shipping_country=US|billing_first_name=Bo|billing_last_name=Payer|"
        + "billing_address_1=2 Payer Street|billing_address_2=|billing_postcode=98000|billing_city=Exampleton|billing_state=WA|"
        + "billing_country=US|billing_company=|billing_phone=206-555-0111|";

    private const string WooItem = "item_name=Mug|item_sku=MUG|item_quantity=3|item_refunded_qty=0";

    private static readonly Dictionary<string, (string Row, string Sent)> s_orders = new()
    {
        ["Etsy"] = (
            "Sale Date=11/20/26|Item Name=Mug|Buyer=|Quantity=2|Order Shipping=0|Transaction ID=5001|Listing ID=9|Date Paid=11/20/2026|Date Shipped=|"
                + "Ship Name=Ada Invented|Ship Address1=1 Sample Street|Ship Address2=Apt 2|Ship City=Fableville|Ship State=OR|Ship Zipcode=97000|"
                + "Ship Country=United States|Order ID=3001|Order Type=online|Listings Type=listing|SKU=MUG",
            "3001: MUG x2 [5001] -> Ada Invented|1 Sample Street|Apt 2|Fableville|OR|97000|US   2026-11-20 00:00"),
        ["EtsyUk"] = (
            "Sale Date=20/11/26|Item Name=Mug|Buyer=|Quantity=2|Order Delivery=0|Transaction ID=5001|Listing ID=9|Date Paid=20/11/2026|Date Posted=|"
                + "Delivery Name=Ada Invented|Delivery Address1=1 Sample Street|Delivery Address2=|Delivery City=Fableton|Delivery State=|"
                + "Delivery Zipcode=AB1 2CD|Delivery Country=United Kingdom|Order ID=3002|Order Type=online|Listings Type=listing|SKU=MUG",
            "3002: MUG x2 [5001] -> Ada Invented|1 Sample Street|Fableton|AB1 2CD|GB   2026-11-20 00:00"),
        ["WooSkyVerge"] = (
            Woo + "date=2026-11-20 09:30:00|item_id=88|download_permissions_granted=0|" + WooItem,
            "M-4501: MUG x3 [88] -> Ada Invented|1 Sample Street|Tale Ltd|Fableville|OR|97000|US Standard 4501 2026-11-20 09:30"),
        ["WooSkyVergeDefault"] = (
            Woo + "date=2026-11-20 09:30:00|download_permissions_granted=0|"
                + "line_items=name:Mug¦sku:MUG¦quantity:3¦total:9.00¦refunded:0.00¦refunded_qty:-1¦meta:¦tax:0;"
                + "name:Tea¦sku:TEA¦quantity:1¦total:2.00¦refunded:0.00¦refunded_qty:0¦meta:¦tax:0",
            "M-4501: MUG x2 [1:MUG], TEA x1 [2:TEA] -> Ada Invented|1 Sample Street|Tale Ltd|Fableville|OR|97000|US Standard 4501 2026-11-20 09:30"),
        ["WooWebToffeeRows"] = (
            Woo + "order_date=2026-11-20 9:30:00|shipping_phone=503-555-0101|wt_import_key=1|" + WooItem,
            "M-4501: MUG x3 [1:MUG] -> Ada Invented|1 Sample Street|Tale Ltd|Fableville|OR|97000|US|503-555-0101 Standard 4501 2026-11-20 09:30"),
        ["Squarespace"] = (
            "Order ID=00801|Email=|Financial Status=PAID|Fulfillment Status=PENDING|Amount Refunded=0.00|Shipping Method=Flat Rate|"
                + "Created at=2026-11-20 09:30:00 -0500|Lineitem quantity=2|Lineitem name=Mug|Lineitem sku=MUG|Lineitem variant=Blue|"
                + "Lineitem requires shipping=true|Shipping Name=Ada Invented|Shipping Address1=1 Sample Street|Shipping Address2=|"
                + "Shipping City=Fableville|Shipping Zip='02134|Shipping Province=MA|Shipping Country=US|Shipping Phone=|Cancelled at=|"
                + "Channel Name=|Checkout Form: Gift=",
            "M-00801: MUG x2 [1:MUG] -> Ada Invented|1 Sample Street|Fableville|MA|02134|US Standard 00801 2026-11-20 14:30"),
        ["TikTokShop"] = (
            "Order ID=576000000000000001|Order Status=To ship|Order Substatus=Awaiting shipment|Cancelation/Return Type=|SKU ID=172000000000000001|"
                + "Seller SKU=MUG|Product Name=Mug|Quantity=2|Sku Quantity of return=0|Order Refund Amount=0|Created Time=11/20/2026 09:30:00|"
                + "Shipped Time=|Cancelled Time=|Fulfillment Type=Fulfillment by seller|Tracking ID=|Delivery Option=Standard shipping|"
                + "Recipient=Ada Invented|Phone #=+15035550101|Country=United States|State=OR|City=Fableville|Zipcode=97000|"
                + "Address Line 1=1 Sample Street|Address Line 2=",
            "576000000000000001: MUG x2 [172000000000000001] -> Ada Invented|1 Sample Street|Fableville|OR|97000|US|+15035550101 Standard"
                + "  2026-11-20 09:30"),
        ["BigCommerce"] = (
            "Order ID=101|Order Date=2026-11-20|Order Status=Awaiting Fulfillment|Shipping Method=Flat Rate|Shipping Name=Ada Invented|"
                + "Shipping Street 1=1 Sample Street|Shipping Street 2=|Shipping City=Fableville|Shipping State=Oregon|Shipping Zip=97000|"
                + "Shipping Country=United States|Product Details=Product ID: 1, Product Qty: 2, Product SKU: MUG, Product Name: Mug, blue¦"
                + "Product ID: 2, Product Qty: 1, Product SKU: TEA, Product Name: Tea",
            "M-101: MUG x2 [1:MUG], TEA x1 [2:TEA] -> Ada Invented|1 Sample Street|Fableville|OR|97000|US Standard 101 2026-11-20 00:00"),
        ["Ebay"] = (
            "Sales record number=45|Order number=12-34567-89012|Buyer username=b|Post to name=Ada Invented|Post to phone=--|"
                + "Post to address 1=1 Sample Street|Post to address 2=ebay:abc12xy|Post to city=Fableton|Post to county=|Post to postcode=AB1 2CD|"
                + "Post to country=United Kingdom|Item number=330000000001|Item title=Mug|Custom label=MUG|Quantity=2|Sold for=£12.50|"
                + "Sale date=20-Nov-26|Paid on date=20-Nov-26|Dispatched on date=|Delivery service=Royal Mail|Tracking number=|Click And Collect=No|"
                + "Global Shipping Program=No|eBay International Shipping=No|Authenticity Verification Program=No|eBay Fulfillment Program=No|"
                + "eBay Vault Program=No|Transaction ID=7001",
            "12-34567-89012: MUG x2 [330000000001:7001] -> Ada Invented|1 Sample Street|ebay:abc12xy|Fableton|AB1 2CD|GB Standard"
                + "  2026-11-20 00:00"),
        ["EbayGermany"] = (
            "Verkaufsprotokollnummer=45|Bestellnummer=12-34567-89013|Versand an Name=Käthe Erfunden|Versand an Telefon=--|"
                + "Versand an Adresse 1=Beispielstraße 4|Versand an Adresse 2=|Versand an Ort=Fabelstadt|Versand an Bundesland=|Versand an PLZ=01067|"
                + "Versand an Land=Deutschland|Artikelnummer=330000000001|Artikelbezeichnung=Becher|Bestandseinheit=MUG|Stückzahl=2|"
                + "Verkauft am=20-Nov-26|Zahlungsdatum=20-Nov-26|Versandt am=--|Versandservice=DHL Paket|Sendungsnummer=--|Transaktions-ID=7001",
            "12-34567-89013: MUG x2 [330000000001:7001] -> Käthe Erfunden|Beispielstraße 4|Fabelstadt|01067|DE Standard  2026-11-20 00:00"),
        ["AmazonOrderReport"] = (
            "order-id=111-0000001-0000001|order-item-id=60000000000001|purchase-date=2026-11-20T09:30:00+00:00|sku=MUG|product-name=Mug|"
                + "quantity-purchased=3|quantity-shipped=0|quantity-to-ship=2|ship-service-level=Standard|recipient-name=Ada Invented|"
                + "ship-address-1=1 Sample Street|ship-address-2=|ship-address-3=|ship-city=Fableville|ship-state=OR|ship-postal-code=97000|"
                + "ship-country=US|buyer-phone-number=503-555-0101|is-prime=false|is-premium-order=false|is-ispu-order=false|is-transparency=false|"
                + "customized-url=|is-buyer-requested-cancellation=false",
            "111-0000001-0000001: MUG x2 [60000000000001] -> Ada Invented|1 Sample Street|Fableville|OR|97000|US|503-555-0101 Standard"
                + "  2026-11-20 09:30"),
        ["AmazonMcfCancel"] = ("MerchantFulfillmentOrderID=M-9", "M-9 skipped: CancelListed"),
    };

    public static TheoryData<string> Formats => [.. s_orders.Keys];

    [Theory]
    [MemberData(nameof(Formats))]
    public void AnOrderIsSentAsItsFileSays(string format)
    {
        var table = Table(format, "");
        Assert.Equal(format, OrderFormats.Detect(table, ColumnMap.None).Name);
        Assert.Equal([s_orders[format].Sent], SampleFileTests.Import(table, Options(format)).Select(SampleFileTests.Text));
    }

    [Theory]
    [InlineData("Etsy", "Variations=Size:Large")]
    [InlineData("Etsy", "Variations=Size:Large,Personalization:")]
    [InlineData("Etsy", "Variations=Personalization:Not requested on this item.")]
    public void GoodsWithoutAnOwnTextAreSent(string format, string change) =>
        Assert.NotNull(Assert.Single(SampleFileTests.Import(Table(format, change), Options(format))).Order);

    // In such countries 1.000 may be a thousand.
    [Theory]
    [InlineData("FbaOutbound", "de-DE", ',', "1.000", false)]
    [InlineData("FbaOutbound", "de-DE", ';', "1.000", false)]
    [InlineData("FbaOutbound", "nl-NL", ',', "2.000", false)]
    [InlineData("FbaOutbound", null, ';', "1.000", false)]
    [InlineData("FbaOutbound", "en-US", ';', "1.000", true)]
    [InlineData("FbaOutbound", null, ',', "1.000", true)]
    [InlineData("FbaOutbound", "de-DE", ';', "2.0000", true)]
    [InlineData("FbaOutbound", "de-DE", ';', "2.0", true)]
    [InlineData("FbaOutbound", "de-DE", ';', "2,0", true)]
    public void UnitsWithAPointThatMaySeparateThousandsAreRefused(
        string format, string? culture, char delimiter, string units, bool isRead)
    {
        var table = MemoryTable.Of(
            "SellerFulfillmentOrderId\tName\tAddressLine1\tCity\tPostalCode\tCountryCode\tSellerSku\tQuantity\n"
            + $"A-1\tAda Invented\t1 Sample Street\tFableton\tAB1 2CD\tGB\tMUG\t{units}", '\t');
        var outcome = Assert.Single(SampleFileTests.Import(
            new MemoryTable("a.csv", table.Header, [.. table.ReadRows()]) { Layout = new() { Delimiter = delimiter } },
            SampleFileTests.Options with
            {
                Format = OrderFormats.Find(format), IdPrefix = null, After = null,
                Culture = culture is null ? null : CultureInfo.GetCultureInfo(culture),
            }));
        Assert.Equal(isRead, outcome.Order is not null);
        Assert.Equal(isRead ? [] : [$"row 2, Quantity: '{units}' has a point that may separate thousands or decimals: write the units in "
            + "digits only"], outcome.Problems);
    }

    [Theory]
    [InlineData("Etsy", "Date Paid=", "Unpaid")]
    [InlineData("Etsy", "Date Shipped=11/21/26", "Fulfilled")]
    [InlineData("Etsy", "Variations=Personalization: For Bob, with love", "ChannelProgram")]
    [InlineData("Etsy", "Variations=Size:Large,Personalization:For Bob", "ChannelProgram")]
    [InlineData("EtsyUk", "Variations=Colour:Blue, Personalisation:Für Bo", "ChannelProgram")]
    [InlineData("Etsy", "Order Type=in person", "LocalPickup")]
    [InlineData("Etsy", "Order Type=wholesale", "UnknownStatus")]
    [InlineData("Etsy", "Listings Type=digital", "NotShippable")]
    [InlineData("Etsy", "Sale Date=10/20/26", "BeforeFirstImport")]
    [InlineData("EtsyUk", "Date Paid=", "Unpaid")]
    [InlineData("EtsyUk", "Date Posted=21/11/26", "Fulfilled")]
    [InlineData("EtsyUk", "Order Type=in person", "LocalPickup")]
    [InlineData("EtsyUk", "Listings Type=download", "NotShippable")]
    [InlineData("WooSkyVerge", "status=wc-on-hold", "OnHold")]
    [InlineData("WooSkyVerge", "status=pending", "Unpaid")]
    [InlineData("WooSkyVerge", "status=completed", "Fulfilled")]
    [InlineData("WooSkyVerge", "status=cancelled", "Cancelled")]
    [InlineData("WooSkyVerge", "status=refunded", "Refunded")]
    [InlineData("WooSkyVerge", "status=checkout-draft", "Unpaid")]
    [InlineData("WooSkyVerge", "status=partial-shipped", "PartlyFulfilled")]
    [InlineData("WooSkyVerge", "status=invented", "UnknownStatus")]
    [InlineData("WooSkyVerge", "status=", "UnknownStatus")]
    [InlineData("WooSkyVerge", "shipping_method=Local pickup", "LocalPickup")]
    [InlineData("WooSkyVerge", "item_refunded_qty=-3", "Refunded")]
    [InlineData("WooSkyVerge", "refunded_total=5.00", "QuantityUncertain")]
    [InlineData("WooSkyVerge", "item_refunded=5.00", "QuantityUncertain")]
    [InlineData("WooWebToffeeRows", "item_refunded=5.00", "QuantityUncertain")]
    [InlineData("WooWebToffeeRows", "refund_items=amount:5.00¦reason:¦date:2026-11-21", "QuantityUncertain")]
    [InlineData("WooSkyVergeDefault", "status=failed", "Unpaid")]
    [InlineData("WooSkyVergeDefault", "shipping_method=Abholung im Laden", "LocalPickup")]
    [InlineData("WooSkyVergeDefault", "line_items=name:Mug¦sku:MUG¦quantity:3¦refunded_qty:-3", "Refunded")]
    [InlineData("WooWebToffeeRows", "status=wc-cancelled", "Cancelled")]
    [InlineData("WooWebToffeeRows", "item_refunded_qty=3", "Refunded")]
    [InlineData("Squarespace", "Cancelled at=2026-11-21", "Cancelled")]
    [InlineData("Squarespace", "Financial Status=PENDING", "Unpaid")]
    [InlineData("Squarespace", "Financial Status=REFUNDED", "Refunded")]
    [InlineData("Squarespace", "Financial Status=PARTIALLY_REFUNDED", "QuantityUncertain")]
    [InlineData("Squarespace", "Fulfilled at=2026-11-21 09:30:00 -0500", "PartlyFulfilled")]
    [InlineData("Squarespace", "Amount Refunded=1.00", "QuantityUncertain")]
    [InlineData("Squarespace", "Fulfillment Status=FULFILLED", "Fulfilled")]
    [InlineData("Squarespace", "Fulfillment Status=CANCELED", "Cancelled")]
    [InlineData("Squarespace", "Fulfillment Status=BOXED", "UnknownStatus")]
    [InlineData("Squarespace", "Shipping Method=In-Store Pickup", "LocalPickup")]
    [InlineData("Squarespace", "Lineitem requires shipping=false", "NotShippable")]
    [InlineData("TikTokShop", "Cancelled Time=11/21/2026 10:00:00", "Cancelled")]
    [InlineData("TikTokShop", "Cancelation/Return Type=Cancel", "CancelRequested")]
    [InlineData("TikTokShop", "Cancel Reason=Changed my mind", "CancelRequested")]
    [InlineData("TikTokShop", "RTS Time=11/21/2026 10:00:00", "Fulfilled")]
    [InlineData("TikTokShop", "Order Status=On hold", "OnHold")]
    [InlineData("TikTokShop", "Normal or Pre-order=Pre-order", "OnHold")]
    [InlineData("TikTokShop", "Normal or Pre-order=Sample", "UnknownStatus")]
    [InlineData("TikTokShop", "Order Status=Unpaid", "Unpaid")]
    [InlineData("TikTokShop", "Order Substatus=Awaiting collection", "Fulfilled")]
    [InlineData("TikTokShop", "Fulfillment Type=Fulfillment by TikTok Shop", "FulfilledByChannel")]
    [InlineData("TikTokShop", "Shipped Time=11/21/2026 10:00:00", "Fulfilled")]
    [InlineData("TikTokShop", "Tracking ID=1Z0", "Fulfilled")]
    [InlineData("TikTokShop", "Order Refund Amount=5.00", "QuantityUncertain")]
    [InlineData("TikTokShop", "Sku Quantity of return=2", "Refunded")]
    [InlineData("BigCommerce", "Order Status=Awaiting Pickup", "LocalPickup")]
    [InlineData("BigCommerce", "Order Status=Partially Shipped", "PartlyFulfilled")]
    [InlineData("BigCommerce", "Order Status=Partially Refunded", "QuantityUncertain")]
    [InlineData("BigCommerce", "Order Status=Disputed", "OnHold")]
    [InlineData("BigCommerce", "Order Status=Declined", "Cancelled")]
    [InlineData("BigCommerce", "Order Status=Incomplete", "Unpaid")]
    [InlineData("BigCommerce", "Shipping Method=Pickup In Store", "LocalPickup")]
    [InlineData("Ebay", "Paid on date=--", "Unpaid")]
    [InlineData("Ebay", "Dispatched on date=21-Nov-26", "Fulfilled")]
    [InlineData("Ebay", "Tracking number=TBA1", "Fulfilled")]
    [InlineData("Ebay", "Click And Collect=Yes", "LocalPickup")]
    [InlineData("Ebay", "Global Shipping Program=Yes", "ChannelProgram")]
    [InlineData("Ebay", "eBay International Shipping=Yes", "ChannelProgram")]
    [InlineData("Ebay", "Authenticity Verification Program=Yes", "ChannelProgram")]
    [InlineData("Ebay", "eBay Fulfillment Program=Yes", "FulfilledByChannel")]
    [InlineData("Ebay", "eBay Vault Program=Yes", "FulfilledByChannel")]
    [InlineData("EbayGermany", "Zahlungsdatum=--", "Unpaid")]
    [InlineData("EbayGermany", "Versandt am=21-Nov-26", "Fulfilled")]
    [InlineData("EbayGermany", "Sendungsnummer=00340000000000000001", "Fulfilled")]
    [InlineData("EbayGermany", "Versandservice=Selbstabholung", "LocalPickup")]
    [InlineData("AmazonOrderReport", "is-buyer-requested-cancellation=true", "CancelRequested")]
    [InlineData("AmazonOrderReport", "is-ispu-order=true", "LocalPickup")]
    [InlineData("AmazonOrderReport", "is-prime=true", "ChannelProgram")]
    [InlineData("AmazonOrderReport", "is-premium-order=true", "ChannelProgram")]
    [InlineData("AmazonOrderReport", "is-transparency=true", "ChannelProgram")]
    [InlineData("AmazonOrderReport", "customized-url=https://example.com/1", "ChannelProgram")]
    [InlineData("AmazonOrderReport", "quantity-to-ship=0", "Fulfilled")]
    [InlineData("AmazonOrderReport", "quantity-shipped=1", "PartlyFulfilled")]
    public void ARuleHoldsTheOrderBack(string format, string change, string reason) => Assert.Equal(
        [$"{s_orders[format].Sent.Split(':')[0]} skipped: {reason}"],
        SampleFileTests.Import(Table(format, change), Options(format)).Select(SampleFileTests.Text));

    [Theory]
    [InlineData("WAHR", true)]
    [InlineData("vrai", true)]
    [InlineData("VERDADERO", true)]
    [InlineData("Vero", true)]
    [InlineData("PRAWDA", true)]
    [InlineData("DOĞRU", true)]
    [InlineData("EPÄTOSI", false)]
    [InlineData("FALSCH", false)]
    [InlineData("faux", false)]
    [InlineData("FAŁSZ", false)]
    [InlineData("YANLIŞ", false)]
    [InlineData("NEPRAVDA", false)]
    public void ABooleanIsReadInTheLanguageOfASpreadsheet(string text, bool isTrue)
    {
        var line = Assert.Single(SampleFileTests.Import(
            Table("Squarespace", $"Lineitem requires shipping={text}"), Options("Squarespace")));
        Assert.Equal(isTrue ? null : SkipReason.NotShippable, line.Skipped?.SkipReason);
        Assert.Equal(isTrue, line.Order is not null);

        var flag = Assert.Single(SampleFileTests.Import(Table("AmazonOrderReport", $"is-prime={text}"), Options("AmazonOrderReport")));
        Assert.Equal(isTrue ? SkipReason.ChannelProgram : null, flag.Skipped?.SkipReason);
    }

    [Theory]
    [InlineData("Awaiting packing", true)]
    [InlineData("In Vorbereitung", true)]
    [InlineData("PARTIALLY_FULFILLED", false)]
    [InlineData("Partially Shipped", false)]
    [InlineData("teilweise versandt", false)]
    [InlineData("Partiellement expédiée", false)]
    [InlineData("Storniert", false)]
    [InlineData("Annulée", false)]
    [InlineData("Anulowane", false)]
    [InlineData("Rückerstattet", false)]
    [InlineData("Remboursé", false)]
    [InlineData("Versendet", false)]
    [InlineData("Nicht versenden", false)]
    [InlineData("no", false)]
    [InlineData("Fałsz", false)]
    [InlineData("一部返金", false)]
    public void AMapIsSuggestedForAnUnknownStatusUnlessItMaySayThatNothingIsToBeShipped(string status, bool isSuggested)
    {
        var outcome = Assert.Single(SampleFileTests.Import(Table("Squarespace", $"Fulfillment Status={status}"), Options("Squarespace")));
        Assert.Equal(SkipReason.UnknownStatus, outcome.Skipped?.SkipReason);
        var counts = new ImportCounts();
        counts.Add(outcome);
        Assert.Equal(isSuggested, Assert.Single(counts.Warnings()).Contains("-Map", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Etsy", "Sale Date=11/20/26", "TooOld")]
    [InlineData("BigCommerce", "Order Date=2026-11-20", "TooOld")]
    [InlineData("AmazonOrderReport", "is-prime=false", "TooOld")]
    public void AnOldOrderIsNotSent(string format, string change, string reason) => Assert.Equal(
        reason,
        Assert.Single(SampleFileTests.Import(Table(format, change), Options(format) with { MaxAge = TimeSpan.FromDays(5) }))
            .Skipped!.SkipReason.ToString());

    [Theory]
    [InlineData("Etsy", "Date Paid")]
    [InlineData("Etsy", "Order Type")]
    [InlineData("Etsy", "Listings Type")]
    [InlineData("Etsy", "SKU")]
    [InlineData("EtsyUk", "Date Posted")]
    [InlineData("WooSkyVerge", "status")]
    [InlineData("WooSkyVerge", "shipping_method")]
    [InlineData("WooSkyVergeDefault", "status")]
    [InlineData("WooWebToffeeRows", "status")]
    [InlineData("Squarespace", "Financial Status")]
    [InlineData("Squarespace", "Cancelled at")]
    [InlineData("Squarespace", "Amount Refunded")]
    [InlineData("Squarespace", "Lineitem requires shipping")]
    [InlineData("TikTokShop", "Order Status")]
    [InlineData("TikTokShop", "Fulfillment Type")]
    [InlineData("TikTokShop", "Cancelation/Return Type")]
    [InlineData("BigCommerce", "Order Status")]
    [InlineData("Ebay", "Paid on date")]
    [InlineData("Ebay", "Tracking number")]
    [InlineData("EbayGermany", "Zahlungsdatum")]
    [InlineData("AmazonOrderReport", "is-buyer-requested-cancellation")]
    public void AFileWithoutAColumnOfARuleIsRefused(string format, string column)
    {
        var error = Assert.Throws<OrderFileException>(() => SampleFileTests.Import(
            Table(format, $"-{column}"), Options(format) with { Format = OrderFormats.Find(format) }));
        Assert.Contains(column, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Etsy", "Ship Country=Atlantis", "Ship Country: is not a country")]
    [InlineData("Etsy", "Ship Country=United States (UK)", "Ship Country: is not a country")]
    [InlineData("WooSkyVerge", "shipping_country=United Kingdom (US)", "shipping_country: is not a country")]
    [InlineData("WooSkyVerge", "shipping_country=Atlantis (US)", "shipping_country: is not a country")]
    [InlineData("WooSkyVerge", "shipping_country=(US)", "shipping_country: is not a country")]
    [InlineData("Etsy", "Quantity=two", "Quantity: is not a number of units: use a whole number of 1 or more")]
    [InlineData("Etsy", "Quantity=2.0001", "Quantity: '2.0001' is not a number of units")]
    [InlineData("Etsy", "Quantity=2.5", "Quantity: '2.5' is not a number of units")]
    [InlineData("Etsy", "Ship City=#N/A", "Ship City: contains a spreadsheet error")]
    [InlineData("Etsy", "Ship City=" + SpreadsheetErrors.NoValue, "Ship City: is a formula without a value: open the file in Excel")]
    [InlineData("Squarespace", "Cancelled at=#REF!", "Cancelled at: contains a spreadsheet error")]
    [InlineData("EtsyUk", "Sale Date=05/11/26", "Sale Date: can be read in two ways")]
    [InlineData("WooSkyVergeDefault", "line_items=name:Mug; blue¦sku:MUG¦quantity:1", "a cell with items cannot be read completely")]
    [InlineData("WooSkyVergeDefault", "line_items=[{\"sku\":\"MUG\",\"quantity\":}]", "a cell with items cannot be read completely")]
    [InlineData("WooSkyVerge", "item_refunded_qty=4", "item_refunded_qty: is not a number of units, or is more")]
    [InlineData("WooSkyVerge", "item_sku=", "item_sku: is blank")]
    [InlineData("BigCommerce", "Product Details=Product ID: 1, Product Qty: 2, Product Name: Mug", "a cell with items cannot be read completely")]
    [InlineData("TikTokShop", "Created Time=11/12/2026 09:30:00", "Created Time: can be read in two ways")]
    [InlineData("TikTokShop", "Order ID=5.76E+17", "Order ID")]
    [InlineData("AmazonOrderReport", "ship-service-level=NextDay", "'NextDay' names a speed")]
    [InlineData("Ebay", "Post to postcode=", "Post to postcode: is blank")]
    [InlineData("EbayGermany", "Stückzahl=0", "Stückzahl: '0' is not a number of units")]
    public void WhatIsDoubtfulIsRefused(string format, string change, string message)
    {
        var outcome = Assert.Single(SampleFileTests.Import(Table(format, change), Options(format)));
        Assert.Null(outcome.Order);
        Assert.Contains(outcome.Problems, problem => problem.Contains(message, StringComparison.Ordinal));
    }

    // An export with a row for each item, whose columns the user names.
    [Fact]
    public void ColumnsOfItemsTakeThePlaceOfCellsWithItems()
    {
        var map = new ColumnMap([new("Sku", "Product SKU", null), new("Quantity", "Product Qty", null)]);
        var table = Table("BigCommerce", "-Product Details|Product SKU=MUG|Product Qty=2", "Product SKU=TEA|Product Qty=1.0000");
        var options = Options("BigCommerce") with { Format = OrderFormats.Find("BigCommerce") };
        var refused = Assert.Throws<OrderFileException>(() => SampleFileTests.Import(table, options));
        Assert.Contains("-Map with Sku and Quantity", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["M-101: MUG x2 [1:MUG], TEA x1 [2:TEA] -> Ada Invented|1 Sample Street|Fableville|OR|97000|US Standard 101 2026-11-20 00:00"],
            SampleFileTests.Import(table, options with { Map = map }).Select(SampleFileTests.Text));
        Assert.Contains(
            OrderFormats.Find("BigCommerce").Describe().Columns,
            column => column is { Field: "Items", IsRequired: true } && column.Names.SequenceEqual(["Product Details"]));

        // Other formats' cells say what was refunded.
        var woo = Table("WooSkyVergeDefault", "-line_items|Product SKU=MUG|Product Qty=2");
        var more = Options("WooSkyVergeDefault") with { Format = OrderFormats.Find("WooSkyVergeDefault"), Map = map };
        refused = Assert.Throws<OrderFileException>(() => SampleFileTests.Import(woo, more));
        Assert.EndsWith("needs the column line_items.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.0", 3)]
    [InlineData("3.00", 3)]
    [InlineData("3.000", 3)]
    [InlineData("2.0000", 2)]
    public void ANumberOfUnitsCanHaveDecimalsThatAreZeros(string text, int units) => Assert.Equal(
        units,
        Assert.Single(SampleFileTests.Import(Table("Etsy", $"Quantity={text}"), Options("Etsy"))).Order!.Items[0].Quantity);

    [Theory]
    [InlineData(null, true)]
    [InlineData("de-DE", true)]
    [InlineData("en-US", false)]
    public void ADateWithDotsHasTheDayFirstUnlessTheCultureHasTheMonth(string? culture, bool isSent)
    {
        var options = Options("EtsyUk") with { Culture = culture is null ? null : CultureInfo.GetCultureInfo(culture) };
        var outcome = Assert.Single(SampleFileTests.Import(Table("EtsyUk", "Sale Date=10.11.2026"), options));
        Assert.Equal(isSent, outcome.Order is not null);
        Assert.True(isSent || outcome.Problems[0].Contains("can be read in two ways", StringComparison.Ordinal));
    }

    [Fact]
    public void AMissingColumnIsToldWithWhatItWouldShow()
    {
        var format = OrderFormats.Find("ShipStation");
        var tags = format.Fields["Tags"];
        var header = format.Fields.Values.Select(names => names[0]).Where(name => !tags.Contains(name)).ToArray();
        var missing = new TableBinding(format, new MemoryTable("orders.csv", header, []), ColumnMap.None).Unchecked();
        Assert.Equal([(tags[0], SkipReason.OnHold)], missing);
        Assert.All(
            OrderFormats.All.SelectMany(format => format.Rules).SelectMany(RuleBook.ReasonsOf),
            reason => Assert.True(Enum.IsDefined(reason)));
    }

    [Theory]
    [InlineData("Tags", "Tags")]
    [InlineData("Source", "Channel")]
    [InlineData("Outstanding Balance", "OutstandingBalance")]
    [InlineData("Fulfilled at", "FulfilledDate")]
    public void AFileWithoutAColumnThatWouldHoldOrdersBackIsRefusedUnlessTheUserSaysThatItIsBlank(string column, string field)
    {
        var sample = MemoryTable.Sample("shopify-orders.csv");
        var at = sample.Header.ToList().IndexOf(column);
        var table = new MemoryTable(
            sample.Path, [.. sample.Header.Where((_, i) => i != at)],
            [.. sample.ReadRows().Select(row => row with { Cells = [.. row.Cells.Where((_, i) => i != at)] })]);
        var options = SampleFileTests.Options;
        foreach (var format in (OrderFormat?[])[null, OrderFormats.Find("Shopify")])
        {
            var error = Assert.Throws<OrderFileException>(() => SampleFileTests.Import(table, options with { Format = format }));
            Assert.Contains(column, error.Message, StringComparison.Ordinal);
            Assert.Contains("-Map", error.Message, StringComparison.Ordinal);
        }

        var outcomes = SampleFileTests.Import(table, options with { Map = new ColumnMap([new(field, "", null)]) });
        Assert.Contains(outcomes, outcome => outcome.Order is not null);
    }

    [Theory]
    [InlineData("Financial Status", "pending", SkipReason.Unpaid, "Financial Status in row 2 is 'pending'.")]
    [InlineData("Cancelled at", "Rosa Invented", SkipReason.Cancelled, "Cancelled at in row 2 has a value.")]
    [InlineData("Fulfillment Status", "partial", SkipReason.PartlyFulfilled, "Fulfillment Status in row 2 is 'partial'.")]
    [InlineData("Refunded Amount", "5.00", SkipReason.QuantityUncertain, "Refunded Amount in row 2 is not 0.")]
    [InlineData("Shipping Method", "Local pickup at Rosa's", SkipReason.LocalPickup, "Shipping Method in row 2 says 'pickup'.")]
    [InlineData("Created at", "2026-01-02 09:00:00 -0500", SkipReason.TooOld, "The order was placed on 2026-01-02.")]
    public void ASkippedOrderNamesTheColumnThatDecidedAndNothingOfTheRecipient(
        string column, string value, SkipReason reason, string detail)
    {
        var options = SampleFileTests.Options with
        {
            Time = new FixedTime(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero)), After = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        };
        var skipped = FirstOfShopify(column, value, options).Skipped!;
        Assert.Equal((reason, detail), (skipped.SkipReason, skipped.Detail));
    }

    // The first order of the sample, with another value in its first row.
    private static ImportOutcome FirstOfShopify(string column, string value, ImportOptions options)
    {
        var sample = MemoryTable.Sample("shopify-orders.csv");
        var at = sample.Header.ToList().IndexOf(column);
        var rows = sample.ReadRows().ToList();
        rows[0] = rows[0] with { Cells = [.. rows[0].Cells.Select((cell, i) => i == at ? new SourceCell(value) : cell)] };
        return SampleFileTests.Import(new MemoryTable(sample.Path, sample.Header, rows), options)[0];
    }

    [Theory]
    [InlineData("2026-11-24 23:30:00 -0800", "2026-11-25T00:00:00Z", true)]
    [InlineData("2026-11-25 00:30:00 +0900", "2026-11-25T00:00:00Z", false)]
    [InlineData("2026-11-24 23:30:00 -0800", "2026-11-25T00:30:00+09:00", false)]
    [InlineData("2026-11-25 00:20:00 +0900", "2026-11-25T00:30:00+09:00", true)]
    public void TheFirstDayIsOneOfTheShopsAndATimeIsATime(string placed, string after, bool isBefore)
    {
        var options = SampleFileTests.Options with { After = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture) };
        var skipped = FirstOfShopify("Created at", placed, options).Skipped;
        Assert.Equal(isBefore ? SkipReason.BeforeFirstImport : null, skipped?.SkipReason);
    }

    [Theory]
    [InlineData("shopify-orders.csv")]
    [InlineData("walmart-orders.csv")]
    [InlineData("shipstation.csv")]
    [InlineData("woocommerce-advanced-order-export.csv")]
    [InlineData("woocommerce-webtoffee-items-in-columns.csv")]
    public void EverySkippedOrderHasADetail(string file) => Assert.All(
        SampleFileTests.Import(MemoryTable.Sample(file), SampleFileTests.Options).Where(outcome => outcome.Skipped is not null),
        outcome => Assert.Matches(@"^\S.*\S$", outcome.Skipped!.Detail));

    [Fact]
    public void SentencesAreJoinedWithoutBlanksAroundThem() => Assert.Equal(
        ("One. Two.", "One.", "Two.", ""),
        (Sentences.Join("One.", "Two."), Sentences.Join("One.", null), Sentences.Join("", " Two."), Sentences.Join(null, "")));

    [Fact]
    public void AmountsInAnotherCurrencyThanTheMarketplacesAreWarnedOf()
    {
        string[] header =
        [
            "SellerFulfillmentOrderId", "SellerSku", "Quantity", "Name", "AddressLine1", "City", "StateOrRegion", "PostalCode", "CountryCode",
            "PerUnitDeclaredValue", "Currency",
        ];
        SourceRow Row(int number, string id, string currency) => new(number, [.. ((string[])
            [id, "MUG", "1", "Ada Invented", "1 Pretend Street", "Exampleton", "WA", "98000", "US", "5.00", currency])
            .Select(cell => new SourceCell(cell))]);
        var table = new MemoryTable("own.csv", header, [Row(2, "A-1", "EUR"), Row(3, "A-2", "USD"), Row(4, "A-3", "")]);
        var counts = new ImportCounts();
        foreach (var outcome in SampleFileTests.Import(table, SampleFileTests.Options with { IdPrefix = null, CountryOf = _ => "US" }))
        {
            Assert.NotNull(outcome.Order);
            counts.Add(outcome);
        }

        Assert.Equal(
            "1 order has amounts in EUR, but the marketplace uses USD: A-1. Check that the file is for this marketplace; amounts are sent as "
                + "they are.",
            Assert.Single(counts.Warnings()));
    }

    [Theory]
    [InlineData("PerUnitTax")]
    [InlineData("CodCharge")]
    [InlineData("ShippingChargeTax")]
    public void EachAmountThatIsSentCanHaveAnotherCurrency(string column)
    {
        string[] header =
        [
            "SellerFulfillmentOrderId", "SellerSku", "Quantity", "Name", "AddressLine1", "City", "StateOrRegion", "PostalCode", "CountryCode",
            "IsCodRequired", column, "Currency",
        ];
        string[] cells = ["A-1", "MUG", "1", "Ada Invented", "1 Pretend Street", "Exampleton", "WA", "98000", "US", "true", "5.00", "EUR"];
        var outcome = Assert.Single(SampleFileTests.Import(
            new MemoryTable("own.csv", header, [new SourceRow(2, [.. cells.Select(cell => new SourceCell(cell))])]),
            SampleFileTests.Options with { IdPrefix = null, CountryOf = _ => "US", Validate = static _ => [] }));
        Assert.Equal("in EUR, but the marketplace uses USD", outcome.ForeignCurrency);
    }

    // No amount of a shop's file is sent unless -Map adds one.
    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "in EUR, but the marketplace uses USD")]
    public void TheCurrencyOfAShopCountsOnlyWhereAmountsAreSent(bool isMapped, string? expected)
    {
        var map = new ColumnMap([new("PerUnitDeclaredValue", "Lineitem price", null), new("Currency", "Currency", null)]);
        var table = MemoryTable.Sample("shopify-orders.csv");
        var at = table.Header.ToList().IndexOf("Currency");
        var rows = table.ReadRows().Select(row => new SourceRow(
            row.Number, [.. row.Cells.Select((cell, i) => i == at && cell.Text.Length > 0 ? new SourceCell("EUR") : cell)])).ToList();
        var outcome = SampleFileTests.Import(
            new MemoryTable(table.Path, table.Header, rows),
            SampleFileTests.Options with { CountryOf = _ => "US", Map = isMapped ? map : ColumnMap.None })[0];
        Assert.Equal(expected, outcome.ForeignCurrency);
        Assert.NotNull(outcome.Order);
    }

    [Theory]
    [InlineData("4401,,4402,4403", 1, false)]
    [InlineData("4403,4402,,4401", 1, false)]
    [InlineData("4401,,4403,,4402", 2, true)]
    [InlineData("4401,4403,4402", 0, false)]
    public void AFileInWhichPlacesCountIsRefusedIfItWasSorted(string keys, int continued, bool isRefused)
    {
        string[] header =
        [
            "Order Number", "Order Status", "Order Date", "First Name (Shipping)", "Last Name (Shipping)", "Address 1&2 (Shipping)",
            "City (Shipping)", "State Code (Shipping)", "Postcode (Shipping)", "Country Code (Shipping)", "Item #", "SKU", "Name", "Quantity",
            "Quantity (- Refund)",
        ];
        var number = 1;
        var rows = keys.Split(',').Select(key => new SourceRow(++number, [.. ((string[])(key.Length == 0
            ? ["", "", "", "", "", "", "", "", "", "", "2", "TEA", "Tea", "1", "1"]
            : [key, "Processing", $"2026-11-2{key[3]} 09:00", "Ada", "Invented", "1 Pretend Street", "Exampleton", "WA", "98000", "US", "1",
                "MUG", "Mug", "1", "1"])).Select(cell => new SourceCell(cell))])).ToList();
        var import = new OrderImport(SampleFileTests.Options);
        var table = new MemoryTable("export.csv", header, rows);
        if (isRefused)
        {
            var error = Assert.Throws<OrderFileException>(() => import.Read(table));
            Assert.Contains("probably sorted", error.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(continued, import.Read(table).Continued);
        }
    }

    [Fact]
    public void ABlankShippingAddressMeansTheBillingAddress() => Assert.Equal(
        "M-4501: MUG x3 [88] -> Bo Payer|2 Payer Street|Exampleton|WA|98000|US|206-555-0111 Standard 4501 2026-11-20 09:30",
        SampleFileTests.Text(Assert.Single(SampleFileTests.Import(
            Table("WooSkyVerge", "shipping_first_name=|shipping_last_name=|shipping_company=|shipping_address_1=|shipping_postcode=|"
                + "shipping_city=|shipping_state=|shipping_country="),
            Options("WooSkyVerge")))));

    // WooCommerce's list of countries has these two with a code.
    [Theory]
    [InlineData("WooSkyVerge", "shipping_country=United States (US)", "US")]
    [InlineData("WooSkyVerge", "shipping_country=united states（us）", "US")]
    [InlineData("WooSkyVerge", "shipping_country=United Kingdom (UK)", "GB")]
    [InlineData("Etsy", "Ship Country=Deutschland (DE)", "DE")]
    [InlineData("Squarespace", "Shipping Country=United Kingdom (GB)", "GB")]
    public void ACountryCanHaveItsCodeBehindItsName(string format, string change, string code)
    {
        var outcome = Assert.Single(SampleFileTests.Import(Table(format, change), Options(format) with { Validate = static _ => [] }));
        Assert.Empty(outcome.Problems);
        Assert.Equal(code, outcome.Order?.DestinationAddress?.CountryCode);
    }

    // The shipping columns are blank: what is wrong stands in the billing columns, and the error has to name those.
    [Theory]
    [InlineData("billing_country=Atlantis", "row 2, billing_country: is not a country")]
    [InlineData("billing_country=CH", "row 2, billing_country: is CH, where")]
    [InlineData("billing_country=", "row 2, billing_country: is blank")]
    [InlineData("billing_city=", "row 2, billing_city: is blank")]
    [InlineData("billing_postcode=", "row 2, billing_postcode: is blank")]
    [InlineData("billing_address_1=2026-04-12", "row 2, billing_address_1: is a date")]
    [InlineData("billing_address_2=1.2E+3", "row 2, billing_address_2: was changed to scientific notation")]
    [InlineData("billing_state=1.2E+3", "row 2, billing_state: was changed to scientific notation")]
    [InlineData("billing_phone=617*****01", "row 2, billing_phone: ")]
    [InlineData("billing_company=2026-04-12", "row 2, billing_company: is a date")]
    [InlineData("billing_first_name=|billing_last_name=T*** E***", "row 2, billing_last_name: ")]
    [InlineData("billing_first_name=|billing_last_name=|billing_company=|shipping_method=Local", "row 2, billing_first_name and billing_last_name: ")]
    public void AnErrorNamesTheBillingColumnThatTheValueCameFrom(string change, string start) => Assert.Contains(
        Assert.Single(SampleFileTests.Import(
            Table("WooSkyVerge", "shipping_first_name=|shipping_last_name=|shipping_company=|shipping_address_1=|shipping_postcode=|"
                + "shipping_city=|shipping_state=|shipping_country=|" + change),
            Options("WooSkyVerge") with { CountryOf = static _ => "US" })).Problems,
        problem => problem.StartsWith(start, StringComparison.Ordinal));

    // The other columns of the order may be filled in another row than the first one.
    [Fact]
    public void AnErrorNamesTheRowThatTheValueCameFrom() => Assert.StartsWith(
        "row 3, Shipping Country: is not a country",
        Assert.Single(SampleFileTests.Import(
            Table("Squarespace", "Shipping Country=", "Shipping Country=Atlantis|Lineitem sku=TEA"), Options("Squarespace")))
            .Problems.Single(problem => problem.Contains("country", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Etsy", "Transaction ID=5002|SKU=TEA|Date Shipped=11/21/26")]
    [InlineData("AmazonOrderReport", "order-item-id=60000000000002|sku=TEA|quantity-to-ship=0")]
    public void TheRestOfAPartlySentOrderNeedsASuffix(string format, string otherLine)
    {
        var rows = Table(format, "", otherLine);
        var id = s_orders[format].Sent.Split(':')[0];
        Assert.Equal([$"{id} skipped: PartlyFulfilled"], SampleFileTests.Import(rows, Options(format)).Select(SampleFileTests.Text));
        var rest = Assert.Single(SampleFileTests.Import(rows, Options(format) with { IdSuffix = "-2" }));
        Assert.Equal((id + "-2", "MUG"), (rest.Id, Assert.Single(rest.Order!.Items).SellerSku));
    }

    [Fact]
    public void AnIdThatEndsLikeTheSuffixGetsItAllTheSame()
    {
        var outcome = Assert.Single(SampleFileTests.Import(
            Table("WooSkyVerge", "order_number=101-2|status=partial-shipped"),
            Options("WooSkyVerge") with { IdSuffix = "-2", IncludesUncertain = true }));
        Assert.Equal("M-101-2-2", outcome.Order!.SellerFulfillmentOrderId);
    }

    [Fact]
    public void TheRowThatExplainsTheColumnsIsNoOrder()
    {
        var explained = string.Join('|', s_orders["TikTokShop"].Row.Split('|').Select(pair => $"{pair.Split('=')[0]}=What it means."));
        Assert.Equal(
            [s_orders["TikTokShop"].Sent],
            SampleFileTests.Import(Table("TikTokShop", explained, ""), Options("TikTokShop")).Select(SampleFileTests.Text));
    }

    [Fact]
    public void RowsOfAnEtsyOrderNeedNotBeNeighbours()
    {
        var outcomes = SampleFileTests.Import(
            Table("Etsy", "", "Order ID=3009|Transaction ID=5009", "Transaction ID=5002|SKU=TEA|Quantity=1"), Options("Etsy"));
        Assert.Equal(
            ["3001 MUG x2 [5001], TEA x1 [5002]", "3009 MUG x2 [5009]"],
            outcomes.Select(outcome => $"{outcome.Id} "
                + string.Join(", ", outcome.Order!.Items.Select(item => $"{item.SellerSku} x{item.Quantity} [{item.SellerFulfillmentOrderItemId}]"))));
    }

    internal static ImportOptions Options(string format) => SampleFileTests.Options with
    {
        IdPrefix = OrderFormats.Find(format).IdIsPerShop ? "M-" : null,
        AllowsAmazonOrders = format == "AmazonOrderReport",
    };

    /// <summary>Makes a file of the format's order, once for each set of changes.</summary>
    internal static MemoryTable Table(string format, params string[] changes)
    {
        var pairs = Pairs(s_orders[format].Row);
        pairs.AddRange(changes.SelectMany(Pairs).Select(pair => pair.Name).Distinct()
            .Where(name => !pairs.Exists(pair => pair.Name == name)).Select(name => (name, "")).ToList());
        var removed = changes.SelectMany(change => change.Split('|')).Where(part => part.StartsWith('-')).Select(part => part[1..])
            .ToList();
        string[] header = [.. pairs.Select(pair => pair.Name).Where(name => !removed.Contains(name))];
        return new MemoryTable(
            $"{format.ToLower(CultureInfo.InvariantCulture)}.csv",
            header,
            [
                .. changes.Select((change, at) =>
                {
                    var changed = Pairs(change).ToDictionary(pair => pair.Name, pair => pair.Value);
                    return new SourceRow(at + 2, [.. pairs.Where(pair => header.Contains(pair.Name))
                        .Select(pair => new SourceCell(changed.GetValueOrDefault(pair.Name, pair.Value)))]);
                }),
            ]);
    }

    // A bar in a value is written as a broken bar.
    private static List<(string Name, string Value)> Pairs(string text) =>
    [
        .. text.Split('|', StringSplitOptions.RemoveEmptyEntries).Where(part => !part.StartsWith('-'))
            .Select(part => (part[..part.IndexOf('=', StringComparison.Ordinal)],
                part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..].Replace('¦', '|'))),
    ];
}
