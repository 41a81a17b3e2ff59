namespace FbaOutbound.Orders;

/// <summary>What is known of the seller's ids of orders.</summary>
internal static class OrderId
{
    /// <summary>
    /// Whether the service can take the id for another order's: Amazon decodes a plus sign in an address as a blank
    /// (selling-partner-api-models#5374), so a change could meet another order. A read tells.
    /// </summary>
    public static bool MayNameAnother(string id) => id.IndexOf('+') >= 0;
}
