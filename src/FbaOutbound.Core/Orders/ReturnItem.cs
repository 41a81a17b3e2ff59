using System;

namespace FbaOutbound.Orders;

/// <summary>An item on its way back.</summary>
public sealed record ReturnItem
{
    /// <summary>The seller's identifier of the return item: at most 80 characters.</summary>
    public string? SellerReturnItemId { get; init; }

    /// <summary>The seller's identifier of the item within the order.</summary>
    public string? SellerFulfillmentOrderItemId { get; init; }

    /// <summary>The shipment that the item came with.</summary>
    public string? AmazonShipmentId { get; init; }

    /// <summary>The seller's reason code.</summary>
    public string? SellerReturnReasonCode { get; init; }

    /// <summary>The seller's comment.</summary>
    public string? ReturnComment { get; init; }

    /// <summary>The fulfillment center's reason code.</summary>
    public string? AmazonReturnReasonCode { get; init; }

    /// <summary><c>New</c>, <c>Processed</c>, or any other word, unchanged.</summary>
    public string? Status { get; init; }

    /// <summary>When the state last changed.</summary>
    public DateTimeOffset? StatusChangedDate { get; init; }

    /// <summary>The authorization that the item is returned with.</summary>
    public string? ReturnAuthorizationId { get; init; }

    /// <summary>The condition in which the item came back, such as <c>Sellable</c>.</summary>
    public string? ReturnReceivedCondition { get; init; }

    /// <summary>The fulfillment center that processed the item.</summary>
    public string? FulfillmentCenterId { get; init; }

    /// <summary>Returns the identifier and the state.</summary>
    public override string ToString() => $"{SellerReturnItemId} {Status}";
}

/// <summary>The authorization of a return.</summary>
public sealed record ReturnAuthorization
{
    /// <summary>The authorization's identifier.</summary>
    public string? ReturnAuthorizationId { get; init; }

    /// <summary>The fulfillment center that the items go to.</summary>
    public string? FulfillmentCenterId { get; init; }

    /// <summary>The address of that fulfillment center.</summary>
    public Address? ReturnToAddress { get; init; }

    /// <summary>The number that Amazon needs to process the return.</summary>
    public string? AmazonRmaId { get; init; }

    /// <summary>A page with the barcode and the mailing label.</summary>
    public string? RmaPageUrl { get; init; }

    /// <summary>Returns the identifier.</summary>
    public override string ToString() => ReturnAuthorizationId ?? "";
}
