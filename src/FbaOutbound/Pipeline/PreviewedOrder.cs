using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Pipeline;

/// <summary>Previews of one order that follow one another in a pipeline.</summary>
/// <param name="order">The order of the first one.</param>
/// <param name="row">The number of the record.</param>
internal sealed class PreviewedOrder(FulfillmentOrder order, long row)
{
    private readonly List<(OrderContent Content, string? Speed)> _different = [(OrderContent.Of(order), order.ShippingSpeedCategory)];

    public FulfillmentOrder Order => order;

    public long Row => row;

    /// <summary>Whether one of the previews is the same as an earlier one.</summary>
    public bool IsRepeated { get; private set; }

    /// <summary>The speeds of the previews where they differ; null where they are all the same.</summary>
    public IReadOnlyList<string?>? Speeds => _different.Count == 1 ? null : [.. _different.Select(one => one.Speed)];

    /// <summary>Takes a further preview. Returns whether it is one of the same order.</summary>
    public bool Take(FulfillmentOrder other)
    {
        if (other.SellerFulfillmentOrderId != order.SellerFulfillmentOrderId
            || (other.Session, other.Account) != (order.Session, order.Account))
        {
            return false;
        }

        var content = OrderContent.Of(other);
        if (_different.Exists(one => one.Content == content))
        {
            IsRepeated = true;
        }
        else
        {
            _different.Add((content, other.ShippingSpeedCategory));
        }

        return true;
    }
}
