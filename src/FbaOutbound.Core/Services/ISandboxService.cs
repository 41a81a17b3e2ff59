using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

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
