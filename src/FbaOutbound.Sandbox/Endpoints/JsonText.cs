using System;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>
/// Reads bodies whose every text can be read: JSON lets half a surrogate pair and broken UTF-8 through, and then fails at the text.
/// </summary>
internal static class JsonText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Returns the document; null if the body is not one.</summary>
    public static JsonDocument? TryParse(ReadOnlyMemory<byte> body, JsonDocumentOptions options = default)
    {
        if (!IsUtf8(body))
        {
            return null;
        }

        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, options);
        }
        catch (JsonException)
        {
            return null;
        }

        // Only an escape can be half a pair.
        if (body.Span.IndexOf("\\u"u8) < 0 || IsReadable(document.RootElement))
        {
            return document;
        }

        document.Dispose();
        return null;
    }

    private static bool IsUtf8(ReadOnlyMemory<byte> body)
    {
        try
        {
            var bytes = MemoryMarshal.TryGetArray(body, out var segment) ? segment : new ArraySegment<byte>(body.ToArray());
            s_strict.GetCharCount(bytes.Array!, bytes.Offset, bytes.Count);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool IsReadable(JsonElement element)
    {
        try
        {
            Read(element);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    Read(member.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Read(item);
                }

                break;
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            default:
                break;
        }
    }
}
