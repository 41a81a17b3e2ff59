using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

/// <summary>
/// One sandbox under a clock that a test moves, and a bare client of it. Every response is checked against Amazon's model.
/// </summary>
internal sealed class Client : IDisposable
{
    public const string Orders = "/fba/outbound/2020-07-01/fulfillmentOrders";
    private static readonly AmazonModel?[] s_models =
    [
        AmazonModel.TryLoad("fulfillmentOutbound_2020-07-01.json"), AmazonModel.TryLoad("fulfillmentOutbound_2026-07-04.json"),
        AmazonModel.TryLoad("fbaInventory.json"),
    ];

    private readonly HttpClient _http;

    public Client(Action<SandboxOptions>? configure = null)
    {
        var options = new SandboxOptions { TimeProvider = Time, Rate = 0, TokenLifetime = TimeSpan.FromDays(1000) };
        configure?.Invoke(options);
        Sandbox = new SandboxService(options);
        _http = new HttpClient(Sandbox.CreateHandler()) { BaseAddress = new Uri("https://sellingpartnerapi-na.amazon.com") };
    }

    public ManualTimeProvider Time { get; } = new();

    public SandboxService Sandbox { get; }

    public string? Token { get; set; }

    /// <summary>The header x-amzn-fulfillment-service-id of requests to come.</summary>
    public string? ServiceId { get; set; }

    public string BodyType { get; set; } = "application/json";

    /// <summary>Whether answers are held to Amazon's model. Only a fault that breaks it has reason not to be.</summary>
    public bool ChecksAnswers { get; set; } = true;

    public static JsonObject Order(string id = "order-1", int quantity = 1, string sku = "SKU-1") => JsonNode.Parse($$"""
        {
          "sellerFulfillmentOrderId": {{JsonSerializer.Serialize(id)}},
          "displayableOrderId": "D-1",
          "displayableOrderDate": "2026-05-14T09:00:00Z",
          "displayableOrderComment": "Thank you",
          "shippingSpeedCategory": "Standard",
          "fulfillmentAction": "Ship",
          "destinationAddress": { "name": "Ada Canary", "addressLine1": "1 Test Way", "city": "Troy", "stateOrRegion": "MI", "postalCode": "48084", "countryCode": "US" },
          "items": [ { "sellerSku": {{JsonSerializer.Serialize(sku)}}, "sellerFulfillmentOrderItemId": "item-1", "quantity": {{quantity}} } ]
        }
        """)!.AsObject();

    public static JsonObject Held(string id = "order-1", int quantity = 1, string sku = "SKU-1")
    {
        var order = Order(id, quantity, sku);
        order["fulfillmentAction"] = "Hold";
        return order;
    }

    public static JsonObject WithItems(JsonObject order, params (string Item, string Sku, int Quantity)[] items)
    {
        var list = new JsonArray();
        foreach (var (item, sku, quantity) in items)
        {
            list.Add(new JsonObject { ["sellerSku"] = sku, ["sellerFulfillmentOrderItemId"] = item, ["quantity"] = quantity });
        }

        order["items"] = list;
        return order;
    }

    public void Dispose()
    {
        _http.Dispose();
        Sandbox.Dispose();
    }

    public async Task<string> TokenAsync()
    {
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token",
            ["client_id"] = "app",
            ["client_secret"] = "secret",
            ["refresh_token"] = "Atzr|one",
        });
        using var response = await _http.PostAsync(new Uri("https://api.amazon.com/auth/o2/token"), content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["access_token"]!.GetValue<string>();
    }

    public async Task<Reply> SendAsync(string method, string path, string? body = null, CancellationToken cancellationToken = default)
    {
        Token ??= await TokenAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("x-amz-access-token", Token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, BodyType);
        }

        if (ServiceId is not null)
        {
            request.Headers.TryAddWithoutValidation("x-amzn-fulfillment-service-id", ServiceId);
        }

        using var response = await _http.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        var reply = new Reply((int)response.StatusCode, text, response);
        if (ChecksAnswers
            && response.Content.Headers.ContentType?.MediaType == "application/json" && (text.Length > 0 || reply.Status == 204))
        {
            foreach (var model in s_models)
            {
                if (model?.FindOperation(method, path) is not null)
                {
                    Assert.Empty(model.ValidateResponse(method, path, reply.Status, text));
                }
            }
        }

        return reply;
    }

    public Task<Reply> CreateAsync(JsonObject order) => SendAsync("POST", Orders, order.ToJsonString());

    public Task<Reply> GetAsync(string id = "order-1") => SendAsync("GET", $"{Orders}/{Uri.EscapeDataString(id)}");

    public Task<Reply> UpdateAsync(string id, string body) => SendAsync("PUT", $"{Orders}/{Uri.EscapeDataString(id)}", body);

    public Task<Reply> CancelAsync(string id = "order-1") => SendAsync("PUT", $"{Orders}/{Uri.EscapeDataString(id)}/cancel");

    public Task<Reply> ListAsync(string? start = null, string? token = null) => SendAsync(
        "GET",
        Orders + (start is null ? "" : "?queryStartDate=" + Uri.EscapeDataString(start))
            + (token is null ? "" : (start is null ? "?" : "&") + "nextToken=" + Uri.EscapeDataString(token)));

    public async Task<string> StatusAsync(string id = "order-1") =>
        (await GetAsync(id)).Payload["fulfillmentOrder"]!["fulfillmentOrderStatus"]!.GetValue<string>();

    public void Pass(double hours) => Time.Advance(TimeSpan.FromHours(hours));
}

internal sealed class Reply(int status, string text, HttpResponseMessage response)
{
    public int Status { get; } = status;

    public string Text { get; } = text;

    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonObject Payload => Json["payload"]!.AsObject();

    public string Code => Json["errors"]![0]!["code"]!.GetValue<string>();

    public string Message => Json["errors"]![0]!["message"]!.GetValue<string>();

    public string Details => Json["errors"]![0]!["details"]!.GetValue<string>();

    public string? ContentType { get; } = response.Content.Headers.ContentType?.ToString();

    private readonly Dictionary<string, string> _headers = ReadHeaders(response);

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    public Reply Ok()
    {
        Assert.True(Status == 200, Text);
        return this;
    }

    public Reply Refused(string message)
    {
        Assert.Equal(400, Status);
        Assert.Equal("InvalidInput", Code);
        Assert.Equal("", Details);
        Assert.Equal(message, Message);
        return this;
    }

    private static Dictionary<string, string> ReadHeaders(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in response.Headers)
        {
            headers[header.Key] = string.Join(", ", header.Value);
        }

        return headers;
    }
}
