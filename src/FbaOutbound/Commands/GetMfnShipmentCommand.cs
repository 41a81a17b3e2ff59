using System.Management.Automation;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Commands;

/// <summary>Gets merchant-fulfilled shipments by their ids.</summary>
[Cmdlet(VerbsCommon.Get, "MfnShipment", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(Shipment))]
public sealed class GetMfnShipmentCommand : ShipmentIdCommand
{
    private protected override string Activity => "Reading shipments";

    private protected override void ProcessShipment(string id, FbaSession session, object? input) => Pump.Add(
        id,
        async (output, cancellationToken) => output.Write(await session.Shipments.GetAsync(id, cancellationToken).ConfigureAwait(false)));
}
