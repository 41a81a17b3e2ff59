using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Closes a session; the one opened last before it becomes the default of this runspace.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "FbaSession")]
[OutputType(typeof(void))]
public sealed class DisconnectFbaSessionCommand : FbaCommand
{
    private object? _session;
    private bool _isSessionGiven;

    /// <summary><b>-Session:</b> the session to close, or its name. Without it, the default session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public object? Session
    {
        get => _session;
        set => (_session, _isSessionGiven) = (value, true);
    }

    private protected override void Process()
    {
        try
        {
            SessionChoice.From(Session, _isSessionGiven, RunspaceSessions.Current).Session.Dispose();
        }
        catch (SessionChoiceException exception)
        {
            Engine.Error(ErrorTable.From(exception, target: null));
        }
    }
}
