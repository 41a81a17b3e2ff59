using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace FbaOutbound.Errors;

/// <summary>An error before it becomes the engine's ErrorRecord, which a test could not read.</summary>
/// <param name="Exception">The cause, whose message the user reads.</param>
/// <param name="Id">One of <see cref="ErrorIds"/>.</param>
/// <param name="Category">The engine's category.</param>
/// <param name="Target">
/// The id that the user named, or <c>row 17</c>; never a row or an order, which would show a recipient in <c>$Error</c>.
/// </param>
/// <param name="RecommendedAction">The one thing to do, if there is one.</param>
internal sealed record CommandError(
    Exception Exception, string Id, ErrorCategory Category, string? Target, string? RecommendedAction = null)
{
    /// <summary>The file and the rows that the order came from, if any.</summary>
    public string? Place { get; init; }

    /// <summary>Whether the other orders of the command are processed all the same.</summary>
    public bool SparesOthers { get; init; }

    /// <summary>What the user reads: it names the place once.</summary>
    public string Message => Place is null || Exception.Message.IndexOf(Place, StringComparison.Ordinal) >= 0
        ? Exception.Message
        : $"{Place}: {Exception.Message}";

    /// <summary>What to do, without what the message says already; empty if it says all. The console shows both.</summary>
    public string Advice
    {
        get
        {
            var left = string.Join(
                " ", Regex.Split(RecommendedAction ?? "", @"(?<=[.;])\s+").Where(clause => clause.Length > 0 && !IsSaid(clause)));
            return left.Length == 0 ? "" : char.ToUpperInvariant(left[0]) + Regex.Replace(left.Substring(1), ";$", ".");
        }
    }

    // A clause is said where the message has its cmdlets and parameters, or, if it names none, most of its words.
    private bool IsSaid(string clause)
    {
        var names = Words(clause, @"\b[A-Z][a-z]+-[A-Za-z]+|(?<!\w)-[A-Z][A-Za-z]+");
        var words = Words(clause, @"[\w-]{4,}");
        return names.Count > 0 ? names.TrueForAll(IsIn) : words.Count(IsIn) * 3 >= words.Count * 2;
    }

    private bool IsIn(string word) => Exception.Message.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;

    private static List<string> Words(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.CultureInvariant).Cast<Match>().Select(match => match.Value)];
}
