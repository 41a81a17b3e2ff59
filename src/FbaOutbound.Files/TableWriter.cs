using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using FbaOutbound.OrderFiles;
using FbaOutbound.Storage;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace FbaOutbound.Files;

/// <summary>Writes rows to a file that only its owner may read, under a temporary name until it is complete.</summary>
internal static class TableWriter
{
    public static void Write(
        string path, TableLayout layout, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows, bool overwrite)
    {
        try
        {
            WholeFile.Write(
                path,
                stream =>
                {
                    if (layout.Sheet is { } sheet)
                    {
                        WriteWorkbook(stream, sheet, header, rows);
                    }
                    else
                    {
                        WriteText(stream, layout, header, rows);
                    }
                },
                overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new OrderFileException($"File '{path}' cannot be written: {exception.Message.TrimEnd('.')}.", exception) { Path = path };
        }
        catch (EncoderFallbackException exception)
        {
            throw new OrderFileException(
                $"File '{path}' cannot be written: the encoding {layout.Encoding} cannot represent a character in one of the cells. "
                    + "Choose a path with the extension .xlsx.", exception) { Path = path };
        }
    }

    private static void WriteText(
        Stream stream, TableLayout layout, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows)
    {
        var encoding = DetectedEncoding.Named(layout.Encoding ?? "utf-8") ?? new UTF8Encoding(false, true);
        if (layout.HasByteOrderMark)
        {
            var mark = DetectedEncoding.MarkOf(encoding);
            stream.Write(mark, 0, mark.Length);
        }

        using var text = new StreamWriter(stream, Markless(encoding), 64 * 1024, leaveOpen: true);
        using var writer = new CsvWriter(
            text,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = layout.Delimiter.ToString(),
                NewLine = layout.NewLine,
                // Left alone it quotes only the file's own line break, and readers take any for one.
                ShouldQuote = static args =>
                    ConfigurationFunctions.ShouldQuote(args) || args.Field?.IndexOfAny(['\r', '\n']) >= 0,
            },
            leaveOpen: true);
        foreach (var row in new[] { header }.Concat(rows))
        {
            foreach (var cell in row)
            {
                writer.WriteField(cell);
            }

            writer.NextRecord();
        }
    }

    // A StreamWriter writes the mark of an encoding that has one.
    private static Encoding Markless(Encoding encoding) => encoding.CodePage switch
    {
        65001 => new UTF8Encoding(false, true),
        12000 => new UTF32Encoding(false, false, true),
        12001 => new UTF32Encoding(true, false, true),
        1200 => new UnicodeEncoding(false, false, true),
        1201 => new UnicodeEncoding(true, false, true),
        _ => encoding,
    };

    private static void WriteWorkbook(
        Stream stream, string sheet, IReadOnlyList<string> header, IEnumerable<IReadOnlyList<string>> rows) => stream.SaveAs(
        new[] { header }.Concat(rows).Select(row => Cells(row, header.Count)),
        printHeader: false, sheetName: sheet, configuration: new OpenXmlConfiguration { EnableAutoWidth = false, AutoFilter = false });

    private static Dictionary<string, object> Cells(IReadOnlyList<string> row, int count)
    {
        var cells = new Dictionary<string, object>(count);
        for (var i = 0; i < count; i++)
        {
            cells.Add(i.ToString(CultureInfo.InvariantCulture), i < row.Count ? row[i] : "");
        }

        return cells;
    }
}
