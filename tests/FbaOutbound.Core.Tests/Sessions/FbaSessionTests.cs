using System;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Stores;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Sessions;

public sealed class FbaSessionTests
{
    private static readonly LwaCredential s_credential = new("amzn1.client", "secret", "Atzr|token");

    [Theory]
    [InlineData("us", "US", "ATVPDKIKX0DER", "NA", "https://sellingpartnerapi-na.amazon.com/")]
    [InlineData("GB", "UK", "A1F83G8C2ARO7P", "EU", "https://sellingpartnerapi-eu.amazon.com/")]
    [InlineData(" uk ", "UK", "A1F83G8C2ARO7P", "EU", "https://sellingpartnerapi-eu.amazon.com/")]
    [InlineData("a1vc38t7yxb528", "JP", "A1VC38T7YXB528", "FE", "https://sellingpartnerapi-fe.amazon.com/")]
    public void AMarketplaceLeadsToItsRegion(string given, string code, string id, string region, string endpoint)
    {
        using var session = Open(new SessionOptions { Marketplace = given });
        Assert.Equal(
            (code, id, region, endpoint), (session.Marketplace, session.MarketplaceId, session.Region, session.Endpoint.AbsoluteUri));
        Assert.Equal(("Default", "Open", "2020-07-01", false), (session.Name, session.State, session.ApiVersion, session.IsSandbox));
    }

    [Fact]
    public void AnUnknownMarketplaceListsTheCodes()
    {
        var error = Assert.Throws<FbaException>(() => Open(new SessionOptions { Marketplace = "XX" }));
        Assert.Contains("'XX'", error.Message, StringComparison.Ordinal);
        Assert.Contains("CA, US, MX, BR, ES, UK", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AmazonsSandboxHasItsOwnHostAndPlan()
    {
        using var harness = new Harness(new StubService(Answer(200)), options => options with { AmazonSandbox = true, Marketplace = "DE" });
        await harness.ReadAsync();
        Assert.Equal("sandbox.sellingpartnerapi-eu.amazon.com", harness.Service.Seen[0].Uri.Host);
        Assert.Equal("api.amazon.com", harness.Service.TokenRequests[0].Uri.Host);
        var quota = Assert.Single(harness.Session.GetQuota());
        Assert.Equal((5.0, 15), (quota.Rate, quota.Burst));
        Assert.True(harness.Session.IsSandbox);
    }

    [Theory]
    [InlineData("http://example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://example.com/?key=secret")]
    public void AnUnsafeEndpointIsRefusedWithoutShowingWhatItHolds(string endpoint)
    {
        var api = Assert.Throws<FbaException>(() => Open(new SessionOptions { Marketplace = "US", Endpoint = new Uri(endpoint) }));
        var token = Assert.Throws<FbaException>(() => Open(new SessionOptions { Marketplace = "US", TokenEndpoint = new Uri(endpoint) }));
        Assert.Contains("-Endpoint '", api.Message, StringComparison.Ordinal);
        Assert.Contains("-TokenEndpoint '", token.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", api.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080/", "http://127.0.0.1:5080/auth/o2/token")]
    [InlineData("http://localhost:5080/", "http://localhost:5080/auth/o2/token")]
    [InlineData("https://example.com/", "https://api.amazon.com/auth/o2/token")]
    public async Task TheCredentialGoesToAmazonOrToThisMachineUnlessNamed(string endpoint, string tokenEndpoint)
    {
        using var harness = new Harness(new StubService(Answer(200)), options => options with { Endpoint = new Uri(endpoint) });
        await harness.ReadAsync();
        Assert.Equal(tokenEndpoint, harness.Service.TokenRequests[0].Uri.AbsoluteUri);
        Assert.StartsWith(endpoint, harness.Service.Seen[0].Uri.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EverySandboxInTheProcessIsASeparateAccount()
    {
        var quotas = new QuotaRegistry();
        SessionOptions Sandbox(SessionOptions options) => options with { Sandbox = new object(), Credential = null, Quotas = quotas };
        using var first = new Harness(new StubService(Answer(200)), Sandbox);
        using var second = new Harness(new StubService(Answer(200)), Sandbox);
        await first.ReadAsync();
        Assert.Equal("https://sandbox.localhost/", first.Session.Endpoint.AbsoluteUri);
        Assert.Single(first.Session.GetQuota());
        Assert.Empty(second.Session.GetQuota());
        Assert.True(second.Session.IsSandbox);
    }

    [Fact]
    public async Task SessionsOfOneAccountShareTheirQuota()
    {
        var quotas = new QuotaRegistry();
        using var first = new Harness(new StubService(Answer(200)), options => options with { Quotas = quotas });
        using var second = new Harness(new StubService(Answer(200)), options => options with { Quotas = quotas, Name = "Other" });
        using var stranger = new Harness(
            new StubService(Answer(200)), options => options with { Quotas = quotas, Credential = s_credential });
        await first.ReadAsync();
        Assert.Equal("Other", Assert.Single(second.Session.GetQuota()).Session);
        Assert.Empty(stranger.Session.GetQuota());
    }

    [Fact]
    public async Task SessionsOfOneStoreShareItUntilTheLastIsClosed()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("fba");
        try
        {
            var store = StoreLocation.Parse(System.IO.Path.Combine(folder.FullName, "quota"));
            using var first = new Harness(
                new StubService(Answer(200)), options => options with { QuotaStore = store, TimeProvider = TimeProvider.System });
            using var second = new Harness(
                new StubService(Answer(200)),
                options => options with { QuotaStore = store, Name = "Other", TimeProvider = TimeProvider.System });
            await first.ReadAsync();
            Assert.Equal((store.Text, store.Text), (second.Session.QuotaStore, Assert.Single(second.Session.GetQuota()).Store));
            first.Session.Dispose();
            Assert.Single(second.Session.GetQuota());
            second.Session.Dispose();

            // It is opened anew.
            using var third = new Harness(
                new StubService(Answer(200)), options => options with { QuotaStore = store, TimeProvider = TimeProvider.System });
            Assert.Empty(third.Session.GetQuota());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(90_000)]
    public void ATimeLimitThatCannotBeIsRefused(int seconds)
    {
        var limit = TimeSpan.FromSeconds(seconds);
        Assert.Throws<FbaException>(() => Open(new SessionOptions { Marketplace = "US", RequestTimeout = limit }));
        Assert.Throws<FbaException>(() => Open(new SessionOptions { Marketplace = "US", Deadline = limit }));
    }

    [Fact]
    public void NothingPublicOfASessionHoldsASecret()
    {
        using var session = Open(new SessionOptions { Marketplace = "US" });
        var shown = typeof(FbaSession).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => property.GetValue(session)?.ToString());
        Assert.DoesNotContain(
            shown,
            text => text is not null
                && (text.Contains("secret", StringComparison.Ordinal) || text.Contains("Atzr", StringComparison.Ordinal)));
        Assert.Equal("***", s_credential.ToString());
        Assert.DoesNotContain("Atzr", s_credential.GetAccountKey(), StringComparison.Ordinal);
    }

    private static FbaSession Open(SessionOptions options) => new(options with { Credential = s_credential });
}
