using System;
using System.Threading;

namespace FbaOutbound.Calls;

/// <summary>Numbers that spread waits of many callers in time. They protect nothing.</summary>
internal static class Jitter
{
    private static readonly ThreadLocal<Random> s_random = new(() => new Random(Guid.NewGuid().GetHashCode()));

    /// <summary>A number from 0 up to 1, safe for use by many threads.</summary>
#pragma warning disable CA5394 // Spreading repeats in time needs no cryptography.
    public static double Next() => s_random.Value!.NextDouble();
#pragma warning restore CA5394
}
