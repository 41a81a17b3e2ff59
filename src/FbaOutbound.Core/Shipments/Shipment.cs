using System;
using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>
/// A shipment that the seller has bought for an Amazon order. It pipes into Get- and Stop-MfnShipment and Save-MfnLabel by its id.
/// </summary>
/// <remarks>
/// Values that Amazon may extend are strings, kept as they came. The text form is the id and the status and never shows the recipient.
/// </remarks>
public sealed record Shipment
{
    /// <summary>Amazon's identifier of the shipment.</summary>
    public string ShipmentId { get; init; } = "";

    /// <summary>Amazon's identifier of the order.</summary>
    public string? AmazonOrderId { get; init; }

    /// <summary>The seller's identifier of the order.</summary>
    public string? SellerOrderId { get; init; }

    /// <summary>What the shipment holds.</summary>
    public IReadOnlyList<ShipmentItem> ItemList
    {
        get;
        init => field = OutputList<ShipmentItem>.Of(value);
    } = OutputList<ShipmentItem>.None;

    /// <summary>The address that the shipment leaves from.</summary>
    public ShipmentAddress? ShipFromAddress { get; init; }

    /// <summary>The address that the shipment goes to. The service leaves its phone number and email address empty.</summary>
    public ShipmentAddress? ShipToAddress { get; init; }

    /// <summary>The dimensions of the package.</summary>
    public PackageDimensions? PackageDimensions { get; init; }

    /// <summary>The weight of the package.</summary>
    public Weight? Weight { get; init; }

    /// <summary>The value that is insured.</summary>
    public Money? Insurance { get; init; }

    /// <summary>The service that was bought.</summary>
    public ShippingService? ShippingService { get; init; }

    /// <summary>The label; null if the service leaves it out.</summary>
    public ShippingLabel? Label { get; init; }

    /// <summary><c>Purchased</c>, <c>RefundPending</c>, <c>RefundRejected</c> or <c>RefundApplied</c>; any other word, unchanged.</summary>
    public string? Status { get; init; }

    /// <summary>The carrier's tracking number.</summary>
    public string? TrackingId { get; init; }

    /// <summary>When the shipment was bought.</summary>
    public DateTimeOffset? CreatedDate { get; init; }

    /// <summary>When the shipment last changed.</summary>
    public DateTimeOffset? LastUpdatedDate { get; init; }

    /// <summary>The name of the session that the shipment was read with; cmdlets that are fed with it use that session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Whether its status is one of a refund: it was cancelled, and its label is not to be used.</summary>
    internal bool IsCancelled => Status?.StartsWith("Refund", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Returns the id and the status.</summary>
    public override string ToString() => $"{ShipmentId} {Status}".TrimEnd();
}

/// <summary>The label of a shipment.</summary>
public sealed record ShippingLabel
{
    /// <summary>The text that the seller had put on it.</summary>
    public string? CustomTextForLabel { get; init; }

    /// <summary>The dimensions.</summary>
    public LabelDimensions? Dimensions { get; init; }

    /// <summary>The document. It shows the recipient's address, so Save-MfnLabel writes it and nothing shows it by accident.</summary>
    public LabelFile? FileContents { get; init; }

    /// <summary>The format, such as <c>PDF</c>.</summary>
    public string? LabelFormat { get; init; }

    /// <summary>The identifier that the seller had put on it.</summary>
    public string? StandardIdForLabel { get; init; }

    /// <summary>Returns the format.</summary>
    public override string ToString() => LabelFormat ?? FileContents?.FileType ?? "";
}

/// <summary>A document as the service sends it.</summary>
public sealed record LabelFile
{
    /// <summary>The document: Base64 of the gzip format.</summary>
    public string? Contents { get; init; }

    /// <summary><c>application/pdf</c>, <c>application/zpl</c> or <c>image/png</c>.</summary>
    public string? FileType { get; init; }

    /// <summary>The MD5 checksum, in Base64.</summary>
    public string? Checksum { get; init; }

    /// <summary>Returns the type.</summary>
    public override string ToString() => FileType ?? "";
}
