using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using Xunit;
using static FbaOutbound.Core.Tests.Rows.SampleRows;

namespace FbaOutbound.Core.Tests.Rows;

public class OrderObjectReaderTests
{
    private static readonly View s_view = new();

    [Fact]
    public void NoMemberOfAnOrderIsUnknownWhenAnOrderIsReadBack()
    {
        static string[] NamesOf(Type type) => [.. type.GetProperties().Select(property => property.Name)];
        foreach (var name in NamesOf(typeof(FulfillmentOrder)))
        {
            Assert.Empty(Read(new() { [name] = "x" }).Unknown);
        }

        foreach (var name in NamesOf(typeof(FulfillmentOrderItem)))
        {
            Assert.Empty(Read(new() { ["Items"] = new Hashtable { [name] = "x" } }).Unknown);
        }
    }

    private static ReadObject<FulfillmentOrder> Read(Hashtable order) => OrderObjectReader.Read(s_view.PropertiesOf(order)!, s_view);

    [Fact]
    public void AnOrderIsDistinguishedFromARowByItsItems()
    {
        Assert.True(OrderObjectReader.IsOrder([("Name", null), ("items", null)]));
        Assert.False(OrderObjectReader.IsOrder(Recipient));
    }

    [Fact]
    public void AnOrderThatWasSerializedIsReadWhole()
    {
        var read = Read(new Hashtable
        {
            ["SellerFulfillmentOrderId"] = "FBA-1",
            ["DisplayableOrderDate"] = new DateTime(2026, 5, 14, 0, 0, 0, DateTimeKind.Utc),
            ["Action"] = "hold",
            ["Status"] = "Received",
            ["IsHeld"] = true,
            ["HoldExpires"] = null,
            ["Shipments"] = new ArrayList(),
            ["Session"] = "eu",
            ["DestinationAddress"] = new Hashtable { ["Name"] = "Ada Example", ["CountryCode"] = "us", ["AddressLine2"] = null },
            ["DeliveryWindow"] = new Hashtable { ["StartDate"] = "2026-05-14T03:00:00Z", ["EndDate"] = "2026-05-14T05:00:00Z" },
            ["DeliveryPreferences"] = new Hashtable
            {
                ["DropOffLocation"] = new Hashtable
                {
                    ["Type"] = "RECEPTIONIST", ["Attributes"] = new Hashtable { ["recipientName"] = "x" }
                },
            },
            ["CodSettings"] = new Hashtable
            {
                ["IsCodRequired"] = "True", ["CodCharge"] = "10.00 JPY",
                ["ShippingCharge"] = new Hashtable { ["CurrencyCode"] = "JPY", ["Value"] = "5.00" }
            },
            ["NotificationEmails"] = new ArrayList { "a@example.com", "b@example.com" },
            ["FeatureConstraints"] = new ArrayList
            {
                new Hashtable { ["FeatureName"] = "BLANK_BOX", ["FeatureFulfillmentPolicy"] = "NotRequired" }, "OVERBOX"
            },
            ["PaymentInformation"] = new ArrayList
            {
                new Hashtable { ["PaymentMode"] = "Card" }, new Hashtable { ["PaymentMode"] = "Voucher" }
            },
            ["Items"] = new ArrayList
            {
                new Hashtable
                {
                    ["SellerSku"] = "SKU-1", ["Quantity"] = "2", ["CancelledQuantity"] = 0, ["OrderItemDisposition"] = "Sellable",
                    ["PerUnitPrice"] = "40.00 JPY"
                },
                new Hashtable { ["Sku"] = "SKU-2", ["Quantity"] = 1L, ["PerUnitTax"] = 1.5m, ["Currency"] = "jpy" },
            },
        });

        Assert.Empty(read.Problems);
        Assert.Empty(read.Unknown);
        var order = read.Value!;
        Assert.Equal(
            ("FBA-1", "Hold", "eu", "Ada Example", "US"),
            (
                order.SellerFulfillmentOrderId,
                order.Action,
                order.Session,
                order.DestinationAddress!.Name,
                order.DestinationAddress.CountryCode));
        Assert.Equal("2026-05-14T05:00:00Z", order.DeliveryWindow!.EndDate);
        Assert.Equal(
            ("RECEPTIONIST", "x"),
            (order.DeliveryPreferences!.DropOffLocation!.Type, order.DeliveryPreferences.DropOffLocation.Attributes["recipientName"]));
        Assert.Equal(
            (true, "10.00 JPY", "5.00 JPY"),
            (order.CodSettings!.IsCodRequired, order.CodSettings.CodCharge!.ToString(), order.CodSettings.ShippingCharge!.ToString()));
        Assert.Equal(["a@example.com", "b@example.com"], order.NotificationEmails);
        Assert.Equal(["BLANK_BOX=NotRequired", "OVERBOX=Required"], order.FeatureConstraints.Select(feature => feature.ToString()));
        Assert.Equal(["Card", "Voucher"], order.PaymentInformation.Select(payment => payment.PaymentMode));
        Assert.Equal(["SKU-1 × 2", "SKU-2 × 1"], order.Items.Select(item => item.ToString()));
        Assert.Equal(
            ("40.00 JPY", "1.5 JPY", "Sellable"),
            (order.Items[0].PerUnitPrice!.ToString(), order.Items[1].PerUnitTax!.ToString(), order.Items[0].OrderItemDisposition));
    }

    [Fact]
    public void AnOrderThatWasSavedWithoutItsDepthIsOneProblemThatNamesTheWayOut()
    {
        var read = Read(new()
        {
            ["SellerFulfillmentOrderId"] = "FBA-1", ["DestinationAddress"] = "Ada Example, Fableville", ["Items"] = "SKU-1 × 2",
            ["DeliveryWindow"] = "", ["CodSettings"] = " ", ["PaymentInformation"] = "",
        });
        var problem = Assert.Single(read.Problems);
        Assert.Contains("DestinationAddress", problem.Column, StringComparison.Ordinal);
        Assert.Contains("Items[0]", problem.Column, StringComparison.Ordinal);
        Assert.Equal(
            "must be hashtables or objects with properties; to save orders as CSV, use ConvertTo-FbaOrderRow before Export-Csv; to save "
                + "the objects, use more depth, such as Export-Clixml -Depth 5",
            problem.Message);
    }

    [Fact]
    public void ColumnsOfTheOrderAreTakenAtItsTopToo()
    {
        var order = Read(
            new Hashtable
            {
                ["OrderId"] = "FBA-1", ["Name"] = "Ada Example", ["Currency"] = "USD", ["CodCharge"] = 1,
                ["Items"] = new Hashtable { ["Sku"] = "SKU-1" }
            }).Value!;
        Assert.Equal(
            ("FBA-1", "Ada Example", "1 USD", 1),
            (order.SellerFulfillmentOrderId, order.DestinationAddress!.Name, order.CodSettings!.CodCharge!.ToString(), order.Items.Count));
    }

    [Fact]
    public void EveryProblemNamesItsMemberAndRefusesTheOrder()
    {
        var read = Read(new Hashtable
        {
            ["DestinationAddress"] = "(US)",
            ["Action"] = "Shp",
            ["Quantty"] = 1,
            ["FeatureConstraints"] = new object[] { new Hashtable { ["FeatureFulfillmentPolicy"] = "Required" } },
            ["Items"] = new object[]
            {
                "SKU × 1",
                new Hashtable { ["Quantity"] = "1,5", ["City"] = "x", ["PerUnitTax"] = new Hashtable { ["CurrencyCode"] = "USD" } }
            },
        });
        Assert.Null(read.Value);
        Assert.Equal(
            [
                "Action", "DestinationAddress, Items[0]", "FeatureConstraints[0]", "Items[1].City", "Items[1].PerUnitTax",
                "Items[1].Quantity",
            ],
            read.Problems.Select(problem => problem.Column).Order());
        Assert.Equal(["Quantty"], read.Unknown.Select(column => column.Name).Order());
        Assert.Contains(
            "-Depth", read.Problems.Single(problem => problem.Column == "DestinationAddress, Items[0]").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItemsAreReadFromHashtablesOneOrMany()
    {
        Assert.Equal(
            ["SKU-1 × 2"],
            OrderObjectReader.ReadItems(
                new Hashtable { ["SellerSku"] = "SKU-1", ["Quantity"] = 2 }, s_view).Value!.Select(item => item.ToString()));
        var two = OrderObjectReader.ReadItems(
            new[] { new Hashtable { ["Sku"] = "A", ["Quantity"] = 1 }, new Hashtable { ["Sku"] = "B", ["Quantity"] = "x" } }, s_view);
        Assert.Null(two.Value);
        Assert.Equal("Item[1].Quantity", Assert.Single(two.Problems).Column);
    }

    // The amount would be one of another currency.
    [Fact]
    public void AMisspelledCurrencyOfAnAmountIsRefused()
    {
        var price = new Hashtable { ["Value"] = 3, ["Curency"] = "EUR" };
        var read = OrderObjectReader.ReadItems(new Hashtable { ["Sku"] = "A", ["Quantity"] = 1, ["PerUnitPrice"] = price }, s_view);
        Assert.Contains("Curency", Assert.Single(read.Problems).Message, StringComparison.Ordinal);
    }

    // An object with a member that nobody knows was read; what else is wrong with it is worth saying.
    [Fact]
    public void WhatCouldNotBeReadIsKnownByItsMemberItsPartsAndItsWhole()
    {
        var reader = new ObjectReader(s_view);
        reader.Object(
            new Hashtable { ["Length"] = "x", ["Lenght"] = 5 },
            "Box",
            it => it.Number("Length")?.ToString(CultureInfo.InvariantCulture) ?? "");
        reader.Object("mug", "Item[1]", _ => "");

        Assert.Equal(["Box.Length", "Box", "Item[1]"], reader.Problems.Select(problem => problem.Column));
        foreach (var unread in new[] { "Box", "Box.Length", "Item", "Item[1]", "Item[1].Quantity" })
        {
            Assert.True(reader.IsUnread(unread), unread);
        }

        foreach (var read in new[] { "Box.Width", "Boxes", "Item[0]", "Item[10].Quantity", "It" })
        {
            Assert.False(reader.IsUnread(read), read);
        }
    }

    // Without the entry, an order that lacks an item would be sent.
    [Theory]
    [InlineData("Items")]
    [InlineData("NotificationEmails")]
    [InlineData("FeatureConstraints")]
    [InlineData("PaymentInformation")]
    public void ANullInAListIsAProblemThatNamesItsPlace(string member)
    {
        object first = member switch
        {
            "Items" => new Hashtable { ["Sku"] = "A", ["Quantity"] = 1 },
            "NotificationEmails" => "a@example.com",
            "FeatureConstraints" => new Hashtable { ["FeatureName"] = "BLANK_BOX" },
            _ => new Hashtable { ["PaymentMode"] = "Card" },
        };
        var order = new Hashtable { ["OrderId"] = "FBA-1", [member] = new[] { first, null } };
        Assert.Equal(member + "[1] " + ObjectReader.IsNull, Assert.Single(Read(order).Problems).ToString());
    }

    [Fact]
    public void ANullAmongTheItemsOfAParameterIsAProblem() =>
        Assert.Equal("Item[0]", Assert.Single(OrderObjectReader.ReadItems(new object?[] { null }, s_view).Problems).Column);

    // The last one would win, and which one is last may be chance.
    [Theory]
    [InlineData("SellerFulfillmentOrderId", "FBA-1", "OrderId", "FBA-2")]
    [InlineData("Action", "Ship", "FulfillmentAction", "Hold")]
    [InlineData("NotificationEmail", "a@example.com", "NotificationEmails", "b@example.com")]
    [InlineData("AddressLine1", "9 St", "Line1", "77 Other Rd")]
    [InlineData("PaymentMode", "Card", "PaymentInformation", "Voucher")]
    [InlineData("Items", "A", "items", "B")]
    [InlineData("DestinationAddress", "9 St", "AddressLine1", "77 Other Rd")]
    [InlineData("DestinationAddress", "9 St", "DESTINATIONADDRESS", "77 Other Rd")]
    public void AMemberUnderTwoNamesIsAProblemUnlessBothSayTheSame(string one, string first, string other, string second)
    {
        foreach (var (left, right) in new[] { (one, other), (other, one) })
        {
            var (leftText, rightText) = left == one ? (first, second) : (second, first);
            var problem = Assert.Single(Read(left, leftText, right, rightText).Problems);
            Assert.Equal(ObjectReader.IsTwice, problem.Message);
            Assert.DoesNotContain(second, problem.ToString(), StringComparison.Ordinal);
            Assert.Equal(one != "Items", Read(left, first, right, first).Problems.Count == 0);
            Assert.Equal(one == "Items" ? 1 : 0, Read(left, first, right, one == "Items" ? " " : "").Problems.Count);
        }

        static ReadObject<FulfillmentOrder> Read(string left, string leftText, string right, string rightText) =>
            OrderObjectReader.Read([(left, ValueOf(left, leftText)), (right, ValueOf(right, rightText))], s_view);

        static object ValueOf(string name, string text) => name.ToUpperInvariant() switch
        {
            "ITEMS" => new Hashtable { ["Sku"] = text, ["Quantity"] = 1 },
            "DESTINATIONADDRESS" => new Hashtable { ["AddressLine1"] = text },
            "PAYMENTINFORMATION" => new Hashtable { ["PaymentMode"] = text },
            _ => text,
        };
    }

    [Fact]
    public void ABlankUnderOneNameKeepsTheValueUnderAnother()
    {
        var order = OrderObjectReader.Read([("AddressLine2", "Apt 9"), ("Line2", "")], s_view).Value!;
        Assert.Equal("Apt 9", order.DestinationAddress!.AddressLine2);
    }

    [Fact]
    public void AnItemUnderTwoSkusIsAProblem()
    {
        var read = OrderObjectReader.ReadItems(new Hashtable { ["SellerSku"] = "A", ["Sku"] = "B", ["Quantity"] = 1 }, s_view);
        Assert.Equal(ObjectReader.IsTwice, Assert.Single(read.Problems).Message);
        var charge = new Hashtable { ["Value"] = 1, ["CurrencyCode"] = "USD", ["Currency"] = "EUR" };
        Assert.Equal("CodCharge.CurrencyCode", Assert.Single(Read(new() { ["CodCharge"] = charge }).Problems).Column);
    }

    // They would be lost: an order has no quantity, and an item has no address.
    [Fact]
    public void AValueThatBelongsToAnItemIsRefusedBesideTheItemsAndTheOtherWayRound()
    {
        var items = new Hashtable { ["Sku"] = "A", ["Quantity"] = 1 };
        foreach (var member in new[] { "SellerSku", "Quantity", "GiftMessage", "PerUnitDeclaredValue" })
        {
            var problem = Assert.Single(Read(new() { ["Items"] = items, [member] = 4 }).Problems);
            Assert.Equal(member + " belongs to an item: put it into Items", problem.ToString());
            Assert.Empty(Read(new() { ["Items"] = items, [member] = "" }).Problems);
        }

        items["AddressLine2"] = "Apt 9";
        var misplaced = Assert.Single(Read(new() { ["Items"] = items }).Problems);
        Assert.Equal("Items[0].AddressLine2 belongs to the order, not to an item: give it outside the items", misplaced.ToString());
    }

    [Fact]
    public void NoSuggestionIsTheNameItselfOrSomethingElse()
    {
        var item = new Hashtable { ["Sku"] = "A", ["Quantity"] = 1, ["Name"] = "Mug", ["OrderId"] = "FBA-1" };
        var read = Read(new() { ["Items"] = item, ["OrderStatus"] = "paid" });
        Assert.Equal(["Items[0].Name", "Items[0].OrderId", "OrderStatus"], read.Unknown.Select(column => column.ToString()).Order());
        foreach (var name in new[] { "Items", "Status", "DestinationAddress", "PaymentInformation" })
        {
            Assert.Null(OrderColumns.Suggest(name));
        }
    }

    [Fact]
    public void APlainTextForAnItemIsToldWhatAnItemLooksLike() =>
        Assert.Equal(
            "Item[0] must be a hashtable or an object with properties, such as @{ SellerSku = 'A'; Quantity = 1 }",
            Assert.Single(OrderObjectReader.ReadItems("A", s_view).Problems).ToString());
}
