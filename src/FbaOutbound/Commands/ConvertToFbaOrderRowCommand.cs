using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Pipeline;
using FbaOutbound.Rows;

namespace FbaOutbound.Commands;

/// <summary>Makes rows of orders: one for each item, with the columns that New-FbaFulfillmentOrder reads.</summary>
[Cmdlet(VerbsData.ConvertTo, "FbaOrderRow")]
[OutputType(typeof(PSObject))]
public sealed class ConvertToFbaOrderRowCommand : FbaCommand
{
    private static readonly string[] s_shown =
    [
        OrderColumns.SellerFulfillmentOrderId.Name, OrderColumns.SellerFulfillmentOrderItemId.Name, OrderColumns.SellerSku.Name,
        OrderColumns.Quantity.Name,
    ];

    /// <summary><b>-InputObject:</b> orders with their items: order objects, or objects with the members of one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    private protected override string Activity => "Converting orders";

    private protected override void Process()
    {
        foreach (var input in PipelineRecord.Each(InputObject))
        {
            try
            {
                var order = OrderInput.Read(input, Engine);
                foreach (var row in RowsOf(order))
                {
                    Engine.Write(row);
                }
            }
            catch (FbaException exception)
            {
                Engine.Error(ErrorTable.From(exception, OrderInput.TargetOf(input)));
            }
        }
    }

    /// <summary>Returns an order's rows.</summary>
    /// <exception cref="OrderNotExpressibleException">No rows say the order.</exception>
    internal static PSObject[] RowsOf(FulfillmentOrder order)
    {
        var rows = OrderRowWriter.Write(order, out var faults);
        return faults.Count == 0
            ? [.. rows.Select(row => FlatRow.Of(row.Select(cell => (cell.Name, (object?)cell.Value)), s_shown))]
            : throw new OrderNotExpressibleException(
                $"Order '{order.SellerFulfillmentOrderId}' cannot be written as rows: {Sentence.Of(faults)}");
    }
}
