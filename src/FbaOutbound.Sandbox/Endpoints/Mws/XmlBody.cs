using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Xml;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

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
        using (var writer = XmlWriter.Create(buffer,
            new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, OmitXmlDeclaration = true, CloseOutput = false }))
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

    /// <summary>Writes what a seller gave. JSON can hold characters that XML cannot: they become question marks.</summary>
    public static void WriteGiven(this XmlWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteElementString(name, Clean(value));
        }
    }

    public static void WriteDate(this XmlWriter writer, string name, DateTimeOffset date) =>
        writer.WriteElementString(name, Iso8601.Format(date));

    public static void WriteFlag(this XmlWriter writer, string name, bool value) =>
        writer.WriteElementString(name, value ? "true" : "false");

    public static void WriteNumber(this XmlWriter writer, string name, long value) =>
        writer.WriteElementString(name, value.ToString(CultureInfo.InvariantCulture));

    private static string Clean(string text)
    {
        char[]? clean = null;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPair(text, i))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                clean ??= text.ToCharArray();
                clean[i] = '?';
            }
        }

        return clean is null ? text : new string(clean);
    }

    private static bool IsPair(string text, int index) => index + 1 < text.Length && char.IsSurrogatePair(text[index], text[index + 1]);
}
