using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Xml;

namespace FbaOutbound.Sandbox.Doors.Mws;

/// <summary>Writes XML bodies into a buffer that each thread keeps.</summary>
internal static class XmlBody
{
    public const string ContentType = "text/xml";
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static MemoryStream? t_buffer;

    public static byte[] Write<T>(T state, Action<XmlWriter, T> write)
    {
        var buffer = t_buffer ?? new MemoryStream(4096);
        t_buffer = null;
        buffer.SetLength(0);
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false, CloseOutput = false }))
        {
            // Amazon's declaration names no encoding.
            writer.WriteRaw("<?xml version=\"1.0\"?>\n");
            write(writer, state);
        }

        if (buffer.Capacity <= LargestKept)
        {
            t_buffer = buffer;
        }

        return buffer.ToArray();
    }

    public static void WriteGiven(this XmlWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteElementString(name, value);
        }
    }

    public static void WriteDate(this XmlWriter writer, string name, DateTimeOffset date) => writer.WriteElementString(name, Iso8601.Format(date));

    public static void WriteFlag(this XmlWriter writer, string name, bool value) => writer.WriteElementString(name, value ? "true" : "false");

    public static void WriteNumber(this XmlWriter writer, string name, long value) =>
        writer.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));
}
