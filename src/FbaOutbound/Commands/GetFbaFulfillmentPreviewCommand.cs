using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rules;
using FbaOutbound.Services;

namespace FbaOutbound.Commands;

/// <summary>
/// Asks how orders would be fulfilled: fees, planned shipments, delivery windows, and what keeps them from being fulfilled. It orders
/// nothing.
/// </summary>
[Cmdlet(VerbsCommon.Get, "FbaFulfillmentPreview", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FulfillmentPreview))]
public sealed class GetFbaFulfillmentPreviewCommand : OrderInputCommand
{
    private const string ItemSet = "Item";

    private string[] _speeds = [];

    /// <summary><b>-SellerFulfillmentOrderId:</b> the id of the order that may be made of the preview.</summary>
    [Parameter(Position = 0, ParameterSetName = ItemSet)]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [TextArgument]
    public string? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-Item:</b> the items, as hashtables or objects with the item columns, such as <c>@{ SellerSku = 'MUG-RED'; Quantity = 2 }</c>.
    /// </summary>
    [Parameter(ParameterSetName = ItemSet)]
    [RequiredIn(ItemSet)]
    [ArgumentCompleter(typeof(ItemCompleter))]
    public object[]? Item { get; set; }

    /// <summary>
    /// <b>-Speed:</b> the shipping speeds to preview. <value>The default value is the order's own speed, and all speeds where it has
    /// none.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ShippingSpeedCompleter))]
    [TextArgument(IsList = true)]
    public string[] Speed { get; set; } = [];

    /// <summary><b>-IncludeCod:</b> preview payment on delivery, too, where Amazon offers it.</summary>
    [Parameter]
    public SwitchParameter IncludeCod { get; set; }

    /// <summary><b>-IncludeDeliveryWindow:</b> return the windows that a ScheduledDelivery can choose from, only in Japan.</summary>
    [Parameter]
    public SwitchParameter IncludeDeliveryWindow { get; set; }

    /// <summary><b>-ExcludeFee:</b> leave the fees out for a quicker response, only on version 2026-07-04.</summary>
    [Parameter]
    public SwitchParameter ExcludeFee { get; set; }

    private protected override string Activity => "Previewing orders";

    private protected override Func<FulfillmentOrder, OrderContext, IReadOnlyList<OrderProblem>> Validate => OrderValidator.ValidatePreview;

    private protected override void Begin()
    {
        base.Begin();
        _speeds = ParameterValues.Speeds(nameof(Speed), Speed);
    }

    private protected override void Process()
    {
        if (ParameterSetName == ItemSet)
        {
            Send(Check.Finish(FromParameters(SellerFulfillmentOrderId ?? "", Item), row: 0));
        }
        else
        {
            base.Process();
        }
    }

    private protected override string TellEnded(string id) => $"Order '{id}' was already previewed";

    private protected override void Send(OrderIntakeResult result)
    {
        if (result is not { Order: { } order, Session: { } session })
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(OrderInputException.OfRead(result.Problem!), result.Target)));
            return;
        }

        var isOwnSpeed = order.ShippingSpeedCategory is not null && !order.FilledIn.Contains(nameof(order.ShippingSpeedCategory));
        var options = new PreviewOptions
        {
            Speeds = _speeds.Length > 0 ? _speeds : isOwnSpeed ? [order.ShippingSpeedCategory!] : [],
            IncludeCod = IncludeCod.IsPresent,
            IncludeDeliveryWindows = IncludeDeliveryWindow.IsPresent,
            ExcludeFees = ExcludeFee.IsPresent,
        };
        Pump.Add(result.Target, async (output, cancellationToken) =>
        {
            foreach (var preview in await session.Operations.PreviewAsync(order, options, cancellationToken).ConfigureAwait(false))
            {
                output.Write(preview);
            }
        });
    }
}
