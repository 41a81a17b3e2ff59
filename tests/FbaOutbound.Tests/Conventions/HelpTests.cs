using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using FbaOutbound.Rows;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

/// <summary>The staged help is compared with the classes, which are read here by other code than the generator's.</summary>
public sealed class HelpTests
{
    private static readonly XNamespace s_maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace s_command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace s_dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private static readonly Dictionary<string, XElement> s_help = XDocument.Load(
        Path.Combine(Repository.Module, "en-US/FbaOutbound.dll-Help.xml"))
        .Descendants(s_command + "command").ToDictionary(
            help => help.Element(s_command + "details")!.Element(s_command + "name")!.Value, StringComparer.Ordinal);

    private static readonly IReadOnlyList<(string Name, string Text)> s_topics =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Module, "en-US"), "about_*.help.txt").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path).Split('.')[0], File.ReadAllText(path))),
    ];

    public static TheoryData<string> Names => CmdletTests.Names;

    [Fact]
    public void EveryCmdletHasHelpAndNothingElse() =>
        Assert.Equal(CmdletClass.All.Select(cmdlet => cmdlet.Name), s_help.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSynopsisAndTheDescriptionAreSentences(string name)
    {
        var (_, help) = Find(name);
        var details = help.Element(s_command + "details")!;
        Assert.Equal(name, $"{details.Element(s_command + "verb")!.Value}-{details.Element(s_command + "noun")!.Value}");
        foreach (var paragraph in Paragraphs(details).Concat(Paragraphs(help)))
        {
            Assert.EndsWith(".", paragraph, StringComparison.Ordinal);
        }

        Assert.Single(Paragraphs(details));
        Assert.NotEmpty(Paragraphs(help));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSyntaxShowsEveryParameterSet(string name)
    {
        var (cmdlet, help) = Find(name);
        var declared = cmdlet.ParameterSets.Select(set => string.Join(' ', cmdlet.Parameters
            .Where(parameter => parameter.In(set) is not null)
            .Select(parameter => Describe(parameter, parameter.In(set)!))
            .Concat(EngineParameters(cmdlet))
            .Order(StringComparer.Ordinal)));
        var shown = help.Element(s_command + "syntax")!.Elements(s_command + "syntaxItem").Select(item => string.Join(' ', item
            .Elements(s_command + "parameter").Select(Describe).Order(StringComparer.Ordinal)));
        Assert.Equal(declared.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheParametersAreThoseOfTheClass(string name)
    {
        var (cmdlet, help) = Find(name);
        var declared = cmdlet.Parameters
            .Select(
                parameter =>
                    Describe(
                        parameter, parameter.Sets.Values.First() with { IsMandatory = parameter.Sets.Values.All(use => use.IsMandatory) }))
            .Concat(EngineParameters(cmdlet));
        Assert.Equal(declared.Order(StringComparer.Ordinal), Parameters(help).Select(Describe).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryParameterIsDescribedInSentences(string name)
    {
        foreach (var parameter in Parameters(Find(name).Help))
        {
            var paragraphs = Paragraphs(parameter);
            Assert.NotEmpty(paragraphs);
            Assert.All(paragraphs, paragraph => Assert.Matches(@"^[A-Z].*[.""]$", paragraph));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryDefaultThatTheClassDocumentsIsInTheHelp(string name)
    {
        var (cmdlet, help) = Find(name);
        foreach (var parameter in cmdlet.Parameters)
        {
            var hasDefault = Documentation.Summary(parameter.Property).Contains("<value>The default value is ", StringComparison.Ordinal);
            var text = string.Join(' ', Paragraphs(Parameters(help).Single(element => Name(element) == parameter.Name)));
            var isSaid = text.Contains("The default value is ", StringComparison.Ordinal) || text.Contains("By default ", StringComparison.Ordinal);
            Assert.True(!hasDefault || isSaid, $"{parameter.Name}: {text}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheOutputsAreThoseOfTheClass(string name)
    {
        var (cmdlet, help) = Find(name);
        var declared = cmdlet.OutputTypes.Where(type => type != typeof(void)).Select(type => type.FullName!);
        var shown = Types(help.Element(s_command + "returnValues")!).Where(type => type != "None");
        Assert.Equal(declared.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.All(help.Descendants(s_command + "returnValue"), value => Assert.NotEmpty(Paragraphs(value)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheInputsAreNamed(string name)
    {
        var (cmdlet, help) = Find(name);
        var takesInput = cmdlet.Parameters.Any(parameter => parameter.Sets.Values.Any(use => use.FromPipeline));
        Assert.Equal(takesInput, !Types(help.Element(s_command + "inputTypes")!).Contains("None"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThereAreThreeExamplesOrMoreAndEachIsSelfContained(string name)
    {
        var examples = Find(name).Help.Descendants(s_command + "example").ToList();
        Assert.True(examples.Count >= 3);
        for (var i = 0; i < examples.Count; i++)
        {
            var title = examples[i].Element(s_maml + "title")!.Value;
            Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Example {i + 1}: "), title, StringComparison.Ordinal);
            Assert.Contains(
                title.EndsWith("with an account", StringComparison.Ordinal) ? "Connect-FbaSession -"
                    : name.EndsWith("SandboxServer", StringComparison.Ordinal) ? "Start-FbaSandboxServer"
                    : "Connect-FbaSession -Sandbox",
                Code(examples[i]),
                StringComparison.Ordinal);
            Assert.EndsWith(".", examples[i].Element(s_dev + "remarks")!.Element(s_maml + "para")!.Value, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheLinesOfExamplesFitTheConsole(string name) => Assert.All(
        Find(name).Help.Descendants(s_command + "example").SelectMany(example => Code(example).Split('\n')),
        line => Assert.True(line.Length <= 76, line));

    [Theory]
    [MemberData(nameof(Names))]
    public void TheRelatedLinksLeadSomewhere(string name)
    {
        var links = Links(name).Skip(1).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Equal("", link.Address));
        Assert.Empty(links.Select(link => link.Text).Except(s_help.Keys).Except(s_topics.Select(topic => topic.Name)));
    }

    // Get-Help -Online opens the first link that has an address.
    [Theory]
    [MemberData(nameof(Names))]
    public void TheFirstLinkIsTheAddressOfThePage(string name)
    {
        var page = $"docs/cmdlets/{name}.md";
        Assert.True(File.Exists(Path.Combine(Repository.Root, page)));
        Assert.Equal(("Online version:", $"{Repository.ManifestText("ProjectUri")}/blob/main/{page}"), Links(name).First());
    }

    // The engine shows the line breaks and the indentation of a paragraph as they stand.
    [Fact]
    public void EveryParagraphIsOneLine() =>
        Assert.DoesNotContain(
            s_help.Values.SelectMany(help => help.Descendants(s_maml + "para")),
            paragraph => paragraph.Value.Contains('\n', StringComparison.Ordinal));

    [Fact]
    public void TheErrorsThatHelpNamesExist()
    {
        var ids = ErrorIdTests.Ids.ToHashSet(StringComparer.Ordinal);
        var text = string.Join(' ', s_help.Values.SelectMany(Paragraphs));
        Assert.Empty(Matches(text, @"[Ee]rror (?:is )?([A-Z][a-z]+[A-Z]\w+)").Except(ids));
    }

    [Fact]
    public void TheHelpOfItemListsTheColumnsOfAnItem()
    {
        var item = Parameters(s_help["New-FbaFulfillmentOrder"]).Single(parameter => Name(parameter) == "Item");
        var text = string.Join(' ', Paragraphs(item));
        Assert.All(OrderColumns.OfItem, column => Assert.Matches($@"\b{column.Name}\b", text));
    }

    [Fact]
    public void TheTopicsExist() => Assert.Equal(
        ["", "_Automation", "_Errors", "_OrderFiles", "_Quota", "_Sandbox", "_Sessions"],
        s_topics.Select(topic => topic.Name.Replace("about_FbaOutbound", "", StringComparison.Ordinal)));

    [Fact]
    public void TheTopicsFitTheConsole() => Assert.All(
        s_topics, topic => Assert.All(topic.Text.Split('\n'), line => Assert.True(line.Length <= 80, $"{topic.Name}: {line}")));

    [Fact]
    public void TheTopicsNameWhatExists()
    {
        var text = string.Join('\n', s_topics.Select(topic => topic.Text));
        Assert.Empty(Matches(text, @"\b([A-Z][a-z]+-(?:Fba|Mfn)\w+)").Except(s_help.Keys));
        Assert.Empty(Matches(text, @"\b(about_\w+)").Except(s_topics.Select(topic => topic.Name)));
    }

    [Fact]
    public void TheTopicAboutErrorsSaysOfEachWhatHappenedAndWhatToDo()
    {
        var entries = Regex.Matches(
            s_topics.Single(topic => topic.Name == "about_FbaOutbound_Errors").Text,
            @"^ {4}([A-Z]\w+)\n(?: {8}[^\n]+\n)+? {8}What to do: [^\n]+\n",
            RegexOptions.Multiline);
        Assert.Equal(ErrorIdTests.Ids, entries.Select(entry => entry.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    private static (CmdletClass Cmdlet, XElement Help) Find(string name) =>
        (CmdletClass.All.Single(cmdlet => cmdlet.Name == name), s_help[name]);

    private static IEnumerable<XElement> Parameters(XElement help) =>
        help.Element(s_command + "parameters")!.Elements(s_command + "parameter");

    private static List<string> Paragraphs(XElement element) =>
        [.. element.Elements(s_maml + "description").Elements(s_maml + "para").Select(paragraph => paragraph.Value.Trim())];

    private static IEnumerable<string> Types(XElement element) =>
        element.Descendants(s_dev + "type").Select(type => type.Element(s_maml + "name")!.Value);

    private static IEnumerable<string> Matches(string text, string pattern) =>
        Regex.Matches(text, pattern).Select(match => match.Groups[1].Value);

    private static IEnumerable<(string Text, string Address)> Links(string name) => Find(name)
        .Help.Descendants(s_maml + "navigationLink")
        .Select(link => (link.Element(s_maml + "linkText")!.Value, link.Element(s_maml + "uri")!.Value));

    private static string Code(XElement example) => example.Element(s_dev + "code")!.Value;

    private static string Name(XElement parameter) => parameter.Element(s_maml + "name")!.Value;

    private static string Describe(CmdletParameter parameter, ParameterUse use) => Describe(
        parameter.Name,
        use.IsMandatory,
        use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named",
        use.FromPipeline,
        parameter.SupportsWildcards,
        string.Join(',', parameter.Aliases.DefaultIfEmpty("none")),
        parameter.TypeName == "SwitchParameter" ? "" : parameter.TypeName);

    private static string Describe(XElement parameter) => Describe(
        Name(parameter),
        (bool)parameter.Attribute("required")!,
        parameter.Attribute("position")!.Value,
        parameter.Attribute("pipelineInput")!.Value.StartsWith("true", StringComparison.Ordinal),
        (bool)parameter.Attribute("globbing")!,
        parameter.Attribute("aliases")!.Value,
        parameter.Element(s_command + "parameterValue")?.Value ?? "");

    private static string Describe(
        string name, bool isMandatory, string position, bool fromPipeline, bool wildcards, string aliases, string type) =>
        $"-{name}[{type}{(isMandatory ? " mandatory" : "")} {position}{(fromPipeline ? " pipeline" : "")}{(wildcards ? " wildcards" : "")} {aliases}]";

    private static IEnumerable<string> EngineParameters(CmdletClass cmdlet) => cmdlet.SupportsShouldProcess
        ? [Describe("WhatIf", false, "named", false, false, "wi", ""), Describe("Confirm", false, "named", false, false, "cf", "")]
        : [];
}
