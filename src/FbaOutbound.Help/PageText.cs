using System.Collections.Generic;
using System.Linq;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FbaOutbound.Help;

/// <summary>
/// The text of Markdown without its markup. A paragraph becomes one line, because the engine shows the line breaks of a paragraph.
/// </summary>
internal static class PageText
{
    public static string Of(string path, ContainerInline? inlines)
    {
        var text = new StringBuilder();
        foreach (var inline in inlines ?? [])
        {
            text.Append(inline switch
            {
                LiteralInline literal => literal.Content.ToString(),
                CodeInline code => code.Content,
                LineBreakInline => " ",
                HtmlEntityInline entity => entity.Transcoded.ToString(),
                AutolinkInline address => address.Url,
                LinkInline { IsImage: false } link => IsAbsolute(link) ? $"{Of(path, link)} ({link.Url})" : Of(path, link),
                EmphasisInline emphasis => Of(path, emphasis),
                _ => throw new HelpFault(
                    path, inline.Line + 1, "Help can show text, code, emphasis and links only. Enclose angle brackets in backticks."),
            });
        }

        return text.ToString();
    }

    /// <summary>Returns the paragraphs and list entries of blocks.</summary>
    public static IEnumerable<string> Paragraphs(string path, IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        ParagraphBlock paragraph => [Of(path, paragraph.Inline)],
        ListBlock list => Entries(path, list).Select(entry => $"- {entry}"),
        _ => throw new HelpFault(path, block.Line + 1, "Only paragraphs and lists are allowed here."),
    });

    /// <summary>Returns the entries of a list, each a paragraph.</summary>
    public static IEnumerable<string> Entries(string path, ListBlock list) => list.Cast<ListItemBlock>().Select(item =>
        item is [ParagraphBlock paragraph]
        ? Of(path, paragraph.Inline)
        : throw new HelpFault(path, item.Line + 1, "A list item must be a single paragraph."));

    private static bool IsAbsolute(LinkInline link) => link.Url?.Contains("://", System.StringComparison.Ordinal) == true;
}
