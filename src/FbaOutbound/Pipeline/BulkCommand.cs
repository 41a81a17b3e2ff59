using System;
using System.Management.Automation;
using System.Threading.Tasks;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Services;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets that keep many requests in flight and write their results in the order of the input.</summary>
public abstract class BulkCommand : DeadlineCommand
{
    private long _records;

    private protected BulkCommand()
    {
    }

    /// <summary>
    /// <b>-ThrottleLimit:</b> how many records may be in flight at once, 1 to 256; the quota of the account bounds their rate. <value>The
    /// default value is 8.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 8;

    private protected override int MaxInFlight => ThrottleLimit;

    /// <summary>What the command leaves alone of what an import returned.</summary>
    private protected SkippedInput Skipped { get; } = new();

    /// <summary>Why it does, with <c>{0}</c> for it or them.</summary>
    private protected virtual string SkippedBecause => "because the import skipped {0}";

    /// <summary>Counts what was left alone.</summary>
    private protected override void Summarize()
    {
        base.Summarize();
        Tell(Skipped.Summary(SkippedBecause));
    }

    /// <summary>Shows a summary as Import-FbaOrder shows its own.</summary>
    private protected void Tell(string? summary)
    {
        if (summary is not null)
        {
            WriteInformation(new HostInformationMessage { Message = summary }, ["PSHOST", "InputSummary"]);
        }
    }

    /// <summary>Counts a record, and returns what an error about it names where it has no id.</summary>
    private protected string NextRow() => FormattableString.Invariant($"row {++_records}");

    /// <summary>Works on the order that the input names, or shows why it cannot.</summary>
    /// <param name="input">The input.</param>
    /// <param name="work">The work.</param>
    /// <param name="row">What an error names where there is no id; null for the next row.</param>
    private protected void ForOrder(object? input, Action<OrderReference> work, string? row = null)
    {
        var target = row ?? NextRow();
        try
        {
            var order = OrderReference.From(input);
            target = order.Id;
            work(order);
        }
        catch (FbaException exception)
        {
            Pump.Show(
                engine =>
                    engine.Error(ErrorTable.From(exception, exception is OrderIdInvalidException { Id: { } invalid } ? invalid : target)));
        }
    }

    /// <summary>
    /// Works on the order of an id that was typed. Only Get-FbaFulfillmentOrder takes patterns: what changes orders must not guess them.
    /// </summary>
    private protected void ForTypedOrder(string? id, Action<OrderReference> work) =>
        ForOrder(id, order => work(OrderReference.NoPattern(order, MyInvocation.MyCommand.Name)));

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

    /// <summary>Reports a list that may be incomplete.</summary>
    private protected void TellIncomplete(PageWalk walk, string? target)
    {
        if (walk.Flaw is { } flaw)
        {
            Pump.Show(engine => engine.Error(Incomplete(flaw, target)));
        }
    }

    /// <summary>Returns the error of a list that is incomplete.</summary>
    private protected static CommandError Incomplete(string flaw, string? target) => ErrorTable.From(
        new FbaServiceException($"{flaw} The results up to this point were returned.") { Outcome = RequestOutcome.Unknown }, target);
}
