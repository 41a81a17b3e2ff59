using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>An amount of money. The text of the number keeps its scale, so that 40.00 goes out as 40.00.</summary>
public sealed record Money
{
    /// <summary>The ISO 4217 currency code.</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>The amount.</summary>
    public decimal Value { get; init; }

    /// <summary>Returns the amount and its currency.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} {CurrencyCode}").TrimEnd();

    /// <summary>Returns the number as the services write it: invariant, with the scale it was given.</summary>
    internal string ValueText => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the sum; null where there is nothing to add, an amount is missing, or the currencies differ.</summary>
    internal static Money? Sum(IEnumerable<Money?> amounts)
    {
        var all = amounts.ToList();
        return all.Count > 0 && all.TrueForAll(amount => amount is not null && amount.CurrencyCode == all[0]?.CurrencyCode)
            ? new Money { CurrencyCode = all[0]!.CurrencyCode, Value = all.Sum(amount => amount!.Value) }
            : null;
    }
}
