using System;
using System.Text;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.Mws;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

public sealed class ErrorDialectTests
{
    [Theory]
    [
        InlineData(
            """<ErrorResponse xmlns="https://mws.amazonservices.com/"><Error><Type>Sender</Type><Code>InvalidParameterValue</Code><Message>Bad.</Message></Error><RequestID>r</RequestID></ErrorResponse>""")]
    [
        InlineData(
            """<ErrorResponse xmlns="http://mws.amazonaws.com/FulfillmentOutboundShipment/2010-10-01/"><Error><Type/><Code> InvalidParameterValue </Code><Message>  Bad. </Message><Detail/></Error><RequestId>r</RequestId></ErrorResponse>""")]
    [InlineData("<Error><Code>InvalidParameterValue</Code><Message>Bad.</Message></Error>")]
    public void BothDialectsAreRead(string body)
    {
        var error = Read(400, body);
        Assert.Equal(("InvalidParameterValue", "Bad."), (error.Code, error.Message));
        Assert.False(error.IsThrottled || error.IsQuotaUsedUp || error.IsCredential || error.IsNotFound || error.IsDuplicate);
    }

    [Fact]
    public void AMessageMayBeMissing() =>
        Assert.Equal(("AccessDenied", null), (Read(401, Error("AccessDenied", null)).Code, Read(401, Error("AccessDenied", null)).Message));

    [Theory]
    [InlineData(503, "RequestThrottled", true, false, false)]
    [InlineData(503, "QuotaExceeded", false, true, false)]
    [InlineData(503, "ServiceUnavailable", false, false, false)]
    [InlineData(500, "InternalError", false, false, false)]
    [InlineData(401, "AccessDenied", false, false, true)]
    [InlineData(403, "InvalidAccessKeyId", false, false, true)]
    [InlineData(403, "SignatureDoesNotMatch", false, false, true)]
    [InlineData(400, "MalformedInput", false, false, false)]
    public void CodesMeanWhatTheySay(int status, string code, bool isThrottled, bool isUsedUp, bool isCredential)
    {
        var error = Read(status, Error(code, "Said."));
        Assert.Equal((isThrottled, isUsedUp, isCredential), (error.IsThrottled, error.IsQuotaUsedUp, error.IsCredential));
    }

    [Theory]
    [InlineData(400, "Requested order 'six-test-order' not found", true)]
    [InlineData(400, "Unable to get order info for GetOrderByMerchantOrderIdRequest. Received error message: ", true)]
    [InlineData(400, "Unable to get order info for GetOrderByMerchantOrderIdRequest. Received error message: Received 500 response", false)]
    [InlineData(400, "Value X for parameter SellerFulfillmentOrderId is invalid.", false)]
    [InlineData(503, "Requested order 'six-test-order' not found", false)]
    public void OnlyClearWordsSayThatThereIsNoSuchOrder(int status, string message, bool isNotFound) =>
        Assert.Equal(isNotFound, Read(status, Error("InvalidRequestException", message)).IsNotFound);

    // The gateway says 404 of an address, never of an order.
    [Fact]
    public void AnUnknownOperationIsNoMissingOrder() =>
        Assert.False(Read(404, Error("InvalidAddress", "Operation X is not available for section Y")).IsNotFound);

    [Fact]
    public void AUsedIdAndARepeatedCancellationAreKnown()
    {
        Assert.True(
            Read(400, Error("InvalidRequestException", "A create request already exists for MerchantFulfillmentOrderId : a")).IsDuplicate);
        Assert.True(
            Read(
                400,
                Error(
                    "InvalidParameterValue",
                    "Value a for parameter SellerFulfillmentOrderId is invalid. Reason: DuplicateCancelRequest.")).IsDuplicateCancel);
    }

    [Theory]
    [InlineData("<ErrorResponse><Error><Code>C</Code><Message>Requested order 'x' not found</Message></Error></ErrorResponse>", false)]
    [InlineData("<Error><Code>C</Code><Message>Requested order 'x' not found</Message></Error>", true)]
    [InlineData("<ErrorResponse><Error><Message>Requested order 'x' not found</Message></Error></ErrorResponse>", true)]
    [InlineData("<html><Error><Code>C</Code><Message>Requested order 'x' not found</Message></Error></html>", true)]
    public void OnlyTheServicesOwnFormIsBelieved(string body, bool isForeign)
    {
        var error = Read(400, body);
        Assert.Equal((isForeign, !isForeign), (error.IsForeign, error.IsNotFound));
        Assert.False(MwsErrorDialect.Of("X").Read(Answer(400, body)).IsNotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>503 Service Unavailable</body></html>")]
    [InlineData("{\"errors\":[]}")]
    [InlineData("<ErrorResponse/>")]
    public void AnythingElseIsDescribedAndNotQuoted(string body)
    {
        var error = Read(503, body);
        Assert.Null(error.Code);
        Assert.Contains("no readable error", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsThrottled);
    }

    [Fact]
    public void TheRecipientIsRemovedFromMessages()
    {
        var dialect = new MwsErrorDialect(
            ErrorText.For(new FulfillmentOrder { DestinationAddress = new Address { Name = "Zoë Example" } }));
        var error = dialect.Read(
            Answer(
                400,
                Error(
                    "InvalidRequestException",
                    "The name Zoë Example is odd. Value Zoë Example for parameter DestinationAddress.Name is invalid.")));
        Assert.DoesNotContain("Zoë", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnExpiredTimestampMentionsTheClock()
    {
        Assert.Contains(
            "clock",
            Read(400, Error("InvalidParameterValue", "Timestamp 2010-01-01T00:00:00Z is invalid.")).Advice,
            StringComparison.Ordinal);
        Assert.Null(Read(400, Error("InvalidParameterValue", "Value X for parameter Y is invalid.")).Advice);
    }

    internal static string Error(string code, string? message) =>
        $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code>{(message is null ? "" : $"<Message>{System.Security.SecurityElement.Escape(message)}</Message>")}</Error><RequestID>r</RequestID></ErrorResponse>";

    private static ServiceError Read(int status, string body) => MwsErrorDialect.Default.Read(Answer(status, body));

    private static HttpAnswer Answer(int status, string body) =>
        new(status, "text/xml", Encoding.UTF8.GetBytes(body), new CallInfo(null, 1, TimeSpan.Zero));
}
