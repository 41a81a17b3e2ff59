using System;
using System.IO;
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
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            Write(writer, tree);
        }

        return stream.ToArray();
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
                foreach (var member in node.Children)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case WireKind.List:
                writer.WriteStartArray();
                foreach (var element in node.Children)
                {
                    Write(writer, element);
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
}
