using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using System.Xml;
using System.Xml.Linq;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Sandbox.Tests.Mws;

/// <summary>A bare MWS client of a sandbox, and beside it a bare client of the SP-API of the same sandbox.</summary>
internal sealed class MwsClient : IDisposable
{
    public const string KeyId = "AKIAIOSFODNN7EXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    public const string Outbound = "FulfillmentOutboundShipment/2010-10-01";
    public const string Merchant = "MerchantFulfillment/2015-06-01";
    private readonly HttpClient _http;

    public MwsClient(Action<SandboxOptions>? configure = null)
    {
        SpApi = new Client(configure);
        _http = new HttpClient(SpApi.Sandbox.CreateHandler());
    }

    public Client SpApi { get; }

    public SandboxService Sandbox => SpApi.Sandbox;

    public ManualTimeProvider Time => SpApi.Time;

    public string Host { get; set; } = "mws.amazonservices.com";

    public static Dictionary<string, string> Order(string id = "order-1", int quantity = 1, string sku = "SKU-1") => new()
    {
        ["SellerFulfillmentOrderId"] = id,
        ["DisplayableOrderId"] = "D-1",
        ["DisplayableOrderDateTime"] = "2026-05-14T09:00:00Z",
        ["DisplayableOrderComment"] = "Thank you",
        ["ShippingSpeedCategory"] = "Standard",
        ["DestinationAddress.Name"] = "Ada Canary",
        ["DestinationAddress.Line1"] = "1 Test Way",
        ["DestinationAddress.City"] = "Troy",
        ["DestinationAddress.StateOrProvinceCode"] = "MI",
        ["DestinationAddress.PostalCode"] = "48084",
        ["DestinationAddress.CountryCode"] = "US",
        ["Items.member.1.SellerSKU"] = sku,
        ["Items.member.1.SellerFulfillmentOrderItemId"] = "item-1",
        ["Items.member.1.Quantity"] = quantity.ToString(CultureInfo.InvariantCulture),
    };

    public static Dictionary<string, string> With(Dictionary<string, string> parameters, params (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                parameters.Remove(name);
            }
            else
            {
                parameters[name] = value;
            }
        }

        return parameters;
    }

    public void Dispose()
    {
        _http.Dispose();
        SpApi.Dispose();
    }

    public Task<MwsReply> CallAsync(string action, params (string Name, string? Value)[] parameters) =>
        CallAsync(action, With([], parameters));

    public Task<MwsReply> CallAsync(string action, Dictionary<string, string> parameters) =>
        SendAsync(Signed(Outbound, action, parameters));

    public Task<MwsReply> MerchantAsync(string action, params (string Name, string? Value)[] parameters) =>
        SendAsync(Signed(Merchant, action, With([], parameters)));

    public Task<MwsReply> MerchantAsync(string action, Dictionary<string, string> parameters) =>
        SendAsync(Signed(Merchant, action, parameters));

    public Task<MwsReply> CreateAsync(Dictionary<string, string>? order = null) => CallAsync("CreateFulfillmentOrder", order ?? Order());

    public Task<MwsReply> GetAsync(string id = "order-1") => CallAsync("GetFulfillmentOrder", ("SellerFulfillmentOrderId", id));

    public Task<MwsReply> CancelAsync(string id = "order-1") => CallAsync("CancelFulfillmentOrder", ("SellerFulfillmentOrderId", id));

    /// <summary>
    /// The common parameters and the signature around what an operation needs. Null among the changes leaves a parameter out.
    /// </summary>
    public MwsRequest Signed(
        string section, string action, Dictionary<string, string> parameters, params (string Name, string? Value)[] changes)
    {
        var all = new Dictionary<string, string>(parameters)
        {
            ["AWSAccessKeyId"] = KeyId,
            ["Action"] = action,
            ["SellerId"] = "A2NKEXAMPLEF53",
            ["SignatureVersion"] = "2",
            ["SignatureMethod"] = "HmacSHA256",
            ["Timestamp"] = Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["Version"] = section[(section.IndexOf('/', StringComparison.Ordinal) + 1)..],
        };
        return new MwsRequest(section, With(all, changes), Host);
    }

    public async Task<MwsReply> SendAsync(MwsRequest sent)
    {
        using var request = new HttpRequestMessage(new HttpMethod(sent.Method), sent.Address);
        if (sent.HostHeader is not null)
        {
            request.Headers.Host = sent.HostHeader;
        }

        if (!sent.InQuery)
        {
            request.Content = new StringContent(sent.Form, Encoding.UTF8, "application/x-www-form-urlencoded");
        }

        using var response = await _http.SendAsync(request);
        return new MwsReply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }
}

/// <summary>One request, signed with what is right unless a test says otherwise.</summary>
internal sealed class MwsRequest(string section, Dictionary<string, string> parameters, string host)
{
    private readonly string _host = host;

    public string Method { get; set; } = "POST";

    public bool InQuery { get; set; }

    public string Slash { get; set; } = "";

    public string Secret { get; set; } = MwsClient.Secret;

    public string SignedHost { get; set; } = host;

    public string? HostHeader { get; set; }

    public string? Signature { get; set; }

    public Dictionary<string, string> Parameters { get; } = parameters;

    public string Form
    {
        get
        {
            var text = MwsSigner.StringToSign(Method, SignedHost, $"/{section}{Slash}", Parameters);
            var method = Parameters.GetValueOrDefault("SignatureMethod") ?? "HmacSHA256";
            var signature = Signature ?? MwsSigner.Sign(text, Secret, method);
            return string.Join('&', Parameters.Append(new("Signature", signature))
                .Select(pair => $"{MwsSigner.Encode(pair.Key)}={MwsSigner.Encode(pair.Value)}"));
        }
    }

    public Uri Address => new($"https://{_host}/{section}{Slash}{(InQuery ? "?" + Form : "")}");
}

internal sealed class MwsReply(int status, string text, HttpResponseMessage response)
{
    private readonly Dictionary<string, string> _headers =
        response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);

    public int Status { get; } = status;

    public string Text { get; } = text;

    public string? ContentType { get; } = response.Content.Headers.ContentType?.MediaType;

    public XElement Xml => XDocument.Parse(Text).Root!;

    public string Code => Value("Error/Code");

    public string Message => Value("Error/Message");

    public string? Header(string name) => _headers.GetValueOrDefault(name);

    /// <summary>The element at a path of local names below the root.</summary>
    public XElement At(string path)
    {
        var element = Xml;
        foreach (var name in path.Split('/'))
        {
            element = element.Elements().FirstOrDefault(child => child.Name.LocalName == name)
                ?? throw new XmlException($"There is no {name} of {path} in {Text}");
        }

        return element;
    }

    public string Value(string path) => At(path).Value;

    public MwsReply Ok()
    {
        Assert.True(Status == 200, Text);
        return this;
    }

    public MwsReply Refused(string code, string message, int status = 400)
    {
        Assert.True(Status == status, Text);
        Assert.Equal(code, Code);
        Assert.Equal(message, Message);
        return this;
    }
}
