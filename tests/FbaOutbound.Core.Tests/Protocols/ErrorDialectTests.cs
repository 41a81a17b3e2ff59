using System;
using System.Text;
using System.Text.Json;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class ErrorDialectTests
{
    [Fact]
    public void CodeMessageAndDetailsAreKept()
    {
        var error = Read(400, """{"errors":[{"code":"InvalidInput","message":"timestamp must follow ISO8601","details":"more"}]}""");
        Assert.Equal(("InvalidInput", "timestamp must follow ISO8601", "more"), (error.Code, error.Message, error.Details));
    }

    [Theory]
    [InlineData("""{"errors":[{"code":"C","message":"M","details":""}]}""")]
    [InlineData("""{"errors":[{"code":"C","message":"M","details":null}]}""")]
    [InlineData("""{"errors":{"code":"C","message":"M"}}""")]
    [InlineData("""{"error":{"code":"C","message":"M"}}""")]
    [InlineData("""{"error":"C","error_description":"M"}""")]
    [InlineData("""{"code":"C","message":"M"}""")]
    [InlineData("""{"Code":"C","Message":"M"}""")]
    [InlineData("""[{"code":"C","message":"M"}]""")]
    [InlineData("""{"payload":null,"errors":[{"code":"C","message":"M"}]}""")]
    [InlineData("""{"errors":[null,7,{"code":"C","message":"M"}]}""")]
    public void EveryShapeOfAnErrorIsRead(string body)
    {
        var error = Read(400, body);
        Assert.Equal(("C", "M", null), (error.Code, error.Message, error.Details));
    }

    [Theory]
    [InlineData("""{"errors":[{"code":"C","message":"M","details":""}]}""", false)]
    [InlineData("""{"errors":[{"code":"C","message":null}]}""", false)]
    [InlineData("""{"payload":null,"errors":[{"code":"A","message":"M"},{"code":"B","message":"N"}]}""", false)]
    [InlineData("""{"errors":[{"message":"M"}]}""", true)]
    [InlineData("""{"errors":[{"code":408,"message":"M"}]}""", true)]
    [InlineData("""{"errors":[{"status":"408","code":"timeout","title":"M"}]}""", true)]
    [InlineData("""{"errors":["M"]}""", true)]
    [InlineData("""{"errors":{"code":"C","message":"M"}}""", true)]
    [InlineData("""{"error":{"code":"C","message":"M"}}""", true)]
    [InlineData("""{"error":"C","error_description":"M"}""", true)]
    [InlineData("""{"code":"C","message":"M"}""", true)]
    [InlineData("""{"message":"Requested order 'x' not found"}""", true)]
    [InlineData("""[{"code":"C","message":"M"}]""", true)]
    public void OnlyTheServicesOwnFormIsBelieved(string body, bool isForeign)
    {
        var error = Read(404, body);
        Assert.Equal((isForeign, !isForeign), (error.IsForeign, error.IsNotFound));
    }

    [Theory]
    [InlineData("x", "Requested order 'x' not found", true)]
    [InlineData("x", "Requested order 'X' not found", false)]
    [InlineData("A+B", "Requested order 'A B' not found", false)]
    [InlineData("A+B", "Requested order 'A+B' not found", true)]
    [InlineData("A+B", "Resource not found", false)]
    [InlineData("x", "Resource not found", true)]
    [
        InlineData(
            "x",
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=x, includeReturns=true, includeShipments=true). Received error message: ",
            true)]
    [
        InlineData(
            "A+B",
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=A B, includeReturns=true). Received error message: ",
            false)]
    public void ThatAnotherOrderIsNotThereSaysNothingOfThisOne(string asked, string message, bool isNotFound)
    {
        var body = JsonSerializer.Serialize(new { errors = new[] { new { code = "InvalidInput", message } } });
        Assert.Equal(isNotFound, SpApiErrorDialect.Of(asked).Read(Answer(404, body, "application/json")).IsNotFound);
    }

    [Fact]
    public void SeveralErrorsAreAllSaid()
    {
        var error = Read(
            400, """{"errors":[{"code":"A","message":"first","details":"x"},{"code":"B","message":"second","details":"x"},"third"]}""");
        Assert.Equal(("A", "first; second; third", "x"), (error.Code, error.Message, error.Details));
    }

    [Theory]
    [
        InlineData(
            "text/html",
            "<html><body>Ann Example</body></html>",
            "The response is text/html of length 37 and contains no readable error.")]
    [InlineData("application/json", "", "The response is empty and contains no readable error.")]
    [InlineData(null, "\u0001\u0002", "The response is content of unknown type of length 2 and contains no readable error.")]
    [InlineData("text/Ann Example", "x", "The response is content of unknown type of length 1 and contains no readable error.")]
    [
        InlineData(
            "application/json",
            "{\"name\":\"Ann Example\"}",
            "The response is application/json of length 22 and contains no readable error.")]
    [InlineData("application/json", "{\"errors\":[]}", "The response is application/json of length 13 and contains no readable error.")]
    public void ABodyWithoutErrorsIsOnlyDescribed(string? type, string body, string message)
    {
        var error = SpApiErrorDialect.Default.Read(Answer(400, body, type));
        Assert.Equal((null, message, null), (error.Code, error.Message, error.Details));
    }

    [Theory]
    [InlineData(403, "Access to requested resource is denied.", "The access token you provided has expired.", true)]
    [InlineData(403, "The security token included in the request is expired", "", true)]
    [InlineData(401, "Access to requested resource is denied.", "The access token you provided has expired.", true)]
    [InlineData(403, "Access to requested resource is denied.", "The LWA secret token you provided has expired.", false)]
    [InlineData(403, "Access to requested resource is denied.", "The access token you provided is revoked, malformed or invalid.", false)]
    [InlineData(403, "Access to requested resource is denied.", "Access token is missing in the request header.", false)]
    [InlineData(403, "Access to requested resource is denied.", "", false)]
    [InlineData(400, "The access token you provided has expired.", "", false)]
    public void AnExpiredTokenIsDistinguishedFromARefusedOne(int status, string message, string details, bool isExpired) =>
        Assert.Equal(
            (isExpired, details.Contains("revoked", StringComparison.Ordinal)),
            (Read(status, "Unauthorized", message, details).IsExpiredToken, Read(status, "Unauthorized", message, details).IsRevokedToken));

    [Fact]
    public void ThrottlingIsReportedByStatusOrCode()
    {
        Assert.True(Read(429, "").IsThrottled);
        Assert.True(Read(429, "<html>").IsThrottled);
        Assert.True(Read(429, "QuotaExceeded", "You exceeded your quota for the requested resource.").IsThrottled);
        Assert.True(Read(400, "QuotaExceeded", "You exceeded your quota for the requested resource.").IsThrottled);
        Assert.False(Read(400, "InvalidInput", "Invalid Input").IsThrottled);
        Assert.False(Read(503, "").IsThrottled);
    }

    [Theory]
    [InlineData(400, "Requested order 'FBATestOrder-10' not found", "", true)]
    [InlineData(400, "requested order 'it's \n odd' not found.", "", true)]
    [InlineData(404, "Resource not found", "", true)]
    [
        InlineData(
            400,
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=x, includeShipments=true). Received error message: ",
            "",
            true)]
    [
        InlineData(
            404, "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=x). Received error message: ", "", true)]
    [
        InlineData(
            400,
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=x). Received error message: Received 500 response",
            "",
            false)]
    [
        InlineData(
            404,
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=x). Received error message: Received 500 response",
            "",
            false)]
    [
        InlineData(
            400,
            "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=x). Received error message: ",
            "Received 500 response",
            false)]
    [
        InlineData(
            400, "Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId=x, includeShipments=true).", "", false)]
    [InlineData(400, "Invalid Input", "", false)]
    [InlineData(400, "null", "", false)]
    [InlineData(403, "Requested order 'x' not found", "", false)]
    [InlineData(500, "Requested order 'x' not found", "", false)]
    [InlineData(200, "Requested order 'x' not found", "", false)]
    public void OnlyADefiniteNotFoundIsOne(int status, string message, string details, bool isNotFound) =>
        Assert.Equal(isNotFound, Read(status, "InvalidInput", message, details).IsNotFound);

    [Fact]
    public void A404ThatTheServiceDidNotWriteProvesNothing()
    {
        Assert.False(Read(404, "<html>Not Found</html>").IsNotFound);
        Assert.False(Read(404, "").IsNotFound);
    }

    [Fact]
    public void OneErrorThatIsNoNotFoundMakesTheAnswerUncertain() =>
        Assert.False(Read(400, """{"errors":[{"message":"Requested order 'x' not found"},{"message":"Invalid Input"}]}""").IsNotFound);

    [Fact]
    public void ADuplicateIsRecognized()
    {
        Assert.True(
            Read(400, "InvalidInput", "A create request already exists for MerchantFulfillmentOrderId : FBATestOrder-1").IsDuplicate);
        Assert.True(
            Read(
                400,
                "InvalidInput",
                "Value x for parameter SellerFulfillmentOrderId is invalid. Reason: DuplicateCancelRequest.").IsDuplicateCancel);
        var other = Read(400, "InvalidInput", "No inventory available for Items.SellerFulfillmentOrderItemId: 1.");
        Assert.False(other.IsDuplicate || other.IsDuplicateCancel || other.IsNotFound || other.IsThrottled || other.IsExpiredToken);
    }

    private static ServiceError Read(int status, string body) => SpApiErrorDialect.Default.Read(Answer(status, body, "application/json"));

    private static ServiceError Read(int status, string code, string message, string details = "") =>
        Read(status, JsonSerializer.Serialize(new { errors = new[] { new { code, message, details } } }));

    private static HttpAnswer Answer(int status, string body, string? type) =>
        new(status, type, Encoding.UTF8.GetBytes(body), new CallInfo(null, 1, TimeSpan.Zero));
}
