using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Texts;

/// <summary>Names things in a sentence without letting it grow with them.</summary>
internal static class NameList
{
    /// <summary>Returns the first names, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> names, int most, string separator = ", ") =>
        OfFirst([.. names.Take(most)], names.Count, separator);

    /// <summary>Returns the first names of some of which not all are kept, and how many more there are.</summary>
    public static string OfFirst(IReadOnlyCollection<string> first, int count, string separator = ", ") =>
        string.Join(separator, first) + (count > first.Count ? FormattableString.Invariant($" and {count - first.Count} more") : "");
}
