using System;
using FbaOutbound.Rows;
using FbaOutbound.Texts;

namespace FbaOutbound.Pipeline;

/// <summary>Reads what names an order, a shipment, a SKU or a package: a single value that can have been meant, or an error.</summary>
internal static class Identifiers
{
    /// <summary>Returns the identifier, or null if none was given.</summary>
    /// <param name="value">The value, without the engine's wrapper.</param>
    /// <param name="name">What it is called in an error.</param>
    /// <param name="refusal">Makes the exception of an error.</param>
    public static string? Read(object? value, string name, Func<string, FbaException> refusal)
    {
        var text = GivenText.Of(value, TextUse.Id, out var fault);
        return fault is null ? text : throw refusal($"The {name} {fault}. Nothing was read or changed for it.");
    }
}
