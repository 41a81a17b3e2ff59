using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Settlement;
using Xunit;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class ItemNamesTests
{
    private static readonly FulfillmentOrderItem[] s_items =
    [
        new() { SellerSku = "MUG-RED", SellerFulfillmentOrderItemId = "1", Quantity = 1 },
        new() { SellerSku = "TEA (GREEN)", SellerFulfillmentOrderItemId = "12", Quantity = 1 },
        new() { SellerSku = "POT", SellerFulfillmentOrderItemId = "line-3", Quantity = 1 },
    ];

    [Theory]
    [InlineData("No inventory available for Items.SellerFulfillmentOrderItemId: 1.", "Item '1' is SKU 'MUG-RED'.")]
    [InlineData("No inventory available for Items.SellerFulfillmentOrderItemId: 12.", "Item '12' is SKU 'TEA (GREEN)'.")]
    [InlineData("the SellerSKU for Item Id: line-3 is invalid.", "Item 'line-3' is SKU 'POT'.")]
    [InlineData("No inventory available for lineItemId: 1.", "Item '1' is SKU 'MUG-RED'.")]
    [InlineData("No inventory available for Items.SellerFulfillmentOrderItemId: 1-2.", null)]
    [InlineData("Value 1 for parameter Quantity is invalid.", null)]
    public async Task ARefusalThatNamesAnItemByItsIdTellsItsSku(string said, string? expected)
    {
        var refusal = new FbaServiceException("Refused.", EndOf(said, RequestOutcome.Refused));

        var thrown = await Assert.ThrowsAsync<FbaServiceException>(
            () => ItemNames.NameSkusAsync<int>(s_items, () => throw refusal));

        Assert.Same(refusal, thrown);
        Assert.Equal(expected is null ? "Refused." : $"Refused. {expected}", thrown.Message);
    }

    [Fact]
    public async Task NothingIsAddedToWhatIsNoRefusal()
    {
        var failure = new FbaServiceException(
            "Unknown.", EndOf("No inventory available for lineItemId: 1.", RequestOutcome.Unknown));

        await Assert.ThrowsAsync<FbaServiceException>(() => ItemNames.NameSkusAsync<int>(s_items, () => throw failure));

        Assert.Equal("Unknown.", failure.Message);
    }

    private static RequestEnd EndOf(string said, RequestOutcome outcome) =>
        new("createFulfillmentOrder", "A-1", outcome, "refused") { StatusCode = 400, Error = new ServiceError("InvalidInput", said, null) };
}
