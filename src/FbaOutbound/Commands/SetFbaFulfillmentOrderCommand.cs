using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Changes held orders, and ships them. Without -Action Ship an order stays held: a changed comment must not ship goods.</summary>
/// <remarks>From the pipeline come only the id and the session; what changes comes from the parameters.</remarks>
[
    Cmdlet(
        VerbsCommon.Set,
        "FbaFulfillmentOrder",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = IdSet)]
[OutputType(typeof(FulfillmentOrder))]
public sealed class SetFbaFulfillmentOrderCommand : OrderContentCommand
{
    private const string IdSet = "Id";
    private const string InputObjectSet = "InputObject";

    private readonly HashSet<(FbaSession Session, string Id)> _changed = [];
    private OrderUpdate _update = new();

    /// <summary><b>-SellerFulfillmentOrderId:</b> the ids of the orders, 1 to 40 characters each.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
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
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
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
    public object[]? Item { get; set; }

    /// <summary><b>-PassThru:</b> return the order, read back after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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

    private protected override string Activity => "Changing fulfillment orders";

    private string Description =>
        OrderStatus.IsAction(_update.Action, OrderStatus.Ship) ? "Ship fulfillment order" : "Change fulfillment order and keep it held";

    /// <summary>Checks the change, before anything is read.</summary>
    private protected override void Begin()
    {
        base.Begin();
        _update = ReadUpdate();
    }

    private protected override void Process()
    {
        foreach (var input in PipelineRecord.Each((object?)SellerFulfillmentOrderId ?? InputObject))
        {
            ForOrder(input, order =>
            {
                RowInput.RequireUnread(order.Id, input);
                Change(order.Id, SessionFor(order.Session));
            });
        }
    }

    private void Change(string id, FbaSession session)
    {
        if (!_changed.Add((session, id)))
        {
            Pump.Show(engine => engine.Warning($"Order '{id}' is in the input more than once. It is changed only once."));
            return;
        }

        var update = _update with { SellerFulfillmentOrderId = id };
        if (Engine.ShouldProcess(id, $"{Description} (session {session.Name})"))
        {
            var (merge, passThru) = (MergeAddress.IsPresent, PassThru.IsPresent);
            var journal = JournalFor(session, Journal, JournalName);
            Pump.Add(id, (output, cancellationToken) => UpdateAsync(update, session, journal, merge, passThru, output, cancellationToken));
        }
    }

    private static async Task UpdateAsync(
        OrderUpdate update, FbaSession session, RunJournal? journal, bool merge, bool passThru, ICommandOutput output,
        CancellationToken cancellationToken)
    {
        var id = update.SellerFulfillmentOrderId;
        async Task<OrderUpdate> PrepareAsync()
        {
            if (merge && update.DestinationAddress is { } changes)
            {
                update = update with
                {
                    DestinationAddress = await session.Orders.MergeAddressAsync(id, changes, cancellationToken).ConfigureAwait(false)
                };
                Require(update, session);
            }

            return update;
        }

        var receipt = journal is null
            ? await session.Orders.UpdateAsync(await PrepareAsync().ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : await journal.UpdateAsync(session.Orders, update, PrepareAsync, cancellationToken).ConfigureAwait(false);
        output.Verbose(
            $"Update of order '{id}' ({receipt.Action}): {receipt.Outcome}, confirmed by {receipt.ConfirmedBy}, request id "
                + $"{receipt.RequestId}.");
        if (passThru && receipt.Outcome == Outcomes.Accepted)
        {
            var (order, isDone) = await session.Orders.ConfirmUpdateAsync(update, cancellationToken).ConfigureAwait(false);
            if (!isDone)
            {
                output.Warning(
                    $"Order '{id}' does not show the change yet: version {receipt.ApiVersion} accepts a change and applies it later. "
                        + "Check it again with Get-FbaFulfillmentOrder.");
            }

            output.Write(order);
        }
        else if (passThru)
        {
            output.Write(await ReadAfterAsync(
                $"Order '{id}' was updated ({receipt.Action})", output, () =>
                    session.Orders.GetAsync(id, cancellationToken)).ConfigureAwait(false));
        }
    }

    private static void Require(OrderUpdate update, FbaSession session)
    {
        var errors = OrderValidator.ValidateUpdate(update, session.OrderContext).Where(problem => problem.Severity == ProblemSeverity.Error)
            .ToList();
        if (errors.Count > 0)
        {
            var advice = errors.Exists(problem => problem.Member.StartsWith(nameof(update.DestinationAddress), StringComparison.Ordinal))
                ? "An address is replaced as a whole: give all of it, or use -MergeAddress to change a part."
                : "";
            throw new ParameterInvalidException($"Nothing was changed: {Sentence.Of(errors)} {advice}".TrimEnd());
        }
    }

    private OrderUpdate ReadUpdate()
    {
        var columns = ParameterValues.Columns(MyInvocation.BoundParameters);
        var overrides = OrderColumns.ParseOverrides(columns);
        var items = OrderObjectReader.ReadItems(Item ?? [], PipelineRecord.View);
        var problems = overrides.Problems.Concat(items.Problems).ToList();
        if (problems.Count > 0)
        {
            throw new ParameterInvalidException($"Nothing was changed: {Sentence.Of(problems)}");
        }

        BlankParameters.RequireOfChange(
            overrides, MyInvocation.BoundParameters.ContainsKey(nameof(Item)) ? Item ?? [] : null, MergeAddress.IsPresent);
        if (columns.Count == 0 && items.Value!.Count == 0)
        {
            throw new NothingToChangeException(
                "There is nothing to change. Use -Action Ship to ship held orders, or give the values to change.");
        }

        ParameterValues.WarnOfUnknown(Engine, items.Unknown);
        var change = overrides.ApplyTo(new FulfillmentOrder { Items = items.Value! });
        var repairs = new List<TextRepair>();
        var address = change.DestinationAddress is { } given ? TextRepair.Of(given, repairs) : null;
        var comment = TextRepair.Of(change.DisplayableOrderComment, nameof(change.DisplayableOrderComment), repairs);
        foreach (var repair in repairs)
        {
            Engine.Warning($"{repair.Member} was repaired: {repair.What}.");
        }

        var update = OrderUpdate.Of(change with { DestinationAddress = address, DisplayableOrderComment = comment });

        // The id comes later, and so does the rest of an address that is merged, where the version changes addresses at all.
        var isMergedLater = MergeAddress.IsPresent && DefaultSession.OrderContext.Rules.UpdatesContent;
        Require(
            update with { SellerFulfillmentOrderId = "later", DestinationAddress = isMergedLater ? null : update.DestinationAddress },
            DefaultSession);
        return update;
    }
}
