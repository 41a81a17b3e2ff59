using System;
using System.IO;
using System.Runtime.CompilerServices;
using FbaOutbound.OrderFiles;

namespace FbaOutbound.Loading;

/// <summary>Loads what reads and writes order files, when one is first opened.</summary>
internal static class OrderFileLibraries
{
    private const string Folder = "files";
    private const string Assembly = "FbaOutbound.Files";

    private static readonly LoadedOnce<Type> s_files = new(
        static () => DependencyResolver.Load(Folder, Assembly).GetType($"{Assembly}.TableFiles", throwOnError: true)!);

    /// <summary>Offers to open order files. Nothing is loaded yet.</summary>
    /// <remarks>Compiled into its caller, it would need Core before the resolver is hooked.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Offer() => OrderFileAccess.Open = Open;

    private static ITableFiles Open()
    {
        try
        {
            return (ITableFiles)Activator.CreateInstance(s_files.Value)!;
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or BadImageFormatException or TypeLoadException)
        {
            throw new OrderFileException(
                $"Order files cannot be read because a file of the module could not be loaded: {exception.Message.TrimEnd('.')}. Reinstall "
                    + "the module.",
                exception);
        }
    }
}
