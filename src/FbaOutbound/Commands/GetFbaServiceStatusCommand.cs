using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Protocols.Mws;
using FbaOutbound.Services;

namespace FbaOutbound.Commands;

/// <summary>Gets how the sections of MWS say that they are. The Selling Partner API has no such operation.</summary>
[Cmdlet(VerbsCommon.Get, "FbaServiceStatus")]
[OutputType(typeof(ServiceStatus))]
public sealed class GetFbaServiceStatusCommand : DeadlineCommand
{
    /// <summary><b>-Section:</b> FulfillmentOutboundShipment or MerchantFulfillment. <value>The default value is both.</value></summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ServiceSectionCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[] Section { get; set; } = [.. MwsSection.Names];

    private protected override string Activity => "Reading service statuses";

    private protected override void Process()
    {
        var session = DefaultSession;
        session.RequireServiceStatus();
        foreach (var name in Section)
        {
            var section = Rows.Cell.WordIn(name.Trim(), MwsSection.Names, out var fault)
                ?? throw new ParameterInvalidException($"-{nameof(Section)} {fault}");
            Pump.Add(section, async (output, cancellationToken) =>
                output.Write(await session.GetServiceStatusAsync(section, cancellationToken).ConfigureAwait(false)));
        }
    }
}
