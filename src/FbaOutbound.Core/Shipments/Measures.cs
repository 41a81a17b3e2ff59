using System;
using FbaOutbound.Orders;

namespace FbaOutbound.Shipments;

/// <summary>The dimensions of a package: length, width, height and unit, or one of the carriers' own packages by its name.</summary>
#pragma warning disable CA1036 // They have no order; without the interface Sort-Object would sort them as texts.
public sealed record PackageDimensions : IComparable
#pragma warning restore CA1036
{
    /// <summary>The length.</summary>
    public decimal? Length { get; init; }

    /// <summary>The width.</summary>
    public decimal? Width { get; init; }

    /// <summary>The height.</summary>
    public decimal? Height { get; init; }

    /// <summary>The unit: <c>inches</c> or <c>centimeters</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>A package of a carrier, such as <c>FedEx_Box_Small_1</c>.</summary>
    public string? PredefinedPackageDimensions { get; init; }

    /// <summary>Returns 0 for the same dimensions; dimensions have no order.</summary>
    /// <exception cref="NotComparableException">They differ.</exception>
    public int CompareTo(object? obj) => obj is null ? 1 : Equals(obj) ? 0
        : throw new NotComparableException($"{this} and {obj} cannot be compared: sort by Length, Width or Height instead.");

    /// <summary>Returns the dimensions, or the name of the package.</summary>
    public override string ToString() =>
        PredefinedPackageDimensions ?? FormattableString.Invariant($"{Length} × {Width} × {Height} {Unit}").TrimEnd();
}

/// <summary>The dimensions of a label.</summary>
#pragma warning disable CA1036 // They have no order; without the interface Sort-Object would sort them as texts.
public sealed record LabelDimensions : IComparable
#pragma warning restore CA1036
{
    /// <summary>The length.</summary>
    public decimal? Length { get; init; }

    /// <summary>The width.</summary>
    public decimal? Width { get; init; }

    /// <summary>The unit: <c>inches</c> or <c>centimeters</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Returns 0 for the same dimensions; dimensions have no order.</summary>
    /// <exception cref="NotComparableException">They differ.</exception>
    public int CompareTo(object? obj) => obj is null ? 1 : Equals(obj) ? 0
        : throw new NotComparableException($"{this} and {obj} cannot be compared: sort by Length or Width instead.");

    /// <summary>Returns the dimensions.</summary>
    public override string ToString() => FormattableString.Invariant($"{Width} × {Length} {Unit}").TrimEnd();
}

/// <summary>A length. It compares in whatever unit.</summary>
public sealed record Length : IComparable, IComparable<Length>
{
    /// <summary>The number.</summary>
    public decimal? Value { get; init; }

    /// <summary>The unit: <c>inches</c> or <c>centimeters</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Compares with another one, in whatever unit of the same kind.</summary>
    /// <exception cref="NotComparableException">The units are of different kinds.</exception>
    public int CompareTo(Length? other) => other is null ? 1 : UnitScale.Compare(this, Value, Unit, other, other.Value, other.Unit);

    /// <inheritdoc cref="CompareTo(Length)"/>
    public int CompareTo(object? obj) => obj is null or Length ? CompareTo((Length?)obj) : throw UnitScale.OtherType(this, obj);

    /// <summary>Returns whether both are the same, in whatever unit.</summary>
    public bool Equals(Length? other) => other is not null
        && (
            Value is { } left && other.Value is { } right
                ? UnitScale.Compare(left, Unit, right, other.Unit) == 0
                : Value is null && other.Value is null);

    /// <inheritdoc/>
    public override int GetHashCode() => UnitScale.HashOf(Value, Unit);

    /// <summary>Returns whether the left one is less.</summary>
    public static bool operator <(Length left, Length right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left one is less, or equal.</summary>
    public static bool operator <=(Length left, Length right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left one is more.</summary>
    public static bool operator >(Length left, Length right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left one is more, or equal.</summary>
    public static bool operator >=(Length left, Length right) => left.CompareTo(right) >= 0;

    /// <summary>Returns the number and the unit.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} {Unit}").TrimEnd();
}

/// <summary>A volume of a liquid. It compares in whatever unit.</summary>
public sealed record LiquidVolume : IComparable, IComparable<LiquidVolume>
{
    /// <summary>The number; null if it was not given, or could not be read.</summary>
    public decimal? Value { get; init; }

    /// <summary>The unit: <c>ML</c>, <c>L</c>, <c>FL_OZ</c>, <c>GAL</c>, <c>PT</c>, <c>QT</c> or <c>C</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Compares with another one, in whatever unit of the same kind.</summary>
    /// <exception cref="NotComparableException">The units are of different kinds.</exception>
    public int CompareTo(LiquidVolume? other) => other is null ? 1 : UnitScale.Compare(this, Value, Unit, other, other.Value, other.Unit);

    /// <inheritdoc cref="CompareTo(LiquidVolume)"/>
    public int CompareTo(object? obj) => obj is null or LiquidVolume ? CompareTo((LiquidVolume?)obj) : throw UnitScale.OtherType(this, obj);

    /// <summary>Returns whether both are the same, in whatever unit.</summary>
    public bool Equals(LiquidVolume? other) => other is not null
        && (
            Value is { } left && other.Value is { } right
                ? UnitScale.Compare(left, Unit, right, other.Unit) == 0
                : Value is null && other.Value is null);

    /// <inheritdoc/>
    public override int GetHashCode() => UnitScale.HashOf(Value, Unit);

    /// <summary>Returns whether the left one is less.</summary>
    public static bool operator <(LiquidVolume left, LiquidVolume right) => left.CompareTo(right) < 0;

    /// <summary>Returns whether the left one is less, or equal.</summary>
    public static bool operator <=(LiquidVolume left, LiquidVolume right) => left.CompareTo(right) <= 0;

    /// <summary>Returns whether the left one is more.</summary>
    public static bool operator >(LiquidVolume left, LiquidVolume right) => left.CompareTo(right) > 0;

    /// <summary>Returns whether the left one is more, or equal.</summary>
    public static bool operator >=(LiquidVolume left, LiquidVolume right) => left.CompareTo(right) >= 0;

    /// <summary>Returns the number and the unit.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} {Unit}").TrimEnd();
}
