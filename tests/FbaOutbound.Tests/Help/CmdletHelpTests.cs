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
    private readonly PagesFolder _pages = new();

    public void Dispose() => _pages.Dispose();

    [Fact]
    public void AParagraphIsOneLine() => Assert.Equal("A paragraph that goes over two lines.", Paragraphs(Child(Sample(), "description"))[0]);

    [Fact]
    public void CodeIsKeptAsItIs()
    {
        var example = Assert.Single(Sample().Descendants(), element => element.Name.LocalName == "example");
        Assert.Equal("$one = @{\n    Name = '<a>'\n\n    Size = 1 # ## -Not a heading\n}", Child(example, "code").Value);
        Assert.Equal("Example 1: Change it", Child(example, "title").Value);
        Assert.Equal(["It is changed now.", ""], Paragraphs(Child(example, "remarks")));
    }

    [Theory]
    [InlineData("*one* **two** `three` and\\*", "one two three and*")]
    [InlineData("see [orders](../orders.md)", "see orders")]
    [InlineData("see [orders](https://example.com/orders)", "see orders (https://example.com/orders)")]
    [InlineData("FBA_CLIENT_ID &amp; `@{ A = 'b'; C = 1 }`", "FBA_CLIENT_ID & @{ A = 'b'; C = 1 }")]
    public void MarkupIsTakenOff(string markdown, string text) =>
        Assert.Equal(text, Paragraphs(Child(Sample(_pages.Change("Set-Sample.md", "A paragraph that goes\nover two lines.", markdown)), "description"))[0]);

    [Fact]
    public void AListIsAParagraphForEachEntry() => Assert.Equal(
        ["- one", "- two words"],
        Paragraphs(Child(Sample(_pages.Change("Set-Sample.md", "A paragraph that goes\nover two lines.", "- one\n- two\n  words")), "description"))[..2]);

    [Fact]
    public void ASectionIsPulledInWhereALinkToItStands() => Assert.Equal("It comes in the order of the input.", Paragraphs(Child(Sample(), "description"))[1]);

    [Fact]
    public void AParameterThatThePageDoesNotDescribeIsPulledInByItsName()
    {
        Assert.Equal(["Specifies the session."], Paragraphs(Child(Parameter("Session"), "description")));
        Assert.Equal(["Asks first."], Paragraphs(Child(Parameter("Confirm"), "description")));
    }

    [Fact]
    public void AParameterThatThePageDescribesIsNotPulledIn()
    {
        _pages.Change("Set-Sample.md", "### -Size", "### -Session\n\nSpecifies another one.\n\n### -Size");
        Assert.Equal(["Specifies another one."], Paragraphs(Child(Parameter("Session"), "description")));
    }

    [Fact]
    public void TheSyntaxHasEachSetWithTheDefaultOneFirst() => Assert.Equal(
        [
            "-InputObject PSObject! -PassThru -Session String -WhatIf -Confirm",
            "0:-Folder String 1:-Name String! -Tag String[]! -Size Int32 -PassThru -Session String -WhatIf -Confirm",
        ],
        Sample().Descendants().Where(element => element.Name.LocalName == "syntaxItem").Select(item => string.Join(' ', item.Elements().Skip(1).Select(Describe))));

    [Fact]
    public void ACmdletWithoutNamedSetsHasOneSyntax() =>
        Assert.Equal(["Get-Sample", "Session"], Assert.Single(Sample("Get-Sample").Descendants(), element => element.Name.LocalName == "syntaxItem").Descendants().Where(element => element.Name.LocalName == "name").Select(element => element.Value));

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
        Assert.Equal(text, Paragraphs(Child(Parameter(name), "description")).Single());
    }

    [Fact]
    public void ADefaultThatIsASentenceKeepsItsFullStop() => Assert.EndsWith(
        "The default value is \"Thank you.\"", Paragraphs(Child(Parameter("Size", _pages.Change("Set-Sample.md", "Default: 30", "Default: \"Thank you.\"")), "description")).Single(), StringComparison.Ordinal);

    [Fact]
    public void TheFirstLinkHasTheAddressOfThePage()
    {
        var links = Sample().Descendants().Where(element => element.Name.LocalName == "navigationLink").Select(link => string.Join(' ', link.Elements().Select(element => element.Value)).Trim());
        Assert.Equal(["Online version: https://example.com/sample/blob/main/docs/cmdlets/Set-Sample.md", "Get-Sample", "about_Sample"], links);
    }

    [Fact]
    public void NotesAreShown()
    {
        _pages.Change("Set-Sample.md", "## Related links", "## Notes\n\nMind the\ngap.\n\n## Related links");
        Assert.Equal(["Mind the gap."], Paragraphs(Child(Sample(), "alertSet")));
    }

    [Fact]
    public void ACmdletWithoutPipelineInputSaysSo() => Assert.Equal(["The command takes no pipeline input."], Paragraphs(Child(Sample("Get-Sample"), "inputTypes")));

    [Theory]
    [InlineData("Set-Sample.md", "#way-of-the-output", "#no-such", "[Way of the output](_shared.md#no-such)", "_shared.md has no heading 'no-such'.")]
    [InlineData("Set-Sample.md", "### -Tag\n", "### -Tags\n", "### -Tags", "Set-Sample has no parameter -Tags.")]
    [InlineData("Set-Sample.md", "### -Size\n\nSpecifies the size.\n\nDefault: 30\n", "", "## Parameters", "-Size is described neither here nor in _shared.md.")]
    [InlineData("Set-Sample.md", "Specifies the tags.", "", "### -Tag", "-Tag has no description.")]
    [InlineData("Set-Sample.md", "## Outputs", "## Output", "## Output", "A page has no heading 'Output', only Description, Parameters, Inputs, Outputs, Examples, Notes, Related links.")]
    [InlineData("Set-Sample.md", "## Description", "## Notes", "# Set-Sample", "The page has no section 'Description'.")]
    [InlineData("Set-Sample.md", "### System.String", "### System.Int32", "## Outputs", "The class declares the output types System.String.")]
    [InlineData("Set-Sample.md", "# Set-Sample\n", "# Set-Other\n", "# Set-Other", "The page must have the title Set-Sample.")]
    [InlineData("Set-Sample.md", "over two lines.", "over <two> lines.", "over <two> lines.", "Help can show text, code, emphasis and links only. Put angle brackets into backticks.")]
    [InlineData("Set-Sample.md", "- [Get-Sample](Get-Sample.md)", "- [Get-Samples](Get-Samples.md)", "- [Get-Samples](Get-Samples.md)", "There is no help for 'Get-Samples'.")]
    [InlineData("Set-Sample.md", "```powershell", "> quoted", "### Change it", "An example is a fenced block of code, and then a remark.")]
    [InlineData("_shared.md", "order of the input.", "order of the input.\n\n### -Old\n\nOld.", "### -Old", "No page uses '-Old'.")]
    [InlineData("about/about_Sample.md", "# about_Sample", "# about_Samples", "# about_Samples", "The title and the file must have the same name.")]
    public void AFaultNamesThePageAndTheLine(string page, string from, string to, string line, string message)
    {
        var fault = Assert.Throws<HelpFault>(_pages.Change(page, from, to).Make);
        Assert.Equal(message, fault.Message);
        Assert.Equal(Path.GetFileName(page), Path.GetFileName(fault.Path));
        Assert.Equal(line, File.ReadAllLines(fault.Path)[fault.Line - 1]);
        Assert.Equal($"{fault.Path}({fault.Line}): error HELP: {message}", fault.ToString());
    }

    [Fact]
    public void AManifestWithoutAnAddressIsAFault() => Assert.StartsWith(
        "The manifest has no ProjectUri", Assert.Throws<HelpFault>(_pages.Change("Sample.psd1", "ProjectUri", "LicenseUri").Make).Message, StringComparison.Ordinal);

    [Fact]
    public void ACmdletWithoutAPageIsAFault() => Assert.Equal("Get-Sample has no page.", Assert.Throws<HelpFault>(_pages.Remove("Get-Sample.md").Make).Message);

    [Fact]
    public void APageWithoutACmdletIsAFault() =>
        Assert.Equal("The module has no cmdlet of this name.", Assert.Throws<HelpFault>(_pages.Write("Old-Sample.md", PagesFolder.Set).Make).Message);

    private XElement Sample(string name = "Set-Sample") => Sample(_pages, name);

    private static XElement Sample(PagesFolder pages, string name = "Set-Sample") => pages.Make().Root!.Elements().Single(command => Child(Child(command, "details"), "name").Value == name);

    private XElement Parameter(string name) => Parameter(name, _pages);

    private static XElement Parameter(string name, PagesFolder pages) => Child(Sample(pages), "parameters").Elements().Single(parameter => Child(parameter, "name").Value == name);

    private static XElement Child(XElement element, string name) => element.Elements().First(child => child.Name.LocalName == name);

    private static List<string> Paragraphs(XElement element) => [.. element.Descendants().Where(child => child.Name.LocalName == "para").Select(paragraph => paragraph.Value)];

    private static string Describe(XElement parameter)
    {
        var value = parameter.Elements().FirstOrDefault(element => element.Name.LocalName == "parameterValue")?.Value;
        var position = parameter.Attribute("position")!.Value;
        return $"{(position == "named" ? "" : position + ":")}-{Child(parameter, "name").Value}{(value is null ? "" : " " + value)}{((bool)parameter.Attribute("required")! ? "!" : "")}";
    }
}
