using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace FbaOutbound.Sandbox.Shipments.Labels;

/// <summary>A label as a PDF of one page, with a font that every reader has.</summary>
internal static class PdfLabel
{
    private const int Margin = 18;

    public static byte[] Print(IReadOnlyList<string> lines, string tracking, int width, int height)
    {
        var content = Draw(lines, tracking, width, height);
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
            $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ];
        var text = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            offsets.Add(text.Length);
            text.Append(i + 1).Append(" 0 obj\n").Append(objects[i]).Append("\nendobj\n");
        }

        var table = text.Length;
        text.Append("xref\n0 ").Append(objects.Length + 1).Append("\n0000000000 65535 f \n");
        foreach (var offset in offsets)
        {
            text.Append(offset.ToString("D10", CultureInfo.InvariantCulture)).Append(" 00000 n \n");
        }

        text.Append("trailer\n<< /Size ").Append(objects.Length + 1).Append(" /Root 1 0 R >>\nstartxref\n").Append(table)
            .Append("\n%%EOF\n");

        // One byte a character: the offsets above count characters.
        return text.ToString().Select(character => (byte)character).ToArray();
    }

    private static string Draw(IReadOnlyList<string> lines, string tracking, int width, int height)
    {
        var page = new StringBuilder();
        page.AppendFormat(CultureInfo.InvariantCulture, "BT /F1 11 Tf 14 TL {0} {1} Td\n", Margin, height - 30);
        foreach (var line in lines)
        {
            page.Append('(').Append(Escape(line)).Append(") Tj T*\n");
        }

        page.Append("ET\n");
        var widths = Code128.Encode(tracking).ToList();
        var module = (width - (2.0 * Margin)) / widths.Sum();
        var x = (double)Margin;
        for (var i = 0; i < widths.Count; i++)
        {
            if (i % 2 == 0)
            {
                page.AppendFormat(CultureInfo.InvariantCulture, "{0:0.###} 50 {1:0.###} 70 re f\n", x, widths[i] * module);
            }

            x += widths[i] * module;
        }

        page.AppendFormat(CultureInfo.InvariantCulture, "BT /F1 12 Tf {0} 32 Td ({1}) Tj ET", Margin, Escape(tracking));
        return page.ToString();
    }

    private static string Escape(string line)
    {
        var text = new StringBuilder(line.Length);
        foreach (var character in line)
        {
            var known = character is >= ' ' and <= '~' or >= '\u00A0' and <= '\u00FF' ? character : '?';
            text.Append(known is '(' or ')' or '\\' ? "\\" : "").Append(known);
        }

        return text.ToString();
    }
}
