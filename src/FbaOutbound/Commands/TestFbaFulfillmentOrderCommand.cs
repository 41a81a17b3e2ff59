using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>
/// Checks orders by the rules that New-FbaFulfillmentOrder holds them to and, where it is asked to, by Amazon's previews and stock. It
/// orders nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "FbaFulfillmentOrder", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(OrderTest), typeof(bool))]
public sealed class TestFbaFulfillmentOrderCommand : OrderInputCommand
{
    private const string ItemSet = "Item";

    // With -Stock, what waits for the end of the input, in its order.
    private readonly List<Tested> _waiting = [];
    private readonly FeatureLookup _features = new();

    private int _taken;
    private int _valid;

    /// <summary>
    /// <b>-SellerFulfillmentOrderId:</b> the seller's identifier of the order: 1 to 40 characters, unique for all orders of the account.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = ItemSet)]
    [RequiredIn(ItemSet)]
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

    /// <summary><b>-Quiet:</b> return one value for all orders: true if every one of them is valid.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>
    /// <b>-Preview:</b> ask Amazon how it would fulfill each valid order, one request per order, and return the plans in Previews; and ask
    /// whether orders can have the features that they require.
    /// </summary>
    [Parameter]
    public SwitchParameter Preview { get; set; }

    /// <summary>
    /// <b>-Stock:</b> find the orders that the stock cannot meet together, counted in their order: one request per 50 SKUs, at the end of
    /// the input.
    /// </summary>
    [Parameter]
    public SwitchParameter Stock { get; set; }

    private protected override string Activity => "Checking orders";

    private protected override bool SendsOnce => true;

    private protected override void Begin()
    {
        base.Begin();
        if (Stock.IsPresent && Stream.IsPresent)
        {
            throw new ParameterInvalidException(
                "-Stock needs the whole input, so it cannot be combined with -Stream. Use one of them.");
        }
    }

    private protected override void Process()
    {
        if (ParameterSetName == ItemSet)
        {
            Send(Check.Finish(FromParameters(SellerFulfillmentOrderId!, Item), row: 0));
        }
        else
        {
            base.Process();
        }
    }

    private protected override void End()
    {
        base.End();
        CountStock();
        foreach (var tested in _waiting)
        {
            Show(tested);
        }

        if (_taken == 0)
        {
            // True of no orders passes every check that scripts make of it.
            Pump.Show(engine => engine.Warning(
                "No order was checked, because the input has none. Check that the file or the variable is the one that you mean."));
        }

        if (Quiet.IsPresent)
        {
            // An order that could not be checked, or that the deadline has left over, is not valid.
            Pump.Show(engine => engine.Write(_valid == _taken));
        }
    }

    private protected override string TellEnded(string id) => $"Order '{id}' was already checked";

    private protected override void Send(OrderIntakeResult result)
    {
        if (Stock.IsPresent && result.Session is { } session)
        {
            RequireStock(session);
        }

        _taken++;
        if (IsPastDeadline)
        {
            Pump.LeaveOver(result.Target);
            return;
        }

        var tested = new Tested(result, result.Problem is SessionChoiceException ? null : Judge(result));
        if (Stock.IsPresent)
        {
            _waiting.Add(tested);
        }
        else
        {
            Show(tested);
        }
    }

    // Nothing was shown yet: with -Stock, results wait for the end of the input.
    private void RequireStock(FbaSession session)
    {
        try
        {
            _ = session.Inventory;
        }
        catch (OperationNotSupportedException)
        {
            throw Engine.Terminate(ErrorTable.From(
                session.OrderContext.Rules.Lacks<IInventoryService>(
                    "does not support the FBA Inventory API, which -Stock needs: leave out -Stock"), target: null));
        }
    }

    private OrderTest Judge(OrderIntakeResult result)
    {
        var session = result.Session ?? DefaultSession;
        return new OrderTest
        {
            SellerFulfillmentOrderId = result.Target,
            Row = result.ShownRow,
            IsValid = result.Order is not null,
            Problems = result.Problem is { } problem && result.Problems.Count == 0
                ? (OrderProblem[])[
                    new OrderProblem
                    {
                        Code = ProblemCodes.RowInvalid, Member = "InputObject", Message = problem.Message, Row = result.ShownRow
                    }]
                : result.Problems,
            ApiVersion = session.ApiVersion,
            Session = session.Name,
            Account = session.AccountMark,
        };
    }

    private void Show(Tested tested)
    {
        var result = tested.Intake;
        if (tested.Fault is { } fault)
        {
            if (fault is DeadlineReachedException)
            {
                Pump.LeaveOver(result.Target);
            }
            else
            {
                Pump.Show(engine => engine.Error(ErrorTable.From(fault, result.Target)));
            }
        }
        else if (Preview.IsPresent && result is { Order: { } order, Session: { } session })
        {
            Pump.Add(
                result.Target,
                async (output, cancellationToken) =>
                    Write(output, await PreviewAsync(tested, order, session, cancellationToken).ConfigureAwait(false)));
        }
        else
        {
            Pump.Show(engine => Write(engine, tested.Test!));
        }
    }

    private void Write(ICommandOutput output, OrderTest test)
    {
        if (test.IsValid)
        {
            Interlocked.Increment(ref _valid);
        }

        if (!Quiet.IsPresent)
        {
            output.Write(test);
        }
    }

    private async Task<OrderTest> PreviewAsync(
        Tested tested, FulfillmentOrder order, FbaSession session, CancellationToken cancellationToken)
    {
        var page = session.OrderContext.Rules.PreviewPage;
        try
        {
            // Without a list of speeds Amazon plans for all but those of scheduled deliveries.
            var isScheduled = string.Equals(order.ShippingSpeedCategory, "ScheduledDelivery", StringComparison.OrdinalIgnoreCase);
            var options = new PreviewOptions
            {
                Speeds = isScheduled ? [order.ShippingSpeedCategory!] : [], IncludeDeliveryWindows = isScheduled,
            };
            var previews = await session.Operations.PreviewAsync(order, options, cancellationToken).ConfigureAwait(false);
            var rowOf = tested.RowOf;
            var unavailable = await _features.CheckAsync(order, session, page, rowOf, cancellationToken).ConfigureAwait(false);
            return tested.With([.. PreviewFindings.Of(order, previews, page, rowOf), .. unavailable]) with { Previews = [.. previews] };
        }
        catch (FbaServiceException refusal) when (
            refusal is { Outcome: RequestOutcome.Refused, StatusCode: 400 or 404, IsAccessDenied: false } and not FbaCredentialException)
        {
            return tested.With([PreviewFindings.Refused(refusal.Message, page, tested.Intake.ShownRow)]);
        }
    }

    // Orders of one session and one marketplace share their stock.
    private void CountStock()
    {
        var orders = _waiting.Where(tested => tested.Intake is { Order: not null, Session: not null, IsRepeat: false });
        foreach (var sharing in orders.GroupBy(
            tested => (tested.Intake.Session!, tested.Intake.Order!.MarketplaceId ?? tested.Intake.Session!.MarketplaceId)).ToList())
        {
            var (session, marketplaceId) = sharing.Key;
            try
            {
                var stock = Pump.Run(cancellationToken => ReadStockAsync(
                    session, marketplaceId, sharing.SelectMany(tested => StockCount.SkusOf(tested.Intake.Order!)), cancellationToken));
                foreach (var tested in sharing)
                {
                    tested.Test = tested.With(stock.Take(tested.Intake.Order!, tested.RowOf));
                }
            }
            catch (DeadlineReachedException deadline)
            {
                foreach (var tested in sharing)
                {
                    tested.Fault = deadline;
                }
            }
            catch (FbaException exception)
            {
                TellWithoutStock(exception, session, [.. sharing]);
            }
        }
    }

    // Results that look as if the stock met the orders would be wrong, and the same error for each order helps nobody.
    private void TellWithoutStock(FbaException exception, FbaSession session, HashSet<Tested> orders)
    {
        _waiting.RemoveAll(orders.Contains);
        var which = orders.Count == 1 ? "1 valid order is" : $"{orders.Count} valid orders are";
        Pump.Show(engine =>
        {
            engine.Error(ErrorTable.From(exception, target: null));
            engine.Warning(
                $"The stock for session {session.Name} could not be read, so {which} not listed. Run the command again, or leave out -Stock.");
        });
    }

    private static async Task<StockCount> ReadStockAsync(
        FbaSession session, string marketplaceId, IEnumerable<string> skus, CancellationToken cancellationToken)
    {
        var stock = new StockCount();
        foreach (var batch in session.Inventory.Limits.Batches(skus.Distinct(StringComparer.Ordinal)))
        {
            var query = new InventoryQuery(marketplaceId) { SellerSkus = batch };
            if (await session.Inventory.ReadAsync(query, stock.Add, cancellationToken).ConfigureAwait(false) is { } flaw)
            {
                throw new FbaServiceException(flaw) { Outcome = RequestOutcome.Unknown };
            }
        }

        return stock;
    }

    /// <summary>An order and what was found out about it so far.</summary>
    private sealed class Tested(OrderIntakeResult result, OrderTest? test)
    {
        public OrderIntakeResult Intake { get; } = result;

        public OrderTest? Test { get; set; } = test;

        /// <summary>Why nothing can be said about the order.</summary>
        public FbaException? Fault { get; set; } = test is null ? result.Problem : null;

        public long RowOf(string member) => Intake.RowOf?.Invoke(member) ?? Intake.ShownRow;

        /// <summary>Returns the result with further problems, those that refuse the order first.</summary>
        public OrderTest With(IReadOnlyList<OrderProblem> problems) => Test! with
        {
            Problems = (OrderProblem[])[.. Test.Problems.Concat(problems).OrderBy(problem => problem.Severity)],
            IsValid = Test.IsValid && problems.All(problem => problem.Severity != ProblemSeverity.Error),
        };
    }
}
