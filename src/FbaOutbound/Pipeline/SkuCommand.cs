using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Rows;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets that ask about SKUs.</summary>
public abstract class SkuCommand : BulkCommand
{
    /// <summary>The parameter set of SKUs on the command line.</summary>
    internal const string SkuSet = "SellerSku";

    /// <summary>The parameter set of pipeline input.</summary>
    internal const string InputObjectSet = "InputObject";

    private protected SkuCommand()
    {
    }

    /// <summary><b>-SellerSku:</b> the seller's SKUs.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = SkuSet)]
    [ArgumentCompleter(typeof(SkuCompleter))]
    [Alias("Sku")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [TextArgument(IsList = true)]
    public string?[]? SellerSku { get; set; }

    /// <summary>
    /// <b>-InputObject:</b> SKUs, or objects with the property SellerSku (or Sku), such as items and rows. Only the SKU and the session are
    /// taken from them.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = InputObjectSet)]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>Asks about each SKU of the record.</summary>
    private protected override void Process()
    {
        if (SellerSku is { } skus)
        {
            foreach (var sku in skus)
            {
                if (WildcardPattern.ContainsWildcardCharacters(sku))
                {
                    _ = NextRow();
                    ProcessTypedPattern(sku!);
                }
                else
                {
                    ProcessInput(sku);
                }
            }

            return;
        }

        foreach (var input in PipelineRecord.Each(InputObject).SelectMany(PartsOf))
        {
            ProcessInput(input);
        }
    }

    /// <summary>Takes a record apart that names several SKUs.</summary>
    private protected virtual IEnumerable<object?> PartsOf(object? input) => [input];

    /// <summary>Asks about the SKUs that match a pattern that was typed.</summary>
    /// <exception cref="ParameterInvalidException">The command takes no patterns.</exception>
    private protected virtual void ProcessPattern(string pattern, FbaSession session) => throw new ParameterInvalidException(
        $"{MyInvocation.MyCommand.Name} takes no wildcards, so '{Spelling.Showable(pattern)}' was not looked up. To use all matching SKUs, "
            + $"run Get-FbaInventory '{Spelling.Showable(pattern)}' | {MyInvocation.MyCommand.Name}. If this is the exact SKU, pipe it in.");

    /// <summary>Asks about one SKU.</summary>
    private protected abstract void ProcessSku(string sku, FbaSession session);

    private void ProcessTypedPattern(string pattern)
    {
        try
        {
            ProcessPattern(pattern, DefaultSession);
        }
        catch (FbaException exception)
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, pattern)));
        }
    }

    private void ProcessInput(object? input)
    {
        var sku = NextRow();
        try
        {
            var named = new NamedInput(input);
            sku = named.Require("SellerSku", "SellerSku", "Sku");
            ProcessSku(sku, SessionFor(named.Session));
        }
        catch (FbaException exception)
        {
            Pump.Show(engine => engine.Error(ErrorTable.From(exception, sku)));
        }
    }
}
