using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>A cell with an error in the place of its value, as a constant or as what a formula gave.</summary>
internal sealed record ErrorCell(byte Code, bool IsFormula = false);

/// <summary>A number that is shown as a postal code of five digits.</summary>
internal sealed record PaddedCell(double Number);

/// <summary>Writes workbooks of the old format (.xls), as Amazon's template is.</summary>
internal static class OldWorkbook
{
    private const int Sector = 512;
    private const uint End = 0xFFFFFFFE;

    /// <summary>Returns the file of a workbook: sheets with rows of texts, numbers, dates and errors.</summary>
    public static byte[] Write(params (string Name, object?[][] Rows)[] sheets) =>
        Write([.. sheets.Select(sheet => (sheet.Name, (byte)0, sheet.Rows))]);

    /// <summary>Returns the file of a workbook with sheets that are visible (0), hidden (1) or very hidden (2).</summary>
    public static byte[] Write(params (string Name, byte State, object?[][] Rows)[] sheets) => Document(Book(sheets));

    private static byte[] Book((string Name, byte State, object?[][] Rows)[] sheets)
    {
        using var book = new MemoryStream();
        var places = new List<long>();
        Record(book, 0x0809, Begin(0x0005));
        Record(book, 0x041E, writer =>
        {
            writer.Write((ushort)164);
            Text(writer, "00000");
        });
        foreach (var format in (ushort[])[0, 14, 164])
        {
            Record(book, 0x00E0, writer =>
            {
                writer.Write((ushort)0);
                writer.Write(format);
                writer.Write(new byte[16]);
            });
        }

        foreach (var (name, state, _) in sheets)
        {
            places.Add(book.Position + 4);
            Record(book, 0x0085, writer =>
            {
                writer.Write(0);
                writer.Write((ushort)state);
                writer.Write((byte)name.Length);
                writer.Write((byte)1);
                writer.Write(Encoding.Unicode.GetBytes(name));
            });
        }

        Record(book, 0x000A, _ => { });
        for (var i = 0; i < sheets.Length; i++)
        {
            var start = book.Position;
            book.Position = places[i];
            book.Write(BitConverter.GetBytes((int)start));
            book.Position = start;
            Record(book, 0x0809, Begin(0x0010));
            for (var row = 0; row < sheets[i].Rows.Length; row++)
            {
                for (var column = 0; column < sheets[i].Rows[row].Length; column++)
                {
                    Cell(book, row, column, sheets[i].Rows[row][column]);
                }
            }

            Record(book, 0x000A, _ => { });
        }

        return book.ToArray();
    }

    private static Action<BinaryWriter> Begin(ushort kind) => writer =>
    {
        writer.Write((ushort)0x0600);
        writer.Write(kind);
        writer.Write(new byte[12]);
    };

    private static void Cell(MemoryStream book, int row, int column, object? value)
    {
        void Put(ushort type, ushort look, Action<BinaryWriter> write) => Record(book, type, writer =>
        {
            writer.Write((ushort)row);
            writer.Write((ushort)column);
            writer.Write(look);
            write(writer);
        });

        switch (value)
        {
            case null:
                break;
            case string text:
                Put(0x0204, 0, writer => Text(writer, text));
                break;
            case DateTime date:
                Put(0x0203, 1, writer => writer.Write(date.ToOADate()));
                break;
            case PaddedCell padded:
                Put(0x0203, 2, writer => writer.Write(padded.Number));
                break;
            case ErrorCell { IsFormula: true } error:
                Put(0x0006, 0, writer =>
                {
                    writer.Write([2, 0, error.Code, 0, 0, 0, 0xFF, 0xFF]);
                    writer.Write(new byte[6]);
                    writer.Write((ushort)0);
                });
                break;
            case ErrorCell error:
                Put(0x0205, 0, writer => writer.Write([error.Code, 1]));
                break;
            default:
                Put(0x0203, 0, writer => writer.Write(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)));
                break;
        }
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write((ushort)text.Length);
        writer.Write((byte)1);
        writer.Write(Encoding.Unicode.GetBytes(text));
    }

    private static void Record(MemoryStream book, ushort type, Action<BinaryWriter> write)
    {
        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        write(writer);
        writer.Flush();
        book.Write(BitConverter.GetBytes(type));
        book.Write(BitConverter.GetBytes((ushort)content.Length));
        book.Write(content.ToArray());
    }

    // A compound document: the header, a sector that says which sector follows which, a directory, and the stream.
    private static byte[] Document(byte[] book)
    {
        var sectors = Math.Max(8, (book.Length + Sector - 1) / Sector);
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 });
        writer.Write(new byte[16]);
        writer.Write([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
        writer.Write(new byte[10]);
        foreach (var number in (uint[])[1, 1, 0, 4096, End, 0, End, 0, 0])
        {
            writer.Write(number);
        }

        Fill(writer, Sector);
        writer.Write(0xFFFFFFFD);
        writer.Write(End);
        for (var i = 1; i <= sectors; i++)
        {
            writer.Write(i == sectors ? End : (uint)(i + 2));
        }

        Fill(writer, 2 * Sector);
        Entry(writer, "Root Entry", 5, child: 1, End, 0);
        Entry(writer, "Workbook", 2, child: 0xFFFFFFFF, 2, sectors * Sector);
        writer.Write(new byte[2 * 128]);
        writer.Write(book);
        writer.Write(new byte[(sectors * Sector) - book.Length]);
        return file.ToArray();
    }

    private static void Entry(BinaryWriter writer, string name, byte kind, uint child, uint start, int length)
    {
        var text = new byte[64];
        Encoding.Unicode.GetBytes(name).CopyTo(text, 0);
        writer.Write(text);
        writer.Write((ushort)((name.Length + 1) * 2));
        writer.Write([kind, 1]);
        foreach (var number in (uint[])[0xFFFFFFFF, 0xFFFFFFFF, child])
        {
            writer.Write(number);
        }

        writer.Write(new byte[36]);
        writer.Write(start);
        writer.Write((long)length);
    }

    private static void Fill(BinaryWriter writer, int length)
    {
        while (writer.BaseStream.Position < length)
        {
            writer.Write((byte)0xFF);
        }
    }
}
