using System.Text;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints.Outbound20260704;

/// <summary>
/// How this version refuses. Its model knows one example, <c>InvalidParameterValue</c>; no recorded answer is known, so the other codes
/// are ours, and the texts are those of version 2020-07-01 where that has one.
/// </summary>
internal static class OrderErrors
{
    public static SandboxAnswer Invalid(string message) =>
        SpApiErrors.Error(400, "InvalidParameterValue", message, message, "InvalidParameterValueException");

    public static SandboxAnswer Invalid(InputException exception) =>
        Invalid(exception.Parameter is { } parameter ? $"The value '{exception.Value}' is invalid for {parameter}." : exception.Message);

    public static SandboxAnswer NotFound(string message) => SpApiErrors.Error(404, "NotFound", message, "", "ResourceNotFoundException");

    public static SandboxAnswer UnsupportedMediaType() =>
        SpApiErrors.Error(
            415, "UnsupportedMediaType", "The media type of the request is not supported.", "", "UnsupportedMediaTypeException");

    public static SandboxAnswer Refuse(in Refusal refusal, string id) => refusal.Reason switch
    {
        RefusalReason.OrderExists => Invalid($"A create request already exists for MerchantFulfillmentOrderId : {id}"),
        RefusalReason.OrderUnknown => NotFound($"Requested order '{id}' not found"),
        RefusalReason.NotUpdatable =>
            Invalid("This order is not updatable. Items in the order are already in working or completed shipments."),
        RefusalReason.CancelRequestedAlready => Invalid($"Value {id} for parameter orderId is invalid. Reason: DuplicateCancelRequest."),
        RefusalReason.NotCancellable =>
            Invalid($"The value '{id}' is invalid for orderId. An order cannot be cancelled any more when it is {refusal.Subject}."),
        RefusalReason.TooManyUnits => Invalid($"The value '{refusal.Subject}' is invalid for lineItems. {OrderRequestRules.TooManyUnits}"),
        RefusalReason.SkuInvalid => Invalid($"The amazonSku for lineItemId {refusal.Subject} is invalid."),
        RefusalReason.NotEnoughStock => Invalid($"No inventory available for lineItemId: {refusal.Subject}."),
        RefusalReason.ParcelUnknown => NotFound($"Requested package '{refusal.Subject}' not found"),
        RefusalReason.StatusNotAllowed =>
            Invalid($"The value '{id}' is invalid for orderId. An order that is {refusal.Subject} cannot be given this status."),
        RefusalReason.WindowNotOffered => Invalid(
            $"The value '{refusal.Subject}' is invalid for fulfillmentConfiguration.serviceLevel.deliveryInterval. It is not on offer: "
                + "call getOrderPreview and send back an interval as it returns it."),
        _ => Invalid($"The value '{refusal.Subject}' is invalid for lineItemId."),
    };

    public static readonly byte[] Empty = Encoding.ASCII.GetBytes("{}");
}
