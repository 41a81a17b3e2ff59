using FbaOutbound.Orders;
using FbaOutbound.Rows;

namespace FbaOutbound.Pipeline;

/// <summary>What came down the pipeline and comes out in its turn.</summary>
internal abstract record IntakeEntry
{
    /// <summary>An order of rows, to which further ones may belong.</summary>
    public sealed record Rows(OrderRows Order) : IntakeEntry;

    /// <summary>Previews of one order, to which further ones may belong.</summary>
    public sealed record Previews(PreviewedOrder Order) : IntakeEntry;

    /// <summary>An order, and the number of its record.</summary>
    public sealed record Whole(FulfillmentOrder Order, long Row) : IntakeEntry;

    /// <summary>What is known to be refused, or is no order.</summary>
    public sealed record Judged(OrderIntakeResult Result) : IntakeEntry;
}
