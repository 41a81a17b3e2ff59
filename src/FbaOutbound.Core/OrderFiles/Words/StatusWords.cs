using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>What the words of a status say in the languages of Amazon's marketplaces, whatever the format.</summary>
internal static class StatusWords
{
    // A spreadsheet writes true and false in its own language.
    private static readonly HashSet<string> s_true = SetOf(
        "true, wahr, vrai, verdadero, vero, verdadeiro, waar, prawda, sant, sand, sann, tosi, doğru, pravda, 真");

    private static readonly HashSet<string> s_false = SetOf(
        "false, falsch, faux, falso, onwaar, fałsz, falskt, falsk, usann, epätosi, yanlış, nepravda, 偽");

    private static readonly HashSet<string> s_no = SetOf("no, nein, non, não, nee, nie, nej, nei, ei, hayır, ne, いいえ");

    /// <summary>Reads true and false; null where a text is neither.</summary>
    public static bool? BooleanOf(string text) => PhraseSet.WordsOf(text) is var word && s_true.Contains(word) ? true
        : s_false.Contains(word) ? false : null;

    /// <summary>Whether a text says no.</summary>
    public static bool IsNo(string text) => BooleanOf(text) == false || s_no.Contains(PhraseSet.WordsOf(text));

    /// <summary>Whether the cell of a column that is asked for a yes says no.</summary>
    public static bool IsOff(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && (text == "0" || IsNo(text));

    /// <summary>Whether an unknown status may say that an order is not to be shipped, or was shipped already.</summary>
    public static bool MayStop(string text) => IsNo(text) || StopWords.InStatus(text);

    private static HashSet<string> SetOf(string words) => new(words.Split(',').Select(PhraseSet.WordsOf), StringComparer.Ordinal);
}
