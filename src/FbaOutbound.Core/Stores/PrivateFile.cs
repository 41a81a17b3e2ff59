using System.Runtime.InteropServices;

namespace FbaOutbound.Stores;

/// <summary>Files that only their owner may read and write.</summary>
internal static class PrivateFile
{
    private const uint OwnerOnly = 0b110_000_000;

    /// <summary>Takes everybody else's rights away. On Windows a file has those of its folder.</summary>
    public static void Restrict(string path)
    {
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            _ = ChangeMode(path, OwnerOnly);
        }
    }

    [DllImport("libc", EntryPoint = "chmod", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
}
