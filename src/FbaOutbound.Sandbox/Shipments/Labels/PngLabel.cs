using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace FbaOutbound.Sandbox.Shipments.Labels;

/// <summary>A label as a PNG of four by six inches at 203 dots per inch, black on white.</summary>
internal static class PngLabel
{
    private const int Width = 812;
    private const int Height = 1218;
    private const int Margin = 40;
    private const int Stride = (Width + 7) / 8;
    private static readonly uint[] s_crc = MakeTable();

    public static byte[] Print(IReadOnlyList<string> lines, string tracking)
    {
        // Each row begins with the number of its filter, 0. A 1 bit is white.
        var rows = new byte[(Stride + 1) * Height];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = i % (Stride + 1) == 0 ? (byte)0 : (byte)0xFF;
        }

        var y = Margin;
        foreach (var line in lines)
        {
            Write(rows, line, Margin, y, 3);
            y += 33;
        }

        DrawBarcode(rows, tracking);
        Write(rows, tracking, Margin, Height - 80, 4);
        return Pack(rows);
    }

    private static void DrawBarcode(byte[] rows, string tracking)
    {
        var widths = Code128.Encode(tracking).ToList();
        var module = Math.Max(1, (Width - (2 * Margin)) / widths.Sum());
        var x = Margin;
        for (var i = 0; i < widths.Count; i++)
        {
            if (i % 2 == 0)
            {
                Fill(rows, x, Height - 320, widths[i] * module, 200);
            }

            x += widths[i] * module;
        }
    }

    private static void Write(byte[] rows, string text, int x, int y, int scale)
    {
        foreach (var glyph in Glyphs.Of(text))
        {
            for (var column = 0; column < 5; column++)
            {
                for (var row = 0; row < 7; row++)
                {
                    if (((glyph >> (column * 8)) & (1UL << row)) != 0)
                    {
                        Fill(rows, x + (column * scale), y + (row * scale), scale, scale);
                    }
                }
            }

            x += 6 * scale;
        }
    }

    private static void Fill(byte[] rows, int left, int top, int width, int height)
    {
        for (var y = top; y < Math.Min(top + height, Height); y++)
        {
            for (var x = left; x < Math.Min(left + width, Width); x++)
            {
                rows[(y * (Stride + 1)) + 1 + (x / 8)] &= (byte)~(0x80 >> (x % 8));
            }
        }
    }

    private static byte[] Pack(byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A], 0, 8);
        using var header = new MemoryStream();
        WriteNumber(header, Width);
        WriteNumber(header, Height);
        header.Write([1, 0, 0, 0, 0], 0, 5);
        WriteChunk(file, "IHDR", header.ToArray());
        using var dots = new MemoryStream();
        WriteNumber(dots, 7992);
        WriteNumber(dots, 7992);
        dots.WriteByte(1);
        WriteChunk(file, "pHYs", dots.ToArray());
        WriteChunk(file, "IDAT", Deflate(rows));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>zlib's format, which netstandard2.0 has only the middle of.</summary>
    private static byte[] Deflate(byte[] rows)
    {
        using var packed = new MemoryStream();
        packed.Write([0x78, 0x9C], 0, 2);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(rows, 0, rows.Length);
        }

        uint low = 1;
        uint high = 0;
        foreach (var octet in rows)
        {
            low = (low + octet) % 65521;
            high = (high + low) % 65521;
        }

        WriteNumber(packed, (high << 16) | low);
        return packed.ToArray();
    }

    private static void WriteChunk(Stream file, string type, byte[] data)
    {
        WriteNumber(file, (uint)data.Length);
        var body = Encoding.ASCII.GetBytes(type).Concat(data).ToArray();
        file.Write(body, 0, body.Length);
        var crc = 0xFFFFFFFFu;
        foreach (var octet in body)
        {
            crc = s_crc[(crc ^ octet) & 0xFF] ^ (crc >> 8);
        }

        WriteNumber(file, ~crc);
    }

    private static void WriteNumber(Stream file, uint value) =>
        file.Write([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value], 0, 4);

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? 0xEDB88320u ^ (value >> 1) : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}
