using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Errors;
using FbaOutbound.Journal;
using FbaOutbound.Sessions;
using FbaOutbound.Stores;

namespace FbaOutbound.Pipeline;

/// <summary>The journal of a running command: one journal, of one account and one version.</summary>
internal sealed class JournalUse : IDisposable
{
    /// <summary>The name of a journal that is given none.</summary>
    public const string DefaultName = "default";

    private readonly RunJournal _journal;
    private readonly string _account;
    private readonly string _apiVersion;

    private JournalUse(RunJournal journal, FbaSession session) =>
        (_journal, _account, _apiVersion) = (journal, session.Account, session.ApiVersion);

    /// <summary>What the journal has told of earlier runs.</summary>
    public string Summary => FormattableString.Invariant(
        $"Journal '{_journal.Name}': {_journal.Skipped} already done (skipped), {_journal.ReadBack} left uncertain by an earlier run (checked first).");

    /// <summary>Opens a journal, or makes one, for the account of a session.</summary>
    /// <param name="location">Where it is.</param>
    /// <param name="name">Its name in a database.</param>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="JournalException">It cannot be used.</exception>
    public static async Task<JournalUse> OpenAsync(
        StoreLocation location, string? name, FbaSession session, CancellationToken cancellationToken)
    {
        var (store, account) = await OpenStoreAsync(location, name, session, cancellationToken).ConfigureAwait(false);
        return new JournalUse(session.OpenJournal(store, account), session);
    }

    /// <summary>Opens a journal, or makes one, for what an import asks of it and notes in it.</summary>
    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<ImportJournal> OpenForImportAsync(
        StoreLocation location, string? name, FbaSession session, CancellationToken cancellationToken)
    {
        var (store, account) = await OpenStoreAsync(location, name, session, cancellationToken).ConfigureAwait(false);
        return new ImportJournal(store, account, session.ApiVersion);
    }

    /// <summary>Reads -Journal and -JournalName.</summary>
    /// <exception cref="ParameterInvalidException">They do not go together.</exception>
    public static StoreLocation Locate(string journal, string? name, Func<string, string> resolvePath)
    {
        if (string.IsNullOrWhiteSpace(journal))
        {
            throw new ParameterInvalidException(
                "-Journal is blank. Give the path of a file or the connection string of a database. Nothing was sent.");
        }

        var location = StoreLocation.Parse(journal.Trim());
        return name is not null && !location.Provider.NamesJournals
            ? throw new ParameterInvalidException(
                "-JournalName selects a journal in a database; a file contains only one journal. Leave -JournalName out. Nothing was "
                    + "sent.")
            : location.Resolve(resolvePath);
    }

    /// <summary>Returns the journal for a change that goes out with a session.</summary>
    /// <exception cref="JournalException">The session is of another account or version than the journal.</exception>
    public RunJournal For(FbaSession session)
    {
        if (session.Account != _account)
        {
            throw new JournalException(
                JournalProblem.OtherAccount,
                $"Session '{session.Name}' belongs to a different account than the journal '{_journal.Name}'. Run the command once for each "
                    + "account, with a separate journal for each. Nothing was sent with this session.");
        }

        return session.ApiVersion == _apiVersion
            ? _journal
            : throw new JournalException(
                JournalProblem.OtherVersion,
                $"Session '{session.Name}' uses version {session.ApiVersion}, but the journal '{_journal.Name}' is for version {_apiVersion}. "
                    + "Nothing was sent with this session.");
    }

    /// <summary>Closes the journal.</summary>
    public void Dispose() => _journal.Dispose();

    private static async Task<(IJournalStore Store, JournalAccount Account)> OpenStoreAsync(
        StoreLocation location, string? name, FbaSession session, CancellationToken cancellationToken)
    {
        var account = new JournalAccount(session.Account);
        var identity = new JournalIdentity(account.Mark, session.ApiVersion, name ?? DefaultName);
        return (await location.Provider.OpenJournalAsync(location, identity, cancellationToken).ConfigureAwait(false), account);
    }
}
