using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Core.Tests.Orders;
using FbaOutbound.Journal;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Core.Tests.Journal;

/// <summary>A default that is written out says the same as one that is left out.</summary>
public class SameOrdersTests
{
    private const string Marketplace = "ATVPDKIKX0DER";

    private static readonly JournalAccount s_account = new("account");

    private static readonly FulfillmentOrder s_order = Bench.Sample() with
    {
        MarketplaceId = Marketplace, Action = "Ship", DisplayableOrderId = "six-test-order", FilledIn = [],
    };

    private static readonly string[] s_members =
    [
        "MarketplaceId", "DisplayableOrderId", "DisplayableOrderComment", "ShippingSpeedCategory", "Action", "Policy", ItemComparison.Ids,
    ];

    public static IEnumerable<object[]> Pairs =>
        from one in s_members.Append("").Append("all")
        from other in s_members.Append("").Append("all")
        select new object[] { one, other };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void DefaultsMayBeWrittenOutInOneRunAndLeftOutInTheOther(string filledThen, string filledNow)
    {
        var then = s_account.Of(Filled(filledThen));
        var now = Filled(filledNow);
        Assert.Equal(then, new SameOrders(now, Marketplace).ContentAsIn(s_account.Of(now), then, s_account));
    }

    [Theory]
    [InlineData(null, "EACHES")]
    [InlineData("EACHES", null)]
    [InlineData("EACHES", " eaches")]
    public void TheUnitOfItemsMayBeLeftOutToo(string? unitThen, string? unitNow)
    {
        static FulfillmentOrder With(string? unit) => s_order with { Items = [.. s_order.Items.Select(item => item with { Unit = unit })] };
        var then = s_account.Of(With(unitThen));
        Assert.Equal(then, new SameOrders(With(unitNow), Marketplace).ContentAsIn(s_account.Of(With(unitNow)), then, s_account));
        var other = s_account.Of(With("PALLETS"));
        Assert.NotEqual(other, new SameOrders(With(unitNow), Marketplace).ContentAsIn(s_account.Of(With(unitNow)), other, s_account));
    }

    [Theory]
    [InlineData("MarketplaceId")]
    [InlineData("DisplayableOrderId")]
    [InlineData("DisplayableOrderComment")]
    [InlineData("ShippingSpeedCategory")]
    [InlineData("Action")]
    [InlineData("Policy")]
    [InlineData("Items")]
    public void AnotherValueIsAnotherContent(string member)
    {
        var then = s_account.Of(Filled("all"));
        var now = member switch
        {
            "MarketplaceId" => s_order with { MarketplaceId = "A2EUQ1WTGCTBG2" },
            "DisplayableOrderId" => s_order with { DisplayableOrderId = "other" },
            "DisplayableOrderComment" => s_order with { DisplayableOrderComment = "other" },
            "ShippingSpeedCategory" => s_order with { ShippingSpeedCategory = "Priority" },
            "Action" => s_order with { Action = "Hold" },
            "Policy" => s_order with { Policy = "FillAll" },
            _ => s_order with { Items = [.. s_order.Items.Select(item => item with { Quantity = 9 })] },
        };
        var content = new SameOrders(now, Marketplace).ContentAsIn(s_account.Of(now), then, s_account);
        Assert.NotEqual(then, content);
        Assert.Equal(member == "Items", then.Essentials != content.Essentials);
    }

    // The ids of items are in the essentials; another comment is none of them.
    [Fact]
    public void ALesserDifferenceStaysOneBesideADefaultThatIsWrittenOut()
    {
        var then = s_account.Of(Filled("all"));
        var now = s_order with { DisplayableOrderComment = "other" };
        var content = new SameOrders(now, Marketplace).ContentAsIn(s_account.Of(now), then, s_account);
        Assert.Equal(then.Essentials, content.Essentials);
        Assert.NotEqual(then.Rest, content.Rest);
    }

    [Theory]
    [InlineData("", "MarketplaceId", "")]
    [InlineData("all", "", "")]
    [InlineData("", "all", "")]
    [InlineData("all", "comment", "DisplayableOrderComment")]
    [InlineData("all", "hold", "Action")]
    public void OnlyWhatReallyDiffersIsNamed(string filledThen, string now, string differences)
    {
        static FulfillmentOrder Given(FulfillmentOrder order) => order with { Recipient = Recipients.Of(order) };
        var then = SentContent.Of(Given(Filled(filledThen)), s_account).ToString();
        var order = Given(now switch
        {
            "comment" => s_order with { DisplayableOrderComment = "other" },
            "hold" => s_order with { Action = "Hold" },
            _ => Filled(now),
        });
        Assert.Equal(
            differences, string.Join(", ", SentContent.LesserDifferences(order, new SameOrders(order, Marketplace), then, s_account)));
    }

    private static FulfillmentOrder Filled(string members) => s_order with
    {
        FilledIn = members == "all" ? s_members : [.. s_members.Where(member => member == members)],
    };
}
