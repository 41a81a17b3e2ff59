using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Sessions;
using FbaOutbound.Texts;

namespace FbaOutbound.Commands;

/// <summary>Creates fulfillment orders, each exactly once, from rows of a file, from objects or from parameters.</summary>
/// <remarks>
/// No parameter but -InputObject takes pipeline input: the binder would drop what it cannot convert, and the order would go out without it.
/// The parameters are named like the columns that they replace, and read like them.
/// </remarks>
[
    Cmdlet(
        VerbsCommon.New,
        "FbaFulfillmentOrder",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(OrderReceipt))]
public sealed class NewFbaFulfillmentOrderCommand : OrderInputCommand
{
    private const string ItemSet = "Item";

    // Those of a stream that were sent.
    private readonly HashSet<TextHash> _sent = [];
    private readonly HashSet<TextHash> _journaled = [];

    /// <summary>
    /// <b>-SellerFulfillmentOrderId:</b> the seller's identifier of the order: 1 to 40 characters, unique for all orders of the account.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ItemSet)]
    [Alias(OrderReference.IdAlias)]
    [TextArgument]
    public string? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-Item:</b> the items, as hashtables or objects with the item columns, such as <c>@{ SellerSku = 'MUG-RED'; Quantity = 2 }</c>.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ItemSet)]
    public object[]? Item { get; set; }

    /// <summary>
    /// <b>-Journal:</b> a file, or a PostgreSQL database (a connection string), that keeps what was sent and what became of it, so that the
    /// same command run again after a crash skips what is done, reads back what is uncertain, and sends the rest. It holds ids, hashes and
    /// outcomes, and nothing of a recipient.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>
    /// <b>-JournalName:</b> which journal of a PostgreSQL database it is; workers that share a run give the same name. <value>The default
    /// value is default.</value>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? JournalName { get; set; }

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
        if (result is not { Order: { } order, Session: { } session })
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(result.Problem!, result.Target)));
            return;
        }

        foreach (var warning in result.Warnings)
        {
            Pump.Show(engine => engine.Warning(warning), isRecord: false);
        }

        var items = order.Items.Count == 1 ? "1 item" : $"{order.Items.Count} items";
        if (Engine.ShouldProcess(order.SellerFulfillmentOrderId, $"Create fulfillment order with {items}, {order.Action}, "
            + $"{order.ShippingSpeedCategory} (session {session.Name})"))
        {
            Add(order, result, session);
        }
    }

    private protected override string TellEnded(string id) =>
        _sent.Contains(TextHash.Of(id)) ? $"Order '{id}' was already sent" : $"Order '{id}' was already processed (nothing was sent)";

    private void Add(FulfillmentOrder order, OrderIntakeResult result, FbaSession session)
    {
        var (id, row) = (order.SellerFulfillmentOrderId, result.Row);
        try
        {
            var journal = JournalFor(session, Journal, JournalName);
            var isSentBefore = result.IsOfRows && HasOtherRows(session, order);
            if (Stream.IsPresent)
            {
                _sent.Add(TextHash.Of(id));
            }

            if (journal is not null)
            {
                lock (_journaled)
                {
                    _journaled.Add(TextHash.Of(id));
                }
            }

            Pump.Add(id, async (output, cancellationToken) =>
            {
                try
                {
                    var receipt = await (journal is null
                        ? session.Orders.CreateAsync(order, row, cancellationToken)
                        : journal.CreateAsync(
                            session.Orders,
                            order,
                            row,
                            warnUnless: other => result.RepeatsOrder || IsOfThisCommand(other),
                            cancellationToken)).ConfigureAwait(false);
                    output.Write(receipt);
                }
                catch (FbaException exception) when (isSentBefore && RowsApart.Explain(exception) is { } explained)
                {
                    throw explained;
                }
            });
        }
        catch (FbaException exception)
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, id)));
        }
    }

    // Rows of the same goods are no other rows: the order was changed, and not torn apart.
    private static bool HasOtherRows(FbaSession session, FulfillmentOrder order)
    {
        var id = order.SellerFulfillmentOrderId;
        var isKnown = session.OrdersOfRows.Add(id, id) is not null;
        var skus = string.Join("\n", order.Items.Select(item => item.SellerSku).OrderBy(sku => sku, StringComparer.Ordinal));
        return session.OrdersOfRows.Add($"{id}\n{skus}", id) is null && isKnown;
    }

    // Orders of one command are compared while they are read; which of two reaches the journal first is chance.
    private bool IsOfThisCommand(string id)
    {
        lock (_journaled)
        {
            return _journaled.Contains(TextHash.Of(id));
        }
    }
}
