using System;
using System.IO;
using System.Runtime.InteropServices;

namespace FbaOutbound.Stores;

/// <summary>Opens files that one process at a time may write, and that only their owner may read.</summary>
internal static class PrivateFile
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;
    private const int OwnerReadsAndWrites = 0x180;

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>
    /// Opens or creates a file and locks it against other writers until it is closed or the process ends. A new file is its owner's alone on Unix, where the
    /// runtime can make one so (.NET 7 and newer).
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened; <see cref="IsLocked"/> tells whether another one has it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static FileStream Open(string path)
    {
        // On Unix any share but none is a lock that two writers can hold at once. It hinders only .NET programs from reading.
        var share = IsWindows ? FileShare.Read : FileShare.None;
        return OpenOnUnix(path, share) ?? new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 1);
    }

    /// <summary>Whether a file could not be opened because another writer has it.</summary>
    public static bool IsLocked(IOException exception) => IsWindows
        ? exception.HResult is SharingViolation or LockViolation
        : exception.HResult is WouldBlockOnLinux or WouldBlockOnMac;

    // netstandard2.0 does not know the mode of a file that is made.
    private static FileStream? OpenOnUnix(string path, FileShare share)
    {
        if (IsWindows
            || Type.GetType("System.IO.FileStreamOptions") is not { } type
            || type.GetProperty("UnixCreateMode") is not { } mode
            || typeof(FileStream).GetConstructor([typeof(string), type]) is not { } constructor)
        {
            return null;
        }

        var options = Activator.CreateInstance(type)!;
        type.GetProperty("Mode")!.SetValue(options, FileMode.OpenOrCreate);
        type.GetProperty("Access")!.SetValue(options, FileAccess.ReadWrite);
        type.GetProperty("Share")!.SetValue(options, share);
        type.GetProperty("BufferSize")!.SetValue(options, 1);
        mode.SetValue(options, Enum.ToObject(Nullable.GetUnderlyingType(mode.PropertyType)!, OwnerReadsAndWrites));
        try
        {
            return (FileStream)constructor.Invoke([path, options]);
        }
        catch (System.Reflection.TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
            throw;
        }
    }
}
