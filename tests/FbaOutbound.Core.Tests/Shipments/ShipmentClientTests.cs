using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Settlement;
using FbaOutbound.Shipments;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Shipments;

public sealed class ShipmentClientTests
{
    private static readonly FbaServiceException s_unknown = new("Reset.")
    {
        Outcome = RequestOutcome.Unknown, RequestIds = ["r1"], FirstSent = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero)
    };
    private static readonly FbaServiceException s_refused = new("No.") { Outcome = RequestOutcome.Refused, StatusCode = 400 };
    private static readonly FbaServiceException s_notTaken = new("Throttled.") { Outcome = RequestOutcome.NotTaken };

    private readonly ManualTimeProvider _clock = new() { AutoAdvance = true };
    private readonly Script _service = new();

    private ShipmentClient Client => new(_service, new SettlementOptions(), _clock, new SessionMark("Test", null));

    [Theory]
    [InlineData("RefundPending")]
    [InlineData("Purchased")]
    public async Task TheResponseToACancellationIsReturnedUnchanged(string status)
    {
        _service.Cancels(status);
        var shipment = await Client.CancelAsync("s", default);
        Assert.Equal((status, "Test"), (shipment.Status, shipment.Session));
        Assert.Equal(["cancel"], _service.Log);
    }

    [Theory]
    [InlineData("RefundPending")]
    [InlineData("RefundApplied")]
    [InlineData("RefundRejected")]
    public async Task AfterAnUnknownOutcomeARefundStatusIsDone(string status)
    {
        _service.Cancels(s_unknown).Reads(status);
        Assert.Equal(status, (await Client.CancelAsync("s", default)).Status);
        Assert.Equal(["cancel", "read"], _service.Log);
    }

    [Fact]
    public async Task WithoutARefundTheCancelIsSentOnceMore()
    {
        _service.Cancels(s_unknown, "RefundPending").Reads("Purchased");
        Assert.Equal("RefundPending", (await Client.CancelAsync("s", default)).Status);
        Assert.Equal(["cancel", "read", "cancel"], _service.Log);
    }

    [Fact]
    public async Task ARefusalOfTheSecondMayMeanThatTheFirstWasTaken()
    {
        _service.Cancels(s_unknown, s_refused).Reads("Purchased", "Purchased", "RefundPending");
        Assert.Equal("RefundPending", (await Client.CancelAsync("s", default)).Status);
        Assert.Equal(["cancel", "read", "cancel", "read", "read"], _service.Log);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCannotBeSettledIsUnknown(bool isRefusedAtLast)
    {
        _service.Cancels(s_unknown, isRefusedAtLast ? s_refused : s_unknown).Reads(
            s_unknown, "Purchased", "Purchased", "Purchased", "Purchased");
        var error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => Client.CancelAsync("s", default));
        Assert.Equal(("Cancel", "s"), (error.Request, error.ShipmentId));
        Assert.Contains("r1", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, _service.Log.Count(line => line == "cancel"));
    }

    [Fact]
    public async Task ARefusedCancellationIsReportedAsItIs()
    {
        _service.Cancels(s_refused).Reads("Purchased");
        Assert.Same(s_refused, await Assert.ThrowsAsync<FbaServiceException>(() => Client.CancelAsync("s", default)));
        Assert.Equal(["cancel", "read"], _service.Log);
    }

    [Fact]
    public async Task ACancellationThatWasDeliveredTwiceIsDoneAlthoughTheSecondIsRefused()
    {
        _service.Cancels(s_refused).Reads("RefundPending");
        Assert.Equal("RefundPending", (await Client.CancelAsync("s", default)).Status);
    }

    [Fact]
    public async Task ARefusedCancellationIsUnknownIfTheShipmentCannotBeRead()
    {
        _service.Cancels(s_refused).Reads(s_unknown);
        var client = Client;
        var error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => client.CancelAsync("s", default));
        Assert.Same(s_refused, error.InnerException);
        Assert.True(client.MayHaveCancelled("s"));
        Assert.Equal(["cancel", "read"], _service.Log);
    }

    [Theory]
    [InlineData(404, true)]
    [InlineData(400, false)]
    public async Task ARefusedCancellationOfAShipmentThatDoesNotExistIsReportedAsItIs(int status, bool isNotFound)
    {
        _service.Cancels(s_refused).Reads(
            new FbaServiceException("None.") { Outcome = RequestOutcome.Refused, StatusCode = status, IsNotFound = isNotFound });
        Assert.Same(s_refused, await Assert.ThrowsAsync<FbaServiceException>(() => Client.CancelAsync("s", default)));
    }

    [Fact]
    public async Task AnUnknownCancellationSaysWhenItWasSentAndNotWhenItBeganToWaitForItsQuota()
    {
        _service.Cancels(s_unknown, s_unknown).Reads("Purchased", "Purchased", "Purchased", "Purchased", "Purchased");
        var error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => Client.CancelAsync("s", default));
        Assert.Equal(s_unknown.FirstSent, error.FirstSent);
        Assert.Contains("It was sent at 2026-05-04T12:00:00Z", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASessionThatClosesWhileACancellationIsReadBackLeavesItUnknown()
    {
        var closed = new SessionClosedException("Closed.");
        _service.Cancels(s_unknown, closed).Reads(closed, closed, closed, closed, closed);
        await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => Client.CancelAsync("s", default));
    }

    [Fact]
    public async Task APurchaseThatIsAnsweredIsReturned()
    {
        _service.Creates("Purchased");
        var shipment = await Client.BuyAsync(Purchase, default);
        Assert.Equal(("Purchased", "Test"), (shipment.Status, shipment.Session));
    }

    [Fact]
    public async Task APurchaseWhoseOutcomeIsUnknownIsNeverRepeatedAndSaysWhereToLook()
    {
        _service.Creates(s_unknown, "Purchased");
        var error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => Client.BuyAsync(Purchase, default));
        Assert.Equal(["create"], _service.Log);
        Assert.Equal(("Purchase", "903-1", "FEDEX"), (error.Request, error.AmazonOrderId, error.ShippingServiceId));
        foreach (var word in new[] { "903-1", "FEDEX", "2026-05-04T12:00:00Z", "r1", "Seller Central" })
        {
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task APurchaseThatWasRefusedOrNotTakenIsNoMystery()
    {
        _service.Creates(s_refused, s_notTaken);
        Assert.Same(s_refused, await Assert.ThrowsAsync<FbaServiceException>(() => Client.BuyAsync(Purchase, default)));
        Assert.Same(s_notTaken, await Assert.ThrowsAsync<FbaServiceException>(() => Client.BuyAsync(Purchase, default)));
    }

    [Fact]
    public async Task APurchaseThatBreaksInFlightMayHaveHappenedAndOneThatHasNotLeftIsCancelled()
    {
        _service.Creates(new InvalidOperationException(), new OperationCanceledException());
        var error = await Assert.ThrowsAsync<ShipmentOutcomeUnknownException>(() => Client.BuyAsync(Purchase, default));
        Assert.IsType<InvalidOperationException>(error.InnerException);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Client.BuyAsync(Purchase, default));
    }

    [Fact]
    public async Task OffersCarryWhatTheyWereRequestedFor()
    {
        var service = Assert.Single((await Client.GetServicesAsync(Purchase.Request, null, default)).Services);
        Assert.Same(Purchase.Request, service.Request);
        Assert.Equal(("903-1", "Test"), (service.AmazonOrderId, service.Session));
    }

    private static ShipmentPurchase Purchase { get; } = new()
    {
        Request = new ShipmentRequest { AmazonOrderId = "903-1" }, ShippingServiceId = "FEDEX"
    };

    private sealed class Script : IShipmentService
    {
        private readonly Queue<object> _cancels = new();
        private readonly Queue<object> _reads = new();
        private readonly Queue<object> _creates = new();

        public List<string> Log { get; } = [];

        public Script Cancels(params object[] script) => Fill(_cancels, script);

        public Script Reads(params object[] script) => Fill(_reads, script);

        public Script Creates(params object[] script) => Fill(_creates, script);

        public Task<ShipmentAnswer> GetAsync(string shipmentId, CancellationToken cancellationToken) => Play("read", _reads);

        public Task<ShipmentAnswer> CancelAsync(string shipmentId, CancellationToken cancellationToken) => Play("cancel", _cancels);

        public Task<ShipmentAnswer> CreateAsync(ShipmentPurchase purchase, CancellationToken cancellationToken) => Play("create", _creates);

        public Task<ShippingOffers> GetServicesAsync(
            ShipmentRequest request, ShippingOfferingFilter? filter, CancellationToken cancellationToken) =>
            Task.FromResult(new ShippingOffers { Services = [new ShippingService { ShippingServiceId = "FEDEX" }] });

        public Task<IReadOnlyList<SellerInputField>> GetSellerInputsAsync(
            string amazonOrderId, string shippingServiceId, ShipmentAddress shipFrom, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<SellerInputField>>([]);

        private Script Fill(Queue<object> queue, object[] script)
        {
            foreach (var line in script)
            {
                queue.Enqueue(line);
            }

            return this;
        }

        private Task<ShipmentAnswer> Play(string what, Queue<object> script)
        {
            Log.Add(what);
            return script.Dequeue() switch
            {
                Exception error => Task.FromException<ShipmentAnswer>(error),
                var status =>
                    Task.FromResult(
                        new ShipmentAnswer(
                            new Shipment { ShipmentId = "s", Status = (string)status }, new CallInfo("r", 1, TimeSpan.Zero))),
            };
        }
    }
}
