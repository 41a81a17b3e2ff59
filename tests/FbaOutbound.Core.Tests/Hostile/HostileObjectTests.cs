using System.Collections;
using System.Linq;
using FbaOutbound.Core.Tests.Rows;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>Objects that lead into themselves would end the process, which no error handler sees.</summary>
public sealed class HostileObjectTests
{
    private static readonly SampleRows.View s_view = new();

    [Theory]
    [InlineData("DestinationAddress")]
    [InlineData("CodSettings")]
    [InlineData("PaymentInformation")]
    [InlineData("DeliveryPreferences")]
    [InlineData("Items")]
    [InlineData("Features")]
    [InlineData("NotificationEmails")]
    [InlineData("Attributes")]
    [InlineData("PerUnitPrice")]
    public void AnObjectInItselfIsAProblem(string member)
    {
        var order = new Hashtable { ["SellerFulfillmentOrderId"] = "A-1" };
        order[member] = order;
        var item = new Hashtable { ["SellerSku"] = "S", [member] = order };
        item["Items"] = new object[] { item };
        Assert.NotEmpty(OrderObjectReader.Read(s_view.PropertiesOf(order)!, s_view).Problems.Select(problem => problem.Column).Concat(
            OrderObjectReader.Read(s_view.PropertiesOf(order)!, s_view).Unknown.Select(unknown => unknown.Name)));
        Assert.NotNull(OrderObjectReader.ReadItems(item, s_view));
    }

    [Fact]
    public void AnAddressInAnAddressIsSaidToBeTooDeep()
    {
        var address = new Hashtable { ["City"] = "Town" };
        address["DestinationAddress"] = address;
        var read = OrderObjectReader.Read(
            s_view.PropertiesOf(new Hashtable { ["SellerFulfillmentOrderId"] = "A-1", ["DestinationAddress"] = address })!, s_view);
        Assert.Contains(read.Problems, problem => problem.Message.Contains("nested too deep", System.StringComparison.Ordinal));
    }
}
