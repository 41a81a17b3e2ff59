using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using FbaOutbound.Help;
using Xunit;

namespace FbaOutbound.Tests.Help;

/// <summary>What the generator makes of pages and classes.</summary>
public sealed class CmdletHelpTests : IDisposable
{
    private const string Page = "Set-Sample.md";
    private const string Shared = "_shared.md";
    private const string TwoLines = "A paragraph that goes\nover two lines.";

    private readonly PagesFolder _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public void AParagraphIsOneLine() => Assert.Equal("A paragraph that goes over two lines.", Description()[0]);

    [Fact]
    public void CodeIsKeptAsItIs()
    {
        var example = Assert.Single(All(Help(), "example"));
        Assert.Equal("$one = @{\n    Name = '<a>'\n\n    Size = 1 # ## -Not a heading\n}", Child(example, "code").Value);
        Assert.Equal("Example 1: Change it", Child(example, "title").Value);
        Assert.Equal(["It is changed now.", ""], Paragraphs(Child(example, "remarks")));
    }

    [Theory]
    [InlineData("*one* **two** `three` and\\*", "one two three and*")]
    [InlineData("see [orders](../orders.md)", "see orders")]
    [InlineData("see [orders](https://example.com/orders)", "see orders (https://example.com/orders)")]
    [InlineData("FBA_CLIENT_ID &amp; `@{ A = 'b'; C = 1 }`", "FBA_CLIENT_ID & @{ A = 'b'; C = 1 }")]
    public void MarkupIsTakenOff(string markdown, string text)
    {
        _pages.Change(Page, TwoLines, markdown);
        Assert.Equal(text, Description()[0]);
    }

    [Fact]
    public void AListIsAParagraphForEachEntry()
    {
        _pages.Change(Page, TwoLines, "- one\n- two\n  words");
        Assert.Equal(["- one", "- two words"], Description()[..2]);
    }

    [Fact]
    public void ASectionIsPulledInWhereALinkToItStands() => Assert.Equal("It comes in the order of the input.", Description()[1]);

    [Fact]
    public void AParameterThatThePageDoesNotDescribeIsPulledInByItsName()
    {
        Assert.Equal(["Specifies the session."], ParameterText("Session"));
        Assert.Equal(["Asks first."], ParameterText("Confirm"));
    }

    [Fact]
    public void AParameterThatThePageDescribesIsNotPulledIn()
    {
        _pages.Change(Page, "### -Size", "### -Session\n\nSpecifies another one.\n\n### -Size");
        Assert.Equal(["Specifies another one."], ParameterText("Session"));
    }

    [Fact]
    public void TheSyntaxHasEachSetWithTheDefaultOneFirst() => Assert.Equal(
        [
            "-InputObject PSObject! -PassThru -Session String -WhatIf -Confirm",
            "0:-Folder String 1:-Name String! -Tag String[]! -Size Int32 -PassThru -Session String -WhatIf -Confirm",
        ],
        All(Help(), "syntaxItem").Select(item => string.Join(' ', item.Elements().Skip(1).Select(Describe))));

    [Fact]
    public void ACmdletWithoutNamedSetsHasOneSyntax()
    {
        var syntax = Assert.Single(All(Help("Get-Sample"), "syntaxItem"));
        Assert.Equal(["Get-Sample", "Session"], All(syntax, "name").Select(name => name.Value));
    }

    [Theory]
    [InlineData("Name", "true false true false 1 Id,Key")]
    [InlineData("Tag", "true true false false named none")]
    [InlineData("Folder", "false false false false 0 none")]
    [InlineData("InputObject", "true false false true (ByValue) named none")]
    [InlineData("WhatIf", "false false false false named wi")]
    public void TheFactsOfAParameterComeFromTheClass(string name, string facts) =>
        Assert.Equal(facts, string.Join(' ', Parameter(name).Attributes().Select(attribute => attribute.Value)));

    [Theory]
    [InlineData("Size", "30", "Specifies the size. The default value is 30.")]
    [InlineData("Folder", "the current location", "Specifies the folder. The default value is the current location.")]
    [InlineData("Name", "None", "Specifies the name.")]
    [InlineData("PassThru", "False", "Returns the sample.")]
    public void ADefaultIsAFactAndASentence(string name, string value, string text)
    {
        Assert.Equal(value, Child(Parameter(name), "defaultValue").Value);
        Assert.Equal([text], ParameterText(name));
    }

    [Fact]
    public void ADefaultThatIsASentenceKeepsItsFullStop()
    {
        _pages.Change(Page, "Default: 30", "Default: \"Thank you.\"");
        Assert.Equal(["Specifies the size. The default value is \"Thank you.\""], ParameterText("Size"));
    }

    [Fact]
    public void TheFirstLinkHasTheAddressOfThePage()
    {
        var links = All(Help(), "navigationLink").Select(link => string.Join(' ', link.Elements().Select(element => element.Value)).Trim());
        const string address = "https://example.com/sample/blob/main/docs/cmdlets/Set-Sample.md";
        Assert.Equal([$"Online version: {address}", "Get-Sample", "about_Sample"], links);
    }

    [Fact]
    public void NotesAreShown()
    {
        _pages.Change(Page, "## Related links", "## Notes\n\nMind the\ngap.\n\n## Related links");
        Assert.Equal(["Mind the gap."], Paragraphs(Child(Help(), "alertSet")));
    }

    [Fact]
    public void ACmdletWithoutPipelineInputSaysSo() =>
        Assert.Equal(["The command takes no pipeline input."], Paragraphs(Child(Help("Get-Sample"), "inputTypes")));

    [Theory]
    [InlineData(Page, "#way-of-the-output", "#old", "[Way of the output](_shared.md#old)", "_shared.md has no heading 'old'.")]
    [InlineData(Page, "### -Tag\n", "### -Tags\n", "### -Tags", "Set-Sample has no parameter -Tags.")]
    [InlineData(Page, "### -Size\n", "#### Size\n", "## Parameters", "-Size is described neither here nor in _shared.md.")]
    [InlineData(Page, "Specifies the tags.", "", "### -Tag", "-Tag has no description.")]
    [InlineData(Page, "## Examples", "## Samples", "## Samples", "A page cannot have the heading 'Samples', only *")]
    [InlineData(Page, "## Description", "## Notes", "# Set-Sample", "The page has no section 'Description'.")]
    [InlineData(Page, "### System.String", "### System.Int32", "## Outputs", "The class declares the output types System.String.")]
    [InlineData(Page, "# Set-Sample\n", "# Set-Other\n", "# Set-Other", "The page must have the title Set-Sample.")]
    [InlineData(Page, "over two lines.", "over <two> lines.", "over <two> lines.", "Help can show text, code, emphasis and links only. *")]
    [InlineData(Page, "[Get-Sample]", "[Get-Old]", "- [Get-Old](Get-Sample.md)", "There is no help for 'Get-Old'.")]
    [InlineData(Page, "```powershell", "> quoted", "### Change it", "An example must be a fenced code block followed by a remark.")]
    [InlineData(Shared, "of the input.", "of the input.\n\n### -Old\n\nOld.", "### -Old", "No page uses '-Old'.")]
    [InlineData("about/about_Sample.md", "about_Sample", "about_Old", "# about_Old", "The title and the file must have the same name.")]
    public void AFaultNamesThePageAndTheLine(string page, string from, string to, string line, string message)
    {
        var fault = Assert.Throws<HelpFault>(_pages.Change(page, from, to).Make);
        Assert.StartsWith(message.TrimEnd('*'), fault.Message, StringComparison.Ordinal);
        Assert.Equal(Path.GetFileName(page), Path.GetFileName(fault.Path));
        Assert.Equal(line, File.ReadAllLines(fault.Path)[fault.Line - 1]);
        Assert.Equal($"{fault.Path}({fault.Line}): error HELP: {fault.Message}", fault.ToString());
    }

    [Fact]
    public void AManifestWithoutAnAddressIsAFault()
    {
        _pages.Change("Sample.psd1", "ProjectUri", "LicenseUri");
        Assert.StartsWith("The manifest has no ProjectUri", Assert.Throws<HelpFault>(_pages.Make).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACmdletWithoutAPageIsAFault()
    {
        _pages.Remove("Get-Sample.md");
        Assert.Equal("Get-Sample has no page.", Assert.Throws<HelpFault>(_pages.Make).Message);
    }

    [Fact]
    public void APageWithoutACmdletIsAFault()
    {
        _pages.Write("Old-Sample.md", PagesFolder.Set);
        Assert.Equal("The module has no cmdlet of this name.", Assert.Throws<HelpFault>(_pages.Make).Message);
    }

    private static IEnumerable<XElement> All(XElement element, string name) =>
        element.Descendants().Where(child => child.Name.LocalName == name);

    private static XElement Child(XElement element, string name) => element.Elements().First(child => child.Name.LocalName == name);

    private static List<string> Paragraphs(XElement element) => [.. All(element, "para").Select(paragraph => paragraph.Value)];

    private static string Describe(XElement parameter)
    {
        var position = parameter.Attribute("position")!.Value is var place and not "named" ? place + ":" : "";
        var value = All(parameter, "parameterValue").Select(type => " " + type.Value).FirstOrDefault();
        return $"{position}-{Child(parameter, "name").Value}{value}{((bool)parameter.Attribute("required")! ? "!" : "")}";
    }

    private XElement Help(string cmdlet = "Set-Sample") =>
        All(_pages.Make().Root!, "command").Single(command => Child(Child(command, "details"), "name").Value == cmdlet);

    private XElement Parameter(string name) =>
        Child(Help(), "parameters").Elements().Single(parameter => Child(parameter, "name").Value == name);

    private List<string> Description() => Paragraphs(Child(Help(), "description"));

    private List<string> ParameterText(string name) => Paragraphs(Child(Parameter(name), "description"));
}
