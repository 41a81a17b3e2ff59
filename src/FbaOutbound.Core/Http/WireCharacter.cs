using System;

namespace FbaOutbound.Http;

/// <summary>
/// Reads a character as its writer meant it: escaped as in JSON, in XML or in a URL, even twice. Case is left out, and what shows
/// nothing or controls a terminal is not a character.
/// </summary>
internal static class WireCharacter
{
    /// <summary>No character, but part of the text.</summary>
    public const byte None = 0;

    /// <summary>Any character beyond ASCII that shows.</summary>
    private const byte Other = 0xFF;

    private const int LongestEntity = 10;

    /// <summary>Reads the first character of a text that is not empty, and returns how many bytes it takes.</summary>
    public static int Read(ReadOnlySpan<byte> text, out byte character)
    {
        var first = text[0];
        switch (first)
        {
            case (byte)'%' when Hex(text, 1, 2) is { } value:
                // %257C is the bar of a URL in a URL.
                if (value == '%' && Hex(text, 3, 2) is { } inner)
                {
                    character = Of(inner);
                    return 5;
                }

                character = Of(value);
                return 3;
            case (byte)'\\' when text.Length > 1:
                return Escaped(text, out character);
            case (byte)'&' when Entity(text, out var code, out var length):
                character = Of(code);
                return length;
            case >= 0xC2:
                return Beyond(text, out character);
            default:
                character = Of(first);
                return 1;
        }
    }

    private static int Escaped(ReadOnlySpan<byte> text, out byte character)
    {
        var second = text[1];
        if (second == (byte)'u' && Hex(text, 2, 4) is { } value)
        {
            character = Of(value);
            return 6;
        }

        if (second is (byte)'/' or (byte)'"' or (byte)'\\')
        {
            // Escaped twice: the second backslash begins the inner escape.
            character = second == (byte)'\\' ? None : second;
            return second == (byte)'\\' ? 1 : 2;
        }

        character = second is (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f' ? None : (byte)'\\';
        return character == None ? 2 : 1;
    }

    private static bool Entity(ReadOnlySpan<byte> text, out int code, out int length)
    {
        code = 0;
        var end = text.Slice(0, Math.Min(text.Length, LongestEntity)).IndexOf((byte)';');
        length = end + 1;
        if (end < 3)
        {
            return false;
        }

        var name = text.Slice(1, end - 1);
        if (name[0] != (byte)'#')
        {
            code = name.SequenceEqual("amp"u8) ? '&' : name.SequenceEqual("lt"u8) ? '<' : name.SequenceEqual("gt"u8) ? '>'
                : name.SequenceEqual("quot"u8) ? '"' : name.SequenceEqual("apos"u8) ? '\'' : 0;
            return code != 0;
        }

        var isHex = name.Length > 1 && name[1] is (byte)'x' or (byte)'X';
        foreach (var digit in name.Slice(isHex ? 2 : 1))
        {
            if (Digit(digit) is not { } value || (!isHex && value > 9))
            {
                return false;
            }

            code = (code * (isHex ? 16 : 10)) + value;
        }

        return code > 0;
    }

    // UTF-8, as far as it matters here: C1 controls and what is invisible are skipped.
    private static int Beyond(ReadOnlySpan<byte> text, out byte character)
    {
        var length = text[0] >= 0xF0 ? 4 : text[0] >= 0xE0 ? 3 : 2;
        if (text.Length < length)
        {
            character = Other;
            return 1;
        }

        var code = length == 2 ? ((text[0] & 0x1F) << 6) | (text[1] & 0x3F)
            : length == 3 ? ((text[0] & 0x0F) << 12) | ((text[1] & 0x3F) << 6) | (text[2] & 0x3F)
            : 0x10000;
        character = Of(code);
        return length;
    }

    private static byte Of(int code) => code switch
    {
        >= 'A' and <= 'Z' => (byte)(code | 0x20),
        < 0x80 => code is < ' ' or 0x7F ? None : (byte)code,
        <= char.MaxValue when ServiceText.IsSteering((char)code) => None,
        _ => Other,
    };

    private static int? Hex(ReadOnlySpan<byte> text, int from, int count)
    {
        if (text.Length < from + count)
        {
            return null;
        }

        var value = 0;
        for (var i = from; i < from + count; i++)
        {
            if (Digit(text[i]) is not { } digit)
            {
                return null;
            }

            value = (value * 16) + digit;
        }

        return value;
    }

    private static int? Digit(byte character) => character switch
    {
        >= (byte)'0' and <= (byte)'9' => character - '0',
        >= (byte)'a' and <= (byte)'f' => character - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => character - 'A' + 10,
        _ => null,
    };
}
