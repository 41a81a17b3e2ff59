using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using FbaOutbound.Stores;

namespace FbaOutbound.Loading;

/// <summary>Loads what speaks to PostgreSQL, when a database is first asked for. It needs .NET 8, which PowerShell has since 7.4.</summary>
internal static class PostgreSqlStores
{
    private const string Folder = "postgresql";
    private const string Assembly = "FbaOutbound.PostgreSql";
    private const int Needed = 8;

    private static readonly LoadedOnce<Type> s_stores = new(
        static () => DependencyResolver.Load(Folder, Assembly).GetType($"{Assembly}.{nameof(PostgreSqlStores)}", throwOnError: true)!);

    /// <summary>Offers databases as stores where they can be used. Nothing is loaded yet.</summary>
    /// <remarks>Compiled into its caller, it would need Core before the resolver is hooked.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Offer()
    {
        // The .NET Framework's version is 4.
        if (Environment.Version.Major >= Needed)
        {
            SharedStores.PostgreSqlQuotas = static text =>
                Find<Func<string, IQuotaStore>>("OpenQuotas", static (message, cause) => new QuotaStoreException(message, cause))(text);
            SharedStores.PostgreSqlJournals = static (text, identity, cancellationToken) =>
                Find<Func<string, JournalIdentity, CancellationToken, Task<IJournalStore>>>(
                    "OpenJournalAsync", static (message, cause) =>
                        new JournalException(JournalProblem.Unusable, $"{message} Nothing was sent.", cause))(text, identity,
                        cancellationToken);
        }
    }

    private static T Find<T>(string method, Func<string, Exception, FbaException> failure)
        where T : Delegate
    {
        try
        {
            return (T)s_stores.Value.GetMethod(method)!.CreateDelegate(typeof(T));
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
