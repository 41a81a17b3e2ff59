using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Gets the sessions that are open in this runspace; the last one is the default.</summary>
[Cmdlet(VerbsCommon.Get, "FbaSession")]
[OutputType(typeof(FbaSession))]
public sealed class GetFbaSessionCommand : FbaCommand
{
    /// <summary><b>-Name:</b> the names of the sessions; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    [TextArgument(IsList = true)]
    public string[] Name { get; set; } = ["*"];

    private protected override void Process()
    {
        var sessions = RunspaceSessions.Current;
        foreach (var name in Name)
        {
            if (WildcardPattern.ContainsWildcardCharacters(name))
            {
                foreach (var session in sessions.Matching(name))
                {
                    Engine.Write(session);
                }

                continue;
            }

            try
            {
                Engine.Write(SessionChoice.From(name, isGiven: true, sessions).Session);
            }
            catch (SessionChoiceException exception)
            {
                Engine.Error(ErrorTable.From(exception, name));
            }
        }
    }
}
