using System.Collections.Generic;
using FbaOutbound.Orders;

namespace FbaOutbound.Validation;

/// <summary>Finds what the service pages say is wrong with an order, an update or an id, without a request.</summary>
internal static class OrderValidator
{
    /// <summary>Returns every problem of an order that is to be created, errors and warnings.</summary>
    public static IReadOnlyList<OrderProblem> Validate(FulfillmentOrder order, OrderContext context) => [];

    /// <summary>Returns every problem of a change.</summary>
    public static IReadOnlyList<OrderProblem> ValidateUpdate(OrderUpdate update, OrderContext context) => [];

    /// <summary>Returns what is wrong with an order's id, or null.</summary>
    public static OrderProblem? ValidateId(string? sellerFulfillmentOrderId, OrderContext? context = null) => null;
}
