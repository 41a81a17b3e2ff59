using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;

namespace FbaOutbound.Commands;

/// <summary>Creates fulfillment orders, each exactly once, from rows of a file, from objects or from parameters.</summary>
/// <remarks>
/// No parameter but -InputObject takes pipeline input: the binder would drop what it cannot convert, and the order would go out without it.
/// The parameters are named like the columns that they replace, and read like them.
/// </remarks>
[Cmdlet(VerbsCommon.New, "FbaFulfillmentOrder", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(OrderReceipt))]
public sealed class NewFbaFulfillmentOrderCommand : OrderInputCommand
{
    private const string ItemSet = "Item";

    /// <summary><b>-SellerFulfillmentOrderId:</b> the seller's identifier of the order: 1 to 40 characters, unique for all orders of the account.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ItemSet)]
    [Alias(OrderReference.IdAlias)]
    public string? SellerFulfillmentOrderId { get; set; }

    /// <summary><b>-Item:</b> the items, as hashtables or objects with the item columns, such as <c>@{ SellerSku = 'MUG-RED'; Quantity = 2 }</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ItemSet)]
    public object[]? Item { get; set; }

    private protected override string Activity => "Creating fulfillment orders";

    private protected override void Process()
    {
        if (ParameterSetName == ItemSet)
        {
            Send(Intake.Finish(FromParameters(SellerFulfillmentOrderId!, Item), row: 0));
        }
        else
        {
            base.Process();
        }
    }

    private protected override void Send(OrderIntakeResult result)
    {
        foreach (var warning in result.Warnings)
        {
            Pump.Show(engine => engine.Warning(warning));
        }

        if (result is not { Order: { } order, Session: { } session })
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(result.Problem!, result.Target)));
            return;
        }

        var items = order.Items.Count == 1 ? "1 item" : $"{order.Items.Count} items";
        if (Engine.ShouldProcess(order.SellerFulfillmentOrderId, $"Create fulfillment order with {items}, {order.Action}, {order.ShippingSpeedCategory} (session {session.Name})"))
        {
            Pump.Add(
                order.SellerFulfillmentOrderId,
                async (output, cancellationToken) => output.Write(await session.Orders.CreateAsync(order, result.Row, cancellationToken).ConfigureAwait(false)));
        }
    }
}
