using System;

namespace FbaOutbound.Core.Tests;

/// <summary>
/// The memory of the whole process: a test that reads it is in the collection <see cref="Collection"/>, beside which nothing runs.
/// </summary>
internal static class LiveHeap
{
    public const string Collection = "Live heap";

    // What earlier tests left may wait for its finalizers, and would be freed while a test measures.
    public static long Bytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
