using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols.Mws;

/// <summary>The section MerchantFulfillment, version 2015-06-01.</summary>
/// <param name="pipeline">The pipeline, which signs.</param>
/// <param name="countryCode">The country of the session's marketplace.</param>
internal sealed class ShipmentService(IRequestPipeline pipeline, string? countryCode) : IShipmentService
{
    public Task<ShipmentAnswer> GetAsync(string shipmentId, CancellationToken cancellationToken) =>
        SendForShipmentAsync(
        MwsOperations.GetShipment, shipmentId, ForId(shipmentId), MwsErrorDialect.Default, answer =>
            AnswerNames.Of(answer, shipmentId), cancellationToken);

    public Task<ShipmentAnswer> CancelAsync(string shipmentId, CancellationToken cancellationToken)
    {
        MwsAvailability.RequireCancelShipment(countryCode);
        return SendForShipmentAsync(
            MwsOperations.CancelShipment, shipmentId, ForId(shipmentId), MwsErrorDialect.Default, answer =>
                AnswerNames.Of(answer, shipmentId), cancellationToken);
    }

    public Task<ShipmentAnswer> CreateAsync(ShipmentPurchase purchase, CancellationToken cancellationToken)
    {
        RequireKnown(MwsOperations.CreateShipment, purchase.Request);
        return SendForShipmentAsync(
            MwsOperations.CreateShipment,
            purchase.Request.AmazonOrderId,
            ShipmentWriter.Purchase(purchase),
            new MwsErrorDialect(ErrorText.For(purchase.Request.ShipFromAddress)),
            answer => AnswerNames.Of(answer, purchase.Request),
            cancellationToken);
    }

    public Task<ShippingOffers> GetServicesAsync(
        ShipmentRequest request, ShippingOfferingFilter? filter, CancellationToken cancellationToken)
    {
        RequireKnown(MwsOperations.GetEligibleShippingServices, request);
        return SendAsync(
            MwsOperations.GetEligibleShippingServices,
            request.AmazonOrderId,
            ShipmentWriter.Services(request, filter),
            new MwsErrorDialect(ErrorText.For(request.ShipFromAddress)),
            (result, _) => ShippingServiceReader.Offers(result),
            names: null,
            cancellationToken);
    }

    public Task<IReadOnlyList<SellerInputField>> GetSellerInputsAsync(
        string amazonOrderId, string shippingServiceId, ShipmentAddress shipFrom, CancellationToken cancellationToken) => SendAsync(
        MwsOperations.GetAdditionalSellerInputs,
        amazonOrderId,
        ShipmentWriter.SellerInputs(amazonOrderId, shippingServiceId, shipFrom),
        new MwsErrorDialect(ErrorText.For(shipFrom)),
        (result, _) => ShipmentReader.SellerInputs(result),
        names: null,
        cancellationToken);

    private Task<ShipmentAnswer> SendForShipmentAsync(
        Operation operation,
        string subject,
        WireNode parameters,
        MwsErrorDialect errors,
        Func<ShipmentAnswer, IEnumerable<AnswerName>> names,
        CancellationToken cancellationToken) => SendAsync(
        operation,
        subject,
        parameters,
        errors,
        (result, call) => ShipmentReader.Shipment(result.Find("Shipment")) is { } shipment ? new ShipmentAnswer(shipment, call) : null,
        names,
        cancellationToken);

    private Task<T> SendAsync<T>(
        Operation operation,
        string subject,
        WireNode parameters,
        MwsErrorDialect errors,
        Func<WireNode, CallInfo, T?> map,
        Func<T, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken)
        where T : class => MwsSection.MerchantFulfillment.SendAsync(
            pipeline, operation, subject, parameters, errors, answer =>
                MwsAnswer.Read(answer, operation, errors, map), names, cancellationToken);

    private static WireNode ForId(string id) => WireNode.Object("", WireNode.Of("ShipmentId", id));

    private static void RequireKnown(Operation operation, ShipmentRequest request)
    {
        if (request.ItemList.Any(item => item.LiquidVolume is not null || item.IsHazmat is not null
            || item.DangerousGoodsDetails is not null))
        {
            throw new OperationNotSupportedException(
                $"{operation.Name} was not sent: MWS does not support LiquidVolume, IsHazmat and DangerousGoodsDetails. Leave them out, "
                    + "or connect to the Selling Partner API.");
        }
    }
}
