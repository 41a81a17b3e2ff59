using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace FbaOutbound.Files;

/// <summary>Finds the cells of an .xls sheet that have an error in the place of a value, which ExcelDataReader gives as blank.</summary>
/// <remarks>
/// The file is a compound document ([MS-CFB]): sectors, and a table of which sector follows which. Its stream Workbook is a sequence of
/// records ([MS-XLS]).
/// </remarks>
internal sealed class OldWorkbookErrors
{
    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const uint LastSector = 0xFFFFFFFA;

    private const int Formula = 0x0006;
    private const int EndOfPart = 0x000A;
    private const int Sheet = 0x0085;
    private const int ErrorOrTruth = 0x0205;
    private const int BeginOfPart = 0x0809;
    private const int Newest = 0x0600;

    private readonly byte[] _file;
    private readonly int _sectorLength;
    private readonly List<uint> _next = [];

    private OldWorkbookErrors(byte[] file)
    {
        _file = file;
        _sectorLength = 1 << BitConverter.ToUInt16(file, 0x1E);
        foreach (var sector in TableSectors())
        {
            for (var i = 0; i < _sectorLength; i += 4)
            {
                _next.Add(BitConverter.ToUInt32(_file, Place(sector) + i));
            }
        }
    }

    /// <summary>Returns the errors by the number of the row and the column, from 0.</summary>
    public static IReadOnlyDictionary<(long Row, int Column), string> Of(Stream stream, string sheet)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Read(new OldWorkbookErrors(memory.ToArray()).ReadBook(), sheet);
    }

    private static Dictionary<(long Row, int Column), string> Read(byte[] book, string sheet)
    {
        var errors = new Dictionary<(long Row, int Column), string>();
        if (StartOf(book, sheet) is not { } start)
        {
            return errors;
        }

        // Charts inside a sheet begin and end, too.
        var depth = 0;
        foreach (var (type, at, length) in Records(book, start))
        {
            depth += type == BeginOfPart ? 1 : type == EndOfPart ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            var isError = type == ErrorOrTruth ? length >= 8 && book[at + 7] != 0
                : type == Formula && length >= 14 && book[at + 6] == 2 && book[at + 12] == 0xFF && book[at + 13] == 0xFF;
            if (isError)
            {
                errors[(BitConverter.ToUInt16(book, at) + 1L, BitConverter.ToUInt16(book, at + 2))] =
                    NameOf(book[at + (type == Formula ? 8 : 6)]);
            }
        }

        return errors;
    }

    private static int? StartOf(byte[] book, string sheet)
    {
        var isNewest = BitConverter.ToUInt16(book, 4) == Newest;
        foreach (var (type, at, _) in Records(book, 0))
        {
            if (type == EndOfPart)
            {
                break;
            }

            if (type != Sheet)
            {
                continue;
            }

            var length = book[at + 6];
            var isWide = isNewest && (book[at + 7] & 1) != 0;
            var name = (isWide ? Encoding.Unicode : CodePagesEncodingProvider.Instance.GetEncoding(1252)!)
                .GetString(book, at + (isNewest ? 8 : 7), isWide ? 2 * length : length);
            if (name == sheet)
            {
                return BitConverter.ToInt32(book, at);
            }
        }

        return null;
    }

    private static IEnumerable<(int Type, int At, int Length)> Records(byte[] book, int start)
    {
        for (var at = start; at + 4 <= book.Length;)
        {
            var length = BitConverter.ToUInt16(book, at + 2);
            yield return (BitConverter.ToUInt16(book, at), at + 4, length);
            at += 4 + length;
        }
    }

    private static string NameOf(byte code) => code switch
    {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };

    // The sectors of the table stand in the header, and from the 110th on in sectors of their own.
    private IEnumerable<uint> TableSectors()
    {
        for (var i = 0; i < 109; i++)
        {
            if (BitConverter.ToUInt32(_file, 0x4C + (4 * i)) is < LastSector and var sector)
            {
                yield return sector;
            }
        }

        var list = BitConverter.ToUInt32(_file, 0x44);
        for (var left = BitConverter.ToUInt32(_file, 0x48); left > 0 && list < LastSector; left--)
        {
            for (var i = 0; i < _sectorLength - 4; i += 4)
            {
                if (BitConverter.ToUInt32(_file, Place(list) + i) is < LastSector and var sector)
                {
                    yield return sector;
                }
            }

            list = BitConverter.ToUInt32(_file, Place(list) + _sectorLength - 4);
        }
    }

    private byte[] ReadBook()
    {
        var entries = ReadChain(BitConverter.ToUInt32(_file, 0x30));
        for (var at = 0; at + EntryLength <= entries.Length; at += EntryLength)
        {
            var name = Encoding.Unicode.GetString(entries, at, Math.Max(0, Math.Min(64, (int)BitConverter.ToUInt16(entries, at + 64)) - 2));
            if (name is "Workbook" or "Book")
            {
                var (start, length) = (BitConverter.ToUInt32(entries, at + 116), BitConverter.ToInt32(entries, at + 120));
                return length < BitConverter.ToInt32(_file, 0x38)
                    ? ReadSmall(start, length, ReadChain(BitConverter.ToUInt32(entries, 116)))
                    : [.. ReadChain(start).Take(length)];
            }
        }

        throw new InvalidDataException();
    }

    // A small stream stands in pieces of 64 bytes in another one, which have a table of their own.
    private byte[] ReadSmall(uint start, int length, byte[] container)
    {
        var size = 1 << BitConverter.ToUInt16(_file, 0x20);
        var table = ReadChain(BitConverter.ToUInt32(_file, 0x3C));
        var content = new List<byte>();
        for (var sector = start; sector < LastSector && content.Count < length; sector = BitConverter.ToUInt32(table, (int)sector * 4))
        {
            content.AddRange(new ArraySegment<byte>(container, (int)sector * size, size));
        }

        return [.. content.Take(length)];
    }

    private byte[] ReadChain(uint start)
    {
        using var content = new MemoryStream();
        for (var sector = start; sector < LastSector; sector = _next[(int)sector])
        {
            if (content.Length > _file.Length)
            {
                throw new InvalidDataException();
            }

            // The last sector of a file may be cut short.
            content.Write(_file, Place(sector), Math.Min(_sectorLength, _file.Length - Place(sector)));
        }

        return content.ToArray();
    }

    private int Place(uint sector) => checked((int)(((long)sector * _sectorLength) + Math.Max(HeaderLength, _sectorLength)));
}
