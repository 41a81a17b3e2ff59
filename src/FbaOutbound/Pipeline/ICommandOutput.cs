using System;
using FbaOutbound.Errors;

namespace FbaOutbound.Pipeline;

/// <summary>The streams of a running command. The engine's own calls stand behind it in PowerShell, a fake in tests.</summary>
internal interface ICommandOutput
{
    void Write(object item);

    void Error(CommandError error);

    void Verbose(string message);

    void Debug(string message);

    void Warning(string message);
}

/// <summary>What only the pipeline thread may ask of the engine: off it, ShouldProcess answers true or throws.</summary>
internal interface IEngine : ICommandOutput
{
    /// <summary>Whether records come from the pipeline, even if none does.</summary>
    bool ExpectingInput { get; }

    /// <summary>Whether verbose and debug messages are shown, asked once: nobody need make and keep what nobody reads.</summary>
    (bool Verbose, bool Debug) Listens { get; }

    bool ShouldProcess(string target, string action);

    void Progress(CommandProgress progress);

    /// <summary>Ends the command with an error; it does not return.</summary>
    Exception Terminate(CommandError error);
}

/// <summary>The state of a long command, as the engine shows it.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Percent">0 to 100, or null if the count is not known.</param>
/// <param name="SecondsRemaining">The time left, or null if it cannot be told.</param>
/// <param name="Completed">Whether the display is to be taken away.</param>
internal sealed record CommandProgress(string Activity, string Status, int? Percent, int? SecondsRemaining, bool Completed);
