using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Changes held orders, and ships them. Without -Action Ship an order stays held: a changed comment must not ship goods.</summary>
/// <remarks>
/// What changes comes from the parameters and from the columns of rows. Of orders and other outputs only the id and the session count.
/// </remarks>
[
    Cmdlet(
        VerbsCommon.Set,
        "FbaFulfillmentOrder",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FulfillmentOrder))]
public sealed class SetFbaFulfillmentOrderCommand : OrderContentCommand
{
    private const string IdSet = "Id";
    private const string InputObjectSet = "InputObject";

    private readonly Dictionary<(FbaSession Session, string Id), OrderUpdate> _changed = [];

    // From the first row on everything waits for the end of the input: any row may be the last one of a change.
    private readonly List<(OrderReference Order, OrderRows? Rows, FulfillmentOrder? Copy)> _waiting = [];

    // What was said of the parameters is not said again of each order.
    private readonly HashSet<string> _told = [];
    private readonly HashSet<FbaSession> _required = [];
    private RowOverrides _overrides = RowOverrides.None;
    private ChangeRows? _rows;
    private ChangeRows? _unread;
    private IReadOnlyList<FulfillmentOrderItem> _items = [];
    private OrderUpdate? _update;
    private bool _hasToldImported;
    private bool _isComplete;
    private long _row;

    /// <summary><b>-SellerFulfillmentOrderId:</b> the ids of the orders, 1 to 40 characters each.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-InputObject:</b> ids, or objects with the property SellerFulfillmentOrderId (or OrderId), such as orders and receipts. Only the
    /// id and the session are taken from them.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// <b>-MergeAddress:</b> read the order's address first and change only the given parts. Without it an address change must be a whole
    /// address, because the service replaces all of it.
    /// </summary>
    [Parameter]
    public SwitchParameter MergeAddress { get; set; }

    /// <summary>
    /// <b>-Item:</b> the items to change, as hashtables or objects with SellerFulfillmentOrderItemId, Quantity and what else changes; other
    /// items stay as they are.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object[]? Item { get; set; }

    /// <summary><b>-PassThru:</b> return the order, read back after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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

    private protected override string Activity => "Changing orders";

    /// <summary>Checks the change, before anything is read.</summary>
    private protected override void Begin()
    {
        base.Begin();
        _update = ReadParameters();
    }

    private protected override void Process()
    {
        if (SellerFulfillmentOrderId is { } ids)
        {
            foreach (var id in ids)
            {
                _row++;
                ForTypedOrder(id, order => ProcessOrder(order.Id, SessionFor(order.Session), copy: null));
            }

            return;
        }

        foreach (var input in PipelineRecord.Each(InputObject))
        {
            if (PipelineRecord.Unwrap(input) is not FulfillmentOrder && Skipped.Leave(input, PipelineRecord.Properties(input)))
            {
                _row++;
                _ = NextRow();
                continue;
            }

            // A row of the change above may be lost.
            if (PipelineRecord.Unwrap(input) is null && _rows?.RefuseAbove(_row + 1) == true)
            {
                _row++;
                _ = NextRow();
                continue;
            }

            ForOrder(input, order =>
            {
                if (!TakeRow(order, input))
                {
                    var copy = PipedOrder.CopyOf(input, order.Id);
                    TellOfImported(input);
                    ProcessOrder(order.Id, SessionFor(order.Session), copy);
                }
            });
        }
    }

    // An edited order of a file is taken for a change of the one that Amazon has.
    private void TellOfImported(object? input)
    {
        if (!_hasToldImported && RowInput.IsImported(input))
        {
            _hasToldImported = true;
            Engine.Warning(
                "Set-FbaFulfillmentOrder takes only the ids of orders that Import-FbaOrder returns: their addresses, items and other content "
                    + "change nothing at Amazon. To change held orders, pipe in rows with the new values; ConvertTo-FbaOrderRow makes rows of orders.");
        }
    }

    private bool TakeRow(OrderReference order, object? input)
    {
        _row++;
        var mistyped = RowInput.MistypedIn(input);
        if ((PipedOrder.RowsOf(input, order.Id) ?? CellsOf(input, mistyped)) is not { } rows)
        {
            if (_update is null && (mistyped.Count > 0 || RowInput.IsBlankRow(input)))
            {
                var row = _row.ToString(CultureInfo.InvariantCulture);
                throw new ChangeInputException(
                    $"Nothing was changed for order '{order.Id}': row {row} has nothing but the id"
                        + (mistyped.Count == 0
                            ? ". Fill in the cells that are to change, or remove the row."
                            : $" and unknown columns: {ShownNames.Join(mistyped)}. Correct the names."));
            }

            return false;
        }

        _rows ??= new ChangeRows(_overrides);
        foreach (var cells in rows)
        {
            if (_rows.Add(order.Id, _row, cells) is { } begun)
            {
                _waiting.Add((order, begun, null));
            }
        }

        ParameterValues.WarnOfUnknown(Engine, _rows.TakeUnknown());
        return true;
    }

    // A row with the id alone is still read as a row if another of its values would be lost.
    private IReadOnlyList<IReadOnlyList<(string Name, object? Value)>>? CellsOf(object? input, IReadOnlyList<UnknownColumn> mistyped)
    {
        if (RowInput.CellsOf(input) is { } row)
        {
            return [row];
        }

        if (PipelineRecord.Properties(input) is not { } cells || RowInput.OwnTypeOf(input, cells) is not null)
        {
            return null;
        }

        _unread ??= new ChangeRows(_overrides);
        var isLost = _unread.LosesOf(_row, cells) || (_update is not null && mistyped.Count > 0);
        if (!isLost && _update is not null)
        {
            ParameterValues.WarnOfUnknown(Engine, _unread.TakeUnknown());
        }

        return isLost ? [cells] : null;
    }

    private protected override void End()
    {
        _isComplete = true;
        foreach (var (order, rows, copy) in _waiting)
        {
            try
            {
                var session = SessionFor(order.Session);
                if (rows is null)
                {
                    ProcessOrder(order.Id, session, copy);
                }
                else
                {
                    Change(ReadRows(order.Id, rows, session), session, copy: null);
                }
            }
            catch (FbaException exception)
            {
                Pump.Show(engine => engine.Error(ErrorTable.From(exception, order.Id)));
            }
        }
    }

    private void ProcessOrder(string id, FbaSession session, FulfillmentOrder? copy)
    {
        if (_update is not { } update)
        {
            throw Engine.Terminate(ErrorTable.From(NothingToChange(), target: null));
        }

        if (_rows is not null && !_isComplete)
        {
            _rows.Break();
            _waiting.Add((new OrderReference(id, new SessionMark(session.Name, session.AccountMark)), null, copy));
        }
        else
        {
            RequireMerge(id, update.DestinationAddress is not null);
            update = OrderDefaults.FillCurrency(update with { SellerFulfillmentOrderId = id }, session.OrderContext);
            RequireParameters(update, session);
            Change(update, session, copy);
        }
    }

    private void RequireMerge(string id, bool givesAddress)
    {
        if (MergeAddress.IsPresent && !givesAddress)
        {
            throw new ChangeInputException(
                $"Nothing was changed for order '{id}': -MergeAddress has nothing to merge. Give the parts of the address that change, or "
                    + "leave -MergeAddress out.");
        }
    }

    private void Change(OrderUpdate update, FbaSession session, FulfillmentOrder? copy)
    {
        var id = update.SellerFulfillmentOrderId;
        if (_changed.TryGetValue((session, id), out var earlier))
        {
            if (earlier == update)
            {
                Pump.Show(engine => engine.Warning($"Order '{id}' is in the input more than once. It is changed only once."));
                return;
            }

            // Of two changes that are under way at once, chance decides which is the last.
            Pump.Drain();
        }

        _changed[(session, id)] = update;

        var description = OrderStatus.IsAction(update.Action, OrderStatus.Ship)
            ? "Ship fulfillment order"
            : "Change fulfillment order and keep it held";
        if (Engine.ShouldProcess(id, $"{description}{ChangedBy(update)} (session {session.Name})"))
        {
            var passThru = PassThru.IsPresent;
            var journal = OpenJournal(session, Journal, JournalName);
            var change = new OrderChange(update, session, journal?.For(session), MergeAddress.IsPresent);
            var released = OrderStatus.IsAction(update.Action, OrderStatus.Ship) ? copy : null;
            Pump.Add(id, async (output, cancellationToken) =>
            {
                if (released is not null)
                {
                    await PipedOrder.RequireUnchangedAsync(released, _overrides, session, cancellationToken).ConfigureAwait(false);
                }

                var receipt = await change.SendAsync(output, cancellationToken).ConfigureAwait(false);
                if (passThru)
                {
                    await change.ShowAsync(receipt, output, cancellationToken).ConfigureAwait(false);
                }
            });
        }
    }

    // Names only: an address is a recipient's.
    private static string ChangedBy(OrderUpdate update)
    {
        var order = update.ToOrder();
        var names = new List<string>();
        OrderComparison.TellGiven(order, (member, _, _) =>
        {
            var name = member.Split('[')[0];
            if (name != nameof(order.Items) && !names.Contains(name))
            {
                names.Add(name);
            }
        });
        if (order.Items.Count > 0)
        {
            names.Add(ItemUnits.Of(order.Items.Select(item => (NameOf(item), item.Quantity))));
        }

        return names.Count == 0 ? "" : $": {string.Join(", ", names)}";
    }

    private static string? NameOf(FulfillmentOrderItem item) =>
        string.IsNullOrWhiteSpace(item.SellerSku) ? item.SellerFulfillmentOrderItemId : item.SellerSku;

    private static NothingToChangeException NothingToChange() => new(
        "There is nothing to change. Use -Action Ship to ship held orders, or give the values to change as parameters or as columns of rows.");

    private void WarnOnce(OrderProblem problem)
    {
        if (_told.Add(problem.Message))
        {
            Engine.Warning(problem.Message);
        }
    }

    // Warnings are those of a new order with these values.
    private static string? FlawsOf(OrderUpdate update, FbaSession session, bool isMerged, Action<OrderProblem> warn)
    {
        var problems = OrderValidator.ValidateUpdate(update, session.OrderContext);
        var errors = problems.Where(problem => problem.Severity == ProblemSeverity.Error).ToList();
        if (errors.Count == 0)
        {
            foreach (var problem in problems)
            {
                warn(problem);
            }

            return null;
        }

        var advice = session.OrderContext.Rules.UpdatesContent && !isMerged
            && errors.Exists(problem => OrderComparison.IsOfAddress(problem.Member))
            ? "An address is replaced as a whole: give all of it, or use -MergeAddress to change a part."
            : "";
        return $"{Sentence.Of(errors)} {advice}".TrimEnd();
    }

    // Returns null if the parameters change nothing, and rows may.
    private OrderUpdate? ReadParameters()
    {
        var columns = ParameterValues.Columns(MyInvocation.BoundParameters);
        _overrides = OrderColumns.ParseOverrides(columns);
        var items = OrderObjectReader.ReadItems(Item ?? [], PipelineRecord.View);
        var problems = _overrides.Problems.Concat(items.Problems).ToList();
        if (problems.Count > 0)
        {
            throw new ParameterInvalidException($"Nothing was changed: {Sentence.Of(problems)}");
        }

        BlankParameters.RequireOfChange(
            _overrides, MyInvocation.BoundParameters.ContainsKey(nameof(Item)) ? Item ?? [] : null, MergeAddress.IsPresent);
        _items = items.Value!;
        if (items.Lost.Where(member => member.IsLostInPart).Select(member => member.Column).ToList() is { Count: > 0 } lost)
        {
            throw new ParameterInvalidException(
                $"Nothing was changed: unknown members: {ShownNames.Join(lost)}. Correct the names, or remove the members.");
        }

        if (columns.Count == 0 && _items.Count == 0)
        {
            return Engine.ExpectingInput ? null : throw NothingToChange();
        }

        ParameterValues.WarnOfUnknown(Engine, items.Unknown);
        return ToUpdate(_overrides.ApplyTo(new FulfillmentOrder { Items = _items }), "");
    }

    // Which session takes the change, and with it the version whose rules count, shows with each order. What is wrong with the parameters
    // ends the command, unless orders of another session were changed by them.
    private void RequireParameters(OrderUpdate update, FbaSession session)
    {
        if (FlawsOf(update, session, WarnOnce) is { } flaws)
        {
            throw _changed.Count > 0
                ? new ChangeInputException($"Nothing was changed for order '{update.SellerFulfillmentOrderId}': {flaws}")
                : Engine.Terminate(ErrorTable.From(new ParameterInvalidException($"Nothing was changed: {flaws}"), target: null));
        }
    }

    // Where the address is merged, only the whole of it can be judged, later.
    private string? FlawsOf(OrderUpdate update, FbaSession session, Action<OrderProblem> warn) =>
        MergeAddress.IsPresent && session.OrderContext.Rules.UpdatesContent
            ? FlawsOf(update with { DestinationAddress = null }, session, isMerged: true, warn)
            : FlawsOf(update, session, MergeAddress.IsPresent, warn);

    private OrderUpdate ReadRows(string id, OrderRows rows, FbaSession session)
    {
        RequireMerge(id, _rows!.GivesAddress);
        var change = _rows.Complete(id, rows);
        if (_items.Count > 0)
        {
            change = _overrides.ApplyTo(change with { Items = _items });
        }

        // The rest of an address may stand in the rows.
        if (_update is { } parameters && _required.Add(session))
        {
            parameters = parameters with { SellerFulfillmentOrderId = id, DestinationAddress = null };
            RequireParameters(OrderDefaults.FillCurrency(parameters, session.OrderContext), session);
        }

        var update = ToUpdate(change, $"Order '{id}': ") with { SellerFulfillmentOrderId = id };
        update = OrderDefaults.FillCurrency(update, session.OrderContext);
        void Warn(OrderProblem problem)
        {
            if (!_told.Contains(problem.Message))
            {
                Engine.Warning($"Order '{id}': {problem.Message}");
            }
        }

        return FlawsOf(update, session, Warn) is { } flaws
            ? throw new ChangeInputException($"Nothing was changed for order '{id}': {flaws}")
            : update;
    }

    private OrderUpdate ToUpdate(FulfillmentOrder change, string place)
    {
        var repairs = new List<TextRepair>();
        var address = change.DestinationAddress is { } given ? TextRepair.Of(given, repairs) : null;
        var comment = TextRepair.Of(change.DisplayableOrderComment, nameof(change.DisplayableOrderComment), repairs);
        foreach (var repair in repairs)
        {
            Engine.Warning($"{place}{repair.Member} was repaired: {repair.What}.");
        }

        return OrderUpdate.Of(change with { DestinationAddress = address, DisplayableOrderComment = comment });
    }

    /// <summary>The change of one order.</summary>
    private sealed class OrderChange(OrderUpdate given, FbaSession session, RunJournal? journal, bool merges)
    {
        // Where the address is merged, it is the whole of it as soon as it was read.
        private OrderUpdate _update = given;

        private string Id => _update.SellerFulfillmentOrderId;

        public async Task<UpdateReceipt> SendAsync(ICommandOutput output, CancellationToken cancellationToken)
        {
            Task<OrderUpdate> PrepareAsync() => MergeAsync(output, cancellationToken);
            var receipt = journal is null
                ? await session.Orders.UpdateAsync(await PrepareAsync().ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
                : await journal.Updates.UpdateAsync(session.Orders, _update, PrepareAsync, cancellationToken).ConfigureAwait(false);
            output.Verbose(
                $"Update of order '{Id}' ({receipt.Action}): {receipt.Outcome}, confirmed by {receipt.ConfirmedBy}, request id "
                    + $"{receipt.RequestId}.");
            return receipt;
        }

        public async Task ShowAsync(UpdateReceipt receipt, ICommandOutput output, CancellationToken cancellationToken)
        {
            if (receipt.Outcome != Outcomes.Accepted)
            {
                output.Write(await ReadAfterAsync(
                    $"Order '{Id}' was updated ({receipt.Action})", output, () =>
                        session.Orders.GetAsync(Id, cancellationToken)).ConfigureAwait(false));
                return;
            }

            var (order, isDone) = await session.Orders.ConfirmUpdateAsync(_update, cancellationToken).ConfigureAwait(false);
            if (!isDone)
            {
                output.Warning(
                    $"Order '{Id}' does not show the change yet: version {receipt.ApiVersion} accepts a change and applies it later. "
                        + "Check it again with Get-FbaFulfillmentOrder.");
            }

            output.Write(order);
        }

        private async Task<OrderUpdate> MergeAsync(ICommandOutput output, CancellationToken cancellationToken)
        {
            if (merges && _update.DestinationAddress is { } changes)
            {
                _update = _update with
                {
                    DestinationAddress = await session.Orders.MergeAddressAsync(Id, changes, cancellationToken).ConfigureAwait(false)
                };
                if (FlawsOf(_update, session, isMerged: true, problem => WarnOfAddress(problem, output)) is { } flaws)
                {
                    throw new ParameterInvalidException($"Nothing was changed: {flaws}");
                }
            }

            return _update;
        }

        private void WarnOfAddress(OrderProblem problem, ICommandOutput output)
        {
            if (OrderComparison.IsOfAddress(problem.Member))
            {
                output.Warning($"Order '{Id}': {problem.Message}");
            }
        }
    }
}
