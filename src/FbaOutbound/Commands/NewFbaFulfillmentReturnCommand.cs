using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Sessions;

namespace FbaOutbound.Commands;

/// <summary>Creates returns of items of orders, each once: SellerReturnItemId is the key.</summary>
[
    Cmdlet(
        VerbsCommon.New,
        "FbaFulfillmentReturn",
        SupportsShouldProcess = true,
        ConfirmImpact = ConfirmImpact.Medium,
        DefaultParameterSetName = InputObjectSet)]
[OutputType(typeof(FulfillmentReturn))]
public sealed class NewFbaFulfillmentReturnCommand : BulkCommand
{
    private const string ItemSet = "Item";
    private const string InputObjectSet = "InputObject";
    private const int LongestId = 80;
    private const int LongestComment = 1000;

    private long _row;

    /// <summary><b>-SellerFulfillmentOrderId:</b> the id of the order whose items are returned.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ItemSet)]
    [Alias(OrderReference.IdAlias)]
    [TextArgument]
    public string? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-Item:</b> the items, as hashtables or objects with SellerReturnItemId, SellerFulfillmentOrderItemId, AmazonShipmentId,
    /// ReturnReasonCode and, if any, ReturnComment. Each stands for one unit.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ItemSet)]
    public object[]? Item { get; set; }

    /// <summary>
    /// <b>-InputObject:</b> rows, each with SellerFulfillmentOrderId and the columns of one item. Each is a request of its own.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    private protected override string Activity => "Creating returns";

    private protected override void Process()
    {
        string? id = null;
        try
        {
            var reference = OrderReference.From(ParameterSetName == ItemSet ? SellerFulfillmentOrderId : InputObject);
            id = reference.Id;
            var problems = new ProblemList("Fulfillment Outbound API v2020-07-01, createFulfillmentReturn");
            List<ReturnRequestItem> items = [.. (Item ?? [InputObject!]).Select(item => Read(new NamedInput(item), problems))];
            if (items.Select(item => item.SellerReturnItemId).Distinct().Count() < items.Count)
            {
                problems.Error(
                    ProblemCodes.ItemIdRepeated,
                    nameof(ReturnRequestItem.SellerReturnItemId),
                    "is the same for two items: give each its own");
            }

            if (problems.Problems.Count > 0)
            {
                throw new ReturnInputException($"Nothing was sent for order '{id}': {Sentence.Of(problems.Problems)}");
            }

            Send(id, items, SessionFor(reference.Session));
        }
        catch (FbaException exception)
        {
            var target = id ?? "row " + (_row + 1).ToString(CultureInfo.InvariantCulture);
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, target)));
        }

        _row++;
    }

    private static ReturnRequestItem Read(NamedInput given, ProblemList problems)
    {
        string Text(string name, bool isRequired, int longest = int.MaxValue)
        {
            var text = given.Find(name)?.Trim();
            if (isRequired)
            {
                problems.Required(text, name, longest);
            }
            else
            {
                problems.Optional(text, name, longest);
            }

            return text ?? "";
        }

        return new ReturnRequestItem
        {
            SellerReturnItemId = Text(nameof(ReturnRequestItem.SellerReturnItemId), isRequired: true, LongestId),
            SellerFulfillmentOrderItemId = Text(nameof(ReturnRequestItem.SellerFulfillmentOrderItemId), isRequired: true),
            AmazonShipmentId = Text(nameof(ReturnRequestItem.AmazonShipmentId), isRequired: true),
            ReturnReasonCode = Text(nameof(ReturnRequestItem.ReturnReasonCode), isRequired: true),
            ReturnComment = Text(nameof(ReturnRequestItem.ReturnComment), isRequired: false, LongestComment),
        };
    }

    private void Send(string id, List<ReturnRequestItem> items, FbaSession session)
    {
        var what = items.Count == 1 ? $"item {items[0].SellerReturnItemId}" : $"{items.Count} items";
        if (Engine.ShouldProcess(id, $"Create return of {what} (session {session.Name})"))
        {
            Pump.Add(id, async (output, cancellationToken) =>
                output.Write(await session.Orders.CreateReturnAsync(id, items, cancellationToken).ConfigureAwait(false)));
        }
    }
}
