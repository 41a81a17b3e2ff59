using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

#if SANDBOX
namespace FbaOutbound.Sandbox;
#else
namespace FbaOutbound.Storage;
#endif

/// <summary>
/// Files that only their owner may read and write. Only regular files are opened: a device, a pipe or a socket keeps nothing, and its
/// rights are the machine's. The rights of a file that was there before are left alone; <see cref="Exposure"/> reports them.
/// </summary>
internal static class PrivateFile
{
    private const uint OwnerOnly = 0b110_000_000;
    private const int DiskFile = 1;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LockViolation = unchecked((int)0x80070021);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Opens or creates a file, and locks it against other writers until it is closed or the process ends.</summary>
    /// <exception cref="IOException">The file cannot be opened; <see cref="IsLocked"/> says whether another one has it.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static FileStream OpenAlone(string path) =>
        // On Unix any share but none is a lock that two writers can hold at once. It hinders no reader but .NET programs.
        Open(path, FileMode.OpenOrCreate, IsWindows ? FileShare.Read : FileShare.None, bufferSize: 1);

    /// <summary>Opens a file for reading and writing, or as <paramref name="access"/> says.</summary>
    /// <exception cref="NotAFileException">The path is something else than a regular file, or has a control character in it.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <inheritdoc cref="OpenAlone"/>
    public static FileStream Open(
        string path, FileMode mode, FileShare share, int bufferSize, FileAccess access = FileAccess.ReadWrite)
    {
        if (FlawOf(path) is { } flaw)
        {
            throw new NotAFileException($"'{Shown(path)}' {flaw}.");
        }

        // Asked before it is opened, too: opening a pipe can wait forever, and opening a device can do something.
        var before = UnixFile.At(path);
        Require(path, before);
        if (Directory.Exists(path))
        {
            throw new NotAFileException($"'{path}' is a folder, not a file.");
        }

        var existed = File.Exists(path);
        FileStream stream;
        try
        {
            stream = new FileStream(path, mode, access, share, bufferSize);
        }
        catch (Exception exception) when (exception is DirectoryNotFoundException || IsWithoutFolder(path, exception))
        {
            throw new DirectoryNotFoundException($"Folder not found: '{FolderOf(path)}'.", exception);
        }

        try
        {
            var opened = UnixFile.Of(stream.SafeFileHandle);
            Require(path, opened);
            if (IsWindows && GetFileType(stream.SafeFileHandle) != DiskFile)
            {
                throw new NotAFileException($"'{path}' is a device, not a file.");
            }

            // .NET says of a link to nothing that it exists.
            var isNew = opened is null ? !existed : before is null;
            if (isNew && stream.Length == 0 && !IsWindows)
            {
                _ = ChangeMode(stream.SafeFileHandle, OwnerOnly);
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>
    /// A sentence that says that others may read or change a file, and what to do; null if they may not. On Windows a file has the
    /// rights of its folder.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What the file holds.</param>
    public static string? Exposure(string path, string content) =>
        UnixFile.At(path) is { IsRegular: true, IsOpenToOthers: true } file
            ? $"Other users of this machine can open '{path}' (mode {Convert.ToString(file.Mode & 0xFFF, 8)}), which contains {content}. Run: "
                + $"chmod 600 '{path}'"
            : null;

    /// <summary>
    /// Returns why a path cannot be used for a file, whatever the system allows; null if it can. A line break in a name comes from a text
    /// that was read wrongly.
    /// </summary>
    public static string? FlawOf(string path)
    {
        var at = path.TakeWhile(character => !IsControl(character)).Count();
        return at < path.Length
            ? string.Format(CultureInfo.InvariantCulture, "has a control character (U+{0:X4}) in its path", (int)path[at])
            : null;
    }

    /// <summary>The path without the characters that a terminal obeys.</summary>
    public static string Shown(string path) => string.Concat(path.Select(character => IsControl(character) ? '?' : character));

    /// <summary>What happened to the name of an open file; null if it still leads to the file. Windows prevents such changes.</summary>
    public static string? Missed(FileStream stream, string path)
    {
        if (UnixFile.Of(stream.SafeFileHandle) is not { } open)
        {
            return null;
        }

        return UnixFile.At(path) is not { } there ? "it was deleted during the run"
            : there.IsSameAs(open) ? null
            : "it was replaced by another file during the run";
    }

    /// <summary>Whether a file could not be opened because another writer has it.</summary>
    public static bool IsLocked(IOException exception) => IsWindows
        ? exception.HResult is SharingViolation or LockViolation
        : exception.HResult is WouldBlockOnLinux or WouldBlockOnMac;

    private static bool IsControl(char character) => char.IsControl(character) || character is '\u2028' or '\u2029';

    private static string? FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path));

    // A path that ends with a slash is refused as a folder, also if there is none, and so is one that leads through a file.
    private static bool IsWithoutFolder(string path, Exception exception) =>
        exception is UnauthorizedAccessException or IOException && FolderOf(path) is { } folder && !Directory.Exists(folder)
            && (
                File.Exists(folder)
                    || path[path.Length - 1] == Path.DirectorySeparatorChar || path[path.Length - 1] == Path.AltDirectorySeparatorChar);

    private static void Require(string path, UnixFile? file)
    {
        if (file is { IsRegular: false } other)
        {
            throw new NotAFileException($"'{path}' is {other.Kind}, not a file.");
        }
    }

    [DllImport("libc", EntryPoint = "fchmod")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeMode(SafeFileHandle file, uint mode);

    [DllImport("kernel32", EntryPoint = "GetFileType")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetFileType(SafeFileHandle file);
}

/// <summary>A path that is something else than a regular file. It was not changed.</summary>
internal sealed class NotAFileException(string message) : IOException(message);
