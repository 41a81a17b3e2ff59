using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>
/// A request whose effect is unknown: it may have been carried out, or may be yet. It is not a failure: an order that is thought
/// not to exist is sent again under another id, and then goods ship twice.
/// </summary>
public sealed class OrderOutcomeUnknownException : FbaException
{
    internal OrderOutcomeUnknownException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>What was requested: <c>Create</c>, <c>Update</c>, <c>Cancel</c> or <c>Return</c>.</summary>
    public string Request { get; init; } = "";

    /// <summary>When the request was first sent; null if unknown.</summary>
    public DateTimeOffset? FirstSent { get; init; }

    /// <summary>
    /// The service's identifiers of the responses to the request, for a case with Amazon's support; empty if no response came.
    /// </summary>
    public IReadOnlyList<string> RequestIds { get; init; } = [];
}

/// <summary>An order with this id exists and is another one than was requested.</summary>
public sealed class OrderConflictException : FbaException
{
    internal OrderConflictException(string message)
        : base(message)
    {
    }

    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>In what the two differ: members, never values.</summary>
    public IReadOnlyList<OrderDifference> Differences { get; init; } = [];
}

/// <summary>The id was used by an order that is Cancelled, Invalid or Unfulfillable: nothing will ship under it.</summary>
public sealed class OrderIdUsedByDeadOrderException : FbaException
{
    internal OrderIdUsedByDeadOrderException(string message)
        : base(message)
    {
    }

    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>The state of the existing order.</summary>
    public string Status { get; init; } = "";
}

/// <summary>The service answers an order's id with another order: it reads a plus sign in an address as a space.</summary>
public sealed class OtherOrderException : FbaServiceException
{
    internal OtherOrderException(string message, RequestEnd end)
        : base(message, end)
    {
        SellerFulfillmentOrderId = end.Subject ?? "";
    }

    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; }
}

/// <summary>An address cannot be merged, because the service hides a part of the existing one, or leaves it out.</summary>
public sealed class AddressMaskedException : FbaException
{
    internal AddressMaskedException(string message)
        : base(message)
    {
    }

    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>The members that the service hides or leaves out; empty if it returned no address at all.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];
}

/// <summary>
/// Something that a protocol version cannot do or say. Nothing was sent. The message names the version and what to use instead.
/// </summary>
public sealed class OperationNotSupportedException : FbaException
{
    internal OperationNotSupportedException(string message)
        : base(message)
    {
    }

    internal OperationNotSupportedException(string apiVersion, string what, string alternative)
        : base($"API version {apiVersion} {what}. {alternative} Nothing was sent.") => ApiVersion = apiVersion;

    /// <summary>The protocol version.</summary>
    public string ApiVersion { get; init; } = "";
}

/// <summary>All items of a return were refused, or those that were not are in the receipt.</summary>
public sealed class ReturnRefusedException : FbaException
{
    internal ReturnRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>The items that were refused, each with the service's reason.</summary>
    public IReadOnlyList<InvalidReturnItem> InvalidReturnItems { get; init; } = [];
}

/// <summary>An order has not come to the state that was waited for.</summary>
public sealed class OrderWaitException : FbaException
{
    internal OrderWaitException(string message)
        : base(message)
    {
    }

    /// <summary>The order's id.</summary>
    public string SellerFulfillmentOrderId { get; init; } = "";

    /// <summary>The state of the order when it was last seen; null if it was never seen.</summary>
    public string? Status { get; init; }

    /// <summary>Whether the time limit was reached; otherwise the order reached another final status.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>Whether the order is held, so that more time alone changes nothing.</summary>
    public bool IsHeld { get; init; }
}
