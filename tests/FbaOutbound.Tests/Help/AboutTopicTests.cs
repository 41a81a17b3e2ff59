using System;
using System.Linq;
using FbaOutbound.Help;
using Xunit;

namespace FbaOutbound.Tests.Help;

public sealed class AboutTopicTests
{
    [Fact]
    public void ATopicHasTheFormThatTheEngineKnows() => Assert.Equal(
        """
        TOPIC
            about_Sample

        SHORT DESCRIPTION
            Says what samples are.

        LONG DESCRIPTION
            A paragraph of two lines.

                Get-Sample |
                    Set-Sample

          Names
            - one
            - a long entry that does not fit into one line of the console, and so goes
              on below

            One
                The first.
                To do: Take it.

            Two
                The second.
                To do: Leave it.

        SEE ALSO
            Get-Sample

        """,
        Write("""
            # about_Sample

            Says what samples are.

            A paragraph
            of two `lines`.

            ```powershell
            Get-Sample |
                Set-Sample
            ```

            ## Names

            - one
            - a long entry that does not fit into one line of the console, and so
              goes on below

            | id | what | to do |
            |---|---|---|
            | `One` | The first. | Take it. |
            | `Two` | The second. | Leave it. |

            ## See also

            - [Get-Sample](../Get-Sample.md)
            """));

    [Fact]
    public void NoLineIsLongerThanTheConsoleIsWide()
    {
        var text = Write($"# about_Sample\n\nSays what samples are.\n\n{string.Concat(Enumerable.Repeat("word and ", 100))}end");
        Assert.All(text.Split('\n'), line => Assert.True(line.Length < 80, line));
    }

    [Fact]
    public void CodeThatIsTooWideIsAFault()
    {
        var page = $"# about_Sample\n\nSays.\n\n```powershell\nGet-Sample\n{new string('x', 72)}\n```";
        var fault = Assert.Throws<HelpFault>(() => Write(page));
        Assert.Equal(7, fault.Line);
        Assert.Equal("A line of code can have at most 71 characters.", fault.Message);
    }

    [Fact]
    public void ATopicSaysFirstWhatItIsAbout() =>
        Assert.Equal(1, Assert.Throws<HelpFault>(() => Write("# about_Sample\n\n## Names\n\none")).Line);

    // Get-Help shows one line of it in lists.
    [Fact]
    public void WhatATopicIsAboutFitsIntoOneLine() =>
        Assert.Equal(3, Assert.Throws<HelpFault>(() => Write($"# about_Sample\n\n{new string('x', 76)}")).Line);

    [Fact]
    public void ATableOfAnotherPageIsPulledInWhereALinkToItsHeadingStands()
    {
        const string errors = "# All errors\n\nMore.\n\n| id | what |\n|---|---|\n| `One` | The [first](x.md). |\n";
        using var pages = new PagesFolder().Write("errors.md", errors);
        pages.Write("about/about_Sample.md", PagesFolder.Topic + "\n\n[Errors](../errors.md#all-errors)\n");
        Assert.EndsWith("LONG DESCRIPTION\n    One\n        The first.\n", pages.MakeTopic(), StringComparison.Ordinal);
    }

    [Fact]
    public void ATableThatIsNotThereIsAFault()
    {
        using var pages = new PagesFolder().Write("errors.md", "# All errors\n\nMore.\n");
        pages.Write("about/about_Sample.md", PagesFolder.Topic + "\n\n[Errors](../errors.md#all-errors)\n");
        var fault = Assert.Throws<HelpFault>(pages.MakeTopic);
        Assert.Equal((5, "../errors.md has no table below a heading 'all-errors'."), (fault.Line, fault.Message));
    }

    private static string Write(string markdown) => AboutTopic.Write(MarkdownPage.Parse("about_Sample.md", markdown));
}
