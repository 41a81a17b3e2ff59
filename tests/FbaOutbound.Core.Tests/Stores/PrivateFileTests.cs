using System;
using System.Diagnostics;
using System.IO;
using FbaOutbound.Core.Tests.Journal;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using FbaOutbound.Storage;
using FbaOutbound.Stores;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Stores;

/// <summary>
/// What is opened for a journal or a quota store. The devices are made in a folder of the test: no test touches the machine's own.
/// </summary>
public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everybody = Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fba");

    public static TheoryData<string> Others =>
        ["pipe", "link to a pipe", "socket", "device", "link to a device", "folder", "link to a folder"];

    private string FilePath => Path.Combine(_folder.FullName, "file");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Others))]
    public void OnlyRegularFilesAreOpenedAndNothingElseIsChanged(string kind)
    {
        if (OperatingSystem.IsWindows() || !TryMake(kind))
        {
            return;
        }

        var mode = File.GetUnixFileMode(FilePath);
        var error = Assert.Throws<NotAFileException>(() => PrivateFile.OpenAlone(FilePath));
        Assert.Equal($"'{FilePath}' is a {Word(kind)}, not a file.", error.Message);
        var journal = Assert.Throws<JournalException>(() => FileJournalStore.Open(FilePath, JournalFiles.Owner));
        Assert.Contains($"is a {Word(kind)}, not a file. Nothing was sent.", journal.Message, StringComparison.Ordinal);
        var quotas = Assert.Throws<QuotaStoreException>(() => FileQuotaStore.Open(FilePath, new ManualTimeProvider()));
        Assert.Contains($"is a {Word(kind)}, not a file.", quotas.Message, StringComparison.Ordinal);
        Assert.Equal(mode, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void ALinkToAFileIsTheFileAndALinkToNothingMakesIt()
    {
        var target = Path.Combine(_folder.FullName, "target");
        File.CreateSymbolicLink(FilePath, target);
        PrivateFile.OpenAlone(FilePath).Dispose();
        Assert.True(File.Exists(target));
        PrivateFile.OpenAlone(FilePath).Dispose();
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(target) == Owner);
    }

    [Fact]
    public void AMissingFolderIsNamed()
    {
        var path = Path.Combine(_folder.FullName, "no", "file");
        var expected = $"Folder not found: '{Path.Combine(_folder.FullName, "no")}'.";
        Assert.Equal(expected, Assert.Throws<DirectoryNotFoundException>(() => PrivateFile.OpenAlone(path)).Message);
        Assert.Contains(
            expected,
            Assert.Throws<JournalException>(() => FileJournalStore.Open(path, JournalFiles.Owner)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            expected,
            Assert.Throws<QuotaStoreException>(() => FileQuotaStore.Open(path, new ManualTimeProvider())).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no/", "no")]
    [InlineData("there/", "there")]
    [InlineData("there/no", "there")]
    public void AFolderThatDoesNotExistIsNotFoundHoweverThePathEnds(string path, string missing)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "there"), "");
        path = Path.Combine(_folder.FullName, path);
        var expected = $"Folder not found: '{Path.Combine(_folder.FullName, missing)}'.";
        Assert.Equal(expected, Assert.Throws<DirectoryNotFoundException>(() => PrivateFile.OpenAlone(path)).Message);
        Assert.Contains(
            expected,
            Assert.Throws<JournalException>(() => FileJournalStore.Open(path, JournalFiles.Owner)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            expected,
            Assert.Throws<QuotaStoreException>(() => FileQuotaStore.Open(path, new ManualTimeProvider())).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('\n', "U+000A")]
    [InlineData('\r', "U+000D")]
    [InlineData('\t', "U+0009")]
    [InlineData('\0', "U+0000")]
    [InlineData('\u001B', "U+001B")]
    [InlineData('\u007F', "U+007F")]
    [InlineData('\u0085', "U+0085")]
    [InlineData('\u2028', "U+2028")]
    public void APathWithAControlCharacterIsRefusedAndShownWithoutIt(char character, string name)
    {
        var path = Path.Combine(_folder.FullName, $"a{character}b");
        Exception[] errors =
        [
            Assert.Throws<NotAFileException>(() => PrivateFile.OpenAlone(path)),
            Assert.Throws<JournalException>(() => FileJournalStore.Open(path, JournalFiles.Owner)),
            Assert.Throws<QuotaStoreException>(() => FileQuotaStore.Open(path, new ManualTimeProvider())),
        ];
        Assert.All(errors, error =>
        {
            Assert.Contains($"a?b' has a control character ({name}) in its path", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(character, error.Message);
        });
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("")]
    [InlineData("something")]
    public void AFileThatWasThereKeepsItsRightsAndIsReported(string content)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.WriteAllText(FilePath, content);
        File.SetUnixFileMode(FilePath, Everybody);
        PrivateFile.OpenAlone(FilePath).Dispose();
        Assert.Equal(Everybody, File.GetUnixFileMode(FilePath));
        Assert.Equal(
            $"Other users of this machine can open '{FilePath}' (mode 644), which contains addresses. Run: chmod 600 '{FilePath}'",
            PrivateFile.Exposure(FilePath, "addresses"));
        File.SetUnixFileMode(FilePath, Owner);
        Assert.Null(PrivateFile.Exposure(FilePath, "addresses"));
    }

    private static string Word(string kind) => kind.Split(' ')[^1] is "pipe" ? "named pipe" : kind.Split(' ')[^1];

    private bool TryMake(string kind)
    {
        var link = kind.StartsWith("link to a ", StringComparison.Ordinal);
        var path = link ? FilePath + "-target" : FilePath;
        if (link)
        {
            File.CreateSymbolicLink(FilePath, path);
        }

        switch (kind.Split(' ')[^1])
        {
            case "pipe":
                return Run("mkfifo", path);
            case "socket":
                using (var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix,
                    System.Net.Sockets.SocketType.Stream, 0))
                {
                    socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
                }

                return File.Exists(path) || Run("python3", "-c", $"import socket; socket.socket(socket.AF_UNIX).bind('{path}')");
            case "device":
                return Environment.UserName == "root" && Run("mknod", "-m", "666", path, "c", "1", "3");
            default:
                Directory.CreateDirectory(path);
                return true;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
