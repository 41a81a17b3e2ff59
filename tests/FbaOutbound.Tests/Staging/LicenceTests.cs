using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Tests.Conventions;
using Xunit;

namespace FbaOutbound.Tests.Staging;

/// <summary>Whoever gets the module gets the licences of what is in it.</summary>
public sealed partial class LicenceTests
{
    private const string Notices = "THIRD-PARTY-NOTICES.md";

    // Staged where the part for databases is built.
    private static readonly string[] s_ofDatabases = ["Npgsql.dll"];

    [Fact]
    public void TheNoticesGoWithTheModule() =>
        Assert.Equal(Repository.Read(Notices), File.ReadAllText(Path.Combine(Repository.Module, Notices)));

    [Fact]
    public void EveryLibraryThatIsShippedIsListedAndNothingElse()
    {
        var shipped = Shipped().Select(Path.GetFileName).ToHashSet();
        Assert.Empty(shipped.Except(Listed().Select(row => row.Assembly)));
        Assert.Empty(Listed().Select(row => row.Assembly).Except(shipped).Except(s_ofDatabases));
    }

    [Fact]
    public void TheListedVersionsAreTheRestoredOnes()
    {
        var restored = Repository.Read("src/FbaOutbound/obj/project.assets.json")
            + Repository.Read("src/FbaOutbound.Files/obj/project.assets.json")
            + Repository.Read("src/FbaOutbound.Sandbox.Server/obj/project.assets.json");
        Assert.All(
            Listed().Where(row => !s_ofDatabases.Contains(row.Assembly)),
            row => Assert.Contains($"\"{row.Package}/{row.Version}\": {{", restored, StringComparison.Ordinal));
    }

    [Fact]
    public void EachLicenceHasItsText() =>
        Assert.All(
            Listed().Select(row => row.Licence).Distinct(),
            licence => Assert.Contains($"\n## {licence}: ", Repository.Read(Notices), StringComparison.Ordinal));

    [Theory]
    [InlineData("<NuGetAudit>true</NuGetAudit>")]
    [InlineData("<NuGetAuditMode>all</NuGetAuditMode>")]
    [InlineData("<NuGetAuditLevel>low</NuGetAuditLevel>")]
    [InlineData("NU1901;NU1902;NU1903;NU1904")]
    public void AVulnerablePackageEndsTheBuild(string setting) =>
        Assert.Contains(setting, Repository.Read("Directory.Build.props"), StringComparison.Ordinal);

    private static IEnumerable<string> Shipped() => Directory.GetFiles(Repository.Module, "*.dll", SearchOption.AllDirectories)
        .Where(file => !Path.GetFileName(file).StartsWith("FbaOutbound", StringComparison.Ordinal));

    private static List<(string Package, string Version, string Assembly, string Licence)> Listed() =>
        [
            .. Row().Matches(Repository.Read(Notices))
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value))];

    [GeneratedRegex(@"^\| ([\w.]+) \| ([\d.]+) \| `([\w.]+)` \| ([\w.-]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
