namespace FbaOutbound.Sandbox.Fulfillment;

/// <summary>How large an order can be, as version 2020-07-01's model says. The other protocols use the same service.</summary>
internal static class OrderLimits
{
    public const int MostLines = 100;
    public const int MostUnits = 250;
}
