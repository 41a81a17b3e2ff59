using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using FbaOutbound.Rules;
using FbaOutbound.Services;

namespace FbaOutbound.Commands;

/// <summary>Checks orders by the rules that New-FbaFulfillmentOrder holds them to, and sends nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "FbaFulfillmentOrder", DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(OrderTest), typeof(bool))]
public sealed class TestFbaFulfillmentOrderCommand : OrderInputCommand
{
    private const string ItemSet = "Item";

    private bool _allValid = true;

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

    /// <summary><b>-Quiet:</b> return one value for all orders: true if every one of them is valid.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override string Activity => "Checking fulfillment orders";

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

    private protected override void End()
    {
        base.End();
        if (Quiet.IsPresent)
        {
            Pump.Show(engine => engine.Write(_allValid));
        }
    }

    private protected override string TellEnded(string id) => $"Order '{id}' was already checked";

    private protected override void Send(OrderIntakeResult result)
    {
        if (IsPastDeadline)
        {
            _allValid = false;
            Pump.LeaveOver(result.Target);
            return;
        }

        if (result.Problem is SessionChoiceException exception)
        {
            _allValid = false;
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, result.Target)));
            return;
        }

        var problems = result.Problem is { } problem && result.Problems.Count == 0
            ? (OrderProblem[])[
                new OrderProblem { Code = ProblemCodes.RowInvalid, Member = "InputObject", Message = problem.Message, Row = result.Row }]
            : result.Problems;
        var session = result.Session ?? DefaultSession;
        var test = new OrderTest
        {
            SellerFulfillmentOrderId = result.Target,
            Row = result.Row,
            IsValid = result.Order is not null,
            Problems = problems,
            ApiVersion = session.ApiVersion,
            Session = session.Name,
        };
        _allValid &= test.IsValid;
        if (!Quiet.IsPresent)
        {
            Pump.Show(engine => engine.Write(test));
        }
    }
}
