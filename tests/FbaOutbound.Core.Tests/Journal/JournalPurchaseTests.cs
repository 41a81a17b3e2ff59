using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Core.Tests.Shipments;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Journal;

public sealed class JournalPurchaseTests : IDisposable
{
    private static readonly DateTimeOffset s_shipDate = new(2026, 5, 4, 12, 30, 0, TimeSpan.Zero);

    private static readonly ShipmentPurchase s_box = new()
    {
        Request = SampleShipments.RequiredOnly with
        {
            PackageDimensions = new PackageDimensions { Length = 5, Width = 5, Height = 5, Unit = "inches" },
        },
        ShippingServiceId = "UPS",
    };

    private static readonly Dictionary<string, Func<ShipmentPurchase, ShipmentPurchase>> s_others = new()
    {
        ["ShippingServiceId is UPS, not USPS"] = p => p with { ShippingServiceId = "USPS" },
        ["Weight is 10 oz, not 300 oz"] = p => Of(p, r => r with { Weight = new Weight { Value = 300, Unit = "oz" } }),
        ["PackageDimensions is 5 × 5 × 5 inches, not 20 × 5 × 5 inches"] =
            p => Of(p, r => r with { PackageDimensions = r.PackageDimensions! with { Length = 20 } }),
        ["PackageDimensions is 5 × 5 × 5 inches, not 5 × 5 × 5 centimeters"] =
            p => Of(p, r => r with { PackageDimensions = r.PackageDimensions! with { Unit = "centimeters" } }),
        ["ShipFromAddress is another address"] = p => Of(p, r => r with { ShipFromAddress = r.ShipFromAddress! with { City = "Miami" } }),
        ["DeclaredValue is 0 USD, not 9.00 USD"] =
            p => Options(p, o => o with { DeclaredValue = new Money { Value = 9.00m, CurrencyCode = "USD" } }),
        ["ShipDate is 2026-05-04, not 2026-05-05"] = p => Of(p, r => r with { ShipDate = s_shipDate.AddDays(1) }),
        ["DeliveryExperience is NoTracking, not Signature"] = p => Options(p, o => o with { DeliveryExperience = "Signature" }),
        ["LabelFormat is PDF, not ZPL203"] = p => Options(p, o => o with { LabelFormat = "ZPL203" }),
        ["such as HazmatType, SellerInput"] = p => p with { HazmatType = "LQHazmat" },
        ["DangerousGoodsDetails of item '40525960574974' is another one"] =
            p => Item(p, i => i with { DangerousGoodsDetails = new DangerousGoodsDetails { UnitedNationsRegulatoryId = "UN3481" } }),
        ["TransparencyCodeList of item '40525960574974'"] = p => Item(p, i => i with { TransparencyCodeList = ["AZ:2"] }),
    };

    private readonly ManualTimeProvider _clock = new() { AutoAdvance = true };
    private readonly MemoryJournal _store = new();
    private readonly RecordingLog _log = new();
    private readonly Shop _shop = new();
    private readonly ShipmentClient _client;

    public JournalPurchaseTests() => _client = new ShipmentClient(_shop, new SettlementOptions(), _clock, new SessionMark("Test", null));

    private JournalEntry Entry => _store.Entries.Values.Single();

    public static TheoryData<string> Others => [.. s_others.Keys];

    public void Dispose() => _store.Dispose();

    [Theory]
    [MemberData(nameof(Others))]
    public async Task AnotherPackageNeverGetsTheLabelOfTheFirstAndTheErrorNamesWhatDiffers(string says)
    {
        var box = Item(s_box, item => item with
        {
            DangerousGoodsDetails = new DangerousGoodsDetails { UnitedNationsRegulatoryId = "UN3480" }, TransparencyCodeList = ["AZ:1"],
        });
        await BuyAsync(box);
        var rate = new Money { Value = 36.63m, CurrencyCode = "USD" };

        var error = await Assert.ThrowsAsync<JournalException>(() => BuyAsync(s_others[says](box) with { Rate = rate }));

        Assert.Equal(JournalProblem.OtherPackage, error.Problem);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("shipment 's1'", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("charged as well (36.63 USD).", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Miami", error.Message, StringComparison.Ordinal);
        Assert.Equal(["create", "read s1"], _shop.Log);
        Assert.Equal(0, _store.Held);
        Assert.Equal("s1", (await BuyAsync(box)).ShipmentId);
    }

    [Fact]
    public async Task TheSameInOtherWordsIsTheSamePackage()
    {
        await BuyAsync(s_box);
        var same = Of(s_box, request => request with
        {
            Weight = new Weight { Value = 10.0m, Unit = " OZ" },
            PackageDimensions = request.PackageDimensions! with { Unit = "Inches" },
            ShipFromAddress = request.ShipFromAddress! with { City = request.ShipFromAddress.City!.ToUpperInvariant() + " " },
        });

        Assert.Equal("s1", (await BuyAsync(same)).ShipmentId);
        Assert.Empty(_log.Warnings);
        Assert.Equal(["create", "read s1"], _shop.Log);
    }

    private static readonly Dictionary<string, Func<ShipmentPurchase, ShipmentPurchase>> s_same = new()
    {
        ["the label format that the shipment has"] = p => Options(p, o => o with { LabelFormat = "PDF" }),
        ["any label format"] = p => Options(p, o => o with { LabelFormat = "ShippingServiceDefault" }),
        ["centimeters"] = p => Of(p, r => r with
        {
            PackageDimensions = new PackageDimensions { Length = 12.7m, Width = 12.70m, Height = 12.7m, Unit = "centimeters" },
        }),
        ["no dangerous goods"] = p => p with { HazmatType = "None" },
        ["no insurance"] = p => Options(p, o => o with { DeclaredValue = new Money { CurrencyCode = "USD" } }),
        ["all of them"] = p => s_same!.Where(same => same.Key != "all of them").Aggregate(p, (one, same) => same.Value(one)),
    };

    public static TheoryData<string> Sames => [.. s_same.Keys];

    [Theory]
    [MemberData(nameof(Sames))]
    public async Task WhatMeansTheSameIsTheSamePackageWhicheverWasFirst(string what)
    {
        var other = s_same[what](s_box);
        await BuyAsync(s_box);
        Assert.Equal("s1", (await BuyAsync(other)).ShipmentId);

        _store.Entries.Clear();
        await BuyAsync(other);
        Assert.Equal("s2", (await BuyAsync(s_box)).ShipmentId);
        Assert.Equal(2, _shop.Log.Count(line => line == "create"));
    }

    [Fact]
    public async Task ACarriersPackageIsNotABoxOfItsSize()
    {
        await BuyAsync(s_box);
        var other = Of(s_box, request => request with
        {
            PackageDimensions = new PackageDimensions { PredefinedPackageDimensions = "FedEx_Box_Small_1" },
        });
        await Assert.ThrowsAsync<JournalException>(() => BuyAsync(other));
        _store.Entries.Clear();
        await BuyAsync(other);
        await Assert.ThrowsAsync<JournalException>(() => BuyAsync(s_box));
    }

    // A label for goods that are not dangerous must not go on a package of batteries.
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task OtherDangerousGoodsNeverGetTheLabelAlsoWhereTheShipmentShowsNone(bool hadGoods, bool hasGoods)
    {
        ShipmentPurchase With(bool isGiven, string group) => isGiven
            ? Item(s_box, item => item with
            {
                DangerousGoodsDetails = new DangerousGoodsDetails { UnitedNationsRegulatoryId = "UN3480", PackingGroup = group },
            })
            : s_box;
        await BuyAsync(With(hadGoods, "I"));
        _shop.Bought = _shop.Bought! with { ItemList = s_box.Request.ItemList };

        var error = await Assert.ThrowsAsync<JournalException>(() => BuyAsync(With(hasGoods, "II")));

        Assert.Equal(JournalProblem.OtherPackage, error.Problem);
        Assert.Contains("dangerous goods", error.Message, StringComparison.Ordinal);
        Assert.Equal("s1", (await BuyAsync(With(hadGoods, "I"))).ShipmentId);
    }

    // Written by a version that did not hash what the items are.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnEntryOfAnEarlierVersionIsTheSameWhereTheShipmentShowsTheItems(bool isShown)
    {
        var goods = new DangerousGoodsDetails { UnitedNationsRegulatoryId = "UN3480" };
        var box = Item(s_box, item => item with { DangerousGoodsDetails = goods });
        await BuyAsync(box);
        _store.Entries[_store.Entries.Keys.Single()] = Entry with { Content = new JournalAccount("account").Of(s_box) };
        _shop.Bought = _shop.Bought! with { ItemList = isShown ? box.Request.ItemList : s_box.Request.ItemList };

        if (isShown)
        {
            Assert.Equal("s1", (await BuyAsync(box)).ShipmentId);
        }
        else
        {
            await Assert.ThrowsAsync<JournalException>(() => BuyAsync(box));
        }
    }

    [Fact]
    public async Task ALabelForUnitsThatAnotherShipmentMayHoldIsAWarning()
    {
        var more = Item(s_box, item => item with { Quantity = (item.Quantity ?? 0) + 1 });
        await BuyAsync(s_box);
        Assert.Empty(_log.Warnings);

        Assert.Equal("s2", (await BuyAsync(more)).ShipmentId);
        Assert.Contains("shipment 's1' in the journal 'memory' already contains", Assert.Single(_log.Warnings), StringComparison.Ordinal);

        Assert.Equal("s2", (await BuyAsync(more)).ShipmentId);
        Assert.Single(_log.Warnings);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task ACancelledShipmentHoldsNoUnits()
    {
        await BuyAsync(s_box);
        await _client.CancelAsync("s1", default);
        await BuyAsync(Item(s_box, item => item with { Quantity = (item.Quantity ?? 0) + 1 }));
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task DatesThatMoveWithTheRunAreAWarning()
    {
        await BuyAsync(Of(s_box, request => request with { ShipDate = s_shipDate }));

        var again = await BuyAsync(Of(s_box, request => request with { ShipDate = s_shipDate.AddHours(3) }));

        Assert.Equal("s1", again.ShipmentId);
        Assert.Contains("other dates", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    // Amazon may leave out what it was sent; what is left is compared.
    [Fact]
    public async Task WhatAResponseLeavesOutIsNotCompared()
    {
        await BuyAsync(s_box);
        _shop.Bought = new Shipment { ShipmentId = "s1", Status = "Purchased" };

        Assert.Equal("s1", (await BuyAsync(s_box)).ShipmentId);
        var error = await Assert.ThrowsAsync<JournalException>(
            () => BuyAsync(Of(s_box, request => request with { Weight = new Weight { Value = 11, Unit = "oz" } })));
        Assert.Contains("does not show", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RefundPending", "(status RefundPending). Nothing")]
    [InlineData("RefundApplied", "(status RefundApplied). Nothing")]
    [InlineData("RefundRejected", "(status RefundRejected: its label is still charged). Nothing")]
    public async Task ACancelledShipmentIsAnErrorThatSaysHowAnotherIsBought(string status, string says)
    {
        await BuyAsync(s_box);
        _shop.Bought = _shop.Bought! with { Status = status };

        // Another package changes nothing: the label is worthless.
        foreach (var box in new[] { s_box, s_box with { ShippingServiceId = "USPS" } })
        {
            var error = await Assert.ThrowsAsync<ShipmentCancelledException>(() => BuyAsync(box));
            Assert.Equal(("s1", status), (error.ShipmentId, error.Status));
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
            Assert.EndsWith("-ReplaceShipmentId s1.", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["create", "read s1", "read s1"], _shop.Log);
    }

    [Fact]
    public async Task ACancelledShipmentIsReplacedOnceWhateverIsRepeated()
    {
        await BuyAsync(s_box);
        _shop.Bought = _shop.Bought! with { Status = "RefundPending" };
        var replacing = s_box with { Replaces = ["S1"], ShippingServiceId = "USPS" };

        Assert.Equal("s2", (await BuyAsync(replacing)).ShipmentId);
        Assert.Equal("s2", (await BuyAsync(replacing)).ShipmentId);
        Assert.Equal("s2", (await BuyAsync(replacing with { Replaces = [] })).ShipmentId);

        Assert.Equal(2, _shop.Log.Count(line => line == "create"));
        Assert.Equal((JournalState.Done, "s2"), (Entry.State, Entry.Reference));
    }

    [Fact]
    public async Task AReplacementWhoseOutcomeIsUnknownIsNeverSentAgain()
    {
        await BuyAsync(s_box);
        _shop.Bought = _shop.Bought! with { Status = "RefundPending" };
        var replacing = s_box with { Replaces = ["s1"] };
        _shop.Failures.Enqueue(new FbaServiceException("Reset.") { Outcome = RequestOutcome.Unknown });

        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(replacing));
        Assert.Equal(JournalState.Sent, Entry.State);
        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(replacing));
        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(s_box));

        Assert.Equal(2, _shop.Log.Count(line => line == "create"));
    }

    // A store that has read what is done in advance holds no claim of it; meanwhile another worker has bought the replacement.
    [Theory]
    [InlineData(false, "s2", 2)]
    [InlineData(true, "s9", 1)]
    public async Task AReplacementWhoseClaimIsLostIsDecidedAgain(bool isReplacedMeanwhile, string expected, int purchases)
    {
        await BuyAsync(s_box);
        _shop.Bought = _shop.Bought! with { Status = "RefundPending" };
        var isLost = false;
        _store.Writing = _ =>
        {
            if (isLost)
            {
                return;
            }

            isLost = true;
            if (isReplacedMeanwhile)
            {
                _store.Entries[_store.Entries.Keys.Single()] = Entry with { Reference = "s9" };
                _shop.Bought = _shop.Bought! with { ShipmentId = "s9", Status = "Purchased" };
            }

            throw new JournalClaimLostException("Lost.");
        };

        Assert.Equal(expected, (await BuyAsync(s_box with { Replaces = ["s1"] })).ShipmentId);

        Assert.True(isLost);
        Assert.Equal(purchases, _shop.Log.Count(line => line == "create"));
        Assert.Equal(expected, Entry.Reference);
    }

    [Fact]
    public async Task AReplacementThatWasRefusedLeavesTheCancelledShipmentInTheJournal()
    {
        await BuyAsync(s_box);
        _shop.Bought = _shop.Bought! with { Status = "RefundPending" };
        _shop.Failures.Enqueue(new FbaServiceException("No.") { Outcome = RequestOutcome.Refused, StatusCode = 400 });

        await Assert.ThrowsAsync<FbaServiceException>(() => BuyAsync(s_box with { Replaces = ["s1"] }));

        Assert.Equal((JournalState.Done, "s1"), (Entry.State, Entry.Reference));
        await Assert.ThrowsAsync<ShipmentCancelledException>(() => BuyAsync(s_box));
        Assert.Equal("s2", (await BuyAsync(s_box with { Replaces = ["s1"] })).ShipmentId);
    }

    [Fact]
    public async Task AShipmentThatIsNotCancelledIsNotReplaced()
    {
        await BuyAsync(s_box);

        Assert.Equal("s1", (await BuyAsync(s_box with { Replaces = ["s1"] })).ShipmentId);
        Assert.Contains("not replaced", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        Assert.Equal(["create", "read s1"], _shop.Log);
    }

    [Fact]
    public async Task ACancellationOfThisSessionCountsBeforeTheServiceShowsIt()
    {
        await BuyAsync(s_box);
        await _client.CancelAsync("s1", default);
        _shop.Bought = _shop.Bought! with { Status = "Purchased" };

        await Assert.ThrowsAsync<ShipmentCancelledException>(() => BuyAsync(s_box));
    }

    [Fact]
    public async Task AShipmentWhoseCancellationIsUnknownComesWithAWarning()
    {
        await BuyAsync(s_box);
        _shop.IsLost = true;
        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => _client.CancelAsync("s1", default));
        _shop.IsLost = false;

        Assert.Equal("s1", (await BuyAsync(s_box)).ShipmentId);
        Assert.Contains("outcome is unknown", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherServiceThanThatOfAnUnknownPurchaseIsSaidNotToBeSent()
    {
        _shop.Failures.Enqueue(new FbaServiceException("Reset.") { Outcome = RequestOutcome.Unknown });
        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(s_box));

        var error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(s_box with { ShippingServiceId = "USPS" }));

        Assert.Equal(s_box.ShippingServiceId, error.ShippingServiceId);
        Assert.Contains($"with the service '{s_box.ShippingServiceId}' was bought", error.Message, StringComparison.Ordinal);
        Assert.Contains("A request for the service 'USPS' was not sent", error.Message, StringComparison.Ordinal);

        // Earlier versions did not keep the service.
        _store.Entries[_store.Entries.Keys.Single()] = Entry with { Reference = null };
        error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(s_box with { ShippingServiceId = "USPS" }));

        Assert.Null(error.ShippingServiceId);
        Assert.Contains("with another service was bought", error.Message, StringComparison.Ordinal);
        Assert.Equal(["create"], _shop.Log);
    }

    // A label of which nobody knows whether it was bought is the most dangerous one to buy again.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnotherPackageWithAnItemOfAnUnknownPurchaseIsNotBought(bool isLarger)
    {
        var single = s_box.Request.ItemList[0];
        var other = Of(s_box, request => request with
        {
            ItemList = isLarger
                ? [single with { Quantity = single.Quantity + 1 }]
                : [single, new ShipmentItem { OrderItemId = "40525960574999", Quantity = 1 }],
        });
        await LoseAsync(s_box);

        var error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(other));

        Assert.Contains($"item '{single.OrderItemId}'", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("Nothing was bought", error.Message, StringComparison.Ordinal);
        Assert.Equal(["create"], _shop.Log);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task WhatAnotherWorkerBuysWithTheSameItemIsWaitedFor()
    {
        await LoseAsync(s_box);
        var (entries, notes) = (_store.Entries.ToList(), _store.Goods.ToList());
        _store.Entries.Clear();
        _store.Goods.Clear();
        _store.BusyItems.Enqueue(() =>
        {
            entries.ForEach(entry => _store.Entries.Add(entry.Key, entry.Value));
            notes.ForEach(entry => _store.Goods.Add(entry.Key, entry.Value));
        });

        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(Item(s_box, item => item with { Quantity = 7 })));
        Assert.Equal(["create"], _shop.Log);
        Assert.Equal(0, _store.Held);
    }

    [Fact]
    public async Task APackageWithOtherItemsThanAnUnknownPurchaseIsBought()
    {
        await LoseAsync(s_box);
        Assert.Equal("s1", (await BuyAsync(Item(s_box, item => item with { OrderItemId = "40525960574999" }))).ShipmentId);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task ARefusedPurchaseKeepsNoOtherPackageBack()
    {
        _shop.Failures.Enqueue(new FbaServiceException("No.") { Outcome = RequestOutcome.Refused, StatusCode = 400 });
        await Assert.ThrowsAsync<FbaServiceException>(() => BuyAsync(s_box));

        Assert.Equal("s1", (await BuyAsync(Item(s_box, item => item with { Quantity = 2 }))).ShipmentId);
        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task TheLabelOfAnUnknownPurchaseThatWasFoundAndCancelledSettlesIt()
    {
        await LoseAsync(s_box);
        _shop.Bought = new Shipment
        {
            ShipmentId = "found", AmazonOrderId = s_box.Request.AmazonOrderId, ItemList = s_box.Request.ItemList, Status = "Purchased",
            CreatedDate = _clock.GetUtcNow(),
        };
        var replacing = s_box with { Replaces = ["found"] };
        await Assert.ThrowsAsync<ShipmentNotReplacedException>(() => BuyAsync(replacing));

        _shop.Bought = _shop.Bought with { Status = "RefundPending" };
        Assert.Equal("s1", (await BuyAsync(replacing)).ShipmentId);
        Assert.Equal("s1", (await BuyAsync(replacing)).ShipmentId);
        Assert.Equal(2, _shop.Log.Count(line => line == "create"));
        Assert.Equal("s2", (await BuyAsync(Item(s_box, item => item with { Quantity = 2 }))).ShipmentId);
    }

    [Theory]
    [InlineData("of another order", "RefundPending", "903-0000000-0000000")]
    [InlineData("not cancelled (status Purchased)", "Purchased", null)]
    [InlineData("not found", null, null)]
    public async Task WhatTheJournalDoesNotKnowIsReplacedOnlyIfItIsCancelled(string says, string? status, string? order)
    {
        _shop.Bought = status is null ? null : new Shipment
        {
            ShipmentId = "s9", Status = status, AmazonOrderId = order ?? s_box.Request.AmazonOrderId,
        };

        var error = await Assert.ThrowsAsync<ShipmentNotReplacedException>(() => BuyAsync(s_box with { Replaces = ["s9"] }));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("othing was bought", error.Message, StringComparison.Ordinal);
        Assert.Equal(["read s9"], _shop.Log);
    }

    [Fact]
    public async Task ACancelledShipmentOfTheOrderIsReplacedWithAnotherJournalToo()
    {
        _shop.Bought = new Shipment { ShipmentId = "s9", Status = "RefundApplied", AmazonOrderId = s_box.Request.AmazonOrderId };
        Assert.Equal("s1", (await BuyAsync(s_box with { Replaces = ["s9"] })).ShipmentId);
    }

    // Earlier versions sent midnight UTC.
    [Fact]
    public async Task ADayThatAnEarlierVersionSentAsMidnightIsTheSameDay()
    {
        var day = new DateTime(2026, 5, 4);
        await BuyAsync(Of(s_box, request => request with
        {
            ShipDate = new DateTimeOffset(day, TimeSpan.Zero), MustArriveByDate = new DateTimeOffset(day.AddDays(3), TimeSpan.Zero),
        }));
        var offset = TimeSpan.FromHours(-8);

        var again = await BuyAsync(Of(s_box, request => request with
        {
            ShipDate = ShipmentDay.Noon(day, offset), MustArriveByDate = ShipmentDay.End(day.AddDays(3), offset),
        }));

        Assert.Equal("s1", again.ShipmentId);
        Assert.Empty(_log.Warnings);
    }

    private async Task LoseAsync(ShipmentPurchase purchase)
    {
        _shop.Failures.Enqueue(new FbaServiceException("Reset.") { Outcome = RequestOutcome.Unknown });
        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => BuyAsync(purchase));
    }

    private static ShipmentPurchase Of(ShipmentPurchase purchase, Func<ShipmentRequest, ShipmentRequest> change) =>
        purchase with { Request = change(purchase.Request) };

    private static ShipmentPurchase Options(ShipmentPurchase purchase, Func<ShippingServiceOptions, ShippingServiceOptions> change) =>
        Of(purchase, request => request with { ShippingServiceOptions = change(request.ShippingServiceOptions!) });

    private static ShipmentPurchase Item(ShipmentPurchase purchase, Func<ShipmentItem, ShipmentItem> change) =>
        Of(purchase, request => request with { ItemList = [change(request.ItemList[0])] });

    private async Task<Shipment> BuyAsync(ShipmentPurchase purchase)
    {
        using var journal = new RunJournal(_store, new JournalAccount("account"), "v0", _clock);
        using (CallLog.Use(_log))
        {
            return await journal.Purchases.BuyAsync(_client, purchase, default);
        }
    }

    // Sells what it is asked for, and shows it as it was asked for.
    private sealed class Shop : IShipmentService
    {
        private int _sold;

        public List<string> Log { get; } = [];

        public Queue<Exception> Failures { get; } = new();

        public Shipment? Bought { get; set; }

        public bool IsLost { get; set; }

        public async Task<ShipmentAnswer> CreateAsync(ShipmentPurchase purchase, CancellationToken cancellationToken)
        {
            await CallGate.Current.PassAsync(isRead: false, cancellationToken);
            Log.Add("create");
            if (Failures.TryDequeue(out var failure))
            {
                throw failure;
            }

            var request = purchase.Request;
            Bought = new Shipment
            {
                ShipmentId = FormattableString.Invariant($"s{++_sold}"),
                AmazonOrderId = request.AmazonOrderId,
                ItemList = request.ItemList,
                ShipFromAddress = request.ShipFromAddress,
                PackageDimensions = request.PackageDimensions,
                Weight = request.Weight,
                Insurance = request.ShippingServiceOptions?.DeclaredValue ?? new Money { CurrencyCode = "USD" },
                ShippingService = new ShippingService
                {
                    ShippingServiceId = purchase.ShippingServiceId, ShipDate = request.ShipDate ?? s_shipDate,
                    ShippingServiceOptions = request.ShippingServiceOptions,
                },
                Label = new ShippingLabel { LabelFormat = request.ShippingServiceOptions?.LabelFormat ?? "PDF" },
                Status = "Purchased",
            };
            return Answer();
        }

        public Task<ShipmentAnswer> GetAsync(string shipmentId, CancellationToken cancellationToken)
        {
            Log.Add($"read {shipmentId}");
            if (Bought is null)
            {
                throw new FbaServiceException("No.") { Outcome = RequestOutcome.Refused, StatusCode = 404, IsNotFound = true };
            }

            return Task.FromResult(Answer());
        }

        public Task<ShipmentAnswer> CancelAsync(string shipmentId, CancellationToken cancellationToken)
        {
            if (IsLost)
            {
                throw new FbaServiceException("Reset.") { Outcome = RequestOutcome.Unknown };
            }

            Bought = Bought! with { Status = "RefundPending" };
            return Task.FromResult(Answer());
        }

        public Task<ShippingOffers> GetServicesAsync(
            ShipmentRequest request, ShippingOfferingFilter? filter, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<SellerInputField>> GetSellerInputsAsync(
            string amazonOrderId, string shippingServiceId, ShipmentAddress shipFrom, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private ShipmentAnswer Answer() => new(Bought!, new CallInfo("r", 1, TimeSpan.Zero));
    }
}
