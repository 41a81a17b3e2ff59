using System.Collections.Generic;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Gets how the sections of MWS say that they are. The Selling Partner API has no such operation.</summary>
[Cmdlet(VerbsCommon.Get, "FbaServiceStatus")]
[OutputType(typeof(ServiceStatus))]
public sealed class GetFbaServiceStatusCommand : SessionCommand
{
    internal static readonly IReadOnlyList<string> Sections = ["FulfillmentOutboundShipment", "MerchantFulfillment"];

    /// <summary><b>-Section:</b> FulfillmentOutboundShipment or MerchantFulfillment. <value>The default value is both.</value></summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ServiceSectionCompleter))]
    [ValidateNotNullOrEmpty]
    [TextArgument(IsList = true)]
    public string[] Section { get; set; } = [.. Sections];

    private protected override string Activity => "Reading service statuses";

    private protected override void Process()
    {
        var session = DefaultSession;
        foreach (var name in Section)
        {
            var section = Files.Cell.WordIn(name.Trim(), Sections, out var fault) ?? throw new ParameterInvalidException($"-{nameof(Section)} {fault}");
            Pump.Add(section, async (output, cancellationToken) =>
                output.Write(await session.GetServiceStatusAsync(section, cancellationToken).ConfigureAwait(false)));
        }
    }
}
