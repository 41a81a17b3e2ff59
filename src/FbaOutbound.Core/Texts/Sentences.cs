using System.Linq;

namespace FbaOutbound.Texts;

/// <summary>Puts sentences of a message together.</summary>
internal static class Sentences
{
    /// <summary>Returns the sentences that are given, with one blank between them.</summary>
    public static string Join(params string?[] sentences) =>
        string.Join(" ", sentences.Select(sentence => sentence?.Trim()).Where(sentence => !string.IsNullOrEmpty(sentence)));
}
