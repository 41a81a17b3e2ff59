using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Orders;
using FbaOutbound.Services;
using FbaOutbound.Texts;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed partial class FulfillmentService
{
    private const string Features = Base + "features";
    private const string Inventory = Features + "/inventory";

    public Task<Answer<IReadOnlyList<FulfillmentPreview>>> PreviewAsync(
        FulfillmentOrder order, PreviewOptions options, CancellationToken cancellationToken)
    {
        if (options.ExcludeFees)
        {
            throw new OperationNotSupportedException(
                ApiVersion, "cannot leave the fees out of a preview", "Leave -ExcludeFee out, or use version 2026-07-04.");
        }

        return PostAsync(
            Operations.GetFulfillmentPreview,
            order.SellerFulfillmentOrderId,
            "fulfillmentOrders/preview",
            RequestWriter.Preview(order, options),
            ErrorText.For(order),
            result => AnswerReader.Previews(result, order),
            answer => AnswerNames.Of(answer, order),
            cancellationToken);
    }

    public Task<Answer<IReadOnlyList<DeliveryOffer>>> GetOffersAsync(OfferRequest request, CancellationToken cancellationToken)
    {
        if (request.Speeds.Count > 0)
        {
            throw new OperationNotSupportedException(
                ApiVersion, "offers no choice of shipping speed", "Leave -ShippingSpeedCategory out, or use version 2026-07-04.");
        }

        return PostAsync(
            Operations.DeliveryOffers,
            request.SellerSku,
            "deliveryOffers",
            RequestWriter.Offers(request),
            ErrorText.Hiding(request.DestinationAddress, request.IpAddress),
            result => AnswerReader.Offers(result, request.SellerSku),
            names: null,
            cancellationToken);
    }

    public Task<Answer<PackageTracking>> TrackAsync(int packageNumber, CancellationToken cancellationToken)
    {
        var id = packageNumber.ToString(CultureInfo.InvariantCulture);
        return GetAsync(
            Operations.GetPackageTrackingDetails,
            "package " + id,
            ServiceUri.WithQuery(Base + "tracking", ("packageNumber", id)),
            AnswerReader.Tracking,
            answer => AnswerNames.Of(answer, packageNumber),
            cancellationToken);
    }

    public Task<Answer<IReadOnlyList<ReturnReason>>> ListReturnReasonsAsync(ReturnReasonQuery query, CancellationToken cancellationToken) =>
        GetAsync(
        Operations.ListReturnReasonCodes,
        query.SellerSku,
        ServiceUri.WithQuery(
            Base + "returnReasonCodes",
            ("sellerSku", query.SellerSku),
            ("marketplaceId", query.MarketplaceId),
            ("sellerFulfillmentOrderId", query.SellerFulfillmentOrderId),
            ("language", query.Language)),
        result => AnswerReader.Reasons(result, query.SellerSku),
        names: null,
        cancellationToken);

    public Task<Answer<FulfillmentReturn>> CreateReturnAsync(
        string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken)
    {
        var errors = new SpApiErrorDialect(ErrorText.Hiding(null, [.. items.Select(item => item.ReturnComment)]), sellerFulfillmentOrderId);
        return _sender.SendAsync(
            Operations.CreateFulfillmentReturn,
            sellerFulfillmentOrderId,
            HttpMethod.Put,
            ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "return"),
            RequestWriter.Return(items),
            errors,
            Reading(errors, result => AnswerReader.Return(result, sellerFulfillmentOrderId)),
            answer => AnswerNames.Of(answer, items),
            cancellationToken);
    }

    public Task<Answer<IReadOnlyList<Feature>>> ListFeaturesAsync(string marketplaceId, CancellationToken cancellationToken) => GetAsync(
        Operations.GetFeatures,
        subject: null,
        ServiceUri.WithQuery(Features, ("marketplaceId", marketplaceId)),
        result => AnswerReader.Features(result, marketplaceId),
        names: null,
        cancellationToken);

    public Task<Answer<FeatureSkuPage>> ListFeatureSkusAsync(
        string marketplaceId, string featureName, DateTimeOffset? updatedAfter, string? nextToken,
        CancellationToken cancellationToken) => GetAsync(
            Operations.GetFeatureInventory,
            featureName,
            ServiceUri.WithQuery(
                ServiceUri.ForId(Inventory, featureName, what: "feature").OriginalString,
                ("marketplaceId", marketplaceId),
                ("nextToken", nextToken),
                ("queryStartDate", IsoTime.WriteMilliseconds(updatedAfter))),
            page => new FeatureSkuPage(AnswerReader.FeatureSkus(page, marketplaceId, featureName), SpApiSender.ReadToken(page)),
            names: null,
            cancellationToken);

    public Task<Answer<FeatureSku>> GetFeatureSkuAsync(
        string marketplaceId, string featureName, string sellerSku, CancellationToken cancellationToken) =>
        GetAsync(
        Operations.GetFeatureSku,
        sellerSku,
        ServiceUri.WithQuery(
            ServiceUri.ForId(
                ServiceUri.ForId(Inventory, featureName, what: "feature").OriginalString, sellerSku, what: "SKU").OriginalString,
            ("marketplaceId", marketplaceId)),
        sku => AnswerReader.FeatureSku(sku, marketplaceId, featureName, sellerSku),
        answer => AnswerNames.Of(answer, sellerSku),
        cancellationToken);

    public Task<CallInfo> SetStatusAsync(string sellerFulfillmentOrderId, string status, CancellationToken cancellationToken) =>
        _sender.SendAsync(
        Operations.SubmitFulfillmentOrderStatusUpdate,
        sellerFulfillmentOrderId,
        HttpMethod.Put,
        ServiceUri.ForId(Orders, sellerFulfillmentOrderId, "status"),
        RequestWriter.Status(status),
        SpApiErrorDialect.Of(sellerFulfillmentOrderId),
        answer => SpApiAnswer.ReadEmpty(answer, SpApiErrorDialect.Default),
        names: null,
        cancellationToken);

    private static Func<HttpAnswer, Answer<TResult>> Reading<TResult>(SpApiErrorDialect errors, Func<WireNode, TResult?> map)
        where TResult : class =>
        answer =>
            new Answer<TResult>(SpApiAnswer.Read(answer, errors, body => Payload(body) is { } payload ? map(payload) : null), answer.Call);

    private Task<Answer<TResult>> GetAsync<TResult>(
        Operation operation,
        string? subject,
        Uri uri,
        Func<WireNode, TResult?> map,
        Func<Answer<TResult>, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken)
        where TResult : class =>
        _sender.SendAsync(
            operation, subject, HttpMethod.Get, uri, body: null, SpApiErrorDialect.Default, Reading(SpApiErrorDialect.Default, map), names,
            cancellationToken);

    private Task<Answer<TResult>> PostAsync<TResult>(
        Operation operation,
        string subject,
        string path,
        byte[] body,
        ErrorText text,
        Func<WireNode, TResult?> map,
        Func<Answer<TResult>, IEnumerable<AnswerName>>? names,
        CancellationToken cancellationToken)
        where TResult : class
    {
        var errors = new SpApiErrorDialect(text);
        return _sender.SendAsync(
            operation, subject, HttpMethod.Post, new Uri(Base + path, UriKind.Relative), body, errors, Reading(errors, map), names,
            cancellationToken);
    }
}
