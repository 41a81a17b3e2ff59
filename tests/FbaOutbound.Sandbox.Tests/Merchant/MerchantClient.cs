using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using FbaOutbound.Sandbox.Tests.Mws;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Merchant;

/// <summary>A bare client of merchant fulfillment v0 and of the token service. Every response is checked against Amazon's models.</summary>
internal sealed class MerchantClient : IDisposable
{
    public const string Shipments = "/mfn/v0/shipments";
    public const string OrderId = "903-5563053-5647845";
    private static readonly AmazonModel? s_merchant = AmazonModel.TryLoad("merchantFulfillmentV0.json");
    private static readonly AmazonModel? s_tokens = AmazonModel.TryLoad("tokens_2021-03-01.json");
    private readonly HttpClient _http;

    public MerchantClient(Action<SandboxOptions>? configure = null)
    {
        Mws = new MwsClient(configure);
        _http = new HttpClient(Sandbox.CreateHandler()) { BaseAddress = new Uri("https://sellingpartnerapi-na.amazon.com") };
    }

    /// <summary>A client of MWS for the same sandbox.</summary>
    public MwsClient Mws { get; }

    public SandboxService Sandbox => Mws.Sandbox;

    public ManualTimeProvider Time => Mws.Time;

    public string? Token { get; set; }

    public static JsonObject Details(string orderId = OrderId) => JsonNode.Parse($$"""
        {
          "AmazonOrderId": "{{orderId}}",
          "ItemList": [ { "OrderItemId": "52986411826454", "Quantity": 1 } ],
          "ShipFromAddress": {
            "Name": "Test Sender", "AddressLine1": "300 Sample Ave", "Email": "sender@example.com", "City": "Detroit", "StateOrProvinceCode": "MI",
            "PostalCode": "48123", "CountryCode": "US", "Phone": "5550100"
          },
          "PackageDimensions": { "Length": 10.25, "Width": 10.25, "Height": 10.25, "Unit": "inches" },
          "Weight": { "Value": 10.25, "Unit": "oz" },
          "ShippingServiceOptions": { "DeliveryExperience": "NoTracking", "CarrierWillPickUp": false, "CarrierWillPickUpOption": "ShipperWillDropOff" }
        }
        """)!.AsObject();

    public static JsonObject Purchase(string serviceId = "UPS_PTP_2ND_DAY_AIR", Action<JsonObject>? change = null, string orderId = OrderId)
    {
        var details = Details(orderId);
        change?.Invoke(details);
        return new JsonObject { ["ShipmentRequestDetails"] = details, ["ShippingServiceId"] = serviceId };
    }

    public static byte[] Unpack(JsonNode label)
    {
        var contents = Convert.FromBase64String(label["FileContents"]!["Contents"]!.GetValue<string>());
        using var packed = new GZipStream(new MemoryStream(contents), CompressionMode.Decompress);
        using var document = new MemoryStream();
        packed.CopyTo(document);
        return document.ToArray();
    }

    public void Dispose()
    {
        _http.Dispose();
        Mws.Dispose();
    }

    public Task<Reply> RestrictAsync(params (string Method, string Path)[] resources) =>
        SendAsync("POST", "/tokens/2021-03-01/restrictedDataToken", new JsonObject
    {
        ["restrictedResources"] = new JsonArray(
            [.. resources.Select(resource => new JsonObject { ["method"] = resource.Method, ["path"] = resource.Path })]),
    });

    /// <summary>A token for all three restricted operations and every shipment.</summary>
    public async Task<string> RestrictedTokenAsync() =>
        (await RestrictAsync(("GET", Shipments + "/{shipmentId}"), ("DELETE", Shipments + "/{shipmentId}"), ("POST", Shipments)))
        .Ok().Json["restrictedDataToken"]!.GetValue<string>();

    public Task<Reply> SendAsync(string method, string path, JsonNode? body = null, string? token = null) =>
        SendTextAsync(method, path, body?.ToJsonString(), token);

    public async Task<Reply> SendTextAsync(string method, string path, string? body, string? token = null)
    {
        Token ??= await Mws.SpApi.TokenAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation("x-amz-access-token", token ?? Token);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request);
        var reply = new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
        Validate(method, path, reply);
        return reply;
    }

    public async Task<Reply> BuyAsync(JsonObject? purchase = null) =>
        await SendAsync("POST", Shipments, purchase ?? Purchase(), await RestrictedTokenAsync());

    public async Task<Reply> GetAsync(string id) => await SendAsync("GET", $"{Shipments}/{id}", null, await RestrictedTokenAsync());

    public async Task<Reply> CancelAsync(string id) => await SendAsync("DELETE", $"{Shipments}/{id}", null, await RestrictedTokenAsync());

    public Task<Reply> QuoteAsync(JsonObject? details = null, JsonObject? filter = null)
    {
        var body = new JsonObject { ["ShipmentRequestDetails"] = details ?? Details() };
        if (filter is not null)
        {
            body["ShippingOfferingFilter"] = filter;
        }

        return SendAsync("POST", "/mfn/v0/eligibleShippingServices", body);
    }

    /// <summary>Buys a label and returns its shipment's id.</summary>
    public async Task<string> BuyIdAsync(string orderId = OrderId) =>
        (await BuyAsync(Purchase(orderId: orderId))).Ok().Payload["ShipmentId"]!.GetValue<string>();

    private static void Validate(string method, string path, Reply reply)
    {
        var model = path.StartsWith("/tokens", StringComparison.Ordinal) ? s_tokens : s_merchant;
        if (model?.FindOperation(method, path) is null
            || reply.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return;
        }

        // A cancelled shipment's label has an empty type in the model's own example, against the model's list of types.
        var hasEmptyLabel = reply.Text.Contains("\"FileType\":\"\"", StringComparison.Ordinal);
        Assert.DoesNotContain(
            model.ValidateResponse(method, path, reply.Status, reply.Text), problem =>
                !hasEmptyLabel || !problem.Contains("FileType", StringComparison.Ordinal));
    }
}
