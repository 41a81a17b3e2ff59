using System;
using System.Collections.Generic;
using FbaOutbound.Texts;

namespace FbaOutbound.OrderFiles.Words;

/// <summary>What people write into a cell that they have nothing for. Where a value is optional, such a cell is blank.</summary>
internal static class MissingValue
{
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "n/a", "n.a", "n\\a", "n/d", "none", "null", "nil", "nan", "undefined", "unknown", "blank", "empty", "not applicable", "not available",
        "not provided", "not given", "not specified", "not set", "not known", "k.a", "k. a", "keine", "keines", "kein", "keine angabe", "ohne",
        "aucun", "aucune", "néant", "neant", "nessuno", "nessuna", "ninguno", "ninguna", "nenhum", "nenhuma", "geen", "brak", "ingen", "inga", "yok",
        "なし", "無し", "無", "ナシ",
    };

    // As a state, these are Naples and Novara.
    private static readonly HashSet<string> s_ofText = new(StringComparer.OrdinalIgnoreCase) { "na", "no" };

    /// <summary>
    /// Whether a text says nothing: it is punctuation, or a word for a missing value. What can be part of an address is not.
    /// </summary>
    public static bool Is(string text, bool isState = false)
    {
        // Question marks stand for letters that were lost, and asterisks for those that are hidden.
        if (text.IndexOf('?') >= 0 || text.IndexOf("**", StringComparison.Ordinal) >= 0)
        {
            return false;
        }

        // Accents count: YÖK is a name.
        var bare = PlainLetters.WithAccents(Bare(text));
        return text.Length > 0 && (bare.Length == 0 || s_words.Contains(bare) || (!isState && s_ofText.Contains(bare)));
    }

    private static string Bare(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsSign(text[start]))
        {
            start++;
        }

        while (end > start && IsSign(text[end - 1]))
        {
            end--;
        }

        return text.Substring(start, end - start);
    }

    private static bool IsSign(char character) => char.IsWhiteSpace(character) || char.IsPunctuation(character) || "+=<>|~^$`".IndexOf(character) >= 0;
}
