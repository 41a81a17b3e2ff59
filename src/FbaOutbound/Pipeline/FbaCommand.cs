using System;
using System.Management.Automation;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Sessions;
using FbaOutbound.Storage;

namespace FbaOutbound.Pipeline;

/// <summary>
/// The base of the cmdlets: it keeps the engine's calls on the pipeline thread, turns exceptions into errors, and ends the work that is
/// under way when the pipeline does. Derived classes override <see cref="Begin"/>, <see cref="Process"/> and <see cref="End"/>.
/// </summary>
public abstract class FbaCommand : PSCmdlet, IDisposable
{
    private volatile RecordPump? _pump;
    private volatile bool _stopping;
    private PumpProgress? _progress;
    private RunDeadline? _deadline;
    private bool _hasEnded;

    private protected FbaCommand() => Engine = new EngineOutput(this);

    /// <summary>The engine, or a test's fake.</summary>
    internal IEngine Engine { get; set; }

    /// <summary>
    /// How long work may take to end when it is cancelled. What does not end at once, such as a write to a disk that hangs, is not waited
    /// for longer.
    /// </summary>
    internal TimeSpan LongestEnd { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What the progress display says is being done.</summary>
    private protected virtual string Activity => "Working";

    /// <summary>How many records may be in flight.</summary>
    private protected virtual int MaxInFlight => 1;

    /// <summary>How long the run may take, from its beginning; null for no limit.</summary>
    private protected virtual TimeSpan? LongestRun => null;

    /// <summary>The words for changes whose outcome the command can no longer show.</summary>
    private protected virtual OwedWords Owed => OwedWords.Orders;

    /// <summary>The records in work, made when the first is added.</summary>
    private protected RecordPump Pump
    {
        get
        {
            if (_pump is { } pump)
            {
                return pump;
            }

            pump = _pump = new RecordPump(Engine, MaxInFlight, Progress, Owed, _deadline);
            if (_stopping)
            {
                // The stop came before there was anything to stop.
                pump.Stop();
            }

            return pump;
        }
    }

    /// <summary>Whether the time of the run is over, so that nothing more is begun.</summary>
    internal bool IsPastDeadline => _deadline is { HasPassed: true };

    /// <summary>Whether the command was given more than one record so far.</summary>
    internal bool HasOthers => Progress.Read + Progress.Waiting > 1;

    /// <summary>The progress shown to the user while the command works.</summary>
    private protected PumpProgress Progress => _progress ??= new PumpProgress(Engine, RunClock.Start(), Activity);

    /// <summary>Runs <see cref="Begin"/>.</summary>
    protected sealed override void BeginProcessing() => Guard(() =>
    {
        if (CallWays.MissingInput(MyInvocation, ParameterSetName) is { } problem)
        {
            throw new InputMissingException(problem);
        }

        _deadline = LongestRun is { } limit ? new RunDeadline(RunClock.Start(), limit) : null;
        Begin();
    });

    /// <summary>Runs <see cref="Process"/>.</summary>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <summary>Runs <see cref="End"/> and shows what is still under way.</summary>
    protected sealed override void EndProcessing() => Guard(() =>
    {
        End();
        Progress.AllRead = true;
        _pump?.Drain();
        Progress.Complete();
        _pump?.TellLeftOver();
        Summarize();
        EndOnce();
    });

    /// <summary>Ends the work that is under way; called by the engine on another thread.</summary>
    protected sealed override void StopProcessing()
    {
        _stopping = true;
        _pump?.Stop();
    }

    /// <summary>Ends what is left of the command, and waits for it: the engine calls this last, also after a stop.</summary>
    public void Dispose()
    {
        _pump?.Dispose();
        _progress?.Complete();
        EndOnce();
        _pump = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a path of PowerShell's location a full path of the file system.</summary>
    /// <param name="what">What gave the path, such as a parameter.</param>
    /// <param name="path">The path.</param>
    /// <exception cref="ParameterInvalidException">It is not a path of the file system.</exception>
    private protected string ResolveFile(string what, string path)
    {
        if (PrivateFile.FlawOf(path) is { } flaw)
        {
            throw new ParameterInvalidException($"{what} '{PrivateFile.Shown(path)}' {flaw}. Give the path without it.");
        }

        ProviderInfo provider;
        string file;
        try
        {
            file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out provider, out _);
        }
        catch (SessionStateException exception)
        {
            // No such drive, or no such provider.
            throw new ParameterInvalidException($"{what} is not a file system path: {exception.Message}");
        }

        // A path of another provider, such as Env:\x, would become the file x of the process's folder.
        return provider.Name == "FileSystem"
            ? file
            : throw new ParameterInvalidException(
                $"{what} is a path of the PowerShell provider {provider.Name}, not a file system path.");
    }

    /// <summary>Shows what is ready to be shown, and waits for nothing.</summary>
    private protected void ShowReady() => _pump?.ShowReady();

    /// <summary>What the command does before its first record.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>What the command does for each record.</summary>
    private protected virtual void Process()
    {
    }

    /// <summary>What the command does after its last record, before what is under way is shown.</summary>
    private protected virtual void End()
    {
    }

    /// <summary>What the command says after all was shown.</summary>
    private protected virtual void Summarize()
    {
    }

    /// <summary>
    /// Gives back what the command's work used, such as a journal. It runs once, when no work is under way any more: as a rule on the
    /// pipeline thread before the command's end; on another thread, later, if work does not end when it is cancelled. It calls nothing of
    /// the engine and throws nothing.
    /// </summary>
    private protected virtual void Ended()
    {
    }

    private void EndOnce()
    {
        if (_hasEnded)
        {
            return;
        }

        _hasEnded = true;
        if (_pump is not { } pump || pump.AwaitEnd(LongestEnd))
        {
            Ended();
        }
        else
        {
            _ = pump.Finished.ContinueWith(_ => Ended(), TaskScheduler.Default);
        }
    }

    // Whatever comes here is of three kinds: an engine call's own exception, which must leave as it is; our own faults, which end the
    // command with an error; and a stop.
    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (FbaException exception)
        {
            var error = ErrorTable.From(exception, target: null);
            _pump?.Abandon();
            throw Engine.Terminate(error);
        }
        catch (Exception)
        {
            _pump?.Abandon();
            throw;
        }
    }
}
