using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Xml;
using FbaOutbound.Http;

namespace FbaOutbound.Protocols.Mws;

/// <summary>
/// Trees in XML, by local names alone: the pages themselves split a namespace over two lines. Document types are refused, and with them
/// every entity that a response could define.
/// </summary>
internal static class XmlTree
{
    /// <summary>No response of the services is nested half as deep.</summary>
    private const int MaxDepth = 64;

    // The reader compares each attribute of an element with the others: a tag of 32 MB would take minutes.
    private const int MostAttributes = 100_000;

    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = HttpTransport.LargestBody,
        MaxCharactersFromEntities = 1024,
    };

    /// <summary>Reads a document; null if it is not well-formed. Why is not told: the parser's message may quote what it read.</summary>
    public static WireNode? Read(ReadOnlyMemory<byte> document)
    {
        if (CountEqualSigns(document.Span) > MostAttributes)
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(document.ToArray(), writable: false);
            using var reader = XmlReader.Create(stream, s_settings);
            return reader.MoveToContent() == XmlNodeType.Element ? ReadElements(reader) : null;
        }
        catch (Exception exception) when (
            exception is XmlException or ArgumentException or InvalidOperationException or NotSupportedException or IOException)
        {
            return null;
        }
    }

    private static int CountEqualSigns(ReadOnlySpan<byte> document)
    {
        var count = 0;
        foreach (var one in document)
        {
            count += one == (byte)'=' ? 1 : 0;
        }

        return count;
    }

    private static WireNode? ReadElements(XmlReader reader)
    {
        var open = new Stack<OpenElement>();
        var count = 0;
        do
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (open.Count == MaxDepth || ++count > WireText.MostValues)
                    {
                        return null;
                    }

                    open.Push(new OpenElement(reader.LocalName));
                    if (!reader.IsEmptyElement)
                    {
                        break;
                    }

                    goto case XmlNodeType.EndElement;
                case XmlNodeType.EndElement:
                    var closed = open.Pop().Close();
                    if (open.Count == 0)
                    {
                        // What stands behind the root is read, too: a broken end is a broken answer.
                        while (reader.Read())
                        {
                        }

                        return closed;
                    }

                    open.Peek().Children.Add(closed);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    open.Peek().Text.Append(reader.Value);
                    break;
                default:
                    break;
            }
        }
        while (reader.Read());
        return null;
    }

    private sealed class OpenElement(string name)
    {
        public List<WireNode> Children { get; } = [];

        public StringBuilder Text { get; } = new();

        public WireNode Close() => Children.Count > 0
            ? new(name, WireKind.Object, null, Children)
            : new(name, WireKind.Text, Text.ToString().Trim(), []);
    }
}
