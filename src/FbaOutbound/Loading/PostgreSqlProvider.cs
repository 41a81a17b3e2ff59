using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using FbaOutbound.Stores;

namespace FbaOutbound.Loading;

/// <summary>
/// PostgreSQL databases as stores. What speaks to them is loaded when the first one is opened; it needs .NET 8, which PowerShell has since
/// 7.4.
/// </summary>
internal sealed class PostgreSqlProvider : IStoreProvider
{
    private const string Folder = "postgresql";
    private const string Assembly = "FbaOutbound.PostgreSql";
    private const int Needed = 8;

    private static readonly LoadedOnce<Type> s_entry = new(
        static () => DependencyResolver.Load(Folder, Assembly).GetType($"{Assembly}.DatabaseEntry", throwOnError: true)!);

    private PostgreSqlProvider()
    {
    }

    /// <summary>The only one: all runspaces share it, so that sessions of one store find each other.</summary>
    public static PostgreSqlProvider Instance { get; } = new();

    public bool NamesJournals => true;

    public StoreLocation? Recognize(string text) =>
        ConnectionName.Is(text) ? new StoreLocation(this, text.Trim(), ConnectionName.Of(text.Trim())) : null;

    public IQuotaStore OpenQuotas(StoreLocation location) => Find<Func<StoreLocation, IQuotaStore>>(
        "OpenQuotas", "a quota store", static (message, cause) => new QuotaStoreException(message, cause))(location);

    public Task<IJournalStore> OpenJournalAsync(
        StoreLocation location, JournalIdentity identity, CancellationToken cancellationToken) =>
        Find<Func<StoreLocation, JournalIdentity, CancellationToken, Task<IJournalStore>>>(
            "OpenJournalAsync",
            "a journal",
            static (message, cause) => new JournalException(
                JournalProblem.Unusable, cause is null ? message : $"{message} Nothing was sent.", cause))(
            location, identity, cancellationToken);

    private static T Find<T>(string method, string what, Func<string, Exception?, FbaException> failure)
        where T : Delegate
    {
        // The .NET Framework's version is 4.
        if (Environment.Version.Major < Needed)
        {
            throw failure($"PostgreSQL as {what} needs PowerShell 7.4 or newer.", null);
        }

        try
        {
            return (T)s_entry.Value.GetMethod(method)!.CreateDelegate(typeof(T));
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or BadImageFormatException or TypeLoadException)
        {
            throw failure(
                $"PostgreSQL cannot be used because a file of the module could not be loaded: {exception.Message.TrimEnd('.')}. Reinstall "
                    + "the module.",
                exception);
        }
    }
}
