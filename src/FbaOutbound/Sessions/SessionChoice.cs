using System;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Internal;
using FbaOutbound.Errors;
using FbaOutbound.Orders;

namespace FbaOutbound.Sessions;

/// <summary>Which session a command uses: the one it was given, the one its input was read with, or the runspace's default.</summary>
internal sealed class SessionChoice
{
    private readonly RunspaceSessions _sessions;
    private readonly bool _isExplicit;

    private SessionChoice(RunspaceSessions sessions, FbaSession session, bool isExplicit)
    {
        _sessions = sessions;
        Session = session;
        _isExplicit = isExplicit;
    }

    /// <summary>The session of input that names none.</summary>
    public FbaSession Session { get; }

    /// <summary>
    /// Reads the parameter -Session: a session or its name. Only if it was not given is the default meant: a null is a mistyped
    /// variable.
    /// </summary>
    /// <param name="argument">The parameter's value.</param>
    /// <param name="isGiven">Whether the parameter was given.</param>
    /// <param name="sessions">The sessions of the runspace.</param>
    /// <exception cref="SessionChoiceException">There is no such session, or it cannot be used here.</exception>
    public static SessionChoice From(object? argument, bool isGiven, RunspaceSessions sessions)
    {
        var value = argument is PSObject wrapped && !ReferenceEquals(wrapped, AutomationNull.Value) ? wrapped.BaseObject : argument;
        switch (value)
        {
            case null when !isGiven:
                return new SessionChoice(
                    sessions,
                    sessions.Default ?? throw new SessionChoiceException(
                        SessionChoiceProblem.NotConnected,
                        "No session is open in this runspace. Run Connect-FbaSession first (Connect-FbaSession -Sandbox needs no "
                            + "account). In ForEach-Object -Parallel and in thread jobs, which run in separate runspaces, pass the "
                            + "session in: -Session $using:session."),
                    isExplicit: false);
            case null or PSObject:
                throw new SessionChoiceException(
                    SessionChoiceProblem.NotFound,
                    "-Session is null, so nothing was read or sent. Check the variable, or leave -Session out to use the session opened "
                        + $"last. {NamesOf(sessions)}");
            case FbaSession { State: FbaSession.Open } session:
                return new SessionChoice(sessions, session, isExplicit: true);
            case FbaSession closed:
                throw new SessionChoiceException(
                    SessionChoiceProblem.Closed,
                    $"The session '{closed.Name}' is closed. Open a new one with Connect-FbaSession.");
            case string name:
                return new SessionChoice(
                    sessions,
                    sessions.Find(name) ?? throw new SessionChoiceException(
                        SessionChoiceProblem.NotFound,
                        $"No session named '{name}' is open in this runspace. {NamesOf(sessions)}"),
                    isExplicit: true);
            default:
                var isDeserialized = argument is PSObject { TypeNames: var types }
                    && types.Contains("Deserialized." + typeof(FbaSession).FullName, StringComparer.Ordinal);
                throw isDeserialized
                    ? new SessionChoiceException(
                        SessionChoiceProblem.NotTransferable,
                        "A session cannot be passed to another process (Start-Job, remoting, Export-Clixml), because its credentials "
                            + "are not passed along. Run Connect-FbaSession there.")
                    : new SessionChoiceException(
                        SessionChoiceProblem.NotFound,
                        $"-Session takes a session or its name, not {TypeText.Of(value)}. {NamesOf(sessions)}");
        }
    }

    /// <summary>Returns the session for input that was read with a session; of rows of a file nothing is known.</summary>
    /// <exception cref="SessionChoiceException">
    /// The input belongs to another session: the account that it would change is not the one it came from.
    /// </exception>
    public FbaSession For(SessionMark? origin)
    {
        var session = ForName(origin?.Name);
        return origin?.Account is null || origin.Account == session.AccountMark
            ? session
            : throw new SessionChoiceException(
                SessionChoiceProblem.Mismatch,
                $"The input came from another account than that of the session '{session.Name}', so nothing was read or sent for it. "
                    + "Use a session of that account. To use this one anyway, pass only the ids, or rows from ConvertTo-FbaOrderRow.");
    }

    private FbaSession ForName(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || string.Equals(name, Session.Name, StringComparison.OrdinalIgnoreCase))
        {
            return Session;
        }

        if (_isExplicit)
        {
            throw new SessionChoiceException(
                SessionChoiceProblem.Mismatch,
                $"The input came from the session '{name}', but -Session is '{Session.Name}'. Leave -Session out, or pass the ids "
                    + "only.");
        }

        return _sessions.Find(name!) ?? throw new SessionChoiceException(
            SessionChoiceProblem.Mismatch,
            $"The input came from the session '{name}', which is not open in this runspace. {NamesOf(_sessions)} To use the default "
                + "session anyway, pass only the ids.");
    }

    private static string NamesOf(RunspaceSessions sessions) => sessions.All.Count == 0
        ? "No session is open: run Connect-FbaSession."
        : $"Open sessions: {string.Join(", ", sessions.All.Select(session => session.Name))}.";
}
