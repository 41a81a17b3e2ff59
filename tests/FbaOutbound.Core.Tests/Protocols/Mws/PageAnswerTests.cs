using System;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Shipments;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

public sealed class PageAnswerTests
{
    [PageFact]
    public async Task TheShipmentOfTheCancelPageIsReadWhole()
    {
        var pipeline = new FakePipeline { Body = Pages.Answer("mws-CancelShipment"), ContentType = "text/xml" };
        var (shipment, call) = await new ShipmentService(pipeline, "US").CancelAsync("6f77095e-9f75-47eb-aaab-a42d5428fa1a", default);

        Assert.Equal("request-1", call.RequestId);
        Assert.Equal("6f77095e-9f75-47eb-aaab-a42d5428fa1a", shipment.ShipmentId);
        Assert.Equal("903-1713775-3598252", shipment.AmazonOrderId);
        Assert.Equal("Purchased", shipment.Status);
        Assert.Equal("794657111237", shipment.TrackingId);
        Assert.Equal("10.00 USD", shipment.Insurance!.ToString());
        Assert.Equal("10 oz", shipment.Weight!.ToString());
        Assert.Equal(new PackageDimensions { Length = 5, Width = 5, Height = 5, Unit = "inches" }, shipment.PackageDimensions);
        Assert.Equal(At("2015-09-23T20:11:12.908Z"), shipment.CreatedDate);
        Assert.Null(shipment.LastUpdatedDate);
        Assert.Equal("40525960574974 × 1", Assert.Single(shipment.ItemList).ToString());
        Assert.Equal(
            new ShipmentAddress
            {
                Name = "Jane Smith", AddressLine1 = "321 Main St", City = "Seattle", StateOrProvinceCode = "WA", PostalCode = "98121-2778",
                CountryCode = "US",
            },
            shipment.ShipToAddress);
        Assert.Equal(
            new ShipmentAddress
            {
                Name = "John Doe", AddressLine1 = "1234 Westlake Ave", City = "Seattle", StateOrProvinceCode = "WA", PostalCode = "98121",
                CountryCode = "US", Phone = "2061234567",
            },
            shipment.ShipFromAddress);

        var service = shipment.ShippingService!;
        Assert.Equal("FedEx Priority Overnight®", service.ShippingServiceName);
        Assert.Equal("FEDEX", service.CarrierName);
        Assert.Equal("FEDEX_PTP_PRIORITY_OVERNIGHT", service.ShippingServiceId);
        Assert.Equal(
            "HDDUKqtQVFetpBZAqx5c1yaCZ9vuFfND0kudyw3lLWCa3mN2+zUOsRCAZS2oYt0ey6fXKdOAucmYVXR9LAkU9O9eys9V3FJCgvQ+vAqm4bSAzHVH04vD8oLyoUPKqxa8Otbek97Z85LFUSsfcUf8frNRMEfNLP8t5RyLXa4ZOjc=",
            service.ShippingServiceOfferId);
        Assert.Equal("27.81 USD", service.Rate!.ToString());
        Assert.Equal(At("2015-09-23T20:10:56.829Z"), service.ShipDate);
        Assert.Equal(At("2015-09-24T10:30:00Z"), service.EarliestEstimatedDeliveryDate);
        Assert.Equal(At("2015-09-24T10:30:00Z"), service.LatestEstimatedDeliveryDate);
        Assert.Equal("DELIVERY_CONFIRMATION", service.ShippingServiceOptions!.DeliveryExperience);
        Assert.Equal("10.00 USD", service.ShippingServiceOptions.DeclaredValue!.ToString());
        Assert.False(service.ShippingServiceOptions.CarrierWillPickUp);

        var label = shipment.Label!;
        Assert.Equal("DmsWbJpdMPALN3jV4wHOrg==", label.FileContents!.Checksum);
        Assert.Equal("application/pdf", label.FileContents.FileType);
        Assert.StartsWith("H4sIAAAAAAAAAK16", label.FileContents.Contents, StringComparison.Ordinal);
        Assert.EndsWith("Zx3S8LwAA", label.FileContents.Contents, StringComparison.Ordinal);
        Assert.Equal(new LabelDimensions { Width = 8.5m, Length = 11, Unit = "inches" }, label.Dimensions);

        Assert.Equal("6f77095e-9f75-47eb-aaab-a42d5428fa1a Purchased", shipment.ToString());
        Assert.DoesNotContain("Smith", shipment.ToString(), StringComparison.Ordinal);
    }

    [PageFact]
    public void EveryElementOfTheCancelPageFindsItsPlace()
    {
        var shipment = XmlTree.Read(Pages.Answer("mws-CancelShipment"))!.Find("CancelShipmentResult")!.Find("Shipment")!;
        var read = FbaOutbound.Protocols.ShipmentReader.Shipment(shipment)!;
        var shown = System.Text.Json.JsonSerializer.Serialize(read, s_plain).Replace("\\n", "\n", StringComparison.Ordinal);
        foreach (var value in Leaves(shipment).Where(value => value.Length > 1 && !value.EndsWith("00", StringComparison.Ordinal)))
        {
            var text = System.Text.RegularExpressions.Regex.Replace(value, @"^(20[0-9-]+T[0-9:]+)(\.[0-9]+)?Z$", "$1");
            Assert.True(
                shown.Contains(text, StringComparison.Ordinal)
                    || shown.Contains(text.Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal),
                value);
        }
    }

    [PageFact]
    public async Task TheEmptyAnswersOfTheOrderPagesAreReadWithTheirRequestIds()
    {
        var pipeline = new FakePipeline { Body = Pages.Answer("mws-CreateFulfillmentOrder"), ContentType = "text/xml" };
        var service = new FulfillmentService(pipeline, "US");
        Assert.False((await service.CreateAsync(SampleOrders.RequiredOnly, default)).Accepted);

        pipeline.Body = Pages.Answer("mws-UpdateFulfillmentOrder");
        Assert.Equal("request-1", (await service.UpdateAsync(SampleOrders.WholeUpdate, default)).RequestId);

        pipeline.Body = Pages.Answer("mws-CancelFulfillmentOrder");
        Assert.Equal("request-1", (await service.CancelAsync("six-test-order", default)).RequestId);
        Assert.Equal("d95be26c-16cf-4bbc-ab58-dce89fd4ac53", XmlTree.Read(pipeline.Body)!.Find("ResponseMetadata")!.Text("RequestId"));
    }

    private static readonly System.Text.Json.JsonSerializerOptions s_plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    private static System.Collections.Generic.IEnumerable<string> Leaves(FbaOutbound.Protocols.WireNode node) =>
        node.Children.Count > 0 ? node.Children.SelectMany(Leaves) : [node.Value!];

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
