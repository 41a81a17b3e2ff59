using System.Linq;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.Orders;
using FbaOutbound.Tracking;
using Xunit;

namespace FbaOutbound.Core.Tests.Tracking;

public sealed class ShopOrderTests
{
    private static readonly ShopNumbers[] s_known =
        [.. OrderFormats.All.Select(format => ShopNumbers.Find(format.Name)).OfType<ShopNumbers>()];

    private static FulfillmentOrder Order(string id, params string[] lines) => new()
    {
        SellerFulfillmentOrderId = id,
        Items = [.. lines.Select(line => new FulfillmentOrderItem { SellerFulfillmentOrderItemId = line, SellerSku = "A", Quantity = 1 })],
    };

    [Theory]
    [InlineData("Walmart", "108000000000001", "1")]
    [InlineData("Walmart", "1796277083022", "12/2*3")]
    [InlineData("Ebay", "24-00001-00001", "110123456789:220012")]
    [InlineData("EbayGermany", "24-00001-00001", "110123456789")]
    [InlineData("AmazonOrderReport", "113-1234567-1234567", "12345678901234")]
    [InlineData("Etsy", "3300000001", "4400000001")]
    [InlineData("EtsyUk", "3300000001", "4400000001*2")]
    [InlineData("TikTokShop", "576461413038785752", "1729382256910270001")]
    public void AnOrderThatAnImportWroteIsItsShopsAndNoOthers(string format, string id, string line)
    {
        var order = Order(id, line);
        Assert.True(new ShopOrders("", ShopNumbers.Find(format)).Has(order));
        Assert.All(
            s_known.Where(shop => shop != ShopNumbers.Find(format)),
            shop => Assert.False(new ShopOrders("", shop).Has(order)));
    }

    [Theory]
    [InlineData("MAIN-#1001", "1:SHOP-SKU")]
    [InlineData("WOO-3301", "17")]
    [InlineData("SHIP-SS-5001", "1:MUG")]
    [InlineData("US-7001", "1")]
    [InlineData("108000000000001", "1:MUG")]
    [InlineData("1001", "1")]
    [InlineData("my-order", "my-line")]
    public void AnOrderOfAnotherShopIsNoneOfAShopWithoutAPrefix(string id, string line) => Assert.All(
        s_known,
        shop => Assert.False(new ShopOrders("", shop).Has(Order(id, line))));

    [Theory]
    [InlineData("MAIN-", "MAIN-#1001", true)]
    [InlineData("MAIN-", "main-#1001", false)]
    [InlineData("MAIN-", "MAIN-", false)]
    [InlineData("MAIN-", "24-00001-00001", false)]
    [InlineData("", "anything", true)]
    public void APrefixSaysWhichOrdersAreTheShops(string prefix, string id, bool isOfShop) =>
        Assert.Equal(isOfShop, new ShopOrders(prefix, null).Has(Order(id, "1")));

    // The shop would get the number "-#1001".
    [Theory]
    [InlineData("MAIN", "MAIN-#1001", "#1001", false)]
    [InlineData("MAIN", "MAIN-#1001-2", "#1001", false)]
    [InlineData("MAIN-", "MAIN-#1001", "#1001", true)]
    [InlineData("MAIN-", "MAIN-#1001-2", "#1001", true)]
    [InlineData("MAIN", "MAIN#1001", "#1001", true)]
    [InlineData("MAIN", "MAIN-#1001", "Order 7", true)]
    public void APartOfAPrefixIsNotThePrefix(string prefix, string id, string shown, bool isOfShop) => Assert.Equal(
        isOfShop, new ShopOrders(prefix, null).Has(Order(id, "1") with { DisplayableOrderId = shown }));

    [Fact]
    public void APrefixIsEnoughWhateverTheNumbersLookLike() =>
        Assert.True(new ShopOrders("WM-", ShopNumbers.Find("Walmart")).Has(Order("WM-TEST", "my-line")));

    [Theory]
    [InlineData("", "24-00001-00001", "24-00001-00001", "24-00001-00001")]
    [InlineData("", "24-00001-00001-B", "24-00001-00001", "24-00001-00001")]
    [InlineData("MAIN-", "MAIN-#1001", "#1001", "#1001")]
    [InlineData("MAIN-", "MAIN-#1001-rest", "#1001", "#1001")]
    [InlineData("MAIN-", "MAIN-1001", "100", "1001")]
    [InlineData("MAIN-", "MAIN-1001", null, "1001")]
    [InlineData("MAIN-", "MAIN-1001", "Your order", "1001")]
    public void TheShopsNumberHasNeitherPrefixNorSuffix(string prefix, string id, string? shown, string number) =>
        Assert.Equal(number, new ShopOrders(prefix, null).NumberOf(Order(id, "1") with { DisplayableOrderId = shown }));

    [Fact]
    public void TheRestOfAnOrderIsItsShops() => Assert.True(new ShopOrders("", ShopNumbers.Find("Ebay")).Has(
        Order("24-00001-00001-B", "110123456789") with { DisplayableOrderId = "24-00001-00001" }));

    [Fact]
    public void EveryShopIsOfFormatsThatExist() => Assert.All(
        s_known.SelectMany(shop => shop.Formats),
        name => Assert.True(OrderFormats.All.Any(format => format.Name == name) || TrackingFormat.Find(name) is not null, name));

    [Fact]
    public void EveryFormatWhoseNumbersAreUniqueIsKnownByThemUnlessItsIdsAreTheSellersOwn() => Assert.Equal(
        ["AmazonMcf", "AmazonMcfCancel", "FbaOutbound"],
        OrderFormats.All.Where(format => !format.IdIsPerShop && ShopNumbers.Find(format.Name) is null)
            .Select(format => format.Name).Order());
}
