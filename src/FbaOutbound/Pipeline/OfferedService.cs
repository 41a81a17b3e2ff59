using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Shipments;

namespace FbaOutbound.Pipeline;

/// <summary>Services that come down the pipeline, with what they were asked for.</summary>
internal static class OfferedService
{
    /// <exception cref="OfferMissingException">The input is no service that was offered for something.</exception>
    public static (ShippingService Service, ShipmentRequest Request) From(object? input) => PipelineRecord.Unwrap(input) switch
    {
        ShippingService { Request: { } request, ShippingServiceId: { Length: > 0 } } service => (service, request),
        ShippingService =>
            throw new OfferMissingException(
                "The service is that of a shipment and no offer: it does not tell what it would be bought for. Ask Get-MfnShippingService "
                    + "again."),
        var other => throw new OfferMissingException(
            $"The input is {(other is null ? "null" : other is PSObject ? "an object of another kind" : TypeText.Of(other))}, not a service that Get-MfnShippingService has returned in this process."),
    };
}
