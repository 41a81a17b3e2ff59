using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets that work on shipments by their ids.</summary>
public abstract class ShipmentIdCommand : BulkCommand
{
    /// <summary>The parameter set of ids on the command line.</summary>
    internal const string IdSet = "Id";

    /// <summary>The parameter set of pipeline input.</summary>
    internal const string InputObjectSet = "InputObject";

    private protected ShipmentIdCommand()
    {
    }

    /// <summary><b>-ShipmentId:</b> the ids of the shipments, as Amazon gave them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(ShipmentIdCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? ShipmentId { get; set; }

    /// <summary><b>-InputObject:</b> ids, or objects with the property ShipmentId, such as shipments.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    private protected override OwedWords Owed => OwedWords.Shipments;

    /// <summary>Works on each id of the record.</summary>
    private protected override void Process()
    {
        foreach (var input in PipelineRecord.Each((object?)ShipmentId ?? InputObject))
        {
            ProcessInput(input);
        }
    }

    /// <summary>Works on one shipment.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="session">The session that it is read or changed with.</param>
    /// <param name="input">What came down the pipeline.</param>
    private protected abstract void ProcessShipment(string id, FbaSession session, object? input);

    private void ProcessInput(object? input)
    {
        var id = NextRow();
        try
        {
            var reference = ShipmentReference.From(input);
            id = reference.Id;
            ProcessShipment(id, SessionFor(reference.Session), input);
        }
        catch (FbaException exception)
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, (exception as ShipmentIdInvalidException)?.Id ?? id)));
        }
    }
}
