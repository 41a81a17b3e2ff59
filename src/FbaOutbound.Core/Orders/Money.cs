using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.Orders;

/// <summary>
/// An amount of money. The text of the number keeps its scale, so that 40.00 goes out as 40.00. Amounts of one currency can be compared,
/// sorted and added; amounts of two currencies cannot, and an attempt ends in an error. A bare number counts in the currency of the amount
/// that it is compared with.
/// </summary>
[TypeConverter(typeof(MoneyConverter))]
public sealed record Money : IComparable, IComparable<Money>
{
    /// <summary>The ISO 4217 currency code.</summary>
    public string? CurrencyCode { get; init; }

    /// <summary>The amount.</summary>
    public decimal Value { get; init; }

    /// <summary>Whether it was a bare number, which is compared with amounts of any currency.</summary>
    internal bool IsBare { get; init; }

    /// <summary>Returns the number as the services write it: invariant, with the scale it was given.</summary>
    internal string ValueText => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds two amounts of one currency.</summary>
    /// <exception cref="NotComparableException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => left with { Value = left.Value + left.Same(right, "added").Value };

    /// <summary>Subtracts an amount of the same currency.</summary>
    /// <exception cref="NotComparableException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => left with { Value = left.Value - left.Same(right, "subtracted").Value };

    /// <summary>Returns whether the left amount is the smaller one.</summary>
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left amount is the smaller one, or equal.</summary>
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left amount is the larger one.</summary>
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left amount is the larger one, or equal.</summary>
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>Compares the amount with another one of the same currency.</summary>
    /// <exception cref="NotComparableException">The currencies differ.</exception>
    public int CompareTo(Money? other) =>
        other is null ? 1 : Value.CompareTo(IsBare || other.IsBare ? other.Value : Same(other, "compared").Value);

    /// <inheritdoc cref="CompareTo(Money)"/>
    public int CompareTo(object? obj) => obj is null or Money
        ? CompareTo((Money?)obj)
        : throw new NotComparableException($"{this} cannot be compared with an object of type {obj.GetType().Name}.");

    /// <summary>Returns whether both are the same amount of the same currency.</summary>
    public bool Equals(Money? other) => other is not null && Value == other.Value && (IsBare || other.IsBare || HasCurrencyOf(other));

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Returns the amount and its currency.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} {CurrencyCode}").TrimEnd();

    /// <summary>Returns the sum; null if there is nothing to add, an amount is missing, or the currencies differ.</summary>
    internal static Money? Sum(IEnumerable<Money?> amounts)
    {
        var all = amounts.ToList();
        return all.Count > 0
            && all.TrueForAll(amount => amount is not null && amount.HasCurrencyOf(all[0]!))
            && Totals.Amounts(all.Select(amount => amount!.Value)) is { } sum
            ? new Money { CurrencyCode = all[0]!.CurrencyCode, Value = sum }
            : null;
    }

    private bool HasCurrencyOf(Money other) => string.Equals(CurrencyCode, other.CurrencyCode, StringComparison.OrdinalIgnoreCase);

    private Money Same(Money other, string what) => HasCurrencyOf(other)
        ? other
        : throw new NotComparableException(
            $"{this} and {other} cannot be {what}: one is in "
                + $"{CurrencyCode ?? "no currency"}, the other in {other.CurrencyCode ?? "no currency"}. Group by CurrencyCode first.");
}

/// <summary>Reads amounts where PowerShell compares one with a text or a number: <c>'9.99 USD'</c>, or <c>9.99</c>.</summary>
internal sealed class MoneyConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) =>
        sourceType == typeof(string)
            || sourceType == typeof(decimal) || sourceType == typeof(double) || sourceType == typeof(int) || sourceType == typeof(long);

    public override bool CanConvertTo(ITypeDescriptorContext? context, Type? destinationType) => false;

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value)
    {
        var parts = Convert.ToString(value, CultureInfo.InvariantCulture)!.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length is 1 or 2 && decimal.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Money { Value = number, CurrencyCode = parts.Length == 2 ? parts[1] : null, IsBare = parts.Length == 1 }
            : throw new FormatException($"'{value}' is not an amount: use a number and a currency, such as '9.99 USD'.");
    }
}
