using System.Management.Automation;
using FbaOutbound.Pipeline;
using FbaOutbound.Sandbox;
using FbaOutbound.Sandboxes;

namespace FbaOutbound.Commands;

/// <summary>Gets the clock, stock and faults of a sandbox, or the requests that it saw.</summary>
[Cmdlet(VerbsCommon.Get, "FbaSandbox")]
[OutputType(typeof(SandboxStatus), typeof(SandboxRequest))]
public sealed class GetFbaSandboxCommand : SessionCommand
{
    /// <summary><b>-Request:</b> return the newest requests that the sandbox saw, the oldest of them first.</summary>
    [Parameter]
    public SwitchParameter Request { get; set; }

    private protected override string Activity => "Reading the sandbox";

    private protected override void Process()
    {
        var sandbox = SandboxAccess.Of(DefaultSession);
        if (!Request.IsPresent)
        {
            Engine.Write(Pump.Run(sandbox.GetStatusAsync));
            return;
        }

        foreach (var request in Pump.Run(sandbox.GetRequestsAsync))
        {
            Engine.Write(request);
        }
    }
}
