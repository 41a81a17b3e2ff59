using System.Text;

namespace FbaOutbound.Rows;

/// <summary>
/// The values of columns, as small as they can be kept: files have many rows, of which each fills few columns, usually with short texts.
/// Texts are one piece of UTF-8, and what was not given takes no room.
/// </summary>
internal readonly struct CompactValues
{
    /// <summary>How many columns fit.</summary>
    public const int MostColumns = 64;

    private readonly ulong _texts;
    private readonly ulong _others;
    private readonly byte[]? _text;
    private readonly object[]? _values;

    private CompactValues(object?[] values)
    {
        var (length, others) = (0, 0);
        for (var column = 0; column < values.Length; column++)
        {
            if (values[column] is string text)
            {
                _texts |= 1UL << column;
                length += LengthOf(text) is var bytes && bytes < 0x80 ? 1 + bytes : 4 + bytes;
            }
            else if (values[column] is not null)
            {
                _others |= 1UL << column;
                others++;
            }
        }

        _text = length > 0 ? new byte[length] : null;
        _values = others > 0 ? new object[others] : null;
        var (at, other) = (0, 0);
        foreach (var value in values)
        {
            if (value is string text)
            {
                at = Write(text, _text!, at);
            }
            else if (value is not null)
            {
                _values![other++] = value;
            }
        }
    }

    /// <summary>Takes the values of all columns, each at its index.</summary>
    public static CompactValues Of(object?[] values) => new(values);

    /// <summary>Returns the values of all columns, each at its index; null if not given.</summary>
    public object?[] Expand(int columns)
    {
        var values = new object?[columns];
        var (at, other) = (0, 0);
        for (var column = 0; column < columns; column++)
        {
            var bit = 1UL << column;
            if ((_texts & bit) != 0)
            {
                values[column] = Read(_text!, ref at);
            }
            else if ((_others & bit) != 0)
            {
                values[column] = _values![other++];
            }
        }

        return values;
    }

    private static int LengthOf(string text) => Encoding.UTF8.GetByteCount(text);

    // The length comes first: in one byte, or in four of which the first has its high bit set.
    private static int Write(string text, byte[] target, int at)
    {
        var length = LengthOf(text);
        if (length < 0x80)
        {
            target[at++] = (byte)length;
        }
        else
        {
            target[at++] = (byte)(0x80 | (length >> 24));
            target[at++] = (byte)(length >> 16);
            target[at++] = (byte)(length >> 8);
            target[at++] = (byte)length;
        }

        return at + Encoding.UTF8.GetBytes(text, 0, text.Length, target, at);
    }

    private static string Read(byte[] source, ref int at)
    {
        int length = source[at++];
        if (length >= 0x80)
        {
            length = ((length & 0x7F) << 24) | (source[at] << 16) | (source[at + 1] << 8) | source[at + 2];
            at += 3;
        }

        at += length;
        return Encoding.UTF8.GetString(source, at - length, length);
    }
}
