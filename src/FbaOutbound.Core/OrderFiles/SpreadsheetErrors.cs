using System;
using System.Collections.Generic;

namespace FbaOutbound.OrderFiles;

/// <summary>What a spreadsheet shows where a formula has no value.</summary>
internal static class SpreadsheetErrors
{
    private static readonly HashSet<string> s_texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA",
        "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#NOM?", "#VALEUR!", "#NOMBRE!", "#VALOR!", "#VALORE!",
    };

    public static bool Contains(string text) => text.Length > 2 && text[0] == '#' && s_texts.Contains(text);
}
