using System;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Http;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>Tokens go to Amazon's hosts, to this machine, or to a host that the user named; in plain HTTP to this machine only.</summary>
public sealed class HostileEndpointTests
{
    [Theory]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://127.1/", true)]
    [InlineData("http://2130706433/", true)]
    [InlineData("http://127.255.255.254/", true)]
    [InlineData("http://[::1]/", true)]
    [InlineData("http://[0:0:0:0:0:0:0:1]:5080/", true)]
    [InlineData("http://localhost/", true)]
    [InlineData("http://LOCALHOST:80/", true)]
    [InlineData("http://0.0.0.0/", false)]
    [InlineData("http://[::]/", false)]
    [InlineData("http://128.0.0.1/", false)]
    [InlineData("http://loopback/", true)]
    [InlineData("http://localhost./", false)]
    [InlineData("http://localhost.evil.example/", false)]
    [InlineData("http://127.0.0.1.evil.example/", false)]
    [InlineData("http://evil.example/127.0.0.1", false)]
    [InlineData("http://127.0.0.1@evil.example/", false)]
    [InlineData("http://sellingpartnerapi-na.amazon.com/", false)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://ⓛocalhost.example/", false)]
    [InlineData("ftp://localhost/", false)]
    [InlineData("file:///etc/hosts", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("https://user:pass@sellingpartnerapi-na.amazon.com/", false)]
    [InlineData("https://sellingpartnerapi-na.amazon.com@evil.example/", false)]
    [InlineData("https://example.com/?q=1", false)]
    [InlineData("https://example.com/#f", false)]
    [InlineData("https://example.com/", true)]
    [InlineData("https://sellingpartnerapi-na.amazon.com.evil.example/", true)]
    public void PlainHttpGoesToThisMachineOnly(string address, bool isTaken)
    {
        var uri = new Uri(address, UriKind.RelativeOrAbsolute);
        if (isTaken)
        {
            Assert.Same(uri, EndpointRules.Check(uri, "Endpoint"));
            Assert.True(uri.Scheme == "https" || uri.Host == "localhost" || IPAddress.IsLoopback(IPAddress.Parse(uri.Host)));
        }
        else
        {
            Assert.Throws<FbaException>(() => EndpointRules.Check(uri, "Endpoint"));
        }
    }

    [Theory]
    [InlineData("canaryuser:canarypass@example.com")]
    [InlineData("//canaryuser:canarypass@example.com/")]
    [InlineData("canaryuser:canarypass@example.com:443/x")]
    [InlineData("https://canaryuser:canarypass@example.com/")]
    [InlineData("ftp://canaryuser:canarypass@example.com/")]
    [InlineData("Host=db;Username=canaryuser;Password=canarypass")]
    [InlineData("http://example.com/?token=canarypass")]
    [InlineData("mailto:canaryuser@example.com")]
    public void WhatStandsBeforeAnAtIsNotShown(string address) =>
        Assert.DoesNotContain(
            "canary",
            Assert.Throws<FbaException>(() => EndpointRules.Check(new Uri(address, UriKind.RelativeOrAbsolute), "Endpoint")).ToString(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("https://sellingpartnerapi-na.amazon.com/", true)]
    [InlineData("https://SELLINGPARTNERAPI-EU.AMAZON.COM/", true)]
    [InlineData("https://sellingpartnerapi-fe.amazon.com./", true)]
    [InlineData("https://sellingpartnerapi-na.amazon.com:444/", true)]
    [InlineData("https://sandbox.sellingpartnerapi-na.amazon.com/", false)]
    [InlineData("https://sellingpartnerapi-na.amazon.com.evil.example/", false)]
    [InlineData("https://sellingpartnerapi-na.amаzon.com/", false)]
    public void AHostWhereOrdersAreRealIsKnownHoweverItIsWritten(string address, bool isReal) =>
        Assert.Equal(isReal, Regions.IsProduction(new Uri(address)));

    [Theory]
    [InlineData("https://sellingpartnerapi-na.amazon.com.evil.example/")]
    [InlineData("https://sellingpartnerapi-na.amаzon.com/")]
    [InlineData("https://localhost.evil.example/")]
    [InlineData("https://127.0.0.1.evil.example/")]
    public async Task TheCredentialOfAnyOtherHostGoesToAmazon(string endpoint)
    {
        using var harness = new Harness(new StubService(Answer(200)), options => options with { Endpoint = new Uri(endpoint) });
        await harness.ReadAsync();
        Assert.Equal("api.amazon.com", Assert.Single(harness.Service.TokenRequests).Uri.Host);
    }

    [Fact]
    public void TheHandlerFollowsNothingAndChecksEverything()
    {
        using var handler = HttpTransport.CreateHandler(4, useProxy: true);
        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.False(handler.UseDefaultCredentials);
        Assert.Null(handler.ServerCertificateCustomValidationCallback);
        Assert.Empty(handler.ClientCertificates);
        Assert.True(handler.SslProtocols is (SslProtocols.Tls12 | SslProtocols.Tls13) || OperatingSystem.IsMacOS());
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public Task ANewTlsIsSpoken(SslProtocols offered) => OfferAsync(offered, isSpoken: true);

    // OPENSSL_CONF=(a file with CipherString = ALL:@SECLEVEL=0 and MinProtocol = TLSv1) lets them run where they are skipped: it is this
    // module that refuses then, and not the system.
    [OldTlsTheory]
#pragma warning disable SYSLIB0039, CA5397 // What is tried is that they are refused.
    [InlineData(SslProtocols.Tls)]
    [InlineData(SslProtocols.Tls11)]
    public Task AnOldTlsIsRefusedBeforeAnythingIsSent(SslProtocols offered) => OfferAsync(offered, isSpoken: false);

    /// <summary>
    /// A test that needs a system that can still speak TLS 1.0 and 1.1: elsewhere nothing would be refused by this module.
    /// </summary>
    private sealed class OldTlsTheoryAttribute : TheoryAttribute
    {
        private static readonly Lazy<bool> s_isSpoken = new(() => Task.Run(IsSpokenAsync).GetAwaiter().GetResult());

        public OldTlsTheoryAttribute() =>
            Skip = s_isSpoken.Value ? null : "This system's own TLS refuses 1.0 and 1.1 already, on both sides.";

        private static async Task<bool> IsSpokenAsync()
        {
            using var certificate = NewCertificate();
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            using var client = new TcpClient();
            var accepting = listener.AcceptTcpClientAsync();
            await client.ConnectAsync(IPAddress.Loopback, ((IPEndPoint)listener.LocalEndpoint).Port);
            using var accepted = await accepting;
            await using var here = new SslStream(
                client.GetStream(), false, (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString());
            await using var there = new SslStream(accepted.GetStream());
            try
            {
                var serving = there.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions
                    {
                        ServerCertificate = certificate, EnabledSslProtocols = SslProtocols.Tls | SslProtocols.Tls11
                    });
                var asking = here.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = "localhost", EnabledSslProtocols = SslProtocols.Tls | SslProtocols.Tls11
                    });
                await await Task.WhenAny(serving, asking);
                await Task.WhenAll(serving, asking);
                return true;
            }
            catch (Exception exception) when (exception is AuthenticationException or IOException or PlatformNotSupportedException)
            {
                return false;
            }
        }
    }
#pragma warning restore SYSLIB0039, CA5397

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var created = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pfx), null);
    }

    private static async Task OfferAsync(SslProtocols offered, bool isSpoken)
    {
        using var certificate = NewCertificate();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync();
            await using var tls = new SslStream(client.GetStream());
            try
            {
                await tls.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = certificate, EnabledSslProtocols = offered });
                return await tls.ReadAsync(new byte[1]);
            }
            catch (Exception exception) when (exception is AuthenticationException or IOException)
            {
                return 0;
            }
        });
        using var session = new FbaSession(new SessionOptions
        {
            Marketplace = "US",
            Credential = new LwaCredential("id", "secret", "Atzr|tls"),
            Endpoint = new Uri($"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/"),
            Quotas = new QuotaRegistry(),
            TimeProvider = new JumpClock(),
            RequestTimeout = JumpClock.Never,
            Random = () => 0.5,
        });

        // The certificate is not trusted either, so that no request leaves: what the old versions fail of comes before it.
        var error = await Assert.ThrowsAsync<FbaConnectionException>(
            () => session.Pipeline.SendAsync(Harness.Request(Harness.Read), default));
        Assert.Equal(RequestOutcome.NotTaken, error.Outcome);
        Assert.Equal(0, await serving);
        Assert.Equal(isSpoken, error.ToString().Contains("UntrustedRoot", StringComparison.Ordinal));
    }
}
