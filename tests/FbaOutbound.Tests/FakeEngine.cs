using System;
using System.Collections.Generic;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;

namespace FbaOutbound.Tests;

/// <summary>The engine's streams as lists, with what a real engine forbids: calls off the pipeline thread.</summary>
internal sealed class FakeEngine : IEngine
{
    private readonly int _pipelineThread = Environment.CurrentManagedThreadId;

    public List<object> Output { get; } = [];

    public List<CommandError> Errors { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<string> VerboseLines { get; } = [];

    public List<CommandProgress> ProgressUpdates { get; } = [];

    public List<(string Target, string Action)> Asked { get; } = [];

    public bool ExpectingInput { get; init; }

    public (bool Verbose, bool Debug) Listens { get; init; } = (true, true);

    /// <summary>What ShouldProcess answers.</summary>
    public bool Answer { get; init; } = true;

    /// <summary>Called for each object before it is taken; it may throw as a downstream command does.</summary>
    public Action<object>? OnWrite { get; init; }

    public void Write(object item)
    {
        RequireThread();
        OnWrite?.Invoke(item);
        Output.Add(item);
    }

    public void Error(CommandError error)
    {
        RequireThread();
        Errors.Add(error);
    }

    public void Verbose(string message)
    {
        RequireThread();
        VerboseLines.Add(message);
    }

    public void Debug(string message) => RequireThread();

    public void Warning(string message)
    {
        RequireThread();
        Warnings.Add(message);
    }

    public bool ShouldProcess(string target, string action)
    {
        RequireThread();
        Asked.Add((target, action));
        return Answer;
    }

    public void Progress(CommandProgress progress)
    {
        RequireThread();
        ProgressUpdates.Add(progress);
    }

    public Exception Terminate(CommandError error)
    {
        RequireThread();
        throw new TerminatingException(error);
    }

    private void RequireThread()
    {
        if (Environment.CurrentManagedThreadId != _pipelineThread)
        {
            throw new InvalidOperationException("An engine call came from another thread than the pipeline's.");
        }
    }
}

/// <summary>What the engine throws for a terminating error.</summary>
internal sealed class TerminatingException(CommandError error) : Exception(error.Exception.Message)
{
    public CommandError Error { get; } = error;
}
