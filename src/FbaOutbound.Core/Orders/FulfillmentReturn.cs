using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>A reason for which items of a SKU can be returned.</summary>
public sealed record ReturnReason
{
    /// <summary>The seller's SKU.</summary>
    public string SellerSku { get; init; } = "";

    /// <summary>The code, which a return is created with.</summary>
    public string ReturnReasonCode { get; init; } = "";

    /// <summary>The service's words for it.</summary>
    public string? Description { get; init; }

    /// <summary>The words in the language that was requested.</summary>
    public string? TranslatedDescription { get; init; }

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>Returns the code and the words.</summary>
    public override string ToString() => $"{ReturnReasonCode} {TranslatedDescription ?? Description}".TrimEnd();
}

/// <summary>An item that is to be returned. Its identifier is the key by which a return is created only once.</summary>
internal sealed record ReturnRequestItem
{
    public string SellerReturnItemId { get; init; } = "";

    public string SellerFulfillmentOrderItemId { get; init; } = "";

    public string AmazonShipmentId { get; init; } = "";

    public string ReturnReasonCode { get; init; } = "";

    public string? ReturnComment { get; init; }

    /// <summary>The item as messages name it: its SKU if that is known, else its id.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the key was made from the order, so that the user has never seen it.</summary>
    public bool IsKeyMade { get; init; }

    /// <summary>How many units of the item the shipment contains; null if that is not known.</summary>
    public int? Units { get; init; }

    /// <summary>The item's SKU; null if it is not known.</summary>
    public string? SellerSku { get; init; }
}

/// <summary>What happened to a return that was to be created.</summary>
public sealed record FulfillmentReturn
{
    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>
    /// <c>Created</c>: the items are on their way back because of this request; <c>AlreadyExisted</c>: an earlier request has created the
    /// return of all items; <c>PartlyCreated</c>: some were refused, as <see cref="InvalidReturnItems"/> says.
    /// </summary>
    public string Outcome { get; init; } = "";

    /// <summary><c>Answer</c> where the service's response says so, <c>ReadBack</c> where the order was read back.</summary>
    public string ConfirmedBy { get; init; } = "";

    /// <summary>The items that are returned.</summary>
    public IReadOnlyList<ReturnItem> ReturnItems { get; init => field = OutputList<ReturnItem>.Of(value); } = OutputList<ReturnItem>.None;

    /// <summary>The items that were refused.</summary>
    public IReadOnlyList<InvalidReturnItem> InvalidReturnItems
    {
        get;
        init => field = OutputList<InvalidReturnItem>.Of(value);
    } = OutputList<InvalidReturnItem>.None;

    /// <summary>The authorizations that the items are sent back with.</summary>
    public IReadOnlyList<ReturnAuthorization> ReturnAuthorizations
    {
        get;
        init => field = OutputList<ReturnAuthorization>.Of(value);
    } = OutputList<ReturnAuthorization>.None;

    /// <summary>The protocol version that carried the request.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>The service's identifier of the request that settled the outcome.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many requests were sent, reading back included.</summary>
    public int Attempts { get; init; }

    /// <summary>The time from the first request to the last response, waiting included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>What of the response could not be read, each with its text; the members that it belongs to are null or empty.</summary>
    public IReadOnlyList<UnreadValue> Unread { get; init => field = OutputList<UnreadValue>.Of(value); } = OutputList<UnreadValue>.None;

    /// <summary>Returns the id and the outcome.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {Outcome}";
}

/// <summary>An item whose return was refused.</summary>
public sealed record InvalidReturnItem
{
    /// <summary>The seller's identifier of the return item.</summary>
    public string? SellerReturnItemId { get; init; }

    /// <summary>The seller's identifier of the item within the order.</summary>
    public string? SellerFulfillmentOrderItemId { get; init; }

    /// <summary>
    /// <c>InvalidValues</c>, <c>DuplicateRequest</c>, <c>NoCompletedShipItems</c>, <c>NoReturnableQuantity</c>, or any other word,
    /// unchanged.
    /// </summary>
    public string? InvalidItemReasonCode { get; init; }

    /// <summary>The service's words for it.</summary>
    public string? Description { get; init; }

    /// <summary>Returns the identifier and the reason.</summary>
    public override string ToString() => $"{SellerReturnItemId} {InvalidItemReasonCode}";
}
