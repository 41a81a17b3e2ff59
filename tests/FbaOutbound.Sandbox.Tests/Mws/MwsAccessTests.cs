using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

public class MwsAccessTests
{
    private const string Namespace = "http://mws.amazonaws.com/FulfillmentOutboundShipment/2010-10-01/";

    private static readonly Dictionary<string, string> s_order = new() { ["SellerFulfillmentOrderId"] = "order-1" };

    [Fact]
    public void TheSignerOfTheseTestsAgreesWithAmazonsExample()
    {
        var text = MwsSigner.StringToSign("GET", "elasticmapreduce.amazonaws.com", "/", new Dictionary<string, string>
        {
            ["Version"] = "2009-03-31",
            ["Timestamp"] = "2011-10-03T15:19:30",
            ["SignatureVersion"] = "2",
            ["SignatureMethod"] = "HmacSHA256",
            ["Action"] = "DescribeJobFlows",
            ["AWSAccessKeyId"] = "AKIAIOSFODNN7EXAMPLE",
        });
        Assert.Equal(
            "GET\nelasticmapreduce.amazonaws.com\n/\nAWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Action=DescribeJobFlows&SignatureMethod=HmacSHA256"
                + "&SignatureVersion=2&Timestamp=2011-10-03T15%3A19%3A30&Version=2009-03-31",
            text);
        Assert.Equal("i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs=", MwsSigner.Sign(text, MwsClient.Secret));
    }

    [Theory]
    [InlineData("POST", false, "")]
    [InlineData("POST", true, "")]
    [InlineData("GET", true, "")]
    [InlineData("POST", false, "/")]
    [InlineData("POST", true, "/")]
    public async Task ParametersCountInTheBodyAndInTheQuery(string method, bool inQuery, string slash)
    {
        using var client = new MwsClient();
        var order = MwsClient.With(MwsClient.Order(), ("DisplayableOrderComment", "Grüße! (50% *off*) ~ 'now' + a=b&c"));
        var request = client.Signed(MwsClient.Outbound, "CreateFulfillmentOrder", order);
        (request.Method, request.InQuery, request.Slash) = (method, inQuery, slash);
        (await client.SendAsync(request)).Ok();
        Assert.Equal(
            "Grüße! (50% *off*) ~ 'now' + a=b&c",
            (await client.GetAsync()).Value("GetFulfillmentOrderResult/FulfillmentOrder/DisplayableOrderComment"));
    }

    [Theory]
    [InlineData("localhost:5080", "localhost:5080")]
    [InlineData("localhost:5080", "localhost")]
    [InlineData("LocalHost:5080", "localhost")]
    [InlineData("mws.amazonservices.com", "mws.amazonservices.com:443")]
    public async Task TheHostMayBeSignedWithAndWithoutItsPort(string host, string signedHost)
    {
        using var client = new MwsClient { Host = host };
        var request = client.Signed(MwsClient.Outbound, "CreateFulfillmentOrder", MwsClient.Order());
        request.SignedHost = signedHost;
        (await client.SendAsync(request)).Ok();
    }

    [Fact]
    public async Task TheOlderMethodIsAccepted()
    {
        using var client = new MwsClient();
        (
            await client.SendAsync(
                client.Signed(MwsClient.Outbound, "CreateFulfillmentOrder", MwsClient.Order(), ("SignatureMethod", "HmacSHA1")))).Ok();
    }

    [Fact]
    public async Task AWrongSecretDoesNotMatch()
    {
        using var client = new MwsClient();
        var request = client.Signed(MwsClient.Outbound, "GetFulfillmentOrder", s_order);
        request.Secret = "wrong";
        var reply = await client.SendAsync(request);
        Assert.Equal((403, "SignatureDoesNotMatch"), (reply.Status, reply.Code));
        Assert.StartsWith(
            "The request signature we calculated does not match the signature you provided.", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASignatureOverOtherParametersDoesNotMatch()
    {
        using var client = new MwsClient();
        var request = client.Signed(MwsClient.Outbound, "GetFulfillmentOrder", s_order);
        request.Signature = MwsSigner.Sign("something else", MwsClient.Secret);
        Assert.Equal("SignatureDoesNotMatch", (await client.SendAsync(request)).Code);
        Assert.Equal(0, client.Sandbox.OrderCount);
    }

    [Fact]
    public async Task AnUnknownKeyIsNotInTheRecords()
    {
        using var client = new MwsClient();
        var reply = await client.SendAsync(
            client.Signed(MwsClient.Outbound, "GetFulfillmentOrder", s_order, ("AWSAccessKeyId", "AKIANOBODY")));
        reply.Refused("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403);
        Assert.Equal("Sender", reply.Value("Error/Type"));
    }

    [Theory]
    [InlineData(-16, false)]
    [InlineData(-14, true)]
    [InlineData(14, true)]
    [InlineData(16, false)]
    public async Task ATimestampIsGoodForAQuarterOfAnHour(int minutes, bool good)
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        var timestamp = client.Time.GetUtcNow().AddMinutes(minutes)
            .UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var reply = await client.SendAsync(client.Signed(MwsClient.Outbound, "GetFulfillmentOrder", s_order, ("Timestamp", timestamp)));
        if (good)
        {
            reply.Ok();
        }
        else
        {
            reply.Refused("InvalidParameterValue", $"Value {timestamp} for parameter Timestamp is invalid. Reason: RequestExpired.");
        }
    }

    [Fact]
    public async Task ATimestampMayFollowTheSandboxsOwnClock()
    {
        using var client = new MwsClient();
        await client.CreateAsync();
        client.Sandbox.Advance(TimeSpan.FromDays(3));
        (await client.GetAsync()).Ok();
        var timestamp = client.Sandbox.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        (await client.SendAsync(client.Signed(MwsClient.Outbound, "GetFulfillmentOrder", s_order, ("Timestamp", timestamp)))).Ok();
    }

    [Theory]
    [InlineData("AWSAccessKeyId")]
    [InlineData("SignatureVersion")]
    [InlineData("SignatureMethod")]
    [InlineData("Timestamp")]
    [InlineData("Version")]
    [InlineData("SellerId")]
    public async Task WhatEveryRequestNeedsIsMissed(string name)
    {
        using var client = new MwsClient();
        var reply = await client.SendAsync(client.Signed(MwsClient.Outbound, "GetFulfillmentOrder", s_order, (name, null)));
        reply.Refused("MissingParameter", $"The request must contain the parameter {name}.");
    }

    [Fact]
    public async Task AnUnknownOperationIsNotAvailable()
    {
        using var client = new MwsClient();
        (await client.CallAsync("ListOrders")).Refused(
            "InvalidAddress", "Operation ListOrders is not available for section FulfillmentOutboundShipment/2010-10-01", 404);
    }

    [Fact]
    public async Task AnotherVersionOfTheSectionIsNowhere()
    {
        using var client = new MwsClient();
        Assert.Equal(
            "InvalidAddress",
            (await client.SendAsync(client.Signed("FulfillmentOutboundShipment/2011-01-01", "GetFulfillmentOrder", s_order))).Code);
    }

    [Fact]
    public async Task OnlyTheOptionsSellerAndTokenAreLetIn()
    {
        using var client = new MwsClient(options => (options.SellerId, options.MwsAuthToken) = ("A1SELLER", "amzn.mws.token"));
        var request = client.Signed(MwsClient.Outbound, "CreateFulfillmentOrder", MwsClient.Order());
        (await client.SendAsync(request)).Refused(
            "AccessDenied", "Access to FulfillmentOutboundShipment.CreateFulfillmentOrder is denied", 401);
        request.Parameters["SellerId"] = "A1SELLER";
        Assert.Equal(401, (await client.SendAsync(request)).Status);
        request.Parameters["MWSAuthToken"] = "amzn.mws.token";
        (await client.SendAsync(request)).Ok();
    }

    [Fact]
    public async Task AnotherKeyPairCanBeTheOne()
    {
        using var client = new MwsClient(options => (options.MwsAccessKeyId, options.MwsSecretKey) = ("AKIAOTHER", "other"));
        Assert.Equal("InvalidAccessKeyId", (await client.CreateAsync()).Code);
        var request = client.Signed(MwsClient.Outbound, "CreateFulfillmentOrder", MwsClient.Order(), ("AWSAccessKeyId", "AKIAOTHER"));
        request.Secret = "other";
        (await client.SendAsync(request)).Ok();
    }

    [Fact]
    public async Task TheGatewayWritesRequestIDAndAServiceRequestId()
    {
        using var client = new MwsClient();
        var gateway = await client.CallAsync("ListOrders");
        Assert.Equal(gateway.Header("x-mws-request-id"), gateway.Value("RequestID"));
        var service = await client.GetAsync("nobody");
        Assert.Equal(service.Header("x-mws-request-id"), service.Value("RequestId"));
        Assert.Equal(Namespace, service.Xml.Name.NamespaceName);
    }

    [Fact]
    public async Task EveryAnswerCarriesTheHeadersOfMwsAndNoneOfTheSpApi()
    {
        using var client = new MwsClient();
        var reply = (await client.CreateAsync()).Ok();
        Assert.Equal(reply.Value("ResponseMetadata/RequestId"), reply.Header("x-mws-request-id"));
        Assert.Equal("2026-05-14T10:00:00.000Z", reply.Header("x-mws-timestamp"));
        Assert.NotEmpty(reply.Header("x-mws-response-context")!);
        Assert.Null(reply.Header("x-amzn-RequestId"));
        Assert.Null(reply.Header("x-amzn-RateLimit-Limit"));
        Assert.Null(reply.Header("x-mws-quota-max"));
        Assert.Equal("text/xml", reply.ContentType);
        Assert.Equal(reply.Header("x-mws-request-id"), client.Sandbox.Requests[^1].RequestId);
    }

    [Fact]
    public async Task TheLogHoldsNoParameters()
    {
        using var client = new MwsClient();
        var request = client.Signed(MwsClient.Outbound, "CreateFulfillmentOrder", MwsClient.Order());
        request.InQuery = true;
        await client.SendAsync(request);
        var entry = client.Sandbox.Requests[^1];
        Assert.Equal(
            ("/FulfillmentOutboundShipment/2010-10-01", "CreateFulfillmentOrder", "order-1", true),
            (entry.Path, entry.Operation, entry.OrderId, entry.Taken));
    }
}
