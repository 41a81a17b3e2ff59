using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Tracking;

namespace FbaOutbound.Pipeline;

/// <summary>Reads an order that came down the pipeline, with its items.</summary>
internal static class OrderInput
{
    /// <summary>Returns the order.</summary>
    /// <exception cref="FbaException">It is none, or has no items.</exception>
    public static FulfillmentOrder Read(object? input, IEngine engine)
    {
        var order = PipelineRecord.Unwrap(input) switch
        {
            FulfillmentOrder given => given,
            FulfillmentPreview { Order: not null } preview => preview.ToOrder()!,
            _ => FromMembers(input, engine),
        };
        RequireItems(order);
        return order;
    }

    /// <summary>Names the input in an error.</summary>
    public static string? TargetOf(object? input) => PipelineRecord.Unwrap(input) is FulfillmentOrder order
        ? order.SellerFulfillmentOrderId
        : ObjectMembers.Of(input, PipelineRecord.View)?.Find(OrderReference.IdProperty) is string id
            ? Spelling.Showable(id)
            : null;

    /// <summary>Refuses an order of a list, whose items were not read.</summary>
    /// <exception cref="TrackingException">It has no items.</exception>
    public static void RequireItems(FulfillmentOrder order)
    {
        if (order.Items is not { Count: > 0 })
        {
            throw new TrackingException(
                TrackingProblem.OrderIncomplete,
                $"Order '{order.SellerFulfillmentOrderId}' has no items, because it came from a list. Read it with "
                    + "Get-FbaFulfillmentOrder -Detailed.");
        }
    }

    private static FulfillmentOrder FromMembers(object? input, IEngine engine)
    {
        if (PipelineRecord.Properties(input) is not { } members || !OrderObjectReader.IsOrder(members))
        {
            throw new OrderIdMissingException(
                $"The input is {(input is null ? "null" : TypeText.Of(PipelineRecord.Unwrap(input)!))}, not an order with items. Pipe in "
                    + "what Get-FbaFulfillmentOrder -Detailed returns.");
        }

        var read = OrderObjectReader.Read(members, PipelineRecord.View);
        ParameterValues.WarnOfUnknown(engine, read.Unknown);
        return read.Value ?? throw new OrderNotExpressibleException(
            $"The order{(read.Id is null ? "" : $" '{read.Id}'")} cannot be read: {Sentence.Of(read.Problems)}");
    }
}
