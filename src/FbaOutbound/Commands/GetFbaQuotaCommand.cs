using System.Management.Automation;
using FbaOutbound.Pipeline;
using FbaOutbound.Quota;

namespace FbaOutbound.Commands;

/// <summary>Gets the state of the account's quota: a bucket for each operation that was used.</summary>
[Cmdlet(VerbsCommon.Get, "FbaQuota")]
[OutputType(typeof(QuotaStatus))]
public sealed class GetFbaQuotaCommand : SessionCommand
{
    private protected override void Process()
    {
        foreach (var status in DefaultSession.GetQuota())
        {
            Engine.Write(status);
        }
    }
}
