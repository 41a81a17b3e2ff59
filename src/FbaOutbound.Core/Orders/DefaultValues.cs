namespace FbaOutbound.Orders;

/// <summary>What stands in an order for members that it does not give and that have one default for all orders.</summary>
internal static class DefaultValues
{
    /// <summary>The text on the packing slip.</summary>
    public const string Comment = "Thank you for your order.";

    /// <summary>The speed.</summary>
    public const string Speed = "Standard";

    /// <summary>The action.</summary>
    public const string Action = OrderStatus.Ship;

    /// <summary>What the quantity of an item counts.</summary>
    public const string Unit = "EACHES";

    /// <summary>What happens if not everything is in stock.</summary>
    public const string Policy = "FillOrKill";
}
