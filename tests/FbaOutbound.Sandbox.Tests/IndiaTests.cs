using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Xunit;

namespace FbaOutbound.Sandbox.Tests;

public class IndiaTests
{
    [Fact]
    public async Task AnIndianOrderHasDeclaredValuesAndPaymentsAndNoAmountsOfCashOnDelivery()
    {
        using var client = new Client();
        var order = Order();
        (await client.CreateAsync(order)).Refused("The request must contain the parameter PaymentInformation.");
        order["paymentInformation"] = JsonNode.Parse(
            """[{"paymentTransactionId":"T-1","paymentMode":"UPI","paymentDate":"2026-05-14T09:00:00Z"}]""");
        (await client.CreateAsync(order)).Refused("The request must contain the parameter Items.PerUnitDeclaredValue.");
        order["items"]![0]!["perUnitDeclaredValue"] = JsonNode.Parse("""{"currencyCode":"INR","value":"500"}""");
        order["codSettings"] = JsonNode.Parse("""{"isCodRequired":true,"codCharge":{"currencyCode":"INR","value":"10"}}""");
        (await client.CreateAsync(order)).Refused("Value  for parameter CODSettings is invalid. Reason: InvalidValue.");
        order["codSettings"] = JsonNode.Parse("""{"isCodRequired":true}""");
        (await client.CreateAsync(order)).Ok();
    }

    private static JsonObject Order()
    {
        var order = Client.Order();
        order["marketplaceId"] = "A21TJRUUN4KGV";
        order["destinationAddress"]!["countryCode"] = "IN";
        return order;
    }
}
