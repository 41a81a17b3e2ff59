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

    /// <summary>Returns the error for input that is no order with what the command needs of one.</summary>
    /// <param name="input">The input.</param>
    /// <param name="parts">What an order has that the input lacks, such as <c>items</c>.</param>
    public static TrackingException NoOrder(object? input, string parts)
    {
        const string read = "Pipe in what Get-FbaFulfillmentOrder -Detailed returns.";
        var id = TargetOf(input);
        var members = PipelineRecord.Properties(input);
        return new TrackingException(
            TrackingProblem.OrderIncomplete,
            members is not null && SavedPreview.Is(input, members) ? "The input " + SavedPreview.Fault
            : id is { Length: > 0 } && members is not null
                ? OrderObjectReader.IsOrder(members)
                    ? $"Order '{id}' was serialized, for example by Export-Clixml or a job, so its {parts} cannot be used. Read it again "
                        + $"with Get-FbaFulfillmentOrder '{id}'."
                    : $"The input names order '{id}', but has no {parts}. {read}"
                : $"The input is {KindOf(PipelineRecord.Unwrap(input), members)}, not an order with {parts}. {read}");
    }

    private static string KindOf(object? value, object? members) =>
        value is null ? "null" : members is null ? TypeText.Of(value) : "an object of another kind";

    private static FulfillmentOrder FromMembers(object? input, IEngine engine)
    {
        if (PipelineRecord.Properties(input) is not { } members || !OrderObjectReader.IsOrder(members))
        {
            throw NoOrder(input, "items");
        }

        var read = OrderObjectReader.Read(members, PipelineRecord.View);
        ParameterValues.WarnOfUnknown(engine, read.Unknown);
        return read.Value ?? throw new OrderNotExpressibleException(
            $"The order{(read.Id is null ? "" : $" '{read.Id}'")} cannot be read: {Sentence.Of(read.Problems)}");
    }
}
