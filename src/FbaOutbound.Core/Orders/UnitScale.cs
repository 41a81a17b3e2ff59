using System;
using System.Collections.Generic;

namespace FbaOutbound.Orders;

/// <summary>
/// Puts measures of one kind on one scale: 16 oz are 1 lb. A unit that is unknown here compares with itself alone. All factors are exact.
/// </summary>
internal static class UnitScale
{
    private static readonly Dictionary<string, (string Kind, decimal Factor)> s_units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["MG"] = ("mass", 0.001m), ["MILLIGRAMS"] = ("mass", 0.001m),
        ["G"] = ("mass", 1), ["GRAM"] = ("mass", 1), ["GRAMS"] = ("mass", 1),
        ["KG"] = ("mass", 1000), ["KILOGRAM"] = ("mass", 1000), ["KILOGRAMS"] = ("mass", 1000),
        ["OZ"] = ("mass", 28.349523125m), ["OUNCE"] = ("mass", 28.349523125m), ["OUNCES"] = ("mass", 28.349523125m),
        ["LB"] = ("mass", 453.59237m), ["LBS"] = ("mass", 453.59237m), ["POUND"] = ("mass", 453.59237m), ["POUNDS"] = ("mass", 453.59237m),
        ["MM"] = ("length", 0.1m), ["MILLIMETERS"] = ("length", 0.1m),
        ["CM"] = ("length", 1), ["CENTIMETER"] = ("length", 1), ["CENTIMETERS"] = ("length", 1),
        ["M"] = ("length", 100), ["METERS"] = ("length", 100),
        ["IN"] = ("length", 2.54m), ["INCH"] = ("length", 2.54m), ["INCHES"] = ("length", 2.54m),
        ["FT"] = ("length", 30.48m), ["FEET"] = ("length", 30.48m),
        ["ML"] = ("volume", 1), ["L"] = ("volume", 1000), ["FL_OZ"] = ("volume", 29.5735295625m), ["C"] = ("volume", 236.5882365m),
        ["PT"] = ("volume", 473.176473m), ["QT"] = ("volume", 946.352946m), ["GAL"] = ("volume", 3785.411784m),
    };

    /// <summary>Returns a measure on its scale; a unit that is unknown is its own scale.</summary>
    public static (string Kind, double Rough, decimal? Exact) Of(decimal value, string? unit)
    {
        var (kind, factor) = unit is not null && s_units.TryGetValue(unit.Trim(), out var known)
            ? known
            : ((unit ?? "").Trim().ToUpperInvariant(), 1m);
        try
        {
            return (kind, (double)value, value * factor);
        }
        catch (OverflowException)
        {
            return (kind, (double)value * (double)factor, null);
        }
    }

    /// <summary>Compares two measures; null if their units are of different kinds.</summary>
    public static int? Compare(decimal left, string? leftUnit, decimal right, string? rightUnit)
    {
        var (leftKind, leftRough, leftExact) = Of(left, leftUnit);
        var (rightKind, rightRough, rightExact) = Of(right, rightUnit);
        return leftKind != rightKind ? null
            : leftExact is { } exact && rightExact is { } other ? exact.CompareTo(other)
            : (leftExact is { } one ? (double)one : leftRough).CompareTo(rightExact is { } two ? (double)two : rightRough);
    }

    /// <summary>Compares two measures.</summary>
    /// <exception cref="NotComparableException">One is missing, or their units are of different kinds.</exception>
    public static int Compare(object left, decimal? leftValue, string? leftUnit, object right, decimal? rightValue, string? rightUnit)
    {
        if (leftValue is { } one && rightValue is { } other)
        {
            return Compare(one, leftUnit, other, rightUnit)
                ?? throw new NotComparableException(
                    $"{left} and {right} cannot be compared: one is in {leftUnit ?? "no unit"}, the other in {rightUnit ?? "no unit"}.");
        }

        // One that says nothing stands before all others.
        return (leftValue is null ? 0 : 1) - (rightValue is null ? 0 : 1);
    }

    /// <summary>Returns the same number for measures that are equal.</summary>
    public static int HashOf(decimal? value, string? unit) => value is { } given ? Of(given, unit).Exact?.GetHashCode() ?? 1 : 0;

    public static NotComparableException OtherType(object value, object other) =>
        new($"{value} cannot be compared with an object of type {other.GetType().Name}.");
}
