using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>Sums of what a service says, which can be more than the type of one value holds.</summary>
internal static class Totals
{
    /// <summary>Returns the sum of quantities; null if one of them is unknown.</summary>
    public static long? Units(IEnumerable<int?> quantities)
    {
        long? sum = 0;
        foreach (var quantity in quantities)
        {
            sum += quantity;
        }

        return sum;
    }

    /// <summary>Returns a number of units as an output shows it; null if it is unknown or too large.</summary>
    public static int? Shown(long? units) => units is >= int.MinValue and <= int.MaxValue ? (int)units : null;

    /// <summary>Returns the sum of amounts; null if no decimal holds it.</summary>
    public static decimal? Amounts(IEnumerable<decimal> amounts)
    {
        try
        {
            var sum = 0m;
            foreach (var amount in amounts)
            {
                sum += amount;
            }

            return sum;
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
