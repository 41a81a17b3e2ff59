using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Settlement;

/// <summary>
/// Everything around orders that only some protocols can do. What the session's protocol cannot do ends in an
/// <see cref="OperationNotSupportedException"/> before any request. It holds no state.
/// </summary>
/// <param name="service">The session's protocol.</param>
/// <param name="session">The session's name, which every output carries.</param>
/// <param name="productionHost">The host where orders are real, where the session leads to one; null in a sandbox.</param>
internal sealed class FulfillmentOperations(IFulfillmentService service, SessionMark? session, string? productionHost)
{
    /// <summary>Whether a package can be tracked by its number; otherwise its order tells where it is.</summary>
    public bool TracksPackages => service is ITrackingService;

    public async Task<IReadOnlyList<FulfillmentPreview>> PreviewAsync(
        FulfillmentOrder order, PreviewOptions options, CancellationToken cancellationToken)
    {
        var service = Need<IPreviewService>("does not support order previews");
        var previews = await ItemNames.NameSkusAsync(order.Items ?? [], () => service.PreviewAsync(order, options, cancellationToken))
            .ConfigureAwait(false);
        return [.. previews.Value.Select(preview => preview with { Session = session?.Name, Account = session?.Account })];
    }

    public async Task<IReadOnlyList<DeliveryOffer>> GetOffersAsync(OfferRequest request, CancellationToken cancellationToken)
    {
        var offers = await Need<IOfferService>("does not support delivery offers").GetOffersAsync(request, cancellationToken).ConfigureAwait(false);
        return [.. offers.Value.Select(offer => offer with { Session = session?.Name, Account = session?.Account })];
    }

    /// <summary>Tracks the packages of an order, which is read first.</summary>
    /// <param name="sellerFulfillmentOrderId">The order's id.</param>
    /// <param name="isWanted">Which of its packages to track.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<PackageTracking>> TrackOrderAsync(
        string sellerFulfillmentOrderId, Func<FulfillmentShipmentPackage, bool> isWanted, CancellationToken cancellationToken)
    {
        var answer = await service.GetAsync(sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
        var order = OrderStamp.On(answer.Order, session, service.Rules.ApiVersion);
        List<PackageTracking> found = [];
        foreach (var shipment in order.Shipments)
        {
            foreach (var package in shipment.Packages.Where(isWanted))
            {
                found.Add(service is ITrackingService && package.PackageNumber is { } number
                    ? await TrackAsync(number, package, cancellationToken).ConfigureAwait(false)
                    : PackageTracking.From(shipment, package));
            }
        }

        return found;
    }

    /// <summary>Tracks a package by its number.</summary>
    /// <param name="packageId">The number, as text.</param>
    /// <param name="package">What is known of the package, if anything.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<PackageTracking> TrackPackageAsync(
        string packageId, FulfillmentShipmentPackage? package, CancellationToken cancellationToken)
    {
        if (service is not ITrackingService)
        {
            throw new OperationNotSupportedException(
                service.Rules.ApiVersion, "returns tracking only as part of an order", "Pipe in the order, or name it with -SellerFulfillmentOrderId.");
        }

        return int.TryParse(packageId, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? TrackAsync(number, package, cancellationToken)
            : throw new OperationNotSupportedException(
                service.Rules.ApiVersion, $"uses whole numbers as package numbers, and '{packageId}' is not one",
                "Get-FbaFulfillmentOrder shows the numbers of an order's packages.");
    }

    public async Task<IReadOnlyList<ReturnReason>> ListReturnReasonsAsync(ReturnReasonQuery query, CancellationToken cancellationToken)
    {
        var reasons = await Need<IReturnService>("does not support return reasons").ListReturnReasonsAsync(query, cancellationToken)
            .ConfigureAwait(false);
        return [.. reasons.Value.Select(reason => reason with { Session = session?.Name, Account = session?.Account })];
    }

    /// <summary>Whether the version tells what features there are.</summary>
    public bool HasFeatures => service is IFeatureService;

    public async Task<IReadOnlyList<Feature>> ListFeaturesAsync(string marketplaceId, CancellationToken cancellationToken)
    {
        var features = await Need<IFeatureService>("cannot list features").ListFeaturesAsync(marketplaceId, cancellationToken)
            .ConfigureAwait(false);
        return [.. features.Value.Select(feature => feature with { Session = session?.Name, Account = session?.Account })];
    }

    public async Task<FeatureSkuPage> ListFeatureSkusAsync(
        string marketplaceId, string featureName, DateTimeOffset? updatedAfter, string? nextToken, CancellationToken cancellationToken)
    {
        var page = await Need<IFeatureService>("does not support feature inventory")
            .ListFeatureSkusAsync(marketplaceId, featureName, updatedAfter, nextToken, cancellationToken).ConfigureAwait(false);
        return page.Value with
        {
            Skus = [.. page.Value.Skus.Select(sku => sku with { Session = session?.Name, Account = session?.Account })],
        };
    }

    public async Task<FeatureSku> GetFeatureSkuAsync(
        string marketplaceId, string featureName, string sellerSku, CancellationToken cancellationToken)
    {
        var sku = await Need<IFeatureService>("does not support feature inventory")
            .GetFeatureSkuAsync(marketplaceId, featureName, sellerSku, cancellationToken).ConfigureAwait(false);
        return sku.Value with { Session = session?.Name, Account = session?.Account };
    }

    public async Task<CallInfo> SetStatusAsync(string sellerFulfillmentOrderId, string status, CancellationToken cancellationToken)
    {
        RequireSandbox();
        var sandbox = Need<ISandboxService>("does not support setting statuses in a sandbox");
        await CheckIdAsync(sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
        return await sandbox.SetStatusAsync(sellerFulfillmentOrderId, status, cancellationToken).ConfigureAwait(false);
    }

    public async Task<CallInfo> SetPackageAsync(string sellerFulfillmentOrderId, PackageUpdate update, CancellationToken cancellationToken)
    {
        RequireSandbox();
        var packages = Need<ISandboxPackageService>("cannot change a package in a sandbox");
        await CheckIdAsync(sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
        return await packages.SetPackageAsync(sellerFulfillmentOrderId, update, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Refuses returns where the protocol has none, before anything is asked.</summary>
    /// <exception cref="OperationNotSupportedException">The protocol has no returns.</exception>
    public void RequireReturns() => Need<IReturnService>("has no returns");

    /// <summary>Refuses what only a sandbox has, before anything is asked.</summary>
    /// <exception cref="SandboxOnlyException">The session leads to where orders are real.</exception>
    public void RequireSandbox()
    {
        if (productionHost is not null)
        {
            throw new SandboxOnlyException(
                $"Session '{session?.Name}' is connected to {productionHost}, where orders are real. The status of an order can be set only in "
                    + "a sandbox (Connect-FbaSession -Sandbox or -AmazonSandbox). Nothing was sent.");
        }
    }

    private T Need<T>(string what)
        where T : class =>
        service as T ?? throw service.Rules.Lacks<T>(what);

    private Task CheckIdAsync(string id, CancellationToken cancellationToken) =>
        OrderId.MayNameAnother(id) ? service.GetAsync(id, cancellationToken) : Task.CompletedTask;

    private async Task<PackageTracking> TrackAsync(int number, FulfillmentShipmentPackage? package, CancellationToken cancellationToken)
    {
        Answer<PackageTracking> tracking;
        try
        {
            tracking = await ((ITrackingService)service).TrackAsync(number, cancellationToken).ConfigureAwait(false);
        }
        catch (FbaServiceException refusal) when (
            refusal is { Outcome: RequestOutcome.Refused, StatusCode: 400, IsAccessDenied: false } and not FbaCredentialException)
        {
            refusal.AddNote(
                FormattableString.Invariant(
                    $"Package {number} probably does not exist. Get-FbaFulfillmentOrder shows the packages of an order."));
            throw;
        }

        return tracking.Value with
        {
            SellerFulfillmentOrderId = package?.SellerFulfillmentOrderId,
            AmazonShipmentId = package?.AmazonShipmentId,
            AmazonTrackingNumber = tracking.Value.AmazonTrackingNumber ?? package?.AmazonFulfillmentTrackingNumber,
            Session = session?.Name,
            Account = session?.Account,
        };
    }
}

/// <summary>Something that only a sandbox has, asked of a session whose orders are real.</summary>
internal sealed class SandboxOnlyException(string message) : FbaException(message);
