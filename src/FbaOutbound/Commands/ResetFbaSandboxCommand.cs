using System.Management.Automation;
using FbaOutbound.Pipeline;
using FbaOutbound.Sandboxes;

namespace FbaOutbound.Commands;

/// <summary>Makes a sandbox as new: orders, stock, faults and requests are forgotten. Its clock stays where it is.</summary>
[Cmdlet(VerbsCommon.Reset, "FbaSandbox", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class ResetFbaSandboxCommand : SessionCommand
{
    private protected override string Activity => "Resetting the sandbox";

    private protected override void Process()
    {
        var sandbox = SandboxAccess.Of(DefaultSession);
        if (Engine.ShouldProcess($"Sandbox of session {DefaultSession.Name}", "Delete all orders, stock, faults and requests"))
        {
            Pump.Run(async cancellationToken =>
            {
                await sandbox.ResetAsync(cancellationToken).ConfigureAwait(false);
                return true;
            });
        }
    }
}
