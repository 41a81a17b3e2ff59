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
            "a warning is mended, or its suppression says why"
        },
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
