using System;

namespace FbaOutbound.Rules;

/// <summary>Whether a problem refuses the order or is only worth saying.</summary>
public enum ProblemSeverity
{
    /// <summary>The order is not sent.</summary>
    Error,

    /// <summary>The order is sent.</summary>
    Warning,
}

/// <summary>Something that is known to be wrong with an order before a request is spent.</summary>
public sealed record OrderProblem
{
    /// <summary>What kind of problem it is, such as <c>MemberMissing</c> or <c>NotInVersion</c>.</summary>
    public string Code { get; init; } = "";

    /// <summary>The member, such as <c>Items[1].Quantity</c>.</summary>
    public string Member { get; init; } = "";

    /// <summary>What is wrong and what to do. It names the member and never holds what belongs to a recipient.</summary>
    public string Message { get; init; } = "";

    /// <summary>The service page that states the rule.</summary>
    public string Page { get; init; } = "";

    /// <summary>The number of the row that the member came from, from 1; 0 where there were no rows.</summary>
    public long Row { get; init; }

    /// <summary>Whether the problem refuses the order.</summary>
    public ProblemSeverity Severity { get; init; }

    /// <summary>Returns the row, where there is one, and the message.</summary>
    public override string ToString() => Row > 0 ? FormattableString.Invariant($"row {Row}: {Message}") : Message;
}
