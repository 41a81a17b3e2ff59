using System;
using System.Management.Automation;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
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
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public virtual PSObject? InputObject { get; set; }

    /// <summary>Works on each id of the record.</summary>
    private protected override void Process()
    {
        foreach (var input in PipelineRecord.Each((object?)SellerFulfillmentOrderId ?? InputObject))
        {
            ProcessInput(input);
        }
    }

    /// <summary>Takes input whose own columns say more than the id; false if the id is all that counts.</summary>
    private protected virtual bool TakeRow(OrderReference order, object? input) => false;

    /// <summary>Works on one order.</summary>
    private protected abstract void ProcessOrder(string id, FbaSession session);

    /// <summary>Reads an order after a change that was made. The error of a read alone would look as if the change had failed.</summary>
    private protected static async Task<T> ReadAfterAsync<T>(string change, ICommandOutput output, Func<Task<T>> read)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (FbaException)
        {
            output.Warning($"{change}, but the order could not be read afterwards.");
            throw;
        }
    }

    /// <summary>Works on one id, or on one object that has one.</summary>
    private protected void ProcessInput(object? input)
    {
        var target = NextRow();
        try
        {
            var reference = OrderReference.From(input);
            target = reference.Id;
            if (!TakeRow(reference, input))
            {
                ProcessOrder(target, SessionFor(reference.Session));
            }
        }
        catch (FbaException exception)
        {
            Pump.Show(
                engine =>
                    engine.Error(ErrorTable.From(exception, exception is OrderIdInvalidException { Id: { } invalid } ? invalid : target)));
        }
    }
}
