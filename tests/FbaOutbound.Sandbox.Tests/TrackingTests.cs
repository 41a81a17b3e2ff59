using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class TrackingTests
{
    private const string Path = "/fba/outbound/2020-07-01/tracking";

    [Fact]
    public async Task APackageTravelsWithTheClock()
    {
        using var client = new Client();
        var number = await ShipAsync(client);
        Assert.Equal("IN_TRANSIT", await StatusAsync(client, number));
        client.Pass(24 * 4.9);
        Assert.Equal("OUT_FOR_DELIVERY", await StatusAsync(client, number));
        client.Pass(6);
        Assert.Equal("DELIVERED", await StatusAsync(client, number));
    }

    [Fact]
    public async Task EventsComeNewestFirstAndOnlyOnceTheyHaveHappened()
    {
        using var client = new Client();
        var number = await ShipAsync(client);
        Assert.Equal(["EVENT_102", "EVENT_101"], await EventsAsync(client, number));
        client.Pass(24 * 6);
        Assert.Equal(["EVENT_301", "EVENT_302", "EVENT_201", "EVENT_202", "EVENT_102", "EVENT_101"], await EventsAsync(client, number));
    }

    [Fact]
    public async Task OfTheRecipientOnlyTheTownIsShown()
    {
        using var client = new Client();
        var number = await ShipAsync(client);
        client.Pass(24 * 6);
        var reply = (await client.SendAsync("GET", $"{Path}?packageNumber={number}")).Ok();
        Assert.Equal("""{"city":"Troy","state":"MI","country":"US"}""", reply.Payload["shipToAddress"]!.ToJsonString());
        Assert.DoesNotContain("Canary", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Test Way", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("48084", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheTrackingNumberIsTheOrders()
    {
        using var client = new Client();
        var number = await ShipAsync(client);
        var package = (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["fulfillmentShipmentPackage"]![0]!;
        var tracking = (await client.SendAsync("GET", $"{Path}?packageNumber={number}")).Payload;
        Assert.Equal(package["trackingNumber"]!.GetValue<string>(), tracking["trackingNumber"]!.GetValue<string>());
        Assert.Equal(package["estimatedArrivalDate"]!.GetValue<string>(), tracking["estimatedArrivalDate"]!.GetValue<string>());
    }

    [Fact]
    public async Task AnUnknownPackageIsAnsweredWithNull()
    {
        using var client = new Client();
        (await client.SendAsync("GET", Path + "?packageNumber=1")).Refused("null");
        using var other = new Client(options => options.UnknownPackageStatus = 404);
        Assert.Equal(404, (await other.SendAsync("GET", Path + "?packageNumber=1")).Status);
    }

    [Theory]
    [InlineData("", "The request must contain the parameter packageNumber.")]
    [InlineData("?packageNumber=abc", "Value abc for parameter PackageNumber is invalid. Reason: InvalidValue.")]
    [InlineData("?packageNumber=99999999999", "Value 99999999999 for parameter PackageNumber is invalid. Reason: InvalidValue.")]
    public async Task APackageNumberIsAWholeNumber(string query, string message)
    {
        using var client = new Client();
        (await client.SendAsync("GET", Path + query)).Refused(message);
    }

    private static async Task<int> ShipAsync(Client client)
    {
        await client.CreateAsync(Client.Order());
        client.Time.Advance(TimeSpan.FromMinutes(40 + 240));
        return (await client.GetAsync()).Payload["fulfillmentShipments"]![0]!["fulfillmentShipmentPackage"]![0]!["packageNumber"]!.GetValue<int>();
    }

    private static async Task<string> StatusAsync(Client client, int number) =>
        (await client.SendAsync("GET", $"{Path}?packageNumber={number}")).Ok().Payload["currentStatus"]!.GetValue<string>();

    private static async Task<string[]> EventsAsync(Client client, int number) =>
        [
            .. (await client.SendAsync("GET", $"{Path}?packageNumber={number}")).Ok().Payload["trackingEvents"]!.AsArray()
                .Select(one => one!["eventCode"]!.GetValue<string>())];
}
