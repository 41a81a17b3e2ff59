using System.Threading.Tasks;
using FbaOutbound.Orders;
using Xunit;
using static FbaOutbound.Core.Tests.Orders.Answers;

namespace FbaOutbound.Core.Tests.Orders;

public sealed class CreateRefusalTests
{
    private readonly Bench _bench = new();

    public static TheoryData<string?, int> Known => new()
    {
        { "the SellerSKU for Item Id: 1 is invalid.", 400 },
        { "No inventory available for Items.SellerFulfillmentOrderItemId: 1.", 400 },
        { "Value  for parameter CountryCode is invalid. Reason: InvalidValue.", 400 },
        { "The request must contain the parameter Address.CountryCode.", 400 },
        { "timestamp must follow ISO8601", 400 },
        { "Missing value for decimal type", 400 },
        { "Access to requested resource is denied.", 403 },
        { null, 401 },
        { null, 404 },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public async Task AKnownRefusalIsReportedAtOnce(string? message, int status)
    {
        var refusal = Refused(message, status);

        Assert.Same(refusal, await Assert.ThrowsAsync<FbaServiceException>(() => _bench.Creates(refusal).CreateAsync()));
        Assert.Equal(["POST 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task WhatWasNotTakenIsReportedAtOnce()
    {
        var error = await Assert.ThrowsAsync<FbaServiceException>(() => _bench.Creates(NotTaken()).CreateAsync());

        Assert.Equal(RequestOutcome.NotTaken, error.Outcome);
        Assert.Equal(["POST 0"], _bench.Service.Log);
    }

    [Fact]
    public async Task WhatWasNotSentForWantOfATokenIsReportedAtOnce()
    {
        var refusal = new FbaCredentialException("The refresh token was revoked.")
        {
            Outcome = RequestOutcome.Refused,
            StatusCode = 400,
            ServiceCode = "invalid_grant",
            ServiceMessage = "The request has an invalid grant parameter : refresh_token.",
        };

        Assert.Same(refusal, await Assert.ThrowsAsync<FbaCredentialException>(() => _bench.Creates(refusal).Reads(refusal).CreateAsync()));
        Assert.Equal(["POST 0"], _bench.Service.Log);
    }

    public static TheoryData<string?, int> Unfamiliar => new()
    {
        { "Invalid Input", 400 },
        { "null", 400 },
        { null, 400 },
        { "6f9619ff-8b86-d011-b42d-00c04fc964ff", 400 },
        { "Value six-test-order for parameter SellerFulfillmentOrderId is invalid. Reason: DuplicateRequest.", 400 },
        { "Conflict", 409 },
    };

    [Theory]
    [MemberData(nameof(Unfamiliar))]
    public async Task AnUnknownRefusalIsReadBackOnceAndThenReported(string? message, int status)
    {
        var refusal = Refused(message, status);

        Assert.Same(refusal, await Assert.ThrowsAsync<FbaServiceException>(() => _bench.Creates(refusal).Reads(NotFound()).CreateAsync()));
        Assert.Equal(["POST 0", "GET 2"], _bench.Service.Log);
    }

    [Fact]
    public async Task AnUnknownRefusalIsNotBelievedAgainstAnExistingOrder()
    {
        Assert.Equal("Created", (await _bench.Creates(Refused("Invalid Input")).Reads(_bench.Found()).CreateAsync()).Outcome);
    }

    [Fact]
    public async Task AnUnknownRefusalIsUnknownWhereNothingCanBeRead()
    {
        await Assert.ThrowsAsync<OrderOutcomeUnknownException>(
            () => _bench.Creates(Refused("Invalid Input")).Reads(Denied()).CreateAsync());
    }
}
