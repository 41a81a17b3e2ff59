using System;
using System.IO;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>Writes JSON bodies into a buffer that each thread keeps.</summary>
internal static class JsonBody
{
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static MemoryStream? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    public static byte[] Write<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        var buffer = t_buffer;
        var writer = t_writer;
        t_buffer = null;
        buffer ??= new MemoryStream(4096);
        buffer.SetLength(0);
        if (writer is null)
        {
            writer = t_writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }
        else
        {
            writer.Reset(buffer);
        }

        write(writer, state);
        writer.Flush();
        if (buffer.Capacity <= LargestKept)
        {
            t_buffer = buffer;
        }

        return buffer.ToArray();
    }
}
