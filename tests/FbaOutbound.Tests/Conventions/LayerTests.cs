using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

/// <summary>Folders are layers: docs/architecture.md has the list of each project, and a folder uses only folders above it.</summary>
public sealed class LayerTests
{
    public static readonly TheoryData<string> Projects = ["FbaOutbound.Core", "FbaOutbound"];

    // Reading an assembly takes seconds, and several tests need what it says.
    private static readonly Lazy<List<TypeUse>> s_usesOfCore = new(() => Read(Repository.Core));
    private static readonly Lazy<List<TypeUse>> s_usesOfCmdlets = new(() => Read(Repository.Cmdlets));

    [Theory]
    [MemberData(nameof(Projects))]
    public void AFolderUsesOnlyFoldersAboveIt(string project)
    {
        var layers = Layers(project);
        var places = layers.Select((layer, index) => (layer.Name, Index: index)).ToDictionary(layer => layer.Name, layer => layer.Index);
        var uses = Uses(project);
        Assert.NotEmpty(uses);
        Assert.DoesNotContain(
            uses.SelectMany(use => new[] { FolderOf(use.User), FolderOf(use.Used) }), folder => !places.ContainsKey(folder));
        Assert.Empty(
            uses.Where(use => places[FolderOf(use.Used)] > places[FolderOf(use.User)]).Select(use => $"{use.User} uses {use.Used}"));
    }

    // What the list says that a folder uses is what it uses: no less, so that a new tie is seen where it is made, and no more.
    [Theory]
    [MemberData(nameof(Projects))]
    public void TheListSaysWhatEachFolderUses(string project)
    {
        var used = Uses(project).ToLookup(use => FolderOf(use.User), use => FolderOf(use.Used));
        Assert.All(
            Layers(project),
            layer => Assert.Equal(used[layer.Name].Distinct().Order(StringComparer.Ordinal), layer.Uses.Order(StringComparer.Ordinal)));
    }

    // A protocol that knows another one is not a folder that can be removed.
    [Fact]
    public void AProtocolUsesNoOtherProtocol()
    {
        var protocols = Layers("FbaOutbound.Core").Where(layer => layer.Name.StartsWith("Protocols.", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, protocols.Count);
        Assert.All(protocols, layer => Assert.DoesNotContain(layer.Uses, name => name.StartsWith("Protocols.", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void AFolderIsANamespace(string project)
    {
        Assert.All(Repository.Files($"src/{project}", ".cs"), path =>
        {
            var folder = path.Split('/')[2..^1];
            var expected = folder is ["Errors"] && project == "FbaOutbound.Core" || folder.Length == 0
                ? "FbaOutbound"
                : $"FbaOutbound.{string.Join('.', folder)}";
            var spaces = Regex.Matches(Repository.Read(path), @"^namespace ([\w.]+);", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value).ToList();
            Assert.True(spaces.Count == 0 || spaces.Contains(expected), $"{path} is in {string.Join(", ", spaces)}");
        });
    }

    private sealed record Layer(string Name, IReadOnlyList<string> Uses);

    private static List<Layer> Layers(string project)
    {
        var text = Repository.Read("docs/architecture.md");
        var section = text[text.IndexOf($"### The folders of {project}\n", StringComparison.Ordinal)..];
        var rows = Regex.Matches(
            section[..Math.Max(section.IndexOf("\n#", 4, StringComparison.Ordinal), 0)],
            @"^\| `([\w/]+)` \|[^|]*\| ([^|]*) \|$",
            RegexOptions.Multiline);
        Assert.NotEmpty(rows);
        return [.. rows.Select(row => new Layer(
            row.Groups[1].Value.Replace('/', '.'),
            [
                .. row.Groups[2].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Where(name => name != "–")
                    .Select(name => name.Replace('/', '.'))]))];
    }

    private static List<TypeUse> Uses(string project) => (project == "FbaOutbound" ? s_usesOfCmdlets : s_usesOfCore).Value;

    private static List<TypeUse> Read(Assembly assembly) =>
    [
        .. AssemblyUses.Of(assembly).Where(use => IsOurs(use.User) && IsOurs(use.Used) && FolderOf(use.User) != FolderOf(use.Used)),
    ];

    private static bool IsOurs(string type) => type.StartsWith("FbaOutbound.", StringComparison.Ordinal);

    // Public exceptions are in the namespace FbaOutbound, whatever folder they lie in.
    private static string FolderOf(string type)
    {
        var space = type[..type.LastIndexOf('.')];
        return space == "FbaOutbound" ? "Errors" : space["FbaOutbound.".Length..];
    }
}
