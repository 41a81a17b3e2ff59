using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>In what condition a returned unit arrived.</summary>
internal enum Disposition
{
    Sellable,
    Defective,
    CustomerDamaged,
    CarrierDamaged,
    FulfillerDamaged,
}

/// <summary>Why an item cannot be returned.</summary>
internal enum InvalidReturnReason
{
    InvalidValues,
    DuplicateRequest,
    NoCompletedShipItems,
    NoReturnableQuantity,
}

/// <summary>One unit that the seller wants returned.</summary>
internal sealed class ReturnRequest(string id, string itemId, string shipmentId, string reasonCode, string? comment)
{
    public string Id { get; } = id;

    public string ItemId { get; } = itemId;

    public string ShipmentId { get; } = shipmentId;

    public string ReasonCode { get; } = reasonCode;

    public string? Comment { get; } = comment;
}

/// <summary>One unit on its way back.</summary>
internal sealed class ReturnItem(ReturnRequest request, string authorizationId, DateTimeOffset at)
{
    public ReturnRequest Request { get; } = request;

    public string AuthorizationId { get; } = authorizationId;

    public DateTimeOffset Changed { get; set; } = at;

    /// <summary>What the fulfillment center found; null until it has processed the unit.</summary>
    public Disposition? Received { get; set; }

    public string? Center { get; set; }
}

/// <summary>The permission to send units to a fulfillment center.</summary>
internal sealed class ReturnAuthorization(string id, string rmaId, string center)
{
    public string Id { get; } = id;

    public string RmaId { get; } = rmaId;

    public string Center { get; } = center;
}

/// <summary>What happened to a request to return units.</summary>
internal sealed class ReturnOutcome
{
    public List<ReturnItem> Accepted { get; } = [];

    public List<(ReturnRequest Request, InvalidReturnReason Reason)> Invalid { get; } = [];

    public List<ReturnAuthorization> Authorizations { get; } = [];
}
