using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Closes a session; the one opened last before it becomes the default of this runspace.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "FbaSession")]
[OutputType(typeof(FbaSession))]
public sealed class DisconnectFbaSessionCommand : FbaCommand
{
    private object? _session;
    private bool _isSessionGiven;
    private FbaSession? _default;

    /// <summary><b>-Session:</b> the session to close, or its name; wildcards are allowed. Without it, the default session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public object? Session
    {
        get => _session;
        set => (_session, _isSessionGiven) = (value, true);
    }

    /// <summary><b>-PassThru:</b> return the session that was closed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Begin() => _default = RunspaceSessions.Current.Default;

    private protected override void Process()
    {
        try
        {
            var sessions = RunspaceSessions.Current;
            var closing = PipelineRecord.Unwrap(Session) is string name && WildcardPattern.ContainsWildcardCharacters(name)
                ? sessions.Matching(name)
                : [SessionChoice.From(Session, _isSessionGiven, sessions).Session];
            foreach (var session in closing)
            {
                session.Dispose();
                if (PassThru.IsPresent)
                {
                    Engine.Write(session);
                }
            }
        }
        catch (SessionChoiceException exception)
        {
            Engine.Error(ErrorTable.From(exception, target: null));
        }
    }

    // The next command without -Session would go to another account without a word.
    private protected override void End()
    {
        if (RunspaceSessions.Current.Default is { } next && next != _default)
        {
            Engine.Warning(
                $"The default session is now '{next.Name}' ({next.Marketplace}, {next.Endpoint.Host}). Commands without -Session use it.");
        }
    }
}
