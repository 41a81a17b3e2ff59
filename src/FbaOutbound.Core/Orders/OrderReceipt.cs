using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>
/// What happened to an order that was to be created, or what a later look found of it. It pipes into Get-, Set- and
/// Stop-FbaFulfillmentOrder by its id.
/// </summary>
public sealed record OrderReceipt
{
    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>
    /// <para><c>Created</c>: the order exists and came from this request. The service answered so, or the order was read back after an
    /// answer went missing, agrees in all that can be compared, and was not received before the first request was sent.</para>
    /// <para><c>Accepted</c>: the service answered 202; the order was taken and will be there later. It is never sent again.</para>
    /// <para><c>AlreadyExisted</c>: an order with this id exists and agrees in all that matters, but it came from an earlier request, or
    /// it differs in the lesser members that <see cref="Differences"/> names, or it is not known when the request was sent.</para>
    /// <para><c>NotFound</c>, only from Resolve-FbaFulfillmentOrder: the service says that there is no such order, and it is absent from
    /// the complete list of what changed since the first request (or in the last 36 hours, where the time of the first request was not
    /// given).</para>
    /// </summary>
    /// <remarks>
    /// Whether an order came from this request follows from its received date, the service's clock, with a margin of two minutes. The
    /// word is a statement of origin only: under all of the first three there is one order of this id, not two.
    /// </remarks>
    public string Outcome { get; init; } = "";

    /// <summary>
    /// <c>Answer</c> where the service's response says so, <c>ReadBack</c> where the order was read back, <c>Journal</c> where the journal
    /// of an earlier run says so and nothing was sent.
    /// </summary>
    public string ConfirmedBy { get; init; } = "";

    /// <summary>In what the existing order differs from the one that was requested; empty unless it was read back.</summary>
    public IReadOnlyList<OrderDifference> Differences
    {
        get;
        init => field = OutputList<OrderDifference>.Of(value);
    } = OutputList<OrderDifference>.None;

    /// <summary>The action that was requested: <c>Ship</c> or <c>Hold</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The protocol version that carried the order.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// The number of the order's first row in the input, from 1, or in the file that Import-FbaOrder read it from; 0 where there were no
    /// rows.
    /// </summary>
    public long Row { get; init; }

    /// <summary>The service's identifier of the request that settled the outcome.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many requests were sent for the order, reading back included.</summary>
    public int Attempts { get; init; }

    /// <summary>The time from the first request to the last response, waiting included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>When the outcome was known, by this machine's clock; null for an outcome that comes from the journal.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Returns the id and the outcome.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {Outcome}";
}

/// <summary>
/// One member in which the existing order differs from the one that was requested. It names the member, never the values.
/// </summary>
public sealed record OrderDifference
{
    /// <summary>
    /// The member, such as <c>Items[1].Quantity</c>, where 1 is the item's SellerFulfillmentOrderItemId (or its SKU, where item ids were
    /// filled in).
    /// </summary>
    public string Member { get; init; } = "";

    /// <summary>
    /// <c>Conflict</c> (another order in truth), <c>Minor</c> (the same order, changed) or <c>NotComparable</c> (Amazon hides
    /// the value, or shows none).
    /// </summary>
    public string Kind { get; init; } = "";

    /// <summary>Whether the existing order has no value, where it could have one: it may lack what was requested.</summary>
    internal bool IsMissing { get; init; }

    /// <summary>Returns the member and the kind.</summary>
    public override string ToString() => $"{Member} ({Kind})";
}

/// <summary>
/// What happened to a request to cancel an order. A cancellation is a request, not a fact: the order tells what was cancelled.
/// </summary>
public sealed record CancelReceipt
{
    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>
    /// <c>CancelRequested</c>, also where the same cancel was requested before and where the order that was read back has not come to its
    /// end; otherwise, with the order read back, <c>Cancelled</c> (all of it), <c>PartlyCancelled</c> or <c>NotCancelled</c>.
    /// </summary>
    public string Outcome { get; init; } = "";

    /// <summary>The state of the order when it was last read; null if it was not read.</summary>
    public string? Status { get; init; }

    /// <summary>How many units were cancelled; null if the order was not read or the service does not say.</summary>
    public int? CancelledQuantity { get; init; }

    /// <summary>How many units were ordered and not cancelled; null if the order was not read or the service does not say.</summary>
    public int? NotCancelledQuantity { get; init; }

    /// <summary>The protocol version that carried the request.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>A hash that tells the account from others; input of another account is refused.</summary>
    public string? Account { get; init; }

    /// <summary>The service's identifier of the request that settled the outcome.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many requests were sent, reading included.</summary>
    public int Attempts { get; init; }

    /// <summary>The time from the first request to the last response, waiting included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>When the outcome was known, by this machine's clock; null for an outcome that comes from the journal.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Returns the id and the outcome.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {Outcome}";
}
