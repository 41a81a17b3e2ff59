using System;
using System.IO;
using System.Runtime.InteropServices;

namespace FbaOutbound.Stores;

/// <summary>Files that only their owner may read and write.</summary>
internal static class PrivateFile
{
    private const uint OwnerOnly = 0b110_000_000;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Takes everybody else's rights away. On Windows a file has those of its folder.</summary>
    public static void Restrict(string path)
    {
        if (!IsWindows)
        {
            _ = ChangeMode(path, OwnerOnly);
        }
    }

    /// <summary>Opens or creates a file, and locks it against other writers until it is closed or the process ends.</summary>
    /// <exception cref="IOException">The file cannot be opened; <see cref="IsLocked"/> tells whether another one has it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static FileStream OpenAlone(string path)
    {
        // On Unix any share but none is a lock that two writers can hold at once. It hinders no reader but .NET programs.
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, IsWindows ? FileShare.Read : FileShare.None, bufferSize: 1);
        if (stream.Length == 0)
        {
            Restrict(path);
        }

        return stream;
    }

    /// <summary>Whether a file could not be opened because another writer has it.</summary>
    public static bool IsLocked(IOException exception) => IsWindows
        ? exception.HResult is SharingViolation or LockViolation
        : exception.HResult is WouldBlockOnLinux or WouldBlockOnMac;

    [DllImport("libc", EntryPoint = "chmod", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeMode([MarshalAs(UnmanagedType.LPStr)] string path, uint mode);
}
