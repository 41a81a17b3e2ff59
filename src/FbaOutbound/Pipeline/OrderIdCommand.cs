using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets that work on orders by their ids.</summary>
public abstract class OrderIdCommand : BulkCommand
{
    /// <summary>The parameter set of ids on the command line.</summary>
    internal const string IdSet = "Id";

    /// <summary>The parameter set of pipeline input.</summary>
    internal const string InputObjectSet = "InputObject";

    private protected OrderIdCommand()
    {
    }

    /// <summary><b>-SellerFulfillmentOrderId:</b> the ids of the orders, 1 to 40 characters each.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(OrderIdCompleter))]
    [Alias(OrderReference.IdAlias)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public virtual string?[]? SellerFulfillmentOrderId { get; set; }

    /// <summary>
    /// <b>-InputObject:</b> ids, or objects with the property SellerFulfillmentOrderId (or OrderId), such as orders and receipts. Only the
    /// id and the session are taken from them.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public virtual PSObject? InputObject { get; set; }

    /// <summary>Works on each id of the record.</summary>
    private protected override void Process()
    {
        if (SellerFulfillmentOrderId is { } ids)
        {
            foreach (var id in ids)
            {
                ForTypedOrder(id, order => ProcessOrder(order.Id, SessionFor(order.Session)));
            }

            return;
        }

        foreach (var input in PipelineRecord.Each(InputObject))
        {
            ProcessInput(input);
        }
    }

    /// <summary>Works on one id, or on one object that has one.</summary>
    private protected void ProcessInput(object? input) => ForOrder(input, order =>
    {
        if (!TakeRow(order, input))
        {
            ProcessOrder(order.Id, SessionFor(order.Session));
        }
    });

    /// <summary>Takes input whose own columns say more than the id; false if the id is all that counts.</summary>
    private protected virtual bool TakeRow(OrderReference order, object? input) => false;

    /// <summary>Works on one order.</summary>
    private protected abstract void ProcessOrder(string id, FbaSession session);
}
