using System;

namespace FbaOutbound.Orders;

/// <summary>What happened to a change of a held order. It pipes into Get-, Set- and Stop-FbaFulfillmentOrder by its id.</summary>
public sealed record UpdateReceipt
{
    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>
    /// <c>Updated</c>: the change is made. <c>Accepted</c>: the service answered 202, as version 2026-07-04 always does; it took the change
    /// and the order may not show it yet.
    /// </summary>
    public string Outcome { get; init; } = "";

    /// <summary>
    /// <c>Answer</c> where the service's response says so, <c>ReadBack</c> where the order was read back and holds what was requested,
    /// <c>Journal</c> where the journal of an earlier run says so and nothing was sent.
    /// </summary>
    public string ConfirmedBy { get; init; } = "";

    /// <summary>The action that was requested: <c>Ship</c> or <c>Hold</c>.</summary>
    public string? Action { get; init; }

    /// <summary>The protocol version that carried the change.</summary>
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

    /// <summary>When the outcome was known, by this machine's clock; null for an outcome that comes from the journal.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Returns the id and the outcome.</summary>
    public override string ToString() => $"{SellerFulfillmentOrderId} {Outcome}";
}
