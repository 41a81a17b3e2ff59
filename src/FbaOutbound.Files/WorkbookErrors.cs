using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml;
using System.Xml.Linq;
using FbaOutbound.OrderFiles.Words;

namespace FbaOutbound.Files;

/// <summary>
/// Finds the cells of a sheet that have an error in the place of a value, or a formula whose value the program that wrote it did not
/// calculate. ExcelDataReader gives both as blank.
/// </summary>
internal static class WorkbookErrors
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string StrictRelations = "http://purl.oclc.org/ooxml/officeDocument/relationships";

    // Of an error, and of a formula, whatever the prefix of its namespace.
    private static readonly string[] s_signs = ["t=\"e\"", "t='e'", "<f>", "<f ", "<f/", ":f>", ":f ", ":f/"];

    private static readonly IReadOnlyDictionary<(long Row, int Column), string> s_none = new Dictionary<(long Row, int Column), string>();

    /// <summary>Returns the errors by the number of the row and the column, from 0.</summary>
    public static IReadOnlyDictionary<(long Row, int Column), string> Of(string path, string sheet)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var isZip = stream.ReadByte() == 'P';
        stream.Position = 0;
        if (!isZip)
        {
            return OldWorkbookErrors.Of(stream, sheet);
        }

        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return PartOf(zip, sheet) is { } part && MayHaveErrors(part) ? Read(part) : s_none;
    }

    /// <summary>Whether a workbook counts the days of its dates from 1904, as those of old Macs do.</summary>
    public static bool CountsFrom1904(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var isZip = stream.ReadByte() == 'P';
        stream.Position = 0;
        if (!isZip)
        {
            return false;
        }

        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        return Load(zip, "xl/workbook.xml")?.Descendants().FirstOrDefault(element => element.Name.LocalName == "workbookPr")
            ?.Attribute("date1904")?.Value is "1" or "true";
    }

    private static ZipArchiveEntry? PartOf(ZipArchive zip, string sheet)
    {
        if (Load(zip, "xl/workbook.xml") is not { } book || Load(zip, "xl/_rels/workbook.xml.rels") is not { } links)
        {
            return null;
        }

        var found = book.Descendants().FirstOrDefault(element => element.Name.LocalName == "sheet" && (string?)element.Attribute("name") == sheet);
        var id = (string?)found?.Attribute(XName.Get("id", Relations)) ?? (string?)found?.Attribute(XName.Get("id", StrictRelations));
        var target = (string?)links.Descendants().FirstOrDefault(element => (string?)element.Attribute("Id") == id)?.Attribute("Target");
        return target is null ? null : Entry(zip, target[0] == '/' ? target.Substring(1) : "xl/" + target);
    }

    private static XDocument? Load(ZipArchive zip, string name)
    {
        if (Entry(zip, name) is not { } entry)
        {
            return null;
        }

        using var stream = entry.Open();
        return XDocument.Load(stream);
    }

    private static ZipArchiveEntry? Entry(ZipArchive zip, string name) =>
        zip.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/'), name, StringComparison.OrdinalIgnoreCase));

    // Few sheets have errors or formulas, and a search is much faster than to read the sheet twice.
    private static bool MayHaveErrors(ZipArchiveEntry part)
    {
        using var reader = new StreamReader(part.Open());
        var buffer = new char[65536];
        var kept = 0;
        int read;
        while ((read = reader.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var text = buffer.AsSpan(0, kept + read);
            foreach (var sign in s_signs)
            {
                if (text.IndexOf(sign.AsSpan()) >= 0)
                {
                    return true;
                }
            }

            kept = Math.Min(4, text.Length);
            text.Slice(text.Length - kept).CopyTo(buffer);
        }

        return false;
    }

    private static Dictionary<(long Row, int Column), string> Read(ZipArchiveEntry part)
    {
        var errors = new Dictionary<(long Row, int Column), string>();
        using var reader = XmlReader.Create(part.Open(), new XmlReaderSettings { CloseInput = true });
        var (row, column) = (0L, -1);
        var (isError, isText) = (false, false);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "row":
                    row = long.TryParse(reader.GetAttribute("r"), out var number) ? number : row + 1;
                    column = -1;
                    break;
                case "c":
                    column = ColumnOf(reader.GetAttribute("r")) ?? column + 1;
                    (isError, isText) = (reader.GetAttribute("t") == "e", reader.GetAttribute("t") == "str");
                    if (isError)
                    {
                        errors[(row, column)] = "#N/A";
                    }

                    break;
                case "f" when !isError:
                    errors[(row, column)] = SpreadsheetErrors.NoValue;
                    break;
                case "v" when isError && reader.Read() && reader.NodeType == XmlNodeType.Text:
                    errors[(row, column)] = reader.Value;
                    break;

                // The text of a formula can be empty, its number cannot.
                case "v" or "is" when !isError
                    && (isText || (!reader.IsEmptyElement && reader.Read() && reader.NodeType != XmlNodeType.EndElement)):
                    errors.Remove((row, column));
                    break;
            }
        }

        return errors;
    }

    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? "").TakeWhile(char.IsLetter))
        {
            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        }

        return column == 0 ? null : column - 1;
    }
}
