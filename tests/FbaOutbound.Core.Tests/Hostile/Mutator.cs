using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>
/// Spoils bytes, mostly where the structure of JSON, XML or a table shows: whole values are replaced, repeated, nested, cut off.
/// </summary>
internal static class Mutator
{
    private static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", "null", "true", "\"", ",", ":", "\\", "\\ud800", "\\u0000", "\\u001b[31m", "<", ">", "</", "/>", "&",
            "&lt;", "&#0;", "&#27;", "&x;", "]]>", "<![CDATA[", "<!DOCTYPE a>",
            "\"errors\":", "\"errors\":[]", "\"errors\":[{}]", "{\"errors\":[{\"code\":\"QuotaExceeded\",\"message\":\"x\"}]}",
            "{\"payload\":{}}", "{\"nextToken\":\"a\"}", "<Error><Code>RequestThrottled</Code></Error>",
            "\0", "\r\n", "\n", "\t", " ", ";", "=", "%", "+", "\u2028", "\u202E", "\uFEFF", "\uFFFD", "seed-1", "SEED-1", "..",
            "token expired", "Requested order 'seed-1' not found",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x1F, 0x8B], [0xEF, 0xBB, 0xBF],
    ];

    private static readonly byte[][] s_values = [.. new[]
    {
        "null", "true", "false", "0", "-1", "-0", "1e400", "1e-400", "1e999999", "2147483648", "9223372036854775808",
        "79228162514264337593543950336", "0.1e1", "NaN", "Infinity", "\"\"", "\" \"", "[]", "{}", "[null]",
        "[[[]]]", "[{}]", "{\"a\":{}}", "\"2026-02-30T25:61:61Z\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59.9999999-14:00\"", "\"\\ud83c\"", "\"\\u001b[2J\"", "\"1,5\"", "\"CANCELLED\"",
        "\"\\u0663\"", "\"" + new string('9', 1000) + "\"", new string('9', 1000), "1." + new string('0', 1000) + "1",
    }.Select(Encoding.UTF8.GetBytes)];

    private static readonly byte[] s_open = "{[<"u8.ToArray();

    /// <summary>Makes another input of one. The same random numbers make the same input.</summary>
    /// <param name="input">What to spoil.</param>
    /// <param name="others">What parts can be taken from.</param>
    /// <param name="random">The source of chance.</param>
    public static byte[] Mutate(byte[] input, IReadOnlyList<byte[]> others, Random random)
    {
        var body = new List<byte>(input);
        for (var changes = 1 + random.Next(random.Next(2) == 0 ? 2 : 6); changes > 0; changes--)
        {
            Change(body, others, random);
            if (body.Count > 100_000)
            {
                body.RemoveRange(100_000, body.Count - 100_000);
            }
        }

        return [.. body];
    }

    private static void Change(List<byte> body, IReadOnlyList<byte[]> others, Random random)
    {
        var at = random.Next(body.Count + 1);
        var length = Math.Min(1 + random.Next(random.Next(4) == 0 ? 200 : 8), body.Count - at);
        switch (random.Next(14))
        {
            case 0 when at < body.Count:
                body[at] = (byte)random.Next(256);
                break;
            case 1 when at < body.Count:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                body.RemoveRange(at, length);
                break;
            case 3:
                body.InsertRange(at, s_tokens[random.Next(s_tokens.Length)]);
                break;
            case 4:
                body.InsertRange(random.Next(body.Count + 1), body.GetRange(at, length));
                break;
            case 5:
                body.RemoveRange(at, body.Count - at);
                break;
            case 6:
                var other = others[random.Next(others.Count)];
                var from = random.Next(other.Length + 1);
                body.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(400), other.Length - from)).ToArray());
                break;
            case 7 or 8 or 9:
                ReplaceValue(body, at, random);
                break;
            case 10:
                var (start, end) = ElementAt(body, at);
                body.InsertRange(start, body.GetRange(start, Math.Min(end - start, 2000)));
                break;
            case 11:
                (start, end) = ElementAt(body, at);
                body.RemoveRange(start, end - start);
                break;
            case 12 when random.Next(4) == 0:
                Recode(body, random);
                break;
            case 13 when random.Next(4) == 0:
                body.InsertRange(
                    at, Enumerable.Repeat(s_tokens[random.Next(s_tokens.Length)], 1 << random.Next(12)).SelectMany(token => token));
                break;
            default:
                break;
        }
    }

    // What stands between a colon and the next comma or bracket, or between two tags.
    private static void ReplaceValue(List<byte> body, int at, Random random)
    {
        var start = at;
        while (start < body.Count && body[start] is not ((byte)':' or (byte)'>'))
        {
            start++;
        }

        if (start >= body.Count)
        {
            return;
        }

        start++;
        var end = start;
        while (end < body.Count && body[end] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)'<'))
        {
            end++;
        }

        body.RemoveRange(start, end - start);
        body.InsertRange(start, s_values[random.Next(s_values.Length)]);
    }

    // A whole element from an opening bracket to where its depth ends.
    private static (int Start, int End) ElementAt(List<byte> body, int at)
    {
        var start = at;
        while (start < body.Count && Array.IndexOf(s_open, body[start]) < 0)
        {
            start++;
        }

        var depth = 0;
        for (var end = start; end < body.Count; end++)
        {
            depth += body[end] switch
            {
                (byte)'{' or (byte)'[' or (byte)'<' => 1,
                (byte)'}' or (byte)']' or (byte)'>' => -1,
                _ => 0,
            };
            if (depth <= 0)
            {
                return (start, end + 1);
            }
        }

        return (start, body.Count);
    }

    private static void Recode(List<byte> body, Random random)
    {
        var text = Encoding.UTF8.GetString(body.ToArray());
        var encoding = random.Next(4) switch
        {
            0 => Encoding.Unicode, 1 => Encoding.BigEndianUnicode, 2 => Encoding.UTF32, _ => Encoding.UTF8
        };
        body.Clear();
        body.AddRange(encoding.GetPreamble());
        body.AddRange(encoding.GetBytes(text));
    }
}
