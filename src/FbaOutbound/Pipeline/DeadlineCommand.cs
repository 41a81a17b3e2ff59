using System;
using System.Management.Automation;
using FbaOutbound.Completion;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets whose requests may take long, so that a run can be given an end.</summary>
public abstract class DeadlineCommand : SessionCommand
{
    private protected DeadlineCommand()
    {
    }

    /// <summary>
    /// <b>-DeadlineSec:</b> how many seconds the run may take. Then nothing more is sent, and each record that is left over gives an error
    /// DeadlineReached; changes that have left are given 5 more seconds for their responses. <value>The default value is no limit.</value>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(NothingCompleter))]
    [ValidateRange(1, 2_592_000)]
    public int DeadlineSec { get; set; }

    private protected override TimeSpan? LongestRun => DeadlineSec > 0 ? TimeSpan.FromSeconds(DeadlineSec) : null;
}
