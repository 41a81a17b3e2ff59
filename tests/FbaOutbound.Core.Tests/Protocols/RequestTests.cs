using System;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Protocols.SpApi20200701;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class RequestTests
{
    private const string OrdersPath = "/fba/outbound/2020-07-01/fulfillmentOrders";

    private readonly FakePipeline _pipeline = new();
    private readonly FulfillmentService _service;

    public RequestTests() => _service = new FulfillmentService(_pipeline);

    [ModelFact]
    public async Task ACreateWithOnlyWhatIsRequiredIsValid()
    {
        await _service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None);
        AssertValid("createFulfillmentOrder");
    }

    [ModelFact]
    public async Task ACreateWithEverythingSetIsValid()
    {
        await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);
        AssertValid("createFulfillmentOrder");
    }

    [ModelFact]
    public async Task EveryMemberThatTheModelHasForACreateIsWritten()
    {
        await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);
        AssertWritesEveryMemberOf("CreateFulfillmentOrderRequest");
    }

    [ModelFact]
    public async Task AnUpdateWithNothingToChangeIsValid()
    {
        await _service.UpdateAsync(new OrderUpdate { SellerFulfillmentOrderId = "six-test-order" }, CancellationToken.None);
        AssertValid("updateFulfillmentOrder");
        Assert.Equal("""{"fulfillmentAction":"Hold"}""", _pipeline.Last.Body);
    }

    [ModelFact]
    public async Task AnUpdateOfEverythingIsValidAndWritesEveryMember()
    {
        await _service.UpdateAsync(SampleOrders.WholeUpdate, CancellationToken.None);
        AssertValid("updateFulfillmentOrder");
        AssertWritesEveryMemberOf("UpdateFulfillmentOrderRequest");
    }

    [ModelFact]
    public async Task TheRequestsWithoutABodyAreValid()
    {
        _pipeline.Body = """{"payload":{"fulfillmentOrder":{},"fulfillmentOrders":[]}}"""u8.ToArray();
        await _service.GetAsync("six test/order", CancellationToken.None);
        AssertValid("getFulfillmentOrder");
        await _service.CancelAsync("six test/order", CancellationToken.None);
        AssertValid("cancelFulfillmentOrder");
        await _service.ListAsync(SampleOrders.Date, null, CancellationToken.None);
        AssertValid("listAllFulfillmentOrders");
        await _service.ListAsync(SampleOrders.Date, "token", CancellationToken.None);
        AssertValid("listAllFulfillmentOrders");
    }

    [Fact]
    public async Task OperationsSayWhetherTheyReadAndWhatTheyAreAllowed()
    {
        _pipeline.Body = """{"payload":{"fulfillmentOrder":{},"fulfillmentOrders":[]}}"""u8.ToArray();
        await _service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None);
        await _service.GetAsync("a", CancellationToken.None);
        await _service.ListAsync(SampleOrders.Date, null, CancellationToken.None);
        await _service.UpdateAsync(SampleOrders.WholeUpdate, CancellationToken.None);
        await _service.CancelAsync("a", CancellationToken.None);

        Assert.Equal(
            [
                "POST createFulfillmentOrder False", "GET getFulfillmentOrder True", "GET listAllFulfillmentOrders True",
                "PUT updateFulfillmentOrder False", "PUT cancelFulfillmentOrder False"],
            _pipeline.Sent.Select(sent => $"{sent.Method} {sent.Operation.Name} {sent.Operation.IsRead}"));
        Assert.All(
            _pipeline.Sent,
            sent => Assert.Equal((2.0, 30, "2020-07-01"), (sent.Operation.Plan.Rate, sent.Operation.Plan.Burst, sent.Operation.Version)));
    }

    [Fact]
    public async Task ActionAndPolicyAreAlwaysSentWithACreate()
    {
        await _service.CreateAsync(SampleOrders.RequiredOnly, CancellationToken.None);
        Assert.Equal("Ship", Body().GetProperty("fulfillmentAction").GetString());
        Assert.Equal("FillOrKill", Body().GetProperty("fulfillmentPolicy").GetString());

        await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);
        Assert.Equal("Hold", Body().GetProperty("fulfillmentAction").GetString());
        Assert.Equal("FillAllAvailable", Body().GetProperty("fulfillmentPolicy").GetString());
    }

    [Fact]
    public async Task NullAndEmptyMembersAreLeftOut()
    {
        var address = SampleOrders.RequiredOnly.DestinationAddress! with { AddressLine2 = "", Phone = null };
        await _service.CreateAsync(
            SampleOrders.RequiredOnly with { DestinationAddress = address, MarketplaceId = "", NotificationEmails = [""] },
            CancellationToken.None);

        Assert.DoesNotContain("null", _pipeline.Last.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"\"", _pipeline.Last.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[]", _pipeline.Last.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("phone", _pipeline.Last.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-05-04T12:30:00+09:00", "2026-05-04T03:30:00Z")]
    [InlineData("2026-05-04T12:30:00Z", "2026-05-04T12:30:00Z")]
    [InlineData("2026-05-04T12:30:00.25-05:30", "2026-05-04T18:00:00.250Z")]
    [InlineData("2026-05-04T12:30:00.0000001Z", "2026-05-04T12:30:00Z")]
    public async Task DatesGoOutInUtcWithAZ(string given, string sent)
    {
        var date = DateTimeOffset.Parse(given, CultureInfo.InvariantCulture);
        await _service.CreateAsync(SampleOrders.RequiredOnly with { DisplayableOrderDate = date }, CancellationToken.None);
        Assert.Contains($"\"displayableOrderDate\":\"{sent}\"", _pipeline.Last.Body, StringComparison.Ordinal);

        _pipeline.Body = """{"payload":{}}"""u8.ToArray();
        await _service.ListAsync(date, null, CancellationToken.None);
        Assert.Equal($"{OrdersPath}?queryStartDate={Uri.EscapeDataString(sent)}", _pipeline.Last.Target);
    }

    [Fact]
    public async Task DatesAndAmountsDoNotDependOnTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("ar-SA");
            await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);
        Assert.Single(_pipeline.Sent.Select(sent => sent.Body).Distinct());
    }

    [Fact]
    public async Task TextsGoOutAsTheyAre()
    {
        await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);

        var body = _pipeline.Last.Body!;
        Assert.Equal("application/json", _pipeline.Last.ContentType);
        Assert.Contains(
            "\"startDate\":\"2026-05-10T09:00:00+09:00\",\"endDate\":\"2026-05-10T12:00:00.000+09:00\"", body, StringComparison.Ordinal);
        Assert.Contains("c/o Łódź + 東京", body, StringComparison.Ordinal);
        Assert.Contains("Flat <2> & 3", body, StringComparison.Ordinal);
        Assert.Contains("Zoë O'Example", body, StringComparison.Ordinal);
        Assert.Equal("1 Sample \"Street\"", Body().GetProperty("destinationAddress").GetProperty("addressLine1").GetString());
        Assert.Equal("Thank you — ありがとう 🎁", Body().GetProperty("displayableOrderComment").GetString());
    }

    [Fact]
    public async Task AmountsKeepTheirScale()
    {
        await _service.CreateAsync(SampleOrders.Everything, CancellationToken.None);
        Assert.Contains("\"shippingCharge\":{\"currencyCode\":\"JPY\",\"value\":\"40.00\"}", _pipeline.Last.Body, StringComparison.Ordinal);
        Assert.Contains(
            "\"shippingChargeTax\":{\"currencyCode\":\"JPY\",\"value\":\"4.0\"}", _pipeline.Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTokenOfTheNextPageIsEscapedAndTheDateStays()
    {
        _pipeline.Body = """{"payload":{}}"""u8.ToArray();
        await _service.ListAsync(SampleOrders.Date, "a+b/c=&d é", CancellationToken.None);
        Assert.Equal($"{OrdersPath}?queryStartDate=2026-05-04T12%3A30%3A00Z&nextToken=a%2Bb%2Fc%3D%26d%20%C3%A9", _pipeline.Last.Target);
    }

    private JsonElement Body() => JsonDocument.Parse(_pipeline.Last.Body!).RootElement;

    private void AssertValid(string operation)
    {
        var model = OutboundModel.Load();
        Assert.Equal(operation, model.FindOperation(_pipeline.Last.Method, _pipeline.Last.Target));
        Assert.Equal(operation, _pipeline.Last.Operation.Name);
        Assert.Empty(model.ValidateRequest(_pipeline.Last.Method, _pipeline.Last.Target, _pipeline.Last.Body));
    }

    private void AssertWritesEveryMemberOf(string definition)
    {
        var missing = new ModelSample(OutboundModel.Bytes(), seed: 0).MembersMissingIn(definition, Body());
        Assert.Empty(missing);
    }
}
