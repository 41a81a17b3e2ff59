using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Services;
using FbaOutbound.Shipments;

namespace FbaOutbound.Protocols.SpApiMerchantV0;

/// <summary>Version v0 of the Merchant Fulfillment API.</summary>
internal sealed class ShipmentService(IRequestPipeline pipeline) : IShipmentService
{
    private const string Root = "mfn/v0";
    private const string Shipments = Root + "/shipments";

    public Task<ShipmentAnswer> GetAsync(string shipmentId, CancellationToken cancellationToken) => SendAsync(
        OperationsMerchantV0.GetShipment, shipmentId, HttpMethod.Get, ServiceUri.ForId(Shipments, shipmentId), body: null,
        SpApiErrorDialect.Default, ReadShipment, answer => AnswerNames.Of(answer, shipmentId), cancellationToken);

    public Task<ShipmentAnswer> CancelAsync(string shipmentId, CancellationToken cancellationToken) => SendAsync(
        OperationsMerchantV0.CancelShipment, shipmentId, HttpMethod.Delete, ServiceUri.ForId(Shipments, shipmentId), body: null,
        SpApiErrorDialect.Default, ReadShipment, answer =>
            AnswerNames.Of(answer, shipmentId), cancellationToken);

    public Task<ShipmentAnswer> CreateAsync(ShipmentPurchase purchase, CancellationToken cancellationToken) => SendAsync(
        OperationsMerchantV0.CreateShipment,
        purchase.Request.AmazonOrderId,
        HttpMethod.Post,
        new Uri(Shipments, UriKind.Relative),
        ShipmentWriter.Purchase(purchase),
        new SpApiErrorDialect(ErrorText.For(purchase.Request.ShipFromAddress)),
        ReadShipment,
        answer => AnswerNames.Of(answer, purchase.Request),
        cancellationToken);

    public Task<ShippingOffers> GetServicesAsync(
        ShipmentRequest request, ShippingOfferingFilter? filter, CancellationToken cancellationToken) =>
        SendAsync(
        OperationsMerchantV0.GetEligibleShipmentServices,
        request.AmazonOrderId,
        HttpMethod.Post,
        new Uri(Root + "/eligibleShippingServices", UriKind.Relative),
        ShipmentWriter.Services(request, filter),
        new SpApiErrorDialect(ErrorText.For(request.ShipFromAddress)),
        (answer, errors) => Read(answer, errors, ShippingServiceReader.Offers),
        names: null,
        cancellationToken);

    public Task<IReadOnlyList<SellerInputField>> GetSellerInputsAsync(
        string amazonOrderId, string shippingServiceId, ShipmentAddress shipFrom, CancellationToken cancellationToken) => SendAsync(
        OperationsMerchantV0.GetAdditionalSellerInputs,
        amazonOrderId,
        HttpMethod.Post,
        new Uri(Root + "/additionalSellerInputs", UriKind.Relative),
        ShipmentWriter.SellerInputs(amazonOrderId, shippingServiceId, shipFrom),
        new SpApiErrorDialect(ErrorText.For(shipFrom)),
        (answer, errors) => Read(answer, errors, ShipmentReader.SellerInputs),
        names: null,
        cancellationToken);

    private Task<T> SendAsync<T>(
        Operation operation,
        string subject,
        HttpMethod method,
        Uri uri,
        WireNode? body,
        SpApiErrorDialect errors,
        Func<HttpAnswer, SpApiErrorDialect, T> read,
        Func<T, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken)
    {
        var bytes = body is null ? null : JsonTree.Write(body);
        return pipeline.SendAsync(
            new ServiceRequest<T>
            {
                Operation = operation,
                Subject = subject,
                CreateMessage = () => CreateMessage(method, uri, bytes),
                Read = answer => read(answer, errors),
                Names = names,
                Errors = errors,
            },
            cancellationToken);
    }

    private static HttpRequestMessage CreateMessage(HttpMethod method, Uri uri, byte[]? body)
    {
        var message = new HttpRequestMessage(method, uri);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
        {
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        return message;
    }

    private static ShipmentAnswer ReadShipment(HttpAnswer answer, SpApiErrorDialect errors) =>
        Read(
            answer, errors, payload => ShipmentReader.Shipment(payload) is { } shipment ? new ShipmentAnswer(shipment, answer.Call) : null);

    private static T Read<T>(HttpAnswer answer, SpApiErrorDialect errors, Func<WireNode, T?> map)
        where T : class =>
        SpApiAnswer.Read(answer, errors, root => root.Find("payload") is { Kind: WireKind.Object } payload ? map(payload) : null);
}
