using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

public sealed class SourceTests
{
    private static readonly string[] s_textFiles =
        [
            ".cs", ".csproj", ".props", ".targets", ".json", ".md", ".ps1", ".psd1", ".ps1xml", ".xml", ".txt", ".sh", ".csv", ".nuspec",
            ".yml"];

    // The file, and what stands there that only looks like the banned word.
    private static readonly Dictionary<string, string> s_harmless = new(StringComparer.Ordinal)
    {
        ["src/FbaOutbound.Core/Http/RetryRules.cs"] = "arguments.Outcome.Result",
        ["src/FbaOutbound.Core/Http/RequestPipeline.cs"] = "call.Result",
        ["src/FbaOutbound.Core/Http/HttpTransport.cs"] = "places.Wait(0)",
    };

    public static TheoryData<string, string, string> Banned => new()
    {
        { @"\bConsole\.", "src/FbaOutbound.(Sandbox.Server|Help)/", "the output belongs to the engine" },
        { @"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b", "", "time comes from a TimeProvider" },
        { @"\bThread\.Sleep\b", "", "a wait ends with its token" },
        { @"\bTask\.Delay\((?!.*[tT]ime)", "", "a wait goes by a TimeProvider" },
        { @"\.Result\b", "", "a task is awaited" },
        { @"(?<!Monitor)\.Wait\(", "", "a task is awaited" },
        { @"\basync void\b", "", "an exception of async void ends the process" },
        { @"\bAssembly\.LoadFile\b", "", "it gives types a second identity" },
        { @"\bServicePointManager\b", "", "it is the state of other jobs, too" },
        { @"\bHttpClient\(\)", "", "clients come from the session's transport" },
        {
            @"ServerCertificateCustomValidationCallback|ServerCertificateValidationCallback|RemoteCertificateValidationCallback|DangerousAccept|CheckCertificateRevocationList = false|AllowAutoRedirect = true",
            "", "a certificate is always checked, and a token follows nothing"
        },
        {
            @"#nullable disable|#pragma warning disable(?! [A-Z]+\d+(, [A-Z]+\d+)* //)", "",
            "a warning is fixed, or its suppression says why"
        },
    };

    // What real time is for in the tests.
    private static readonly Dictionary<string, string> s_realTime = new(StringComparer.Ordinal)
    {
        ["tests/Benchmarks/"] = "they measure real time",
        ["tests/Shared/PostgreSql/WorkerRun.cs"] = "other processes work on a database, and one of them is ended in the middle",
        ["tests/FbaOutbound.PostgreSql.Tests/JournalStoreTests.cs"] = "a lease ends by the clock of the database",
        ["tests/FbaOutbound.PostgreSql.Tests/QuotaStoreTests.cs"] = "the database reckons with its own clock",
        ["tests/FbaOutbound.Core.Tests/Http/LoopbackTests.cs"] = "a certificate is valid on the system's clock",
        ["tests/FbaOutbound.Core.Tests/Http/LoopbackFaultTests.cs"] = "a response drips over a real connection",
        ["tests/FbaOutbound.Core.Tests/Hostile/HostileEndpointTests.cs"] = "a certificate is valid on the system's clock",
    };

    public static TheoryData<string> Folders => ["src", "tests", "docs", "formats", "samples"];

    [Theory]
    [MemberData(nameof(Banned))]
    public void NothingBannedIsUsed(string pattern, string allowedIn, string reason)
    {
        var found = from path in Repository.Files("src", ".cs")
                    where allowedIn.Length == 0 || !Regex.IsMatch(path, "^" + allowedIn)
                    from line in Repository.Read(path).Split('\n').Select((text, index) => (Text: text, Number: index + 1))
                    where Regex.IsMatch(WithoutHarmless(path, line.Text), pattern)
                    select $"{path}:{line.Number}: {line.Text.Trim()} ({reason})";
        Assert.Empty(found);
    }

    // A task that never ends by itself is no wait for time, and a delay that is given a clock goes by it.
    [Fact]
    public void TestsDoNotWaitForRealTime()
    {
        var used = (
            from path in Repository.Files("tests", ".cs")
            from line in Repository.Read(path).Split('\n').Select((text, index) => (Text: text, Number: index + 1))
            where Regex.IsMatch(
                line.Text,
                @"\bDateTime(Offset)?\.(Utc)?(Now|Today)\b|\bThread\.Sleep\(|\bTask\.Delay\((?!Timeout\.Infinite\b|.*([tT]ime|[cC]lock)\b)")
            select (Path: path, Place: $"{path}:{line.Number}: {line.Text.Trim()}")).ToList();
        bool IsAllowed(string path) => s_realTime.Keys.Any(allowed => path.StartsWith(allowed, StringComparison.Ordinal));
        Assert.Empty(used.Where(one => !IsAllowed(one.Path)).Select(one => one.Place));
        Assert.All(
            s_realTime.Keys, allowed => Assert.Contains(used, one => one.Path.StartsWith(allowed, StringComparison.Ordinal)));
    }

    [Fact]
    public void TheHarmlessLinesAreStillThere() =>
        Assert.All(s_harmless, entry => Assert.Contains(entry.Value, Repository.Read(entry.Key), StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Folders))]
    public void TextFilesAreUtf8WithoutAMarkWithLineFeedsAndAFinalOne(string folder) => Assert.All(Texts(folder).Where(IsOurs), path =>
    {
        var bytes = File.ReadAllBytes(Path.Combine(Repository.Root, path));
        Assert.False(bytes.AsSpan().StartsWith((byte[])[0xEF, 0xBB, 0xBF]), $"{path} has a byte order mark");
        Assert.False(bytes.Contains((byte)'\r'), $"{path} has a carriage return");
        Assert.True(bytes.Length == 0 || bytes[^1] == (byte)'\n', $"{path} has no final line feed");
        Assert.False(
            bytes.AsSpan().IndexOf("\uFFFD"u8) >= 0 && !path.EndsWith("Tests.cs", StringComparison.Ordinal),
            $"{path} has lost a character");
    });

    // Files as shops write them, byte for byte.
    private static bool IsOurs(string path) => !path.Contains("/OrderFiles/Samples/", StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Folders))]
    public void NothingIsLeftToDoInAComment(string folder) =>
        Assert.All(
            Texts(folder), path => Assert.DoesNotMatch(@"(//|#|<!--)\s*(TO" + "DO|FIX" + "ME|HA" + "CK|X" + "XX)", Repository.Read(path)));

    private static IEnumerable<string> Texts(string folder) =>
        Directory.Exists(Path.Combine(Repository.Root, folder)) ? Repository.Files(folder, s_textFiles) : [];

    private static string WithoutHarmless(string path, string line) =>
        s_harmless.TryGetValue(path, out var harmless) ? line.Replace(harmless, "", StringComparison.Ordinal) : line;
}
