using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Core.Tests.Orders;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Shipments;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Journal;

public sealed class JournalContentTests
{
    private static readonly JournalAccount s_account = new("account");

    // Each changes one thing of an order, or writes the same in another way.
    private static readonly (string Name, Func<FulfillmentOrder, FulfillmentOrder> Change)[] s_changes =
    [
        (
            "case",
            o => o with
            {
                DisplayableOrderComment = o.DisplayableOrderComment?.ToUpperInvariant(),
                DestinationAddress = o.DestinationAddress! with { Name = " " + o.DestinationAddress.Name?.ToUpperInvariant() }
            }),
        ("blanks", o => o with { DisplayableOrderId = $"  {o.DisplayableOrderId} " }),
        ("e-mails turned round", o => o with { NotificationEmails = [.. o.NotificationEmails.Reverse()] }),
        ("items turned round", o => o with { Items = [.. o.Items.Reverse()] }),
        ("offset", o => o with { DisplayableOrderDate = o.DisplayableOrderDate?.ToOffset(TimeSpan.FromHours(-7)) }),
        (
            "scale",
            o => Item(o, i => i with { PerUnitPrice = i.PerUnitPrice is { } price ? price with { Value = price.Value * 1.000m } : null })),
        ("word", o => o with { Policy = "FILL_OR_KILL" }),
        (
            "filled in",
            o => o with
            {
                MarketplaceId = "FILLED", ShippingSpeedCategory = "Priority",
                FilledIn = [.. o.FilledIn, nameof(o.MarketplaceId), nameof(o.ShippingSpeedCategory)]
            }),
        ("blank for nothing", o => o with { DestinationAddress = o.DestinationAddress! with { AddressLine3 = " " } }),
        (
            "not required",
            o => o with
            {
                FeatureConstraints =
                [
                    .. o.FeatureConstraints, new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "NotRequired" },
                ]
            }),
        ("comment", o => o with { DisplayableOrderComment = o.DisplayableOrderComment + "!" }),
        ("e-mail", o => o with { NotificationEmails = [.. o.NotificationEmails, "cid@example.com"] }),
        ("city", o => o with { DestinationAddress = o.DestinationAddress! with { City = "Elsewhere" } }),
        ("action", o => o with { Action = "Ship" }),
        ("date", o => o with { DisplayableOrderDate = o.DisplayableOrderDate?.AddSeconds(1) }),
        (
            "feature",
            o => o with
            {
                FeatureConstraints = [new FeatureConstraint { FeatureName = "BLANK_BOX", FeatureFulfillmentPolicy = "Required" }]
            }),
        ("gift message", o => Item(o, i => i with { GiftMessage = "For you" })),
        ("name", o => o with { DestinationAddress = o.DestinationAddress! with { Name = "Cid Example" } }),
        ("first line", o => o with { DestinationAddress = o.DestinationAddress! with { AddressLine1 = "2 Other Street" } }),
        ("postal code", o => o with { DestinationAddress = o.DestinationAddress! with { PostalCode = "99999" } }),
        ("country", o => o with { DestinationAddress = o.DestinationAddress! with { CountryCode = "CA" } }),
        ("quantity", o => Item(o, i => i with { Quantity = i.Quantity + 1 })),
        ("SKU", o => Item(o, i => i with { SellerSku = "PEN-9" })),
        ("item id", o => Item(o, i => i with { SellerFulfillmentOrderItemId = "other" })),
        ("an item less", o => o with { Items = [.. o.Items.Skip(1)] }),
        (
            "amount",
            o => o with
            {
                CodSettings = (o.CodSettings ?? new CodSettings()) with { CodCharge = new Money { Value = 77.5m, CurrencyCode = "USD" } }
            }),

        // "No", and no amount, is the same order as none. The journal takes it for another one, because its hashes may not change.
        (
            "collect",
            o => o with
            {
                CodSettings = o.CodSettings is not { IsCodRequired: true } settings
                    ? (o.CodSettings ?? new CodSettings()) with { IsCodRequired = true }
                    : settings.CodCharge is null ? null : settings with { IsCodRequired = false }
            }),
        ("price", o => Item(o, i => i with { PerUnitPrice = new Money { Value = 8.25m, CurrencyCode = "USD" } })),
    ];

    // The journal and the comparison with an existing order must agree, both ways round: what either calls another order, the
    // other does, too.
    [Fact]
    public void HashesDifferExactlyWhereOrdersDo()
    {
        var seen = new HashSet<string>();
        var orders = ArbMap.Default.GeneratorFor<int>().Select(seed => Sample(new Random(seed)));
        var cases =
            from order in orders
            from count in Gen.Choose(0, 3)
            from changes in Gen.Elements(s_changes).ArrayOf(count)
            select (order, changes);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true), Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var other = test.changes.Aggregate(test.order, (order, change) => change.Change(order));
            var (left, right) = (s_account.Of(test.order), s_account.Of(other));
            OrderDifference[] differences = [.. OrderComparison.Compare(test.order, other), .. OrderComparison.Compare(other, test.order)];
            var isOther = differences.Any(difference => Weight(difference) == DifferenceKind.Conflict);
            var isChanged = differences.Any(difference => Weight(difference) == DifferenceKind.Minor);
            var names = string.Join(", ", test.changes.Select(change => change.Name));
            Assert.True(isOther == (left.Essentials != right.Essentials), $"{names}: {string.Join(", ", differences.AsEnumerable())}");
            Assert.True(isOther || isChanged == (left.Rest != right.Rest), $"{names}: {string.Join(", ", differences.AsEnumerable())}");
            seen.Add(isOther ? "another" : isChanged ? "changed" : "the same");
        }));
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void WhatIsFilledInDoesNotCount()
    {
        var order = Bench.Sample() with { FilledIn = [nameof(FulfillmentOrder.DisplayableOrderDate), ItemComparison.Ids] };
        var later = order with
        {
            DisplayableOrderDate = order.DisplayableOrderDate!.Value.AddDays(1),
            Items = [order.Items[1] with { SellerFulfillmentOrderItemId = "7" }, order.Items[0]]
        };

        Assert.Equal(s_account.Of(order), s_account.Of(later));
    }

    [Fact]
    public void AnotherAccountAndAnotherIdHashOtherwise()
    {
        var order = Bench.Sample();
        Assert.NotEqual(s_account.Of(order).Essentials, new JournalAccount("another").Of(order).Essentials);
        Assert.NotEqual(s_account.Of(order).Essentials, s_account.Of(order with { SellerFulfillmentOrderId = "another" }).Essentials);
        Assert.NotEqual(s_account.Mark, new JournalAccount("another").Mark);
        Assert.DoesNotContain("account", s_account.Mark, StringComparison.Ordinal);
    }

    [Fact]
    public void AnythingElseInAnUpdateIsAnotherChange()
    {
        var update = new OrderUpdate { SellerFulfillmentOrderId = "a", DisplayableOrderComment = "Hello" };

        Assert.Equal(s_account.Of(update), s_account.Of(update with { DisplayableOrderComment = " HELLO" }));
        Assert.NotEqual(s_account.Of(update).Essentials, s_account.Of(update with { DisplayableOrderComment = "Bye" }).Essentials);
        Assert.NotEqual(s_account.Of(update).Essentials, s_account.Of(update with { Action = "Ship" }).Essentials);
    }

    [Fact]
    public void APurchaseIsItsServiceAndTheRestIsLesser()
    {
        var purchase = new ShipmentPurchase
        {
            Request = new ShipmentRequest
            {
                AmazonOrderId = "903-1",
                ItemList = [new ShipmentItem { OrderItemId = "b", Quantity = 1 }, new ShipmentItem { OrderItemId = "a", Quantity = 2 }],
                Weight = new Weight { Value = 10m, Unit = "oz" },
            },
            ShippingServiceId = "UPS",
            ShippingServiceOfferId = "offer-1",
        };
        var content = s_account.Of(purchase);

        Assert.Equal("903-1 a×2,b×1", JournalAccount.IdOf(purchase.Request));
        Assert.Equal(
            content,
            s_account.Of(
                purchase with
                {
                    ShippingServiceOfferId = "offer-2",
                    Request = purchase.Request with { Weight = new Weight { Value = 10.0m, Unit = "OZ" } }
                }));
        Assert.NotEqual(content.Essentials, s_account.Of(purchase with { ShippingServiceId = "USPS" }).Essentials);
        var heavier = s_account.Of(purchase with { Request = purchase.Request with { Weight = new Weight { Value = 11m, Unit = "oz" } } });
        Assert.Equal((content.Essentials, false), (heavier.Essentials, content.Rest == heavier.Rest));
    }

    // A member that only one of two orders gives weighs what the member weighs; against a response that leaves it out nobody could tell.
    private static string Weight(OrderDifference difference)
    {
        if (difference.Kind != DifferenceKind.NotComparable)
        {
            return difference.Kind;
        }

        return difference.Member.StartsWith(nameof(FulfillmentOrder.CodSettings), StringComparison.Ordinal)
            || difference.Member.EndsWith(nameof(FulfillmentOrderItem.PerUnitPrice), StringComparison.Ordinal)
            || difference.Member == nameof(FulfillmentOrder.Items)
            ? DifferenceKind.Conflict
            : DifferenceKind.Minor;
    }

    private static FulfillmentOrder Item(FulfillmentOrder order, Func<FulfillmentOrderItem, FulfillmentOrderItem> change) =>
        order.Items.Count == 0 ? order : order with { Items = [change(order.Items[0]), .. order.Items.Skip(1)] };

    private static FulfillmentOrder Sample(Random random)
    {
        var order = Bench.Sample();
        return order with
        {
            Items =
            [
                .. order.Items.Select(
                    item => item with
                    {
                        Quantity = random.Next(1, 9),
                        PerUnitPrice = random.Next(3) == 0 ? new Money { Value = 1.5m, CurrencyCode = "USD" } : null
                    }),
            ],
            NotificationEmails = random.Next(2) == 0 ? [] : order.NotificationEmails,
            DisplayableOrderComment = random.Next(2) == 0 ? null : order.DisplayableOrderComment,
            CodSettings = random.Next(4) == 0
                ? new CodSettings { IsCodRequired = true, CodCharge = new Money { Value = 2m, CurrencyCode = "USD" } }
                : null,
            FilledIn = random.Next(2) == 0 ? [] : [nameof(order.DisplayableOrderDate), nameof(order.Policy)],
        };
    }
}
