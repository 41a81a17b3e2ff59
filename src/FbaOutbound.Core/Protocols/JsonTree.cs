using System;
using System.Buffers;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FbaOutbound.Protocols;

/// <summary>Trees in JSON. What comes in may be of another kind than the models say; null is the same as missing.</summary>
internal static class JsonTree
{
    /// <summary>No response of the services is nested half as deep.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WireNode Read(JsonElement element, string name = "") => element.ValueKind switch
    {
        JsonValueKind.Object =>
            new(name, WireKind.Object, null, [.. element.EnumerateObject().Select(member => Read(member.Value, member.Name))]),
        JsonValueKind.Array => new(name, WireKind.List, null, [.. element.EnumerateArray().Select(one => Read(one))]),
        JsonValueKind.String => ReadText(element, name),
        JsonValueKind.Null or JsonValueKind.Undefined => new(name, WireKind.Text, null, []),
        _ => new(name, WireKind.Number, element.GetRawText(), []),
    };

    public static byte[] Write(WireNode tree)
    {
        var bytes = new Bytes();
        using (var writer = new Utf8JsonWriter(bytes, s_options))
        {
            Write(writer, tree);
        }

        return bytes.ToArray();
    }

    /// <summary>Returns a tree of a response as one line of JSON, in whatever syntax it came.</summary>
    public static string ToText(WireNode tree) => Encoding.UTF8.GetString(Write(tree));

    private static WireNode ReadText(JsonElement element, string name)
    {
        try
        {
            return new(name, WireKind.Text, element.GetString(), []);
        }
        catch (InvalidOperationException)
        {
            return new(name, WireKind.Broken, element.GetRawText().Trim('"'), []);
        }
    }

    private static void Write(Utf8JsonWriter writer, WireNode node)
    {
        switch (node.Kind)
        {
            case WireKind.Object:
                writer.WriteStartObject();
                for (var i = 0; i < node.Children.Count; i++)
                {
                    writer.WritePropertyName(node.Children[i].Name);
                    Write(writer, node.Children[i]);
                }

                writer.WriteEndObject();
                break;
            case WireKind.List:
                writer.WriteStartArray();
                for (var i = 0; i < node.Children.Count; i++)
                {
                    Write(writer, node.Children[i]);
                }

                writer.WriteEndArray();
                break;
            case WireKind.Text or WireKind.Broken:
                writer.WriteStringValue(node.Value is null ? null : WireText.Whole(node.Value));
                break;
            default:
                writer.WriteRawValue(node.Value!);
                break;
        }
    }

    // Over a stream the writer would fill a buffer of its own first. Most requests fit into the first array.
    private sealed class Bytes : IBufferWriter<byte>
    {
        private byte[] _bytes = new byte[1536];
        private int _count;

        public void Advance(int count) => _count += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            if (_bytes.Length - _count < Math.Max(sizeHint, 1))
            {
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _count + sizeHint));
            }

            return _bytes.AsMemory(_count);
        }

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public byte[] ToArray() => _bytes.AsSpan(0, _count).ToArray();
    }
}
