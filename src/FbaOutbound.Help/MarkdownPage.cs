using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FbaOutbound.Help;

/// <summary>A page of Markdown as a tree of its headings.</summary>
internal sealed class MarkdownPage
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().UsePipeTables().UsePreciseSourceLocation().Build();

    private MarkdownPage(string path, Section top)
    {
        Path = path;
        Top = top;
    }

    public string Path { get; }

    /// <summary>The first heading, which everything else on the page belongs to.</summary>
    public Section Top { get; }

    /// <summary>Returns the address of a paragraph that is only a link to a heading of another page, or null.</summary>
    public static string? LinkTarget(Block block) =>
        block is ParagraphBlock { Inline: { FirstChild: LinkInline { Url: { } url } link } inline } && link == inline.LastChild
        && url.Contains(".md#", StringComparison.Ordinal)
            ? url
            : null;

    public static MarkdownPage Read(string path) => Parse(path, File.ReadAllText(path));

    public static MarkdownPage Parse(string path, string text)
    {
        Section? top = null;
        var open = new Stack<Section>();
        foreach (var block in Markdown.Parse(text, s_pipeline))
        {
            var line = block.Line + 1;
            if (block is HeadingBlock heading)
            {
                while (open.TryPeek(out var above) && above.Level >= heading.Level)
                {
                    open.Pop();
                }

                var section = new Section(path, line, heading.Level, PageText.Of(path, heading.Inline));
                if (open.TryPeek(out var parent))
                {
                    parent.Sections.Add(section);
                }
                else
                {
                    top = top is null ? section : throw new HelpFault(path, line, "A page must have exactly one first-level heading.");
                }

                open.Push(section);
            }
            else if (block is not LinkReferenceDefinitionGroup)
            {
                var section = open.TryPeek(out var above) ? above : throw new HelpFault(path, line, "The page must begin with a heading.");
                section.Blocks.Add(block);
            }
        }

        return new MarkdownPage(path, top ?? throw new HelpFault(path, 1, "The page is empty."));
    }
}

/// <summary>A heading with what stands below it.</summary>
internal sealed record Section(string Path, int Line, int Level, string Title)
{
    public List<Block> Blocks { get; } = [];

    public List<Section> Sections { get; } = [];

    /// <summary>The name by which a link leads here, as GitHub makes it from the title.</summary>
    public string Anchor => string.Concat(Title.ToLowerInvariant()
        .Where(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or ' ')
        .Select(letter => letter == ' ' ? '-' : letter));

    /// <summary>Returns the section of a title below this one, or null.</summary>
    public Section? Find(string title) => Sections.FirstOrDefault(section => section.Title == title);

    /// <summary>Returns this section and all below it.</summary>
    public IEnumerable<Section> All() => Sections.SelectMany(section => section.All()).Prepend(this);
}
