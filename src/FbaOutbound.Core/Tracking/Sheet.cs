using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml;

namespace FbaOutbound.Tracking;

/// <summary>Writes a table as a workbook with one sheet of texts, so that no program makes numbers of ids.</summary>
internal static class Sheet
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private static readonly (string Name, string Text)[] s_parts =
    [
        ("[Content_Types].xml",
            $"<Types xmlns='{ContentTypes}'><Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
                + "<Default Extension='xml' ContentType='application/xml'/>"
                + $"<Override PartName='/xl/workbook.xml' ContentType='{Kind}sheet.main+xml'/>"
                + $"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{Kind}worksheet+xml'/></Types>"),
        ("_rels/.rels",
            $"<Relationships xmlns='{PackageRelationships}'><Relationship Id='rId1' Type='{Relationships}/officeDocument' "
                + "Target='xl/workbook.xml'/></Relationships>"),
        ("xl/workbook.xml",
            $"<workbook xmlns='{Main}' xmlns:r='{Relationships}'><sheets><sheet name='Sheet1' sheetId='1' r:id='rId1'/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns='{PackageRelationships}'><Relationship Id='rId1' Type='{Relationships}/worksheet' "
                + "Target='worksheets/sheet1.xml'/></Relationships>"),
    ];

    public static void Write(Stream stream, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in s_parts)
        {
            using var part = new StreamWriter(archive.CreateEntry(name).Open());
            part.Write("<?xml version='1.0' encoding='UTF-8'?>" + text);
        }

        using var sheet = XmlWriter.Create(
            archive.CreateEntry("xl/worksheets/sheet1.xml").Open(), new XmlWriterSettings { CloseOutput = true });
        sheet.WriteStartElement("worksheet", Main);
        sheet.WriteStartElement("sheetData", Main);
        foreach (var row in new[] { header }.Concat(rows))
        {
            sheet.WriteStartElement("row", Main);
            foreach (var cell in row)
            {
                sheet.WriteStartElement("c", Main);
                if (cell.Length > 0)
                {
                    sheet.WriteAttributeString("t", "inlineStr");
                    sheet.WriteStartElement("is", Main);
                    sheet.WriteElementString("t", Main, cell);
                    sheet.WriteEndElement();
                }

                sheet.WriteEndElement();
            }

            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
        sheet.WriteEndElement();
    }
}
