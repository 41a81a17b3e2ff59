using System;
using System.Runtime.InteropServices;
using System.Text;

namespace FbaOutbound.Protocols;

/// <summary>
/// UTF-8 as it goes out and comes in: nothing is replaced silently, and nothing takes more room than a response can need.
/// </summary>
internal static class WireText
{
    /// <summary>The most values of a response. Each becomes an object many times as large as the bytes that can say it.</summary>
    public const int MostValues = 1_000_000;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the text; half of a character would be sent as U+FFFD, and an id would become another one.</summary>
    /// <exception cref="FbaException">The text holds half of a character.</exception>
    public static string Whole(string text)
    {
        try
        {
            _ = s_strict.GetByteCount(text);
            return text;
        }
        catch (EncoderFallbackException exception)
        {
            throw new FbaException("The text cannot be sent: it contains an incomplete character (an unpaired surrogate).", exception);
        }
    }

    /// <summary>
    /// Whether bytes are UTF-8 from their beginning to their end, and cannot be JSON of more than <see cref="MostValues"/>.
    /// </summary>
    public static bool CanBeRead(ReadOnlyMemory<byte> json)
    {
        var bytes = MemoryMarshal.TryGetArray(json, out var segment) ? segment : new ArraySegment<byte>(json.ToArray());
        try
        {
            _ = s_strict.GetCharCount(bytes.Array ?? [], bytes.Offset, bytes.Count);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return json.Length <= MostValues || CountValues(json.Span) <= MostValues;
    }

    // At most so many: what stands in texts counts, too.
    private static int CountValues(ReadOnlySpan<byte> json)
    {
        var count = 0;
        foreach (var one in json)
        {
            count += one is (byte)',' or (byte)'{' or (byte)'[' ? 1 : 0;
        }

        return count;
    }
}
