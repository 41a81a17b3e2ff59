using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Stores;

namespace FbaOutbound.Benchmarks;

/// <summary>The module's client, as the cmdlets use it.</summary>
internal sealed class ModuleClient : IDisposable
{
    private readonly FbaSession _session;

    public ModuleClient(Uri server, UsagePlan? plan, Func<HttpMessageHandler>? transport = null, string? store = null) =>
        _session = new FbaSession(new SessionOptions
    {
        Marketplace = "US",
        Endpoint = server,
        Credential = LwaCredential.OfSandbox,
        PlanOverride = plan,
        Transport = transport,
        Quotas = new QuotaRegistry(),
        QuotaStore = store is null ? null : StoreLocation.Parse(store),
    });

    /// <summary>The session has its token before the first order, as after Connect-FbaSession.</summary>
    public Task ConnectAsync() => _session.AuthorizeAsync(CancellationToken.None);

    public async Task SendAsync(FulfillmentOrder order, int number)
    {
        var receipt = await _session.Orders.CreateAsync(order, number, CancellationToken.None);
        if (receipt.Outcome != Outcomes.Created || receipt.SellerFulfillmentOrderId != order.SellerFulfillmentOrderId)
        {
            throw new InvalidOperationException($"A wrong receipt: {receipt}");
        }
    }

    public void Dispose() => _session.Dispose();
}

/// <summary>The floor: an HttpClient that posts bodies that are written already and reads whatever comes back.</summary>
internal sealed class BareClient : IDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private readonly HttpClient _client;

    public BareClient(Uri server, HttpMessageHandler? transport = null)
    {
        _client = new HttpClient(transport ?? new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("x-amz-access-token", "Atza|benchmark");
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json");
    }

    public static byte[][] Bodies(IEnumerable<FulfillmentOrder> orders) => [.. orders.Select(RequestWriter20200701.Create)];

    public async Task GetTokenAsync()
    {
        using var content = new FormUrlEncodedContent([new("grant_type", "refresh_token")]);
        using var response = await _client.PostAsync("/auth/o2/token", content);
        await response.Content.ReadAsByteArrayAsync();
    }

    public async Task SendAsync(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = s_json;
        using var response = await _client.PostAsync("/fba/outbound/2020-07-01/fulfillmentOrders", content);
        await response.Content.ReadAsByteArrayAsync();
    }

    public void Dispose() => _client.Dispose();
}

/// <summary>A transport that answers at once, so that only the client is left to measure.</summary>
internal sealed class InstantHandler : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var isToken = request.RequestUri!.AbsolutePath == "/auth/o2/token";
        var content = new ByteArrayContent(isToken ? BucketServer.Token : BucketServer.Created);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request };
        response.Headers.TryAddWithoutValidation("x-amzn-RequestId", "benchmark");
        return Task.FromResult(response);
    }
}

/// <summary>Keeps so many in flight and takes the time.</summary>
internal static class Load
{
    public static async Task<TimeSpan> RunAsync<T>(IReadOnlyList<T> items, int inFlight, Func<T, int, Task> send)
    {
        var started = Stopwatch.GetTimestamp();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            int index;
            while ((index = Interlocked.Increment(ref next)) < items.Count)
            {
                await send(items[index], index);
            }
        })));
        return Stopwatch.GetElapsedTime(started);
    }
}
