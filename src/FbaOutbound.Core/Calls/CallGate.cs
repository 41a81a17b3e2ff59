using System;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Calls;

/// <summary>What a call passes before one of its requests leaves, and the place that it has among the calls of its command.</summary>
internal interface ICallGate
{
    /// <summary>When earlier runs sent changes like the one that the call makes.</summary>
    PastSends PastSends { get; }

    /// <summary>
    /// Passed right before a request leaves, and awaited: a journal writes down first what is about to happen. It throws if nothing may
    /// leave: <see cref="OperationCanceledException"/> if the command is ending, an <see cref="FbaException"/> if there is another reason.
    /// A request that could not leave at once passes again.
    /// </summary>
    ValueTask PassAsync(bool isRead, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for something other than the service, such as another worker, and gives the call's place to others in the meantime.
    /// </summary>
    Task ParkAsync(Func<Task> wait);
}

/// <summary>
/// The gate of the running call. It flows with the call, because the protocols and clients between a command and its requests have no part
/// in it.
/// </summary>
internal static class CallGate
{
    private static readonly AsyncLocal<ICallGate?> s_current = new();

    /// <summary>The gate that lets every request pass.</summary>
    public static ICallGate Open => OpenGate.Instance;

    /// <summary>The gate of the running call; an open one if none was set.</summary>
    public static ICallGate Current => s_current.Value ?? OpenGate.Instance;

    /// <summary>Sets the gate for the calls that start from here until the returned scope is disposed.</summary>
    public static IDisposable Use(ICallGate gate)
    {
        var before = s_current.Value;
        s_current.Value = gate;
        return new Scope(before);
    }

    private sealed class Scope(ICallGate? before) : IDisposable
    {
        public void Dispose() => s_current.Value = before;
    }

    private sealed class OpenGate : ICallGate
    {
        public static readonly OpenGate Instance = new();

        public PastSends PastSends => PastSends.None;

        public ValueTask PassAsync(bool isRead, CancellationToken cancellationToken) => default;

        public Task ParkAsync(Func<Task> wait) => wait();
    }
}
