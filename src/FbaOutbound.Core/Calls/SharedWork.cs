using System;
using System.Threading;

namespace FbaOutbound.Calls;

/// <summary>
/// Begins what several calls share or what outlives the call that happens to need it first: a token's refresh, a timer, a heartbeat, a
/// store's steps. It runs in the context of no call, so that nobody's log, culture or activity flows into it, and nothing of a call is kept
/// alive by it.
/// </summary>
internal static class SharedWork
{
    private static readonly ExecutionContext s_context = CaptureEmpty();

    /// <summary>Begins the work on this thread. What it awaits, starts and sets a timer for goes on in the same context.</summary>
    public static T Begin<T>(Func<T> work)
    {
        T result = default!;
        ExecutionContext.Run(s_context.CreateCopy(), _ => result = work(), null);
        return result;
    }

    // Only a thread that was started without a flow has the empty context.
    private static ExecutionContext CaptureEmpty()
    {
        ExecutionContext? empty = null;
        var thread = new Thread(() => empty = ExecutionContext.Capture()) { IsBackground = true };
        using (ExecutionContext.IsFlowSuppressed() ? null : (IDisposable)ExecutionContext.SuppressFlow())
        {
            thread.Start();
        }

        thread.Join();
        return empty!;
    }
}
