using System.Management.Automation;
using FbaOutbound.Completion;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Sessions;
using FbaOutbound.Stores;

namespace FbaOutbound.Pipeline;

/// <summary>The base of the cmdlets that use a session.</summary>
public abstract class SessionCommand : FbaCommand
{
    private SessionChoice? _choice;
    private object? _session;
    private bool _isSessionGiven;
    private JournalUse? _journal;

    private protected SessionCommand()
    {
    }

    /// <summary>
    /// <b>-Session:</b> the session to use, or its name. Without it, input that was read with a session uses that one, and anything else
    /// the session of this runspace that was opened last. In ForEach-Object -Parallel and thread jobs pass it: <c>-Session
    /// $using:session</c>.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(SessionNameCompleter))]
    public object? Session
    {
        get => _session;
        set => (_session, _isSessionGiven) = (value, true);
    }

    /// <summary>The session of input that names none.</summary>
    private protected FbaSession DefaultSession => Choice.Session;

    private SessionChoice Choice => _choice ??= SessionChoice.From(Session, _isSessionGiven, RunspaceSessions.Current);

    /// <summary>Returns the session for input that was read with a session.</summary>
    private protected FbaSession SessionFor(SessionMark? origin) => Choice.For(origin);

    /// <summary>
    /// Returns the command's journal; null if it was given none. The first change opens it. One that cannot be opened ends the command,
    /// and nothing is sent.
    /// </summary>
    private protected JournalUse? OpenJournal(FbaSession session, string? journal, string? name)
    {
        if (journal is null)
        {
            return null;
        }

        if (_journal is null)
        {
            try
            {
                var location = LocateJournal(journal, name);
                // It is kept where it opens: a command that is stopped meanwhile returns from here without it, and still has to close it.
                Pump.Run(async cancellationToken =>
                    _journal = await JournalUse.OpenAsync(location, name, session, cancellationToken).ConfigureAwait(false));
            }
            catch (FbaException exception) when (exception is JournalException or ParameterInvalidException)
            {
                throw Engine.Terminate(ErrorTable.From(exception, target: null));
            }
        }

        RunspaceSessions.Current.Seen.Add(SeenKind.Journal, journal, name, session: null);
        return _journal;
    }

    /// <summary>Reads -Journal and -JournalName.</summary>
    /// <exception cref="JournalException">The file is the state of an open sandbox.</exception>
    private protected StoreLocation LocateJournal(string journal, string? name)
    {
        var location = JournalUse.Locate(journal, name, path => ResolveFile("-Journal", path));
        return RunspaceSessions.Current.StateFlawOf(location) is { } flaw
            ? throw new JournalException(JournalProblem.Damaged, $"{flaw}, not a journal. Nothing was sent. Use another file for -Journal.")
            : location;
    }

    /// <summary>Tells what the journal held.</summary>
    private protected override void Summarize()
    {
        if (_journal is { } journal)
        {
            Engine.Verbose(journal.Summary);
        }
    }

    /// <summary>Closes the journal.</summary>
    private protected override void Ended() => _journal?.Dispose();

    /// <summary>Checks the texts that were given as parameters, and chooses the session; without one there is nothing to do.</summary>
    private protected override void Begin()
    {
        if (MyInvocation?.BoundParameters is { } bound)
        {
            ParameterValues.RequireTexts(bound);
            if (bound.ContainsKey("JournalName") && !bound.ContainsKey("Journal"))
            {
                throw Engine.Terminate(ErrorTable.From(
                    new ParameterInvalidException("-JournalName needs -Journal. Nothing was sent."), target: null));
            }
        }

        _ = Choice;
    }
}
