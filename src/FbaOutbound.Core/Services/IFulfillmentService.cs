using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>
/// One wire protocol for fulfillment orders: each method is one request, mapped to and from the domain. Whatever does not end in an
/// answer leaves as an <see cref="FbaServiceException"/> whose outcome says what is known; settling that is not the protocol's work. A
/// change ends in an <see cref="OperationCanceledException"/> only if it had not left.
/// </summary>
internal interface IFulfillmentService
{
    /// <summary>In what the protocol differs from the others.</summary>
    ProtocolRules Rules { get; }

    Task<CreateAnswer> CreateAsync(FulfillmentOrder order, CancellationToken cancellationToken);

    /// <exception cref="FbaServiceException">
    /// <see cref="FbaServiceException.IsNotFound"/> where the service says that there is no such order.
    /// </exception>
    Task<OrderAnswer> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken);

    /// <summary>Reads one page of the orders whose last update is not before <paramref name="updatedAfter"/>.</summary>
    Task<OrderPage> ListAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken);

    /// <exception cref="OperationNotSupportedException">The protocol cannot make this change.</exception>
    Task<CallInfo> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken);

    Task<CallInfo> CancelAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken);
}

/// <summary>The response to a create.</summary>
internal sealed record CreateAnswer(CallInfo Call)
{
    /// <summary>Whether the service has only accepted it (202); it is never posted again.</summary>
    public bool Accepted { get; init; }

    /// <summary>The order that the response is about; null if answers to a create do not say.</summary>
    public string? SellerFulfillmentOrderId { get; init; }

    /// <summary>The existing order now, where the response holds it.</summary>
    public FulfillmentOrder? Order { get; init; }
}

internal sealed record OrderAnswer(FulfillmentOrder Order, CallInfo Call);

/// <summary>A page of a list; a null token is its end.</summary>
internal sealed record OrderPage(IReadOnlyList<FulfillmentOrder> Orders, string? NextToken, CallInfo Call);
