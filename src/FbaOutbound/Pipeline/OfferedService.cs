using System.Collections;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Shipments;

namespace FbaOutbound.Pipeline;

/// <summary>Services that come down the pipeline, with what they were requested.</summary>
internal static class OfferedService
{
    /// <exception cref="OfferMissingException">The input is not a service that was offered for something.</exception>
    public static (ShippingService Service, ShipmentRequest Request) From(object? input) => PipelineRecord.Unwrap(input) switch
    {
        ShippingService { Request: { } request, ShippingServiceId: { Length: > 0 } } service => (service, request),
        ShippingService =>
            throw new OfferMissingException(
                "This service came from a shipment, not from an offer, so nothing can be bought with it. Run Get-MfnShippingService "
                    + "again."),
        PSObject or IDictionary when HasId(input) =>
            throw new OfferMissingException(
                "This service was saved or copied, so it no longer has the shipment that it was offered for. Run Get-MfnShippingService "
                    + "again, and pipe its output in directly."),
        var other => throw new OfferMissingException(
            $"The input is {(other is null ? "null" : other is PSObject ? "an object of another kind" : TypeText.Of(other))}, not a service that Get-MfnShippingService returned in this process."),
    };

    /// <summary>Returns the order that the input names, if it names one.</summary>
    public static string? OrderOf(object? input) =>
        ObjectMembers.Of(input, PipelineRecord.View)?.Find(nameof(ShippingService.AmazonOrderId)) is string { Length: > 0 } id ? id : null;

    private static bool HasId(object? input) =>
        ObjectMembers.Of(input, PipelineRecord.View)?.Find(nameof(ShippingService.ShippingServiceId)) is not null;
}
