using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace FbaOutbound.Help;

/// <summary>
/// The page of texts that several pages use. A paragraph that is only a link to one of its headings is replaced by what stands
/// below that heading, and a parameter without its own section has the one of its name.
/// </summary>
internal sealed class SharedTexts(MarkdownPage page)
{
    public const string FileName = "_shared.md";

    private readonly HashSet<Section> _used = [];

    /// <summary>Returns the paragraphs of blocks, with those that are pulled in.</summary>
    public IEnumerable<string> Paragraphs(string path, IEnumerable<Block> blocks) => blocks.SelectMany(block =>
        Target(path, block) is { } section
        ? PageText.Paragraphs(section.Path, section.Blocks)
        : PageText.Paragraphs(path, [block]));

    /// <summary>Returns the shared section of a parameter, or null.</summary>
    public Section? Parameter(string name)
    {
        var section = page.Top.All().FirstOrDefault(section => section.Title == $"-{name}");
        return section is null ? null : Use(section);
    }

    /// <summary>Throws if a section was used by no page.</summary>
    public void CheckUse()
    {
        if (page.Top.All().FirstOrDefault(section => section.Sections.Count == 0 && !_used.Contains(section)) is { } unused)
        {
            throw new HelpFault(unused.Path, unused.Line, $"No page uses '{unused.Title}'.");
        }
    }

    private Section? Target(string path, Block block)
    {
        if (MarkdownPage.LinkTarget(block) is not { } url || !url.StartsWith(FileName + "#", StringComparison.Ordinal))
        {
            return null;
        }

        var anchor = url[(FileName.Length + 1)..];
        return page.Top.All().FirstOrDefault(section => section.Anchor == anchor) is { } found
            ? Use(found)
            : throw new HelpFault(path, block.Line + 1, $"{FileName} has no heading '{anchor}'.");
    }

    private Section Use(Section section)
    {
        _used.Add(section);
        return section;
    }
}
