using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Rows;
using FbaOutbound.Rules;
using FbaOutbound.Services;

namespace FbaOutbound.Pipeline;

/// <summary>
/// The base of the cmdlets that read whole orders. Its parameters are named like the columns that they replace in every record.
/// </summary>
public abstract class OrderInputCommand : OrderContentCommand
{
    /// <summary>The parameter set of pipeline input.</summary>
    internal const string InputObjectSet = "InputObject";

    private RowOverrides? _overrides;
    private OrderIntake? _intake;

    private protected OrderInputCommand()
    {
    }

    /// <summary>
    /// <b>-InputObject:</b> rows with the columns of an order file, of which those with one SellerFulfillmentOrderId are one order wherever
    /// they stand, or order objects, or previews.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// <b>-Stream:</b> do not wait for the end of the input: an order of rows ends where the next one begins, and a row that comes later is
    /// an error. For input that has no end; without it no order goes out before the last row was read.
    /// </summary>
    [Parameter(ParameterSetName = InputObjectSet)]
    public SwitchParameter Stream { get; set; }

    /// <summary><b>-FurtherSpeed:</b> further speeds that are acceptable, in the order of preference, only on version 2026-07-04.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ShippingSpeedCompleter))]
    [TextArgument(IsList = true)]
    public string[]? FurtherSpeed { get; set; }

    /// <summary><b>-DeliveryWindowStart:</b> the start of the window of a scheduled delivery, only in Japan.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? DeliveryWindowStart { get; set; }

    /// <summary><b>-DeliveryWindowEnd:</b> the end of the window of a scheduled delivery, only in Japan.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? DeliveryWindowEnd { get; set; }

    /// <summary>
    /// <b>-DeliveryWindow:</b> a window of a preview, which is sent back byte for byte, in place of -DeliveryWindowStart and
    /// -DeliveryWindowEnd.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateNotNull]
    public object? DeliveryWindow { get; set; }

    /// <summary><b>-DeliveryInstructions:</b> instructions for the carrier, at most 250 characters, only in Japan.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? DeliveryInstructions { get; set; }

    /// <summary><b>-DropOffType:</b> where to leave the goods, such as FRONT_DOOR, only in Japan.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? DropOffType { get; set; }

    /// <summary>
    /// <b>-DropOffAttribute:</b> more about that place, as a hashtable such as <c>@{ neighborName = 'Alex Example'; houseNumber = '12'
    /// }</c>, or as text with ';' between several.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? DropOffAttribute { get; set; }

    /// <summary><b>-PackingSlipTemplate:</b> the name of the packing slip's template, only on version 2026-07-04.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? PackingSlipTemplate { get; set; }

    /// <summary>
    /// <b>-PackingSlipAttribute:</b> what the template is filled in with beyond the displayable members, as a hashtable, or as text such as
    /// <c>name=value</c>, only on version 2026-07-04.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? PackingSlipAttribute { get; set; }

    /// <summary><b>-IsCodRequired:</b> whether payment on delivery is required: true or false, only if Amazon offers it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TruthCompleter))]
    public object? IsCodRequired { get; set; }

    /// <summary><b>-CodCharge:</b> the charge for collecting on delivery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? CodCharge { get; set; }

    /// <summary><b>-CodChargeTax:</b> the tax on the charge for collecting on delivery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? CodChargeTax { get; set; }

    /// <summary><b>-ShippingCharge:</b> the charge for shipping, collected on delivery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? ShippingCharge { get; set; }

    /// <summary><b>-ShippingChargeTax:</b> the tax on the charge for shipping, collected on delivery.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? ShippingChargeTax { get; set; }

    /// <summary><b>-PaymentTransactionId:</b> the identifier of the payment, required in India.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? PaymentTransactionId { get; set; }

    /// <summary><b>-PaymentMode:</b> the mode of the payment, required in India.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [TextArgument]
    public string? PaymentMode { get; set; }

    /// <summary><b>-PaymentDate:</b> the date of the payment, required in India.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public object? PaymentDate { get; set; }

    private protected OrderIntake Intake => _intake ??= new OrderIntake(Overrides, Stream.IsPresent, Skipped, Check)
    {
        SendsOnce = SendsOnce, RefusesMistyped = RefusesMistyped,
    };

    private protected OrderCheck Check => field ??= new OrderCheck(SessionFor, Validate, TellEnded) { Nothing = Nothing };

    private protected RowOverrides Overrides => _overrides ??= OrderColumns.ParseOverrides(
        [.. ParameterValues.Columns(MyInvocation.BoundParameters), .. ParameterValues.Window(nameof(DeliveryWindow), DeliveryWindow)]);

    /// <summary>Whether the command is about creating orders, which only the first one with an id can be.</summary>
    private protected virtual bool SendsOnce => false;

    /// <summary>Whether an order with a value in a column that is probably mistyped is refused.</summary>
    private protected virtual bool RefusesMistyped => true;

    /// <summary>What an error says did not happen to its order.</summary>
    private protected virtual string Nothing => OrderCheck.NothingSent;

    /// <summary>The rules that the orders are held to.</summary>
    private protected virtual Func<FulfillmentOrder, OrderContext, IReadOnlyList<OrderProblem>> Validate => OrderValidator.Validate;

    /// <summary>Checks the parameters, before anything is read.</summary>
    private protected override void Begin()
    {
        base.Begin();
        if (Overrides.Problems.Count > 0)
        {
            throw new ParameterInvalidException($"Nothing was read or sent: {Sentence.Of(Overrides.Problems)}");
        }

        // An order that is made of parameters alone is like a row, whose cells may be blank; but a word that is chosen is never chosen by a
        // blank.
        var isReplacing = ParameterSetName == InputObjectSet;
        BlankParameters.Require(
            [.. Overrides.Blank.Where(column => isReplacing || column.Words.Count > 0)],
            isReplacing ? "Leave the parameter out to use the values of the input." : "Leave the parameter out to use the default value.");
    }

    private protected override void Process()
    {
        SendAll(Intake.Take(InputObject));
        TellRead();
    }

    private protected override void End()
    {
        Progress.AllRead = true;
        SendAll(Intake.Complete());
    }

    /// <summary>Takes a record that is not an order; it comes to <see cref="Send"/> in its place among the orders.</summary>
    private protected void ProcessOther(object? input)
    {
        SendAll(Intake.TakeOther(input));
        TellRead();
    }

    /// <summary>Sends an order, or shows why it is not sent.</summary>
    private protected abstract void Send(OrderIntakeResult result);

    /// <summary>Describes what happened to an order that has ended in a stream; what it ended without follows.</summary>
    private protected abstract string TellEnded(string id);

    /// <summary>Makes an order of the parameters alone.</summary>
    private protected FulfillmentOrder FromParameters(string id, object? items)
    {
        var read = OrderObjectReader.ReadItems(items, PipelineRecord.View);
        if (read.Problems.Count > 0)
        {
            throw new ParameterInvalidException($"Nothing was sent for order '{id}': {Sentence.Of(read.Problems)}");
        }

        ParameterValues.WarnOfUnknown(Engine, read.Unknown);
        return Overrides.ApplyTo(new FulfillmentOrder { SellerFulfillmentOrderId = id.Trim(), Items = read.Value! });
    }

    private void SendAll(IEnumerable<OrderIntakeResult> results)
    {
        foreach (var result in results)
        {
            Progress.Waiting = Intake.Waiting;
            Send(result);
        }

        ParameterValues.WarnOfUnknown(Engine, Intake.TakeUnknown());
    }

    // What was sent before may be answered meanwhile.
    private void TellRead()
    {
        ShowReady();
        if (Intake.Waiting > 0)
        {
            Progress.TellRead(Intake.Read);
        }
    }
}
