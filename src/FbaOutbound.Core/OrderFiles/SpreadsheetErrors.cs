using System;
using System.Collections.Generic;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles;

/// <summary>What a spreadsheet shows where a formula has no value.</summary>
internal static class SpreadsheetErrors
{
    /// <inheritdoc cref="SpreadsheetDamage.NoValue"/>
    public const string NoValue = SpreadsheetDamage.NoValue;

    private static readonly HashSet<string> s_texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA",
        "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#NOM?", "#VALEUR!", "#NOMBRE!", "#VALOR!", "#VALORE!",
    };

    public static bool Contains(string text) => text.Length > 2 && text[0] == '#' && (text == NoValue || s_texts.Contains(text));

    /// <summary>Says what is wrong with a cell that has such a text, and what to do.</summary>
    public static string FaultOf(string text) => text == NoValue
        ? SpreadsheetDamage.NoValueFault
        : "contains a spreadsheet error, such as #N/A: correct it in the spreadsheet, and export it again";
}
