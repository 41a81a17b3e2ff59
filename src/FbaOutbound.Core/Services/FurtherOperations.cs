using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

// What only some protocols can do. A protocol that cannot does not implement it, and FulfillmentOperations says so before any request.

/// <summary>Previews of orders.</summary>
internal interface IPreviewService
{
    Task<Answer<IReadOnlyList<FulfillmentPreview>>> PreviewAsync(
        FulfillmentOrder order, PreviewOptions options, CancellationToken cancellationToken);
}

/// <summary>Offers of delivery.</summary>
internal interface IOfferService
{
    Task<Answer<IReadOnlyList<DeliveryOffer>>> GetOffersAsync(OfferRequest request, CancellationToken cancellationToken);
}

/// <summary>The tracking of single packages; a protocol without it has the tracking in its orders.</summary>
internal interface ITrackingService
{
    Task<Answer<PackageTracking>> TrackAsync(int packageNumber, CancellationToken cancellationToken);
}

/// <summary>Returns and their reasons.</summary>
internal interface IReturnService
{
    Task<Answer<IReadOnlyList<ReturnReason>>> ListReturnReasonsAsync(ReturnReasonQuery query, CancellationToken cancellationToken);

    Task<Answer<FulfillmentReturn>> CreateReturnAsync(
        string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken);
}

/// <summary>Features and the inventory that can have them.</summary>
internal interface IFeatureService
{
    Task<Answer<IReadOnlyList<Feature>>> ListFeaturesAsync(string marketplaceId, CancellationToken cancellationToken);

    Task<Answer<FeatureSkuPage>> ListFeatureSkusAsync(
        string marketplaceId, string featureName, DateTimeOffset? updatedAfter, string? nextToken, CancellationToken cancellationToken);

    Task<Answer<FeatureSku>> GetFeatureSkuAsync(
        string marketplaceId, string featureName, string sellerSku, CancellationToken cancellationToken);
}

/// <summary>The hand of a tester in a sandbox; no production endpoint is ever asked.</summary>
internal interface ISandboxService
{
    Task<CallInfo> SetStatusAsync(string sellerFulfillmentOrderId, string status, CancellationToken cancellationToken);
}

/// <summary>The hand of a tester on a package.</summary>
internal interface ISandboxPackageService
{
    Task<CallInfo> SetPackageAsync(string sellerFulfillmentOrderId, PackageUpdate update, CancellationToken cancellationToken);
}

/// <summary>Lists that hold shipments, too, so that no order has to be read separately.</summary>
internal interface IDetailedListService
{
    Task<OrderPage> ListDetailedAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken);
}

/// <summary>Orders without their shipments, for a shorter answer.</summary>
internal interface IBriefReadService
{
    Task<OrderAnswer> GetBriefAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken);
}

/// <summary>A response and the call that brought it.</summary>
internal sealed record Answer<T>(T Value, CallInfo Call);

internal sealed record ReturnReasonQuery(string SellerSku, string? MarketplaceId, string? SellerFulfillmentOrderId, string? Language);

/// <summary>A page of SKUs; a null token is the end.</summary>
internal sealed record FeatureSkuPage(IReadOnlyList<FeatureSku> Skus, string? NextToken);

/// <summary>What a package in a sandbox is to become. Null members are left as they are; the status is required.</summary>
internal sealed record PackageUpdate
{
    public string PackageId { get; init; } = "";

    public string Status { get; init; } = "";

    public DateTimeOffset? EstimatedArrivalDate { get; init; }

    public string? CarrierCode { get; init; }

    public string? TrackingNumber { get; init; }

    public string? AmazonTrackingNumber { get; init; }

    public string? CarrierTrackingUrl { get; init; }

    public string? AmazonTrackingUrl { get; init; }

    public DropOffLocation? DropOffLocation { get; init; }

    public string? DeliveryPhotoUrl { get; init; }

    public string? ReceivedBy { get; init; }
}
