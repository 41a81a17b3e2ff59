using FbaOutbound.Sandbox.Fulfillment;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>The states of a shipment as 2020-07-01 and MWS spell them.</summary>
internal static class ShipmentWords
{
    public static string Of(ShipmentStatus status) => status switch
    {
        ShipmentStatus.Shipped => "SHIPPED",
        ShipmentStatus.CancelledByFulfiller => "CANCELLED_BY_FULFILLER",
        ShipmentStatus.CancelledBySeller => "CANCELLED_BY_SELLER",
        _ => "PENDING",
    };
}
