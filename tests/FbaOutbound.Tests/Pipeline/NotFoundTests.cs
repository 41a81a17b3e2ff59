using System;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

/// <summary>A 404 of the service becomes an error about what the request named, not always about an order.</summary>
public sealed class NotFoundTests : IDisposable
{
    private readonly FbaSession _session = new(new SessionOptions
    {
        Marketplace = "US",
        ApiVersion = "2020-07-01",
        Credential = new LwaCredential("client", "secret", "Atzr|refresh"),
        Transport = () => new UnknownToTheService(),
        Quotas = new QuotaRegistry(),
    });

    public void Dispose() => _session.Dispose();

    [Fact]
    public Task AnOrder() => IsReportedAs(
        "OrderNotFound", "There is no order 'A-1'.", "the id", () => _session.Operations.TrackOrderAsync("A-1", _ => true, default));

    [Fact]
    public Task APackage() =>
        IsReportedAs(
            "PackageNotFound",
            "There is no package 17.",
            "the package number",
            () => _session.Operations.TrackPackageAsync("17", null, default));

    [Fact]
    public Task AnSku() => IsReportedAs(
        "SkuNotFound",
        "There is no SKU 'SKU-1'.",
        "the SKU",
        () => _session.Operations.GetFeatureSkuAsync("ATVPDKIKX0DER", "BLANK_BOX", "SKU-1", default));

    [Fact]
    public Task AShipment() => IsReportedAs(
        "ShipmentNotFound", "There is no shipment 'S-1'.", "the id", () => _session.Shipments.GetAsync("S-1", default));

    [Fact]
    public Task AFeature() =>
        IsReportedAs("RequestRefused", "getFeatures failed: ", null, () => _session.Operations.ListFeaturesAsync("ATVPDKIKX0DER", default));

    private static async Task IsReportedAs(string id, string opening, string? checkedFirst, Func<Task> call)
    {
        var exception = await Assert.ThrowsAsync<FbaServiceException>(call);
        Assert.Equal(id, ErrorTable.From(exception, "A-1").Id);
        Assert.StartsWith(opening, exception.Message, StringComparison.Ordinal);
        Assert.Contains("No such thing", exception.Message, StringComparison.Ordinal);
        if (checkedFirst is null)
        {
            Assert.DoesNotContain("Check", exception.Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains($"Check {checkedFirst}, and that", exception.Message, StringComparison.Ordinal);
        }
    }

    private sealed class UnknownToTheService : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            var body = path.EndsWith("/token", StringComparison.Ordinal)
                ? """{"access_token":"Atza|a","token_type":"bearer","expires_in":3600}"""
                : path.EndsWith("/restrictedDataToken", StringComparison.Ordinal)
                    ? """{"restrictedDataToken":"Atz.sprdt|a","expiresIn":3600}"""
                    : null;
            return Task.FromResult(new HttpResponseMessage(body is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
            {
                Content = new StringContent(
                    body ?? """{"errors":[{"code":"NotFound","message":"No such thing.","details":""}]}""", Encoding.UTF8, "application/json"),
                RequestMessage = request,
            });
        }
    }
}
