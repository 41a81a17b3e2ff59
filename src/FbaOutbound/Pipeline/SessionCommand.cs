using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets that use a session.</summary>
public abstract class SessionCommand : FbaCommand
{
    private SessionChoice? _choice;

    private protected SessionCommand()
    {
    }

    /// <summary>
    /// <b>-Session:</b> the session to use, or its name. Without it, input that was read with a session uses that one, and anything else the
    /// session of this runspace that was opened last. In ForEach-Object -Parallel and thread jobs pass it: <c>-Session $using:session</c>.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public object? Session { get; set; }

    /// <summary>The session of input that names none.</summary>
    private protected FbaSession DefaultSession => Choice.Session;

    private SessionChoice Choice => _choice ??= SessionChoice.From(Session, RunspaceSessions.Current);

    /// <summary>Returns the session for input that was read with the session of this name.</summary>
    private protected FbaSession SessionFor(string? name) => Choice.For(name);

    /// <summary>Chooses the session; without one there is nothing to do.</summary>
    private protected override void Begin() => _ = Choice;
}
