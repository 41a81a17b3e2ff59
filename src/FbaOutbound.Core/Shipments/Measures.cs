using System;

namespace FbaOutbound.Shipments;

/// <summary>The dimensions of a package: length, width, height and unit, or one of the carriers' own packages by its name.</summary>
public sealed record PackageDimensions
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

    /// <summary>Returns the dimensions, or the name of the package.</summary>
    public override string ToString() =>
        PredefinedPackageDimensions ?? FormattableString.Invariant($"{Length} × {Width} × {Height} {Unit}").TrimEnd();
}

/// <summary>The dimensions of a label.</summary>
public sealed record LabelDimensions
{
    /// <summary>The length.</summary>
    public decimal? Length { get; init; }

    /// <summary>The width.</summary>
    public decimal? Width { get; init; }

    /// <summary>The unit: <c>inches</c> or <c>centimeters</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Returns the dimensions.</summary>
    public override string ToString() => FormattableString.Invariant($"{Width} × {Length} {Unit}").TrimEnd();
}

/// <summary>A length.</summary>
public sealed record Length
{
    /// <summary>The number.</summary>
    public decimal? Value { get; init; }

    /// <summary>The unit: <c>inches</c> or <c>centimeters</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Returns the number and the unit.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} {Unit}").TrimEnd();
}

/// <summary>A volume of a liquid.</summary>
public sealed record LiquidVolume
{
    /// <summary>The number.</summary>
    public decimal Value { get; init; }

    /// <summary>The unit: <c>ML</c>, <c>L</c>, <c>FL_OZ</c>, <c>GAL</c>, <c>PT</c>, <c>QT</c> or <c>C</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>Returns the number and the unit.</summary>
    public override string ToString() => FormattableString.Invariant($"{Value} {Unit}").TrimEnd();
}
