using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Imports;
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

    // Of a stream, or with a journal.
    private readonly HashSet<TextHash> _sent = [];
    private RejectedOrders? _rejected;
    private string? _rejectFile;
    private long _records;

    /// <summary>
    /// <b>-SellerFulfillmentOrderId:</b> the seller's identifier of the order: 1 to 40 characters, unique for all orders of the account.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = ItemSet)]
    [RequiredIn(ItemSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
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
    /// <b>-Journal:</b> a file, or a database (a connection string), that keeps what was sent and what happened to it, so that the
    /// same command run again after a crash skips what is done, reads back what is uncertain, and sends the rest. It holds ids, hashes and
    /// outcomes, and nothing of a recipient.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(JournalCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Journal { get; set; }

    /// <summary>
    /// <b>-JournalName:</b> which journal of a database it is; workers that share a run give the same name. <value>The default
    /// value is default.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNullOrEmpty]
    public string? JournalName { get; set; }

    /// <summary>
    /// <b>-RejectPath:</b> the file for the orders that were refused, as rows with a column Reason. Orders whose outcome is not known are
    /// never in it.
    /// </summary>
    [Parameter]
    [TextArgument]
    [ValidateNotNullOrEmpty]
    public string? RejectPath { get; set; }

    private protected override string Activity => "Creating orders";

    private protected override bool SendsOnce => true;

    private protected override void Begin()
    {
        base.Begin();
        if (RejectPath is not null)
        {
            _rejectFile = ResolveFile($"-{nameof(RejectPath)}", RejectPath);
            if (RejectFile.FlawOf(_rejectFile) is { } flaw)
            {
                throw new RejectFileException($"Nothing was sent: the -RejectPath file '{_rejectFile}' {flaw}.");
            }

            _rejected = new RejectedOrders();
        }
    }

    private protected override void Process()
    {
        if (ParameterSetName == ItemSet)
        {
            var order = FromParameters(SellerFulfillmentOrderId!, Item);
            _rejected?.Keep(0, order);
            Send(Check.Finish(order, row: 0));
        }
        else
        {
            foreach (var input in _rejected is null ? [] : PipelineRecord.Each(InputObject))
            {
                _records++;
                if (SkippedInput.ReasonOf(input, PipelineRecord.Properties(input)) is null)
                {
                    _rejected!.Keep(_records, input);
                }
            }

            base.Process();
        }
    }

    private protected override void Summarize()
    {
        foreach (var warning in Intake.TellRepeats())
        {
            Engine.Warning(warning);
        }

        base.Summarize();
        if (_rejected is null)
        {
            return;
        }

        var orders = _rejected.Count(out var lost);
        if (lost.Count > 0)
        {
            Engine.Warning(
                $"{(lost.Count == 1 ? "1 refused order is" : $"{lost.Count} refused orders are")} not in the -{nameof(RejectPath)} file, "
                    + $"because rows cannot express {(lost.Count == 1 ? "it" : "them")}: {string.Join("; ", lost)}.");
        }

        var what = orders == 1 ? "1 refused order" : $"{orders} refused orders";
        if (orders == 0 || !Engine.ShouldProcess(_rejectFile!, $"Write {what}"))
        {
            return;
        }

        try
        {
            if (_rejected.Save(OrderFileAccess.Open(), _rejectFile!) is { } notice)
            {
                Engine.Warning(notice);
            }

            Engine.Warning($"'{_rejectFile}' has {what}. Correct {(orders == 1 ? "it" : "them")} and run the command with this file.");
        }
        catch (OrderFileException exception)
        {
            Engine.Error(ErrorTable.From(new RejectFileException(exception.Message, exception), target: null));
        }
    }

    private protected override void Send(OrderIntakeResult result)
    {
        if (result is not { Order: { } order, Session: { } session })
        {
            if (result.Problem is OrderRepeatedException { IsLater: true })
            {
                _rejected?.RefuseRepeat(result);
            }
            else
            {
                _rejected?.RefuseRows(result);
            }

            Pump.Show(engine => engine.Error(ErrorTable.From(result.Problem!, result.Target)));
            return;
        }

        foreach (var warning in result.Warnings)
        {
            Pump.Show(engine => engine.Warning(warning), isRecord: result.IsRepeat);
        }

        if (result.IsRepeat)
        {
            return;
        }

        _rejected?.Send(order.SellerFulfillmentOrderId);

        string?[] content =
        [
            ItemUnits.Of(order.Items.Select(item => (item.SellerSku, item.Quantity))), order.Action, order.ShippingSpeedCategory,
        ];
        var what = string.Join(", ", content.Where(text => !string.IsNullOrEmpty(text)));
        if (Engine.ShouldProcess(order.SellerFulfillmentOrderId, $"Create fulfillment order with {what} (session {session.Name})"))
        {
            Add(order, result, session);
        }
    }

    private protected override string TellEnded(string id) =>
        WasSent(id) ? $"Order '{id}' was already sent" : $"Order '{id}' was already processed (nothing was sent)";

    private void Add(FulfillmentOrder order, OrderIntakeResult result, FbaSession session)
    {
        var (id, row, rejected) = (order.SellerFulfillmentOrderId, result.ShownRow, _rejected);
        var journal = OpenJournal(session, Journal, JournalName);
        var isSentBefore = result.IsOfRows && HasOtherRows(session, order);
        if (Stream.IsPresent || journal is not null)
        {
            lock (_sent)
            {
                _sent.Add(TextHash.Of(id));
            }
        }

        Pump.Add(id, async (output, cancellationToken) =>
        {
            try
            {
                var receipt = await (journal?.For(session) is { } run
                    ? run.Creations.CreateAsync(
                        session.Orders,
                        order,
                        row,
                        warnUnless: other => result.RepeatsOrder || WasSent(other),
                        cancellationToken)
                    : session.Orders.CreateAsync(order, row, cancellationToken)).ConfigureAwait(false);
                output.Write(receipt);
            }
            catch (FbaException exception)
            {
                var told = isSentBefore && RowsApart.Explain(exception) is { } explained ? explained : exception;
                if (RejectedOrders.IsRefusal(exception))
                {
                    rejected?.Refuse(id, told);
                }

                ExceptionDispatchInfo.Capture(told).Throw();
            }
        },
        source: order.Source);
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
    private bool WasSent(string id)
    {
        lock (_sent)
        {
            return _sent.Contains(TextHash.Of(id));
        }
    }
}
