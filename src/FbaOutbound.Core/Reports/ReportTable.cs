using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace FbaOutbound.Reports;

/// <summary>What the cells of a column are, and how they look.</summary>
internal enum ReportCellKind
{
    Text,

    /// <summary>A word on a ground whose color has a meaning.</summary>
    Badge,

    /// <summary>A text that leads to a page, where there is one.</summary>
    Link,
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it shows.</param>
/// <param name="More">The tone of a badge, or the address of a link.</param>
internal readonly record struct ReportCell(string Text, string? More = null);

/// <summary>A column of a table of <typeparamref name="T"/>.</summary>
internal sealed record ReportColumn<T>(string Title, string Style, ReportCellKind Kind, Func<T, ReportCell> CellOf);

/// <summary>
/// A table as HTML for its first rows, so that it can be read without a script, and as data for all of them, which a script shows page by
/// page.
/// </summary>
internal sealed class ReportTable<T>(
    string name, string title, string caption, IReadOnlyList<ReportColumn<T>> columns, IReadOnlyList<T> rows)
{
    /// <summary>How many rows can be read without a script.</summary>
    private const int RowsInHtml = 1000;
    private const int RowsOnAPage = 100;
    private const int FlushAfter = 1 << 16;

    public void Write(HtmlText html)
    {
        html.Raw("<section data-table aria-labelledby=\"").Text(name).Raw("-title\"><h2 id=\"").Text(name).Raw("-title\">").Text(title)
            .Raw("</h2>\n");
        WriteTools(html);
        html.Raw("<p class=\"shown\" role=\"status\">").Text(
            rows.Count > RowsInHtml
                ? FormattableString.Invariant($"The first {RowsInHtml:N0} of {rows.Count:N0} rows. A browser with JavaScript shows all of them.")
                : FormattableString.Invariant($"{rows.Count:N0} {(rows.Count == 1 ? "row" : "rows")}")).Raw("</p>\n");
        html.Raw("<div class=\"card scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"").Text(name).Raw("-caption\"><table><caption id=\"")
            .Text(name).Raw("-caption\">").Text(caption).Raw("</caption>\n<thead><tr>");
        foreach (var column in columns)
        {
            html.Raw("<th scope=\"col\" class=\"").Text(column.Style).Raw("\">").Text(column.Title).Raw("</th>");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in rows.Take(RowsInHtml))
        {
            WriteRow(html, row);
        }

        html.Raw("</tbody></table></div>\n");
        html.Raw("<div class=\"pager\" hidden><button type=\"button\">Previous</button> <span></span> <button type=\"button\">Next</button></div>\n");
        html.Raw("<script type=\"application/json\">");
        html.Json(WriteData);
        html.Raw("</script></section>\n");
    }

    private void WriteTools(HtmlText html)
    {
        html.Raw("<div class=\"tools\" hidden><div><label>Search <input type=\"search\" autocomplete=\"off\"></label></div>");
        for (var at = 0; at < columns.Count; at++)
        {
            var column = columns[at];
            if (column.Kind != ReportCellKind.Badge)
            {
                continue;
            }

            html.Raw(FormattableString.Invariant($"<div><label>{HtmlText.Encode(column.Title)} <select data-column=\"{at}\">"))
                .Raw("<option value=\"\">All</option>");
            foreach (var group in rows.Select(row => column.CellOf(row).Text).Where(text => text.Length > 0)
                .GroupBy(text => text, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
            {
                html.Raw("<option value=\"").Text(group.Key).Raw("\">").Text(FormattableString.Invariant($"{group.Key} ({group.Count():N0})"))
                    .Raw("</option>");
            }

            html.Raw("</select></label></div>");
        }

        html.Raw(rows.Count > RowsOnAPage ? "<div>" : "<div hidden>").Raw("<label>Rows per page <select data-size><option>100</option><option>500</option><option value=\"1000\">1,000</option>")
            .Raw("</select></label></div></div>\n");
    }

    private void WriteRow(HtmlText html, T row)
    {
        html.Raw("<tr>");
        for (var at = 0; at < columns.Count; at++)
        {
            var column = columns[at];
            var cell = column.CellOf(row);
            html.Raw(at == 0 ? "<th scope=\"row\" class=\"" : "<td class=\"").Text(column.Style).Raw("\">");
            if (column.Kind == ReportCellKind.Badge && cell.Text.Length > 0)
            {
                html.Raw("<span class=\"badge ").Text(cell.More ?? "").Raw("\">").Text(cell.Text).Raw("</span>");
            }
            else if (column.Kind == ReportCellKind.Link)
            {
                html.Link(cell.Text, cell.More);
            }
            else
            {
                html.Text(cell.Text);
            }

            html.Raw(at == 0 ? "</th>" : "</td>");
        }

        html.Raw("</tr>\n");
    }

    private void WriteData(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("style", column.Style);
            json.WriteString("kind", column.Kind switch
            {
                ReportCellKind.Badge => "badge",
                ReportCellKind.Link => "link",
                _ => "text",
            });
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in rows)
        {
            json.WriteStartArray();
            foreach (var column in columns)
            {
                var cell = column.CellOf(row);
                var more = column.Kind == ReportCellKind.Link ? HtmlText.WebAddress(cell.More) : cell.More;
                if (more is null)
                {
                    json.WriteStringValue(cell.Text);
                }
                else
                {
                    json.WriteStartArray();
                    json.WriteStringValue(cell.Text);
                    json.WriteStringValue(more);
                    json.WriteEndArray();
                }
            }

            json.WriteEndArray();
            if (json.BytesPending > FlushAfter)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
