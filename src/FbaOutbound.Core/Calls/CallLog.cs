using System;
using System.Threading;

namespace FbaOutbound.Calls;

/// <summary>
/// Where a call reports what it does. Lines never hold secrets, bodies or a recipient's data. They come from any thread, and a few
/// may still come after the call that set the log has ended: work that several calls share tells its lines to one that waits for it.
/// </summary>
internal interface ICallLog
{
    /// <summary>Which lines are shown now. Texts of the others need not be made.</summary>
    (bool Verbose, bool Debug) Listens { get; }

    /// <summary>One line per request, per page and per wait.</summary>
    void Verbose(string message);

    /// <summary>Headers without authorization, and the like.</summary>
    void Debug(string message);

    /// <summary>Long waits and other things that the user did not ask for.</summary>
    void Warning(string message);

    /// <summary>A warning that a command gives once for all calls with the same <paramref name="key"/>; what follows is verbose.</summary>
    void WarningOnce(string key, string message);

    /// <summary>What the call does now, for who shows the progress of a run.</summary>
    void Step(CallStep step);
}

/// <summary>
/// The log of the call that is running. It flows with the call, so that many calls in flight each reach their own command.
/// </summary>
internal static class CallLog
{
    private static readonly AsyncLocal<ICallLog?> s_current = new();

    /// <summary>The log that drops everything.</summary>
    public static ICallLog None => NoLog.Instance;

    /// <summary>The log of the running call; one that drops everything if none was set.</summary>
    public static ICallLog Current => s_current.Value ?? NoLog.Instance;

    /// <summary>Sets the log for the calls that start from here until the returned scope is disposed.</summary>
    public static IDisposable Use(ICallLog log)
    {
        var before = s_current.Value;
        s_current.Value = log;
        return new Scope(before);
    }

    private sealed class Scope(ICallLog? before) : IDisposable
    {
        public void Dispose() => s_current.Value = before;
    }

    private sealed class NoLog : ICallLog
    {
        public static readonly NoLog Instance = new();

        public (bool Verbose, bool Debug) Listens => default;

        public void Verbose(string message)
        {
        }

        public void Debug(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void WarningOnce(string key, string message)
        {
        }

        public void Step(CallStep step)
        {
        }
    }
}
