using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>
/// The words for units that a request for a shipment accepts, and what is sent in their place: the service takes two units of weight and
/// two of length, in one spelling each.
/// </summary>
internal static class GivenUnits
{
    // What no package weighs may be too large to multiply.
    private const decimal MostWeight = 1_000_000;

    private static readonly (string Word, string Sent, decimal Factor)[] s_weights =
    [
        ("oz", "oz", 1), ("ounce", "oz", 1), ("ounces", "oz", 1),
        ("lb", "oz", 16), ("lbs", "oz", 16), ("pound", "oz", 16), ("pounds", "oz", 16),
        ("g", "g", 1), ("gram", "g", 1), ("grams", "g", 1),
        ("kg", "g", 1000), ("kilogram", "g", 1000), ("kilograms", "g", 1000),
    ];

    private static readonly (string Word, string Sent)[] s_lengths =
    [
        ("in", "inches"), ("inch", "inches"), ("inches", "inches"),
        ("cm", "centimeters"), ("centimeter", "centimeters"), ("centimeters", "centimeters"),
    ];

    /// <summary>The words for units of weight.</summary>
    public static IReadOnlyList<string> Weights { get; } = [.. s_weights.Select(unit => unit.Word)];

    /// <summary>The words for units of length.</summary>
    public static IReadOnlyList<string> Lengths { get; } = [.. s_lengths.Select(unit => unit.Word)];

    /// <summary>Whether the service takes a unit of weight. The pages of MWS write it in full, the model short.</summary>
    public static bool IsTaken(string? weightUnit) => weightUnit?.Trim().ToLowerInvariant() is "oz" or "ounces" or "g" or "grams";

    /// <summary>Returns a weight as it is sent; one that no package has, or whose unit is unknown, as it was given.</summary>
    public static Weight ToSent(decimal value, string? unit)
    {
        var word = WordOf(unit);
        var (_, sent, factor) = Array.Find(s_weights, known => known.Word == word);
        return sent is null || (factor > 1 && Math.Abs(value) >= MostWeight)
            ? new Weight { Value = value, Unit = unit }
            : new Weight { Value = value * factor, Unit = sent };
    }

    /// <summary>Returns a unit of length as it is sent; an unknown one as it was given.</summary>
    public static string? ToSent(string? lengthUnit)
    {
        var word = WordOf(lengthUnit);
        return Array.Find(s_lengths, known => known.Word == word).Sent ?? lengthUnit;
    }

    private static string? WordOf(string? unit) => unit?.Trim().TrimEnd('.').ToLowerInvariant();
}
