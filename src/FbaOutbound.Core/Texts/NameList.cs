using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Texts;

/// <summary>Names things in a sentence without letting it grow with them.</summary>
internal static class NameList
{
    /// <summary>Returns the first names, and how many more there are.</summary>
    public static string Of(IReadOnlyCollection<string> names, int most, string separator = ", ") =>
        string.Join(separator, names.Take(most))
            + (names.Count > most ? FormattableString.Invariant($" and {names.Count - most} more") : "");
}
