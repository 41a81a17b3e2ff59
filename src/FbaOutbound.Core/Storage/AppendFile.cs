using System;
using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace FbaOutbound.Storage;

/// <summary>
/// A private file to whose end several processes write. The system puts each piece behind whatever is there by then, so that pieces of
/// different processes never mix. What was written outlives the process.
/// </summary>
internal sealed class AppendFile : IDisposable
{
    private const int WriteOnly = 1;
    private const int Interrupted = 4;
    private const uint AppendData = 0x4;
    private const uint Synchronize = 0x100000;
    private const uint OpenExisting = 3;

    private readonly SafeFileHandle _handle;

    // On Unix .NET's stream would write to the place where it believes the end to be.
    private readonly FileStream? _stream;

    private AppendFile(SafeFileHandle handle, FileStream? stream, byte[] begin, bool isTorn)
    {
        _handle = handle;
        _stream = stream;
        Begin = begin;
        IsTorn = isTorn;
    }

    /// <summary>The first bytes that the file had when it was opened.</summary>
    public byte[] Begin { get; }

    /// <summary>
    /// Whether the last line that the file had when it was opened is not whole, because a disk was full or a machine went down.
    /// </summary>
    public bool IsTorn { get; }

    /// <summary>Opens or creates a file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="head">How many of its first bytes are read.</param>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be read or written.</exception>
    public static AppendFile Open(string path, int head)
    {
        using var file = PrivateFile.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        var begin = new byte[(int)Math.Min(head, file.Length)];
        var count = file.Read(begin, 0, begin.Length);
        Array.Resize(ref begin, count);
        var isTorn = false;
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            isTorn = file.ReadByte() is not ('\n' or -1);
        }

        var isWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        var handle = isWindows
            ? CreateFile(
                path, AppendData | Synchronize, (uint)(FileShare.ReadWrite | FileShare.Delete), IntPtr.Zero, OpenExisting, 0, IntPtr.Zero)
            : OpenUnix(path, WriteOnly | AppendFlags);
        if (handle.IsInvalid)
        {
            var cause = Cause();
            handle.Dispose();
            throw cause;
        }

        if (UnixFile.Of(handle) is { } opened && UnixFile.Of(file.SafeFileHandle) is { } checkedBefore && !opened.IsSameAs(checkedBefore))
        {
            handle.Dispose();
            throw new IOException($"'{path}' was replaced while it was being opened.");
        }

        return new AppendFile(handle, isWindows ? new FileStream(handle, FileAccess.Write, bufferSize: 1) : null, begin, isTorn);
    }

    /// <summary>Writes one piece to the end.</summary>
    /// <exception cref="IOException">It could not be written as a whole.</exception>
    public void Append(byte[] piece, int length)
    {
        if (_stream is not null)
        {
            _stream.Write(piece, 0, length);
            _stream.Flush();
            return;
        }

        if (Write(piece, length) < length)
        {
            throw new IOException("There is no space left for a whole line.");
        }
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _handle.Dispose();
    }

    // O_APPEND | O_CLOEXEC.
    private static int AppendFlags => RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? 0x8 | 0x1000000 : 0x400 | 0x80000;

    private int Write(byte[] piece, int length)
    {
        while (true)
        {
            var written = (long)WriteUnix(_handle, piece, (UIntPtr)length);
            if (written >= 0)
            {
                return (int)written;
            }

            if (Marshal.GetLastWin32Error() != Interrupted)
            {
                throw Cause();
            }
        }
    }

    private static IOException Cause() => new(new Win32Exception(Marshal.GetLastWin32Error()).Message);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern SafeFileHandle OpenUnix([MarshalAs(UnmanagedType.LPStr)] string path, int flags);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern IntPtr WriteUnix(SafeFileHandle file, byte[] piece, UIntPtr length);

    [DllImport("kernel32", EntryPoint = "CreateFileW", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle CreateFile(
        [MarshalAs(UnmanagedType.LPWStr)] string path, uint access, uint share, IntPtr security, uint mode, uint flags, IntPtr template);
}
