using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;

namespace FbaOutbound.Help;

/// <summary>A page about a subject as the text file that Get-Help shows, for a console of 80 columns.</summary>
internal sealed class AboutTopic
{
    public const int Width = 79;

    private readonly MarkdownPage _page;
    private readonly StringBuilder _text = new();

    private AboutTopic(MarkdownPage page) => _page = page;

    public static string Write(MarkdownPage page)
    {
        var topic = new AboutTopic(page);
        topic.WritePage();
        return topic._text.ToString();
    }

    private void WritePage()
    {
        var top = _page.Top;
        if (top.Blocks is not [ParagraphBlock summary, .. var rest])
        {
            throw new HelpFault(_page.Path, top.Line, "Exactly one paragraph below the title must say what the topic is about.");
        }

        WriteHead("TOPIC");
        WriteParagraph(top.Title, 4);
        WriteHead("SHORT DESCRIPTION");
        WriteParagraph(Summary(summary), 4);
        WriteHead("LONG DESCRIPTION");
        WriteBlocks(rest);
        foreach (var section in top.Sections)
        {
            if (section.Title == "See also")
            {
                WriteHead("SEE ALSO");
                WriteList(section.Blocks.OfType<ListBlock>(), "");
            }
            else
            {
                WriteLines(section.Title, 2, 2);
                WriteBlocks(section.Blocks);
            }

            if (section.Sections.Count > 0)
            {
                throw new HelpFault(_page.Path, section.Sections[0].Line, "A topic can have headings of only two levels.");
            }
        }

        _text.Length--;
    }

    // Get-Help shows the first line of it in lists.
    private string Summary(ParagraphBlock paragraph) => PageText.Of(_page.Path, paragraph.Inline) is { Length: <= Width - 4 } text
        ? text
        : throw new HelpFault(_page.Path, paragraph.Line + 1, $"The paragraph below the title can have at most {Width - 4} characters.");

    private void WriteHead(string text) => _text.Append(text).Append('\n');

    private void WriteBlocks(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case ParagraphBlock paragraph when MarkdownPage.LinkTarget(paragraph) is { } target:
                    WriteTables(target, paragraph.Line + 1);
                    break;
                case ParagraphBlock paragraph:
                    WriteParagraph(PageText.Of(_page.Path, paragraph.Inline), 4);
                    break;
                case FencedCodeBlock code:
                    WriteCode(code);
                    break;
                case ListBlock list:
                    WriteList([list], "- ");
                    break;
                case Table table:
                    WriteTable(_page.Path, table);
                    break;
                default:
                    throw new HelpFault(_page.Path, block.Line + 1, "A topic can contain only paragraphs, lists, tables and fenced code blocks.");
            }
        }
    }

    private void WriteParagraph(string text, int indent)
    {
        WriteLines(text, indent, indent);
        _text.Append('\n');
    }

    private void WriteList(IEnumerable<ListBlock> lists, string mark)
    {
        foreach (var entry in lists.SelectMany(list => PageText.Entries(_page.Path, list)))
        {
            WriteLines(mark + entry, 4, 4 + mark.Length);
        }

        _text.Append('\n');
    }

    private void WriteCode(FencedCodeBlock code)
    {
        var number = code.Line + 1;
        foreach (var line in code.Lines.ToString().Split('\n'))
        {
            number++;
            if (line.Length + 8 > Width)
            {
                throw new HelpFault(_page.Path, number, $"A line of code can have at most {Width - 8} characters.");
            }

            _text.Append((new string(' ', 8) + line).TrimEnd()).Append('\n');
        }

        _text.Append('\n');
    }

    // A list in the documentation, such as the list of errors, is maintained only there.
    private void WriteTables(string target, int line)
    {
        var (file, anchor) = target.Split('#') is [var name, var heading] ? (name, heading) : (target, "");
        var page = MarkdownPage.Read(Path.Combine(Path.GetDirectoryName(_page.Path)!, file));
        var tables = page.Top.All().FirstOrDefault(section => section.Anchor == anchor)?.Blocks.OfType<Table>().ToList() ?? [];
        if (tables.Count == 0)
        {
            throw new HelpFault(_page.Path, line, $"{file} has no table below a heading '{anchor}'.");
        }

        tables.ForEach(table => WriteTable(page.Path, table));
    }

    // The console has no room for columns: each row is its first cell and, below it, the others, from the third on with heads.
    private void WriteTable(string path, Table table)
    {
        var rows = table.Cast<TableRow>().Select(row => row.Cast<TableCell>().Select(Text).ToList()).ToList();
        var heads = rows[0];
        foreach (var cells in rows.Skip(1))
        {
            WriteLines(cells[0], 4, 4);
            for (var i = 1; i < cells.Count; i++)
            {
                WriteLines(i == 1 ? cells[i] : $"{char.ToUpperInvariant(heads[i][0])}{heads[i][1..]}: {cells[i]}", 8, 8);
            }

            _text.Append('\n');
        }

        string Text(TableCell cell) => string.Join(' ', PageText.Paragraphs(path, cell));
    }

    private void WriteLines(string text, int firstIndent, int indent)
    {
        var line = new StringBuilder(new string(' ', firstIndent));
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                _text.Append(line).Append('\n');
                line.Clear().Append(' ', indent);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        _text.Append(line).Append('\n');
    }
}
