using System;
using System.IO;
using System.Management.Automation;
using FbaOutbound.Errors;
using FbaOutbound.Orders;
using FbaOutbound.Sessions;

namespace FbaOutbound.Pipeline;

/// <summary>The engine itself, called on the pipeline thread.</summary>
internal sealed class EngineOutput(FbaCommand command) : IEngine
{
    public bool ExpectingInput => command.MyInvocation.ExpectingInput;

    // The engine has -Debug show verbose messages too.
    public (bool Verbose, bool Debug) Listens =>
        (Shows("Verbose") ?? (Shows("Debug") == true || Prefers("Verbose")), Shows("Debug") ?? Prefers("Debug"));

    public void Write(object item)
    {
        var sessions = RunspaceSessions.Current;
        SeenOutput.Remember(sessions.Seen, item);
        if (item is FileInfo file)
        {
            // As Get-Item writes it: the view of files needs what the provider adds.
            command.WriteObject(
                command.InvokeProvider.Item.Get([file.FullName], force: true, literalPath: true), enumerateCollection: true);
            return;
        }

        command.WriteObject(item is FulfillmentOrder { Source: not null } ? Named(item, "#Imported")
            : sessions.All.Count > 1 ? WithSession(item)
            : item);
    }

    public void Error(CommandError error) => command.WriteError(ToRecord(error));

    public void Verbose(string message) => command.WriteVerbose(ServiceText.Plain(message));

    public void Debug(string message) => command.WriteDebug(ServiceText.Plain(message));

    public void Warning(string message) => command.WriteWarning(ServiceText.Plain(message));

    // What is left over is not asked about; the pump does not send it.
    public bool ShouldProcess(string target, string action) => command.IsPastDeadline || command.ShouldProcess(target, action);

    public void Progress(CommandProgress progress) => command.WriteProgress(new ProgressRecord(0, progress.Activity, progress.Status)
    {
        PercentComplete = progress.Percent ?? -1,
        SecondsRemaining = progress.SecondsRemaining ?? -1,
        RecordType = progress.Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });

    public Exception Terminate(CommandError error)
    {
        command.ThrowTerminatingError(ToRecord(error));

        // The engine has thrown by now; only PowerShell Standard's empty method comes here.
        return error.Exception;
    }

    // A table cannot leave a column out, so the view that shows the session is that of a type name of its own.
    private static object WithSession(object item) =>
        PSObject.AsPSObject(item).BaseObject is PSCustomObject or FbaSession ? item : Named(item, "#WithSession");

    // An order of a file has no state at Amazon yet; a view of its own shows what it has.
    private static PSObject Named(object item, string suffix)
    {
        var wrapped = PSObject.AsPSObject(item);
        var name = wrapped.BaseObject.GetType().FullName + suffix;
        if (!wrapped.TypeNames.Contains(name))
        {
            wrapped.TypeNames.Insert(0, name);
        }

        return wrapped;
    }

    private bool? Shows(string stream) =>
        command.MyInvocation.BoundParameters.TryGetValue(stream, out var value) ? value is not SwitchParameter { IsPresent: false } : null;

    private bool Prefers(string stream) =>
        command.GetVariableValue(stream + "Preference", "Continue").ToString() is not ("SilentlyContinue" or "Ignore");

    private ErrorRecord ToRecord(CommandError error) => new(error.Exception, error.Id, error.Category, error.Target)
    {
        // The console shows both, one under the other.
        ErrorDetails = new ErrorDetails(error.Message)
        {
            RecommendedAction = error.SparesOthers && command.HasOthers
                ? $"{error.Advice} The command continued with the other orders.".TrimStart()
                : error.Advice,
        },
    };
}
