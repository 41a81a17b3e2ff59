using System;
using System.Collections;
using System.Globalization;
using System.Numerics;
using FbaOutbound.Orders;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>
/// Makes text of what a row, a parameter, a hashtable or an object gives for a member. A value is taken where one text can have been meant;
/// everything else is refused, and never turned into the text that .NET or PowerShell would make of it.
/// </summary>
internal static class GivenText
{
    // Beyond this a floating-point number no longer holds every digit.
    private const double LargestExact = 9_007_199_254_740_992;

    /// <summary>
    /// Returns the trimmed text of a cell; null if it is blank or <paramref name="fault"/> says what is wrong with it.
    /// </summary>
    public static string? Of(object? value, CellForm form, out string? fault) => form.Kind is CellKind.Text or CellKind.Code
        ? Of(value, form.Use, out fault)
        : Read(value, form.Use, isText: false, out fault);

    /// <summary>
    /// Returns the trimmed text of a single value; null if it is blank or <paramref name="fault"/> says what is wrong with it.
    /// </summary>
    public static string? Of(object? value, TextUse use, out string? fault) => value is bool
        ? Refuse($"is {value} (a switch or a Boolean), not text: give text", out fault)
        : use != TextUse.Lines && (Cell.Instant(value) is not null || IsDay(value))
            ? Refuse(
                "is a date, perhaps converted by a spreadsheet or a script from text such as 3-5: format the column as text and enter the value again",
                out fault)
            : Read(value, use, isText: true, out fault);

    /// <summary>Whether a value is missing, a blank text or an empty list.</summary>
    public static bool IsBlank(object? value) =>
        value is null or ICollection { Count: 0 } || (value is string text && string.IsNullOrWhiteSpace(text));

    /// <summary>Describes what a value looks like that is not a text, number, date or other single value; null if it is one.</summary>
    public static string? FlawOf(object value) =>
        value is string or char or bool or Guid or Uri or Enum or DateTime or DateTimeOffset or BigInteger
        || value.GetType().IsPrimitive || value is decimal || IsDay(value)
        ? null
        : Describe(value);

    private static string? Read(object? value, TextUse use, bool isText, out string? fault)
    {
        fault = null;
        var text = value switch
        {
            null or DBNull => "",
            string given => given,
            char or bool or Guid or Uri => value.ToString(),
            Enum word => word.ToString(),
            DateTime or DateTimeOffset => Cell.IsoText(Cell.Instant(value)!.Value),
            double number => Digits(number),
            float number => Digits(number),
            IFormattable number when value is int or long or decimal or short or byte or sbyte or ushort or uint or ulong or BigInteger
                => number.ToString(null, CultureInfo.InvariantCulture),
            IFormattable day when IsDay(value) => day.ToString("O", CultureInfo.InvariantCulture),
            _ => null,
        };

        if (text is null)
        {
            return Refuse(Describe(value!), out fault);
        }

        text = text.Trim();
        if (text.Length == 0)
        {
            return null;
        }

        // What is repaired later is no fault here.
        fault = isText
            ? TextFlaw.Of(TextRepair.Of(text, use, out _), use)
            : TextFlaw.OfCharacters(text, use) ?? (value is string ? TextFlaw.OfWhole(text, use) : null);
        return fault is null ? text : null;
    }

    // netstandard2.0 does not know the type, but a script of PowerShell 7 can hold one.
    private static bool IsDay(object? value) => value?.GetType().FullName == "System.DateOnly";

    private static string Digits(double number) => Math.Abs(number) <= LargestExact && Math.Floor(number) == number
        ? number.ToString("0", CultureInfo.InvariantCulture)
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static string Describe(object value) => value switch
    {
        _ when value.GetType().Name == "ScriptBlock" =>
            "is a script block, which is not evaluated here: give its value, or add a column to the rows with Select-Object first",
        IDictionary => $"is an object of type {value.GetType().Name}: give a single value",
        ICollection { Count: var count } =>
            $"is a list of {count} {(count == 1 ? "value" : "values")} ({value.GetType().Name}): give a single value",
        _ => $"is an object of type {value.GetType().Name}: give a single value",
    };

    private static string? Refuse(string message, out string? fault)
    {
        fault = message;
        return null;
    }
}
