using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FbaOutbound.Benchmarks;

/// <summary>What the server is to be like.</summary>
/// <param name="Rate">Tokens per second; 0 for no quota.</param>
/// <param name="Burst">Tokens in a full bucket.</param>
/// <param name="LatencyMs">How long a response takes.</param>
/// <param name="HangAt">The number of the order whose response takes <paramref name="HangSeconds"/>; 0 for none.</param>
/// <param name="HangSeconds">How long that response takes.</param>
internal sealed record ServerSettings(double Rate, int Burst = 30, int LatencyMs = 0, int HangAt = 0, double HangSeconds = 10)
{
    /// <summary>Tokens at the start; null for a full bucket.</summary>
    public double? Level { get; init; }

    /// <summary>After how many orders the rate halves; 0 for never.</summary>
    public int HalvesAt { get; init; }

    /// <summary>Whether responses tell the rate.</summary>
    public bool TellsRate { get; init; } = true;

    /// <summary>How long the first access token is valid.</summary>
    public int TokenSeconds { get; init; } = 3600;

    /// <summary>How long every other access token takes.</summary>
    public int TokenDelayMs { get; init; }
}

/// <summary>What the server has counted.</summary>
internal sealed record ServerCounts(int Orders, int Doubled, int Throttled);

/// <summary>
/// The least that can stand in for the service: tokens, an exact token bucket with 429s as Amazon's recorded ones (no Retry-After, no rate
/// header), and a set of the ids that arrived. It does next to nothing per request, so that what is measured is the client.
/// </summary>
internal sealed class BucketServer(ServerSettings settings)
{
    public static readonly byte[] Token = TokenOf(3600);
    public static readonly byte[] Created = "{}"u8.ToArray();
    private static readonly byte[] s_throttled =
        """{"errors":[{"code":"QuotaExceeded","message":"You exceeded your quota for the requested resource.","details":""}]}"""u8.ToArray();

    private static readonly byte[] s_missing =
        """{"errors":[{"code":"InvalidInput","message":"The requested order was not found.","details":""}]}"""u8.ToArray();

    private readonly Lock _gate = new();
    private readonly Dictionary<string, byte[]> _bodies = [];
    private double _tokens = settings.Level ?? settings.Burst;
    private double _rate = settings.Rate;
    private int _tokenRequests;
    private long _filled = Stopwatch.GetTimestamp();
    private int _orders;
    private int _throttled;

    /// <summary>Serves until its standard input ends, so that it does not outlive the process that started it.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var server = new BucketServer(JsonSerializer.Deserialize<ServerSettings>(args[0])!);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Logging.AddFilter((_, level) => level >= LogLevel.Error);
        await using var application = builder.Build();
        application.Run(server.HandleAsync);
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        await Console.Out.WriteLineAsync(addresses.Addresses.First());
        await Console.In.ReadToEndAsync();
        await application.StopAsync(new CancellationToken(canceled: true));
        return 0;
    }

    private Task HandleAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/auth/o2/token" => GiveTokenAsync(context),
        "/counts" => AnswerAsync(context, HttpStatusCode.OK, Counts()),
        "/reset" => AnswerAsync(context, HttpStatusCode.OK, Reset()),
        _ when HttpMethods.IsGet(context.Request.Method) => ShowOrderAsync(context),
        _ => TakeOrderAsync(context),
    };

    private static byte[] TokenOf(int seconds) =>
        Encoding.UTF8.GetBytes($$"""{"access_token":"Atza|benchmark","token_type":"bearer","expires_in":{{seconds}}}""");

    private async Task GiveTokenAsync(HttpContext context)
    {
        var isFirst = Interlocked.Increment(ref _tokenRequests) == 1;
        if (!isFirst)
        {
            await Task.Delay(settings.TokenDelayMs);
        }

        await AnswerAsync(context, HttpStatusCode.OK, isFirst ? TokenOf(settings.TokenSeconds) : Token);
    }

    private async Task TakeOrderAsync(HttpContext context)
    {
        var arrived = Stopwatch.GetTimestamp();
        var body = new byte[context.Request.ContentLength ?? 0];
        await context.Request.Body.ReadExactlyAsync(body);
        var (isTaken, number) = Take(arrived, IdOf(body), body);
        var hangs = number > 0 && number == settings.HangAt;
        var wait = hangs ? TimeSpan.FromSeconds(settings.HangSeconds) : TimeSpan.FromMilliseconds(settings.LatencyMs);
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait);
        }

        if (isTaken && settings is { Rate: > 0, TellsRate: true })
        {
            context.Response.Headers["x-amzn-RateLimit-Limit"] = _rate.ToString("0.0", CultureInfo.InvariantCulture);
        }

        context.Response.Headers["x-amzn-RequestId"] = "benchmark";
        await AnswerAsync(context, isTaken ? HttpStatusCode.OK : HttpStatusCode.TooManyRequests, isTaken ? Created : s_throttled);
    }

    // A restarted run reads back what was on its way when it was killed.
    private Task ShowOrderAsync(HttpContext context)
    {
        byte[]? body;
        lock (_gate)
        {
            body = _bodies.GetValueOrDefault(context.Request.Path.Value!.Split('/')[^1]);
        }

        return body is null
            ? AnswerAsync(context, HttpStatusCode.NotFound, s_missing)
            : AnswerAsync(context, HttpStatusCode.OK, Shown(JsonNode.Parse(body)!.AsObject()));
    }

    private static byte[] Shown(JsonObject order)
    {
        var items = order["items"]!.AsArray();
        order.Remove("items");
        var now = DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        (order["receivedDate"], order["statusUpdatedDate"], order["fulfillmentOrderStatus"]) = (now, now, "Received");
        foreach (var item in items)
        {
            (item!["cancelledQuantity"], item["unfulfillableQuantity"]) = (0, 0);
        }

        var payload = new JsonObject { ["fulfillmentOrder"] = order, ["fulfillmentOrderItems"] = items };
        foreach (var list in new[] { "fulfillmentShipments", "returnItems", "returnAuthorizations" })
        {
            payload[list] = new JsonArray();
        }

        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["payload"] = payload });
    }

    private static Task AnswerAsync(HttpContext context, HttpStatusCode status, byte[] body)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    private static string IdOf(byte[] body)
    {
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("sellerFulfillmentOrderId"u8))
            {
                return reader.Read() ? reader.GetString()! : "";
            }
        }

        throw new InvalidDataException("An order has an id.");
    }

    private (bool IsTaken, int Number) Take(long arrived, string id, byte[] body)
    {
        lock (_gate)
        {
            _tokens = Math.Min(
                settings.Burst, _tokens + (Math.Max(0, Stopwatch.GetElapsedTime(_filled, arrived).TotalSeconds) * _rate));
            _filled = Math.Max(_filled, arrived);
            if (settings.Rate > 0 && _tokens < 1)
            {
                _throttled++;
                return (false, 0);
            }

            _tokens--;
            _bodies.TryAdd(id, body);
            _rate = _orders + 1 == settings.HalvesAt ? _rate / 2 : _rate;
            return (true, ++_orders);
        }
    }

    private byte[] Counts()
    {
        lock (_gate)
        {
            return JsonSerializer.SerializeToUtf8Bytes(new ServerCounts(_bodies.Count, _orders - _bodies.Count, _throttled));
        }
    }

    private byte[] Reset()
    {
        lock (_gate)
        {
            _bodies.Clear();
            _orders = _throttled = 0;
            _tokens = settings.Burst;
            return Created;
        }
    }
}
