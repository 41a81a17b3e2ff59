using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

public sealed class SignatureTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly Operation s_operation = new(
        "DescribeJobFlows", "2009-03-31", IsRead: true, new UsagePlan(1, 1), new DeclaredStatuses([200], []));

    [Fact]
    public void AmazonsOwnExampleIsSignedAsAmazonSignsIt()
    {
        var text = SignatureV2.StringToSign("GET", new Uri("https://elasticmapreduce.amazonaws.com/"), Pairs(
            ("Version", "2009-03-31"),
            ("SignatureMethod", "HmacSHA256"),
            ("AWSAccessKeyId", "AKIAIOSFODNN7EXAMPLE"),
            ("Timestamp", "2011-10-03T15:19:30"),
            ("SignatureVersion", "2"),
            ("Action", "DescribeJobFlows")));

        Assert.Equal(
            "GET\nelasticmapreduce.amazonaws.com\n/\nAWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Action=DescribeJobFlows&SignatureMethod=HmacSHA256"
            + "&SignatureVersion=2&Timestamp=2011-10-03T15%3A19%3A30&Version=2009-03-31",
            text);
        Assert.Equal("i91nKc4PWAt0JJIdXwz9HxZCJDdiy6cf/Mj6vPxyYIs=", SignatureV2.Sign(text, Secret));
    }

    [Fact]
    public void TheHostIsSmallAndItsPortIsSignedOnlyWhereItIsNotTheUsualOne()
    {
        Assert.Equal("POST\nexample.com\n/a/\n", SignatureV2.StringToSign("POST", new Uri("https://EXAMPLE.com:443/a/"), []));
        Assert.Equal("POST\nexample.com:8443\n/a\n", SignatureV2.StringToSign("POST", new Uri("https://example.com:8443/a"), []));
    }

    [Fact]
    public void ParametersAreInTheByteOrderOfTheirNames()
    {
        var text = SignatureV2.StringToSign(
            "POST", new Uri("https://example.com/"), Pairs(("a.10", "x"), ("a.1.b", "x"), ("Z", "x"), ("a", "x"), ("_", "x")));
        Assert.EndsWith("\nZ=x&_=x&a=x&a.1.b=x&a.10=x", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AZaz09-_.~", "AZaz09-_.~")]
    [
        InlineData(
            " !*'()+&=/:;,?#[]@$%\"<>\\^`{|}", "%20%21%2A%27%28%29%2B%26%3D%2F%3A%3B%2C%3F%23%5B%5D%40%24%25%22%3C%3E%5C%5E%60%7B%7C%7D")]
    [InlineData("é€東🎁", "%C3%A9%E2%82%AC%E6%9D%B1%F0%9F%8E%81")]
    public void ValuesAreEncodedAsRfc3986WantsIt(string text, string encoded) => Assert.Equal(encoded, QueryForm.Encode(text));

    [Fact]
    public void HalfOfACharacterIsAnErrorAndNotAQuestionMark() => Assert.Throws<FbaException>(() => QueryForm.Encode("a\uD83C"));

    [Fact]
    public async Task EachAttemptIsSignedAtItsOwnTime()
    {
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var authorizer = new MwsAuthorizer(new MwsCredential("KEY", Secret, "SELLER", "amzn.mws.token"), time, new SecretFilter());
        var first = await SignAsync(authorizer);
        time.Advance(TimeSpan.FromSeconds(10));
        var second = await SignAsync(authorizer);

        Assert.Equal("2026-01-02T03:04:05Z", first["Timestamp"]);
        Assert.Equal("2026-01-02T03:04:15Z", second["Timestamp"]);
        Assert.NotEqual(first["Signature"], second["Signature"]);
        Assert.Equal(
            ["AWSAccessKeyId", "Action", "MWSAuthToken", "SellerId", "Signature", "SignatureMethod", "SignatureVersion", "Timestamp"],
            first.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("amzn.mws.token", first["MWSAuthToken"]);
    }

    [Fact]
    public async Task WithoutATokenNoneIsSent() =>
        Assert.DoesNotContain(
            "MWSAuthToken",
            (
                await SignAsync(
                    new MwsAuthorizer(new MwsCredential("KEY", Secret, "SELLER", " "), TimeProvider.System, new SecretFilter()))).Keys);

    [Fact]
    public void TheCredentialNeverShows()
    {
        var credential = new MwsCredential("KEY", Secret, "SELLER", "amzn.mws.token");
        Assert.Equal("***", credential.ToString());
        Assert.Equal("***", $"{credential}");
        Assert.DoesNotContain(Secret, credential.GetAccountKey(), StringComparison.Ordinal);
        Assert.Equal(credential.GetAccountKey(), new MwsCredential("KEY", "another", "SELLER", null).GetAccountKey());
        Assert.NotEqual(credential.GetAccountKey(), new MwsCredential("KEY", Secret, "ANOTHER", null).GetAccountKey());
    }

    private static async Task<Dictionary<string, string>> SignAsync(MwsAuthorizer authorizer)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "https://example.com/Section/2026")
        {
            Content = new QueryForm(Pairs(("Action", "Do it")))
        };
        var token = await authorizer.GetTokenAsync(s_operation, default);
        Assert.Null(token);
        authorizer.Authorize(message, token);
        var sent = Forms.Parse(await message.Content.ReadAsStringAsync());
        var signed = sent.Where(pair => pair.Key != "Signature");
        Assert.Equal(SignatureV2.Sign(SignatureV2.StringToSign("POST", message.RequestUri!, signed), Secret), sent["Signature"]);
        return sent;
    }

    private static List<KeyValuePair<string, string>> Pairs(params (string Name, string Value)[] pairs) =>
        [.. pairs.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value))];
}
