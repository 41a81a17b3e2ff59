using System;
using System.Collections.Generic;
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
            throw new HelpFault(_page.Path, top.Line, "One paragraph below the title says what the topic is about.");
        }

        WriteHead("TOPIC");
        WriteParagraph(top.Title, 4);
        WriteHead("SHORT DESCRIPTION");
        WriteParagraph(PageText.Of(_page.Path, summary.Inline), 4);
        WriteHead("LONG DESCRIPTION");
        WriteBlocks(rest);
        foreach (var section in top.Sections)
        {
            if (section.Title == "See also")
            {
                WriteHead("SEE ALSO");
            }
            else
            {
                WriteParagraph(section.Title, 2);
                _text.Length--;
            }

            WriteBlocks(section.Blocks);
            if (section.Sections.Count > 0)
            {
                throw new HelpFault(_page.Path, section.Sections[0].Line, "A topic has headings of two levels.");
            }
        }

        _text.Length--;
    }

    private void WriteHead(string text) => _text.Append(text).Append('\n');

    private void WriteBlocks(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case ParagraphBlock paragraph:
                    WriteParagraph(PageText.Of(_page.Path, paragraph.Inline), 4);
                    break;
                case FencedCodeBlock code:
                    WriteCode(code);
                    break;
                case ListBlock list:
                    WriteList(list);
                    break;
                case Table table:
                    WriteTable(table);
                    break;
                default:
                    throw new HelpFault(_page.Path, block.Line + 1, "A topic has paragraphs, lists, tables and fenced blocks of code.");
            }
        }
    }

    private void WriteParagraph(string text, int indent)
    {
        WriteLines(text, indent, indent);
        _text.Append('\n');
    }

    private void WriteList(ListBlock list)
    {
        foreach (var entry in PageText.Entries(_page.Path, list))
        {
            WriteLines($"- {entry}", 4, 6);
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
                throw new HelpFault(_page.Path, number, $"A line of code has at most {Width - 8} characters.");
            }

            _text.Append((new string(' ', 8) + line).TrimEnd()).Append('\n');
        }

        _text.Append('\n');
    }

    // The console has no room for columns: each row is its first cell and, below it, the others.
    private void WriteTable(Table table)
    {
        foreach (var row in table.Cast<TableRow>().Where(row => !row.IsHeader))
        {
            var cells = row.Cast<TableCell>().Select(cell => string.Join(' ', PageText.Paragraphs(_page.Path, cell))).ToList();
            WriteLines(cells[0], 4, 4);
            foreach (var cell in cells.Skip(1))
            {
                WriteLines(cell, 8, 8);
            }

            _text.Append('\n');
        }
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
