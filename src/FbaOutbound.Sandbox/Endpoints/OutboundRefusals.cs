using System.Globalization;
using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>
/// What is said about an order, a change or a cancellation that the engine refuses: the SP-API took these texts over from MWS.
/// </summary>
internal static class OutboundRefusals
{
    public static string Explain(in Refusal refusal, string id, SandboxOptions options) => refusal.Reason switch
    {
        RefusalReason.OrderExists => $"A create request already exists for MerchantFulfillmentOrderId : {id}",
        RefusalReason.OrderUnknown =>
            options.UnknownOrder == UnknownOrderAnswer.NotFound ? $"Requested order '{id}' not found" : UnableToGet(id),
        RefusalReason.NotUpdatable =>
            "Value OrderNotUpdatable for parameter  is invalid. Reason: 1 error:\nThis order is not updatable. Items in the order are "
                + "already in working or completed shipments. \n.",
        RefusalReason.WindowNotOffered =>
            "Value DeliveryWindow for parameter DeliveryWindow is invalid. Reason: The window is not on offer. Call getFulfillmentPreview "
                + "and send back a window as it returns it.",
        RefusalReason.CancelRequestedAlready =>
            $"Value {id} for parameter SellerFulfillmentOrderId is invalid. Reason: DuplicateCancelRequest.",
        RefusalReason.NotCancellable => string.Format(
            CultureInfo.InvariantCulture,
            "Value {0} for parameter SellerFulfillmentOrderId is invalid. Reason: You cannot cancel a fulfillment order with a status "
                + "of {1}.",
            id,
            refusal.Subject is nameof(OrderStatus.Invalid) or nameof(OrderStatus.Unfulfillable)
                ? refusal.Subject
                : "Processing, Complete, or CompletePartialled"),
        RefusalReason.TooManyUnits => Members.InvalidText("Items", refusal.Subject!, OrderRequestRules.TooManyUnits),
        RefusalReason.SkuInvalid => $"the SellerSKU for Item Id: {refusal.Subject} is invalid.",
        RefusalReason.NotEnoughStock or RefusalReason.NothingToReturn =>
            $"No inventory available for Items.SellerFulfillmentOrderItemId: {refusal.Subject}.",
        _ => $"Value {refusal.Subject} for parameter SellerFulfillmentOrderItemId is invalid. Reason: InvalidValue.",
    };

    public static string UnableToGet(string id) =>
        $"Unable to get order info for GetOrderByMerchantOrderIdRequest, merchantOrderId={id}, includeReturns=true, "
            + "includeShipments=true). Received error message: ";
}
