using System;
using System.Collections.Generic;

namespace FbaOutbound.Calls;

/// <summary>When earlier runs sent requests of one kind, as far as they are known: a service may count them still.</summary>
/// <param name="Times">The times, the earliest first.</param>
/// <param name="IsWhole">Whether nothing was sent before the first of them.</param>
internal sealed record PastSends(IReadOnlyList<DateTimeOffset> Times, bool IsWhole)
{
    /// <summary>Nothing is known of earlier runs.</summary>
    public static PastSends None { get; } = new([], IsWhole: true);
}
