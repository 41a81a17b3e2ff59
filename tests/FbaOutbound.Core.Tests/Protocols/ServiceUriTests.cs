using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class ServiceUriTests
{
    private const string OrdersPath = "/fba/outbound/2020-07-01/fulfillmentOrders";

    private readonly FakePipeline _pipeline = FakePipeline.Answering("""{"payload":{"fulfillmentOrder":{}}}""");
    private readonly FulfillmentService _service;

    public ServiceUriTests() => _service = new FulfillmentService(_pipeline);

    [Theory]
    [InlineData("six-test-order", "six-test-order")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a/../b", "a%2F..%2Fb")]
    [InlineData("../preview", "..%2Fpreview")]
    [InlineData("a\\..\\b", "a%5C..%5Cb")]
    [InlineData("x/cancel", "x%2Fcancel")]
    [InlineData("a%2Fb", "a%252Fb")]
    [InlineData("%2e%2e", "%252e%252e")]
    [InlineData("a+b", "a%2Bb")]
    [InlineData(" a  b ", "%20a%20%20b%20")]
    [InlineData("a\r\nX-Header: b", "a%0D%0AX-Header%3A%20b")]
    [InlineData("a\0b", "a%00b")]
    [InlineData("a?b=c&d#e", "a%3Fb%3Dc%26d%23e")]
    [InlineData("über", "%C3%BCber")]
    [InlineData("🎁", "%F0%9F%8E%81")]
    [InlineData("https://elsewhere.example/", "https%3A%2F%2Felsewhere.example%2F")]
    [InlineData("//elsewhere.example", "%2F%2Felsewhere.example")]
    [InlineData("a..b", "a..b")]
    [InlineData(".a", ".a")]
    [InlineData("a.", "a.")]
    [InlineData("...", "...")]
    public async Task AnIdIsOneSegmentOfThePathWhateverItHolds(string id, string segment)
    {
        await _service.GetAsync(id, CancellationToken.None);
        Assert.Equal($"{OrdersPath}/{segment}", _pipeline.Last.Target);
        await _service.CancelAsync(id, CancellationToken.None);
        Assert.Equal($"{OrdersPath}/{segment}/cancel", _pipeline.Last.Target);
        await _service.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = id }, CancellationToken.None);
        Assert.Equal($"{OrdersPath}/{segment}", _pipeline.Last.Target);
        Assert.All(_pipeline.Sent, sent => Assert.Equal("sellingpartnerapi.example", sent.Uri.Host));
        Assert.All(_pipeline.Sent, sent => Assert.Equal(id, sent.Subject));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("  ")]
    public async Task AnIdThatNoUrlCanHoldIsRefusedBeforeAnythingIsSent(string id)
    {
        await Assert.ThrowsAsync<FbaException>(() => _service.GetAsync(id, CancellationToken.None));
        await Assert.ThrowsAsync<FbaException>(() => _service.CancelAsync(id, CancellationToken.None));
        await Assert.ThrowsAsync<FbaException>(
            () => _service.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = id }, CancellationToken.None));
        Assert.Empty(_pipeline.Sent);
    }

    [Fact]
    public Task AnIdWithHalfACharacterIsRefusedToo() => AnIdThatNoUrlCanHoldIsRefusedBeforeAnythingIsSent("half \uD83C of a character");

    [Fact]
    public async Task ADottedIdSaysWhyItIsRefused()
    {
        var error = await Assert.ThrowsAsync<FbaException>(() => _service.CancelAsync("..", CancellationToken.None));
        Assert.Equal(
            "The order id '..' cannot be part of a URL: the request would go to a different address. It cannot consist of dots alone.",
            error.Message);
    }

    [Fact]
    public void WhateverTheIdTheServiceReadsTheSameOneFromThePath()
    {
        var ids = ArbMap.Default.ArbFor<NonEmptyString>().Filter(
            id => !string.IsNullOrWhiteSpace(id.Get) && id.Get is not ("." or "..") && !HasHalfCharacter(id.Get));
        Prop.ForAll(ids, id =>
        {
            _service.CancelAsync(id.Get, CancellationToken.None).GetAwaiter().GetResult();
            var segments = _pipeline.Last.Target.Split('/');
            return segments.Length == 7 && segments[6] == "cancel" && Uri.UnescapeDataString(segments[5]) == id.Get;
        }).QuickCheckThrowOnFailure();
    }

    private static bool HasHalfCharacter(string text) => text.EnumerateRunes().Any(rune => rune.Value == 0xFFFD);
}
