using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using FbaOutbound.Http;

namespace FbaOutbound.Protocols;

/// <summary>
/// How the Selling Partner API's JSON is written and read. What comes in may be of another kind than the models say: a number as text,
/// text as a number, null for anything. A value that cannot be read is null; it never loses the order that it stands in.
/// </summary>
internal static class TolerantJson
{
    public static JsonSerializerOptions CreateOptions()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            PropertyNameCaseInsensitive = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            MaxDepth = MaxDepth,

            // The body is no part of a web page: "+09:00", "O'Neill" and "Łódź" go out as they are.
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        options.Converters.Add(new TextConverter());
        options.Converters.Add(new Int32Converter());
        options.Converters.Add(new BooleanConverter());
        return options;
    }

    /// <summary>No answer of the services is nested half as deep.</summary>
    public const int MaxDepth = 64;

    internal static string? ReadText(ref Utf8JsonReader reader)
    {
        using var value = JsonDocument.ParseValue(ref reader);
        try
        {
            return value.RootElement.ValueKind switch
            {
                JsonValueKind.String => value.RootElement.GetString(),
                JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.RootElement.GetRawText(),
                _ => null,
            };
        }
        catch (InvalidOperationException)
        {
            // Bytes that are not UTF-8, or half of an escaped surrogate pair.
            return null;
        }
    }

    /// <summary>Identifiers, codes and whatever else has no converter of its own.</summary>
    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ServiceText.Member(ReadText(ref reader));

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(WireText.Whole(value));

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ServiceText.Member(reader.GetString()!);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(WireText.Whole(value));
    }

    private sealed class Int32Converter : JsonConverter<int?>
    {
        public override int? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            decimal.TryParse(ReadText(ref reader), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number is >= int.MinValue and <= int.MaxValue && number == decimal.Truncate(number)
                ? (int)number
                : null;

        public override void Write(Utf8JsonWriter writer, int? value, JsonSerializerOptions options)
        {
            if (value is { } number)
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }

    private sealed class BooleanConverter : JsonConverter<bool?>
    {
        public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            bool.TryParse(ReadText(ref reader), out var value) ? value : null;

        public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
        {
            if (value is { } given)
            {
                writer.WriteBooleanValue(given);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}

/// <summary>What people wrote in one line: a name, a part of an address.</summary>
internal sealed class ProseLine : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ServiceText.Prose(TolerantJson.ReadText(ref reader));

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(WireText.Whole(value));
}

/// <summary>What people wrote, in as many lines as they liked: a comment, a message.</summary>
internal sealed class ProseLines : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ServiceText.Prose(TolerantJson.ReadText(ref reader), lines: true);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(WireText.Whole(value));
}

/// <summary>An object whose values people wrote; anything else in its place is null.</summary>
internal sealed class ProseMap : JsonConverter<Dictionary<string, string?>>
{
    public override Dictionary<string, string?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        Dictionary<string, string?> map = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ServiceText.Member(reader.GetString()!);
            reader.Read();
            map[name] = ServiceText.Prose(TolerantJson.ReadText(ref reader), lines: true);
        }

        return map;
    }

    public override void Write(Utf8JsonWriter writer, Dictionary<string, string?> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var pair in value)
        {
            writer.WriteString(WireText.Whole(pair.Key), pair.Value is null ? null : WireText.Whole(pair.Value));
        }

        writer.WriteEndObject();
    }
}

/// <summary>Reads an object; anything else in its place is null.</summary>
internal sealed class TolerantObject<T> : JsonConverter<T>
    where T : class
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            return JsonSerializer.Deserialize(ref reader, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
        }

        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));
}

/// <summary>Reads an array; anything else in its place is null, and elements that are null are left out.</summary>
internal sealed class TolerantList<T> : JsonConverter<List<T>>
    where T : class
{
    public override List<T>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        var isText = typeof(T) == typeof(string);
        List<T> list = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (!isText && reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
            }
            else if (JsonSerializer.Deserialize(ref reader, type) is { } element)
            {
                list.Add(element);
            }
        }

        return list;
    }

    public override void Write(Utf8JsonWriter writer, List<T> value, JsonSerializerOptions options)
    {
        var type = (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
        writer.WriteStartArray();
        foreach (var element in value)
        {
            JsonSerializer.Serialize(writer, element, type);
        }

        writer.WriteEndArray();
    }
}
