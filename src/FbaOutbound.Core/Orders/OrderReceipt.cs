using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>What became of an order that was to be created. It pipes into Get-, Set- and Stop-FbaFulfillmentOrder by its id.</summary>
public sealed record OrderReceipt
{
    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary><c>Created</c>, <c>Accepted</c> (the service answered 202: taken, not yet there) or <c>AlreadyExisted</c>.</summary>
    public string Outcome { get; init; } = "";

    /// <summary><c>Answer</c> where the service's answer says so, <c>ReadBack</c> where the order was read back.</summary>
    public string ConfirmedBy { get; init; } = "";

    /// <summary>In what the order that is there differs from the one that was asked for; empty unless it was read back.</summary>
    public IReadOnlyList<OrderDifference> Differences { get; init; } = [];

    /// <summary>The action that was asked for: <c>Ship</c> or <c>Hold</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The protocol version that carried the order.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>The number of the order's first row in the input, from 1; 0 where there were no rows.</summary>
    public long Row { get; init; }

    /// <summary>The service's identifier of the request that settled the outcome.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many requests were sent for the order, reading back included.</summary>
    public int Attempts { get; init; }

    /// <summary>The time from the first request to the last answer, waiting included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Returns the id and the outcome.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {Outcome}";
}

/// <summary>One member in which the order that is there differs from the one that was asked for. It names the member, never the values.</summary>
public sealed record OrderDifference
{
    /// <summary>The member, such as <c>Items[1].Quantity</c>.</summary>
    public string Member { get; init; } = "";

    /// <summary><c>Conflict</c> (another order in truth), <c>Minor</c> (the same order, changed) or <c>NotComparable</c> (masked, missing or never returned).</summary>
    public string Kind { get; init; } = "";

    /// <summary>Returns the member and the kind.</summary>
    public override string ToString() => $"{Member} ({Kind})";
}

/// <summary>What became of a request to cancel an order. A cancel is a request, not a fact: the order tells what was cancelled.</summary>
public sealed record CancelReceipt
{
    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary><c>CancelRequested</c>, or with the order read back <c>Cancelled</c>, <c>PartlyCancelled</c> or <c>NotCancelled</c>.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>The state of the order when it was last read; null where it was not read.</summary>
    public string? Status { get; init; }

    /// <summary>How many units were cancelled; null where the order was not read.</summary>
    public int? CancelledQuantity { get; init; }

    /// <summary>How many units were asked for and not cancelled; null where the order was not read.</summary>
    public int? NotCancelledQuantity { get; init; }

    /// <summary>The protocol version that carried the request.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The name of the session.</summary>
    public string? Session { get; init; }

    /// <summary>The service's identifier of the request that settled the outcome.</summary>
    public string? RequestId { get; init; }

    /// <summary>How many requests were sent, reading included.</summary>
    public int Attempts { get; init; }

    /// <summary>The time from the first request to the last answer, waiting included.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Returns the id and the outcome.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {Outcome}";
}
