using System;
using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace FbaOutbound.Help;

/// <summary>The help of one cmdlet: what its page says about what its class declares.</summary>
internal sealed class CmdletHelp
{
    private const string DefaultMark = "Default: ";

    private static readonly string[] s_headings = ["Description", "Parameters", "Inputs", "Outputs", "Examples", "Notes", "Related links"];

    private CmdletHelp(CmdletClass cmdlet, MarkdownPage page, SharedTexts shared)
    {
        Cmdlet = cmdlet;
        var top = page.Top;
        if (top.Title != cmdlet.Name)
        {
            throw new HelpFault(page.Path, top.Line, $"The page must have the title {cmdlet.Name}.");
        }

        if (top.Sections.FirstOrDefault(section => !s_headings.Contains(section.Title)) is { } unknown)
        {
            throw new HelpFault(page.Path, unknown.Line, $"A page cannot have the heading '{unknown.Title}', only {string.Join(", ", s_headings)}.");
        }

        Synopsis = PageText.Paragraphs(page.Path, top.Blocks).ToList() is [var only]
            ? only
            : throw new HelpFault(page.Path, top.Line, "Exactly one paragraph below the title must say what the cmdlet does.");
        Description = Paragraphs("Description");
        Parameters = ReadParameters(top.Find("Parameters"));
        Inputs = cmdlet.TakesPipelineInput ? ReadTypes("Inputs") : [new("None", ["The command takes no pipeline input."])];
        Outputs = ReadTypes("Outputs");
        CheckOutputs();
        Notes = top.Find("Notes") is null ? [] : Paragraphs("Notes");
        Examples = [.. Required("Examples").Sections.Select(ReadExample)];
        Links = [.. Required("Related links").Blocks.SelectMany(block => ReadLinks(page.Path, block))];

        Section Required(string title) =>
            top.Find(title) ?? throw new HelpFault(page.Path, top.Line, $"The page has no section '{title}'.");

        List<string> Paragraphs(string title) => shared.Paragraphs(page.Path, Required(title).Blocks).ToList() is { Count: > 0 } found
            ? found
            : throw new HelpFault(page.Path, Required(title).Line, $"The section '{title}' is empty.");

        List<CmdletParameterHelp> ReadParameters(Section? section)
        {
            var described = section?.Sections ?? [];
            if (described.FirstOrDefault(found => cmdlet.Parameters.All(parameter => found.Title != $"-{parameter.Name}")) is { } stale)
            {
                throw new HelpFault(page.Path, stale.Line, $"{cmdlet.Name} has no parameter {stale.Title}.");
            }

            return [.. cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter =>
            {
                var own = described.Find(found => found.Title == $"-{parameter.Name}") ?? shared.Parameter(parameter.Name)
                    ?? throw new HelpFault(
                        page.Path,
                        section?.Line ?? top.Line,
                        $"-{parameter.Name} is described neither here nor in {SharedTexts.FileName}.");
                return Describe(parameter, own, [.. shared.Paragraphs(own.Path, own.Blocks)]);
            })];
        }

        List<CmdletTypeHelp> ReadTypes(string title) =>
            [.. Required(title).Sections.Select(type => new CmdletTypeHelp(type.Title, [.. shared.Paragraphs(page.Path, type.Blocks)]))];

        void CheckOutputs()
        {
            var described = Outputs.Select(output => output.Type).Where(type => type != "None").ToList();
            if (!described.Order(StringComparer.Ordinal).SequenceEqual(cmdlet.OutputTypes.Order(StringComparer.Ordinal)))
            {
                var declared = string.Join(", ", cmdlet.OutputTypes.DefaultIfEmpty("None"));
                throw new HelpFault(page.Path, Required("Outputs").Line, $"The class declares the output types {declared}.");
            }
        }

        CmdletExample ReadExample(Section section) => section.Blocks is [FencedCodeBlock code, .. var remarks]
            ? new(section.Title, code.Lines.ToString(), [.. shared.Paragraphs(page.Path, remarks)])
            : throw new HelpFault(page.Path, section.Line, "An example must be a fenced code block followed by a remark.");
    }

    public CmdletClass Cmdlet { get; }

    public string Synopsis { get; }

    public IReadOnlyList<string> Description { get; }

    /// <summary>The parameters in the order of their names.</summary>
    public IReadOnlyList<CmdletParameterHelp> Parameters { get; }

    public IReadOnlyList<CmdletTypeHelp> Inputs { get; }

    public IReadOnlyList<CmdletTypeHelp> Outputs { get; }

    public IReadOnlyList<string> Notes { get; }

    public IReadOnlyList<CmdletExample> Examples { get; }

    public IReadOnlyList<CmdletLink> Links { get; }

    public static CmdletHelp Of(CmdletClass cmdlet, MarkdownPage page, SharedTexts shared) => new(cmdlet, page, shared);

    // A default is written once, and is shown in the text and among the facts of the parameter.
    private static CmdletParameterHelp Describe(CmdletParameter parameter, Section section, List<string> paragraphs)
    {
        var standard = parameter.IsSwitch ? "False" : "None";
        if (paragraphs is [.., var last] && last.StartsWith(DefaultMark, StringComparison.Ordinal))
        {
            standard = last[DefaultMark.Length..];
            paragraphs.RemoveAt(paragraphs.Count - 1);
            if (paragraphs.Count > 0)
            {
                paragraphs[^1] += $" The default value is {standard}{(standard.EndsWith(".\"", StringComparison.Ordinal) ? "" : ".")}";
            }
        }

        return paragraphs.Count > 0
            ? new(parameter, paragraphs, standard)
            : throw new HelpFault(section.Path, section.Line, $"{section.Title} has no description.");
    }

    private static IEnumerable<CmdletLink> ReadLinks(string path, Block block) => block is not ListBlock list
        ? throw new HelpFault(path, block.Line + 1, "Related links must be a list of links.")
        : list.Cast<ListItemBlock>().Select(item =>
            item is [ParagraphBlock { Inline: { FirstChild: LinkInline link } inline }] && link == inline.LastChild
            ? new CmdletLink(PageText.Of(path, link), path, item.Line + 1)
            : throw new HelpFault(path, item.Line + 1, "A related link must be a link and nothing else."));
}

/// <summary>A parameter and what is said about it.</summary>
internal sealed record CmdletParameterHelp(CmdletParameter Parameter, IReadOnlyList<string> Paragraphs, string Default);

/// <summary>A type that goes in or comes out, and what is said about it.</summary>
internal sealed record CmdletTypeHelp(string Type, IReadOnlyList<string> Paragraphs);

/// <summary>An example.</summary>
internal sealed record CmdletExample(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A link to the help of that name, and where it stands.</summary>
internal sealed record CmdletLink(string Name, string Path, int Line);
