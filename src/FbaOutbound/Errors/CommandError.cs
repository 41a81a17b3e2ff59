using System;
using System.Management.Automation;

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

    /// <summary>What the user reads: it names the place once.</summary>
    public string Message => Place is null || Exception.Message.IndexOf(Place, StringComparison.Ordinal) >= 0
        ? Exception.Message
        : $"{Place}: {Exception.Message}";
}
