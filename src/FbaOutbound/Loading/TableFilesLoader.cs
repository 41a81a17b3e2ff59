using System;
using System.IO;
using System.Runtime.CompilerServices;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Loading;

/// <summary>Loads what reads and writes order files, with its libraries, when the first one is opened.</summary>
internal static class TableFilesLoader
{
    private const string Folder = "order-files";
    private const string Assembly = "FbaOutbound.Files";

    private static readonly LoadedOnce<ITableFiles> s_files = new(static () => (ITableFiles)Activator.CreateInstance(
        DependencyResolver.Load(Folder, Assembly).GetType($"{Assembly}.TableFiles", throwOnError: true)!, nonPublic: true)!);

    /// <summary>Offers to open order files. Nothing is loaded yet.</summary>
    /// <remarks>Compiled into its caller, it would need Core before the resolver is hooked.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Offer() => OrderFileAccess.Open = Load;

    /// <summary>Returns what reads and writes order files.</summary>
    /// <exception cref="OrderFileException">A file of the module is missing or damaged.</exception>
    public static ITableFiles Load()
    {
        try
        {
            return s_files.Value;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or BadImageFormatException or TypeLoadException)
        {
            throw new OrderFileException(
                $"Order files cannot be read because a file of the module could not be loaded: {exception.Message.TrimEnd('.')}. "
                    + "Reinstall the module.",
                exception);
        }
    }
}
