using System.Management.Automation;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Sandboxes;

namespace FbaOutbound.Commands;

/// <summary>Stops sandbox servers that Start-FbaSandboxServer has started.</summary>
[
    Cmdlet(
        VerbsLifecycle.Stop,
        "FbaSandboxServer",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(void))]
public sealed class StopFbaSandboxServerCommand : FbaCommand
{
    private const string InputObjectSet = "InputObject";
    private const string AllSet = "All";

    /// <summary><b>-InputObject:</b> the servers, as Start-FbaSandboxServer returned them.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    /// <summary><b>-All:</b> stop all servers that this runspace has started.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    private protected override string Activity => "Stopping sandbox servers";

    private protected override void Process()
    {
        foreach (var input in All.IsPresent ? RunspaceServers.Current.All : PipelineRecord.Each(InputObject))
        {
            var value = PipelineRecord.Unwrap(input);
            if (value is SandboxServer server)
            {
                Stop(server);
            }
            else
            {
                var problem = new ParameterInvalidException(
                    $"Input of type {value?.GetType().Name ?? "null"} is not a sandbox server. Pipe in what Start-FbaSandboxServer "
                        + "returned in this PowerShell, or use -All.");
                Engine.Error(ErrorTable.From(problem, target: null));
            }
        }
    }

    private void Stop(SandboxServer server)
    {
        if (Engine.ShouldProcess($"{server.Endpoint} (process {server.Id})", "Stop the sandbox server"))
        {
            Pump.Run(_ => Task.Run(() =>
            {
                RunspaceServers.Stop(server);
                return true;
            }));
        }
    }
}
