using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>What a spreadsheet shows where a cell has no value, or no room for it.</summary>
internal static class SpreadsheetErrors
{
    /// <inheritdoc cref="SpreadsheetDamage.NoValue"/>
    public const string NoValue = SpreadsheetDamage.NoValue;

    public static bool Contains(string text) => text.Length > 1 && text[0] == '#'
        && (text == NoValue || SpreadsheetDamage.IsError(text) || SpreadsheetDamage.IsTooNarrow(text));

    /// <summary>Says what is wrong with a cell that has such a text, and what to do.</summary>
    public static string FaultOf(string text) => text == NoValue ? SpreadsheetDamage.NoValueFault
        : SpreadsheetDamage.IsTooNarrow(text) ? SpreadsheetDamage.TooNarrow
        : "contains a spreadsheet error, such as #N/A: correct it in the spreadsheet, and export it again";
}
