using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Protocols;
using FbaOutbound.Core.Tests.Shipments;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>What the client can ask of a service, with one text in place of every id.</summary>
/// <param name="Name">What it is called here.</param>
/// <param name="Version">The protocol.</param>
/// <param name="IsWrite">Whether it changes something.</param>
/// <param name="Run">Asks it.</param>
internal sealed record EveryOperation(
    string Name, string Version, bool IsWrite, Func<FbaSession, string, CancellationToken, Task<object?>> Run)
{
    public static readonly IReadOnlyList<string> Versions = ["2020-07-01", "2026-07-04", "Mws"];

    private static readonly (string Name, bool IsWrite, Func<FbaSession, string, CancellationToken, Task<object?>> Run)[] s_operations =
    [
        ("create", true, async (session, id, stop) => await session.Orders.CreateAsync(Order(session, id), 1, stop)),
        ("get", false, async (session, id, stop) => await session.Orders.GetAsync(id, stop)),
        (
            "list",
            false,
            async (session, id, stop) => await session.Orders.ListPageAsync(s_date, id.Length % 2 == 0 ? null : id, detailed: false, stop)),
        ("listDetailed", false, async (session, id, stop) => await session.Orders.ListPageAsync(s_date, id, detailed: true, stop)),
        ("resolve", false, async (session, id, stop) => await session.Orders.ResolveAsync(Order(session, id), s_date, 1, stop)),
        ("update", true, async (session, id, stop) => await session.Orders.UpdateAsync(Update(session, id), stop)),
        ("confirmUpdate", false, async (session, id, stop) => await session.Orders.ConfirmUpdateAsync(Update(session, id), stop)),
        ("cancel", true, async (session, id, stop) => await session.Orders.CancelAsync(id, stop)),
        ("return", true, async (session, id, stop) => await session.Orders.CreateReturnAsync(
            id,
            [
                new ReturnRequestItem
                {
                    SellerReturnItemId = id, SellerFulfillmentOrderItemId = "1", AmazonShipmentId = "D1", ReturnReasonCode = "01",
                    ReturnComment = id
                }],
            stop)),
        ("mergeAddress", false, async (session, id, stop) => await session.Orders.MergeAddressAsync(id, new Address { City = id }, stop)),
        (
            "preview",
            false,
            async (session, id, stop) => await session.Operations.PreviewAsync(Order(session, id), new PreviewOptions(), stop)),
        ("offers", false, async (session, id, stop) => await session.Operations.GetOffersAsync(
            new OfferRequest { SellerSku = id, OriginCountryCode = "US", DestinationAddress = SampleOrders.WholeAddress }, stop)),
        ("trackOrder", false, async (session, id, stop) => await session.Operations.TrackOrderAsync(id, _ => true, stop)),
        ("trackPackage", false, async (session, id, stop) => await session.Operations.TrackPackageAsync(id, null, stop)),
        (
            "reasons",
            false,
            async (session, id, stop) => await session.Operations.ListReturnReasonsAsync(new ReturnReasonQuery(id, id, id, id), stop)),
        ("features", false, async (session, id, stop) => await session.Operations.ListFeaturesAsync(id, stop)),
        ("featureSkus", false, async (session, id, stop) => await session.Operations.ListFeatureSkusAsync(id, id, s_date, id, stop)),
        ("featureSku", false, async (session, id, stop) => await session.Operations.GetFeatureSkuAsync(id, id, id, stop)),
        (
            "inventory",
            false,
            async (session, id, stop) => await session.Inventory.ReadAsync(
                new InventoryQuery(session.MarketplaceId) { SellerSkus = [id] }, _ => { }, stop)),
        ("setStatus", true, async (session, id, stop) => await session.Operations.SetStatusAsync(id, "RECEIVED", stop)),
        (
            "setPackage",
            true,
            async (session, id, stop) =>
                await session.Operations.SetPackageAsync(
                    id, new PackageUpdate { PackageId = id, Status = "DELIVERED", TrackingNumber = id }, stop)),
        ("serviceStatus", false, async (session, _, stop) => await session.GetServiceStatusAsync("FulfillmentOutboundShipment", stop)),
        ("shipment", false, async (session, id, stop) => await session.Shipments.GetAsync(id, stop)),
        ("shipmentCancel", true, async (session, id, stop) => await session.Shipments.CancelAsync(id, stop)),
        ("shipmentBuy", true, async (session, id, stop) => await session.Shipments.BuyAsync(Purchase(id), stop)),
        (
            "shipmentServices",
            false,
            async (session, id, stop) => await session.Shipments.GetServicesAsync(Purchase(id).Request, null, stop)),
        (
            "shipmentInputs",
            false,
            async (session, id, stop) => await session.Shipments.GetSellerInputsAsync(id, id, SampleShipments.From, stop)),
    ];

    private static readonly DateTimeOffset s_date = new(2026, 5, 14, 9, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<EveryOperation> All { get; } =
        [
            .. Versions.SelectMany(
                version =>
                    s_operations.Select(operation => new EveryOperation(operation.Name, version, operation.IsWrite, operation.Run)))];

    public override string ToString() => $"{Name} {Version}";

    private static FulfillmentOrder Order(FbaSession session, string id) => new()
    {
        SellerFulfillmentOrderId = id,
        DisplayableOrderId = id,
        DisplayableOrderDate = s_date,
        DisplayableOrderComment = "Thank you",
        ShippingSpeedCategory = "Standard",
        Action = session.ApiVersion == "Mws" ? null : "Hold",
        MarketplaceId = session.MarketplaceId,
        DestinationAddress = new Address
        {
            Name = "Ann Example", AddressLine1 = "1 Main Street", City = "Testville", StateOrRegion = "WA", PostalCode = "98101",
            CountryCode = "US"
        },
        Items = [new FulfillmentOrderItem { SellerSku = "SKU-1", SellerFulfillmentOrderItemId = "1", Quantity = 2 }],
    };

    private static OrderUpdate Update(FbaSession session, string id) => new()
    {
        SellerFulfillmentOrderId = id,
        Action = "Ship",
        DisplayableOrderComment = session.ApiVersion == "2026-07-04" ? null : "Changed",
    };

    private static ShipmentPurchase Purchase(string id) =>
        new() { Request = SampleShipments.RequiredOnly with { AmazonOrderId = id }, ShippingServiceId = "UPS_PTP_2ND_DAY_AIR" };
}
