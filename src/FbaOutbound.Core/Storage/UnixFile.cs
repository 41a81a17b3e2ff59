using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

#if SANDBOX
namespace FbaOutbound.Sandbox;
#else
namespace FbaOutbound.Storage;
#endif

/// <summary>What a Unix system says of a path or of an open file. .NET tells neither the kind nor, before version 7, the rights.</summary>
internal readonly struct UnixFile
{
    private const int KindMask = 0xF000;
    private const int BufferLength = 256;
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint KindModeAndInode = 0x1 | 0x2 | 0x100;

    private UnixFile(int mode, ulong inode, ulong device) => (Mode, Inode, Device) = (mode, inode, device);

    /// <summary>The rights and the kind.</summary>
    public int Mode { get; }

    private ulong Inode { get; }

    private ulong Device { get; }

    public bool IsRegular => (Mode & KindMask) == 0x8000;

    /// <summary>Whether anybody but the owner may read or change it.</summary>
    public bool IsOpenToOthers => (Mode & 0b000_111_111) != 0;

    /// <summary>What it is, with its article.</summary>
    public string Kind => (Mode & KindMask) switch
    {
        0x1000 => "a named pipe",
        0x4000 => "a folder",
        0xC000 => "a socket",
        _ => "a device",
    };

    /// <summary>Asks about a path, symbolic links followed; null if there is nothing, or nothing can be asked.</summary>
    public static UnixFile? At(string path) => Ask(path, handle: null);

    /// <summary>Asks about an open file; null if nothing can be asked.</summary>
    public static UnixFile? Of(SafeFileHandle handle) => Ask("", handle);

    public bool IsSameAs(in UnixFile other) => Inode == other.Inode && Device == other.Device;

    private static UnixFile? Ask(string path, SafeFileHandle? handle)
    {
        var isHeld = false;
        try
        {
            handle?.DangerousAddRef(ref isHeld);
            var descriptor = handle is null ? -1 : (int)handle.DangerousGetHandle();
            return RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? AskLinux(path, descriptor)
                : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? AskMac(path, descriptor)
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return null;
        }
        finally
        {
            if (isHeld)
            {
                handle!.DangerousRelease();
            }
        }
    }

    // The layout of statx is the same on every processor.
    private static UnixFile? AskLinux(string path, int descriptor)
    {
        var buffer = new byte[BufferLength];
        var answer = descriptor < 0
            ? StatX(CurrentFolder, path, 0, KindModeAndInode, buffer)
            : StatX(descriptor, "", EmptyPath, KindModeAndInode, buffer);
        return answer == 0
            ? new UnixFile(BitConverter.ToUInt16(buffer, 28), BitConverter.ToUInt64(buffer, 32), BitConverter.ToUInt64(buffer, 136))
            : null;
    }

    private static UnixFile? AskMac(string path, int descriptor)
    {
        var buffer = new byte[BufferLength];
        var isArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
        var answer = (descriptor < 0, isArm) switch
        {
            (true, true) => Stat(path, buffer),
            (true, false) => StatOnIntel(path, buffer),
            (false, true) => StatOpen(descriptor, buffer),
            _ => StatOpenOnIntel(descriptor, buffer),
        };
        return answer == 0
            ? new UnixFile(BitConverter.ToUInt16(buffer, 4), BitConverter.ToUInt64(buffer, 8), BitConverter.ToUInt32(buffer, 0))
            : null;
    }

    [DllImport("libc", EntryPoint = "statx", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(int folder, [MarshalAs(UnmanagedType.LPStr)] string path, int flags, uint mask, [Out] byte[] answer);

    [DllImport("libc", EntryPoint = "stat", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPStr)] string path, [Out] byte[] answer);

    [DllImport("libc", EntryPoint = "stat$INODE64", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOnIntel([MarshalAs(UnmanagedType.LPStr)] string path, [Out] byte[] answer);

    [DllImport("libc", EntryPoint = "fstat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOpen(int descriptor, [Out] byte[] answer);

    [DllImport("libc", EntryPoint = "fstat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatOpenOnIntel(int descriptor, [Out] byte[] answer);
}
