using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Commands;

/// <summary>Cancels merchant-fulfilled shipments and asks for their refund.</summary>
[
    Cmdlet(
        VerbsLifecycle.Stop,
        "MfnShipment",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(Shipment))]
public sealed class StopMfnShipmentCommand : ShipmentIdCommand
{
    private protected override string Activity => "Cancelling shipments";

    private protected override void ProcessShipment(string id, FbaSession session, object? input)
    {
        if (Engine.ShouldProcess(id, $"Cancel shipment and request its refund (session {session.Name})"))
        {
            Pump.Add(id, (output, cancellationToken) => CancelAsync(id, session, output, cancellationToken));
        }
    }

    private static async Task CancelAsync(string id, FbaSession session, ICommandOutput output, CancellationToken cancellationToken)
    {
        var shipment = await session.Shipments.CancelAsync(id, cancellationToken).ConfigureAwait(false);
        output.Verbose(
            $"Shipment '{id}' of order '{shipment.AmazonOrderId}' is {shipment.Status}. If it was the only shipment of the order, a new "
                + "one can be created (New-MfnShipment; with the journal of the first purchase, add -ReplaceShipmentId). If several were "
                + "created for the order, no new one can be created through this service: use Seller Central, or contact a carrier.");
        if (string.Equals(shipment.Status, "RefundRejected", StringComparison.OrdinalIgnoreCase))
        {
            output.Warning(
                $"The refund of shipment '{id}' was rejected: the cancellation window had closed, or the carrier already had the package.");
        }

        output.Write(shipment);
    }
}
