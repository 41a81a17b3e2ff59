using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace FbaOutbound.Sandbox.Control;

/// <summary>Reads and writes the JSON of test control. An error names the member that cannot be read.</summary>
internal static class ControlBody
{
    private const string ListOfObjects = "a list of objects";

    /// <summary>How test control writes JSON, and reads it.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new TimeSpanConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">The body is not what is needed.</exception>
    public static T Read<T>(byte[] body)
    {
        var members = Json.GetTypeInfo(typeof(T)).Properties;
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException($"The body must be a JSON object. {Known(members)}");
            }

            Check(document.RootElement, members, "");
            return document.RootElement.Deserialize<T>(Json)!;
        }
        catch (JsonException)
        {
            throw new FormatException($"The body is not valid JSON. {Known(members)}");
        }
    }

    /// <summary>Writes a body or a response.</summary>
    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Json);

    // An object in a list is checked like the body, so that the error names the member inside it.
    private static void Check(JsonElement body, IList<JsonPropertyInfo> members, string place)
    {
        foreach (var given in body.EnumerateObject())
        {
            Check(given, members, place);
        }

        if (members.FirstOrDefault(member => member.IsRequired && !IsGiven(body, member)) is { } missing)
        {
            throw new FormatException($"The member '{place}{missing.Name}' is missing.");
        }
    }

    private static void Check(JsonProperty given, IList<JsonPropertyInfo> members, string place)
    {
        var member = members.FirstOrDefault(member => string.Equals(member.Name, given.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new FormatException($"Unknown member '{place}{Showable(given.Name)}'. {Known(members)}");
        if (given.Value.ValueKind == JsonValueKind.Array && Expected(member.PropertyType) == ListOfObjects
            && given.Value.EnumerateArray().All(element => element.ValueKind == JsonValueKind.Object))
        {
            var ofElement = Json.GetTypeInfo(member.PropertyType.GetGenericArguments()[0]).Properties;
            for (var i = 0; i < given.Value.GetArrayLength(); i++)
            {
                Check(given.Value[i], ofElement, FormattableString.Invariant($"{place}{member.Name}[{i}]."));
            }
        }

        try
        {
            if (given.Value.ValueKind == JsonValueKind.Null && !member.IsSetNullable)
            {
                throw new FormatException("must not be null");
            }

            given.Value.Deserialize(member.PropertyType, Json);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"The member '{place}{member.Name}' {exception.Message}.", exception);
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The member '{place}{member.Name}' must be {Expected(member.PropertyType)}.", exception);
        }
    }

    private static bool IsGiven(JsonElement body, JsonPropertyInfo member) =>
        body.EnumerateObject().Any(given => string.Equals(given.Name, member.Name, StringComparison.OrdinalIgnoreCase));

    private static string Known(IEnumerable<JsonPropertyInfo> members) =>
        $"Its members are: {string.Join(", ", members.Select(member => member.Name))}.";

    private static string Expected(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { IsEnum: true } word => $"one of {string.Join(", ", Enum.GetNames(word))}",
        var text when text == typeof(string) => "a string",
        var number when number == typeof(double) => "a number",
        var number when number == typeof(int) || number == typeof(long) => "a whole number",
        var flag when flag == typeof(bool) => "true or false",
        var list when typeof(IEnumerable<string>).IsAssignableFrom(list) => "a list of strings",
        var list when list.IsGenericType && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => ListOfObjects,
        _ => "an object with a whole number for each name",
    };

    private static string Showable(string name) => new([.. name.Take(40).Select(character => char.IsControl(character) ? '?' : character)]);

    private sealed class TimeSpanConverter : JsonConverter<TimeSpan>
    {
        public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            object? value = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number when reader.TryGetDecimal(out var number) => number,
                _ => null,
            };
            return TimeSpanText.Read(value, out var fault) ?? throw new FormatException(fault);
        }

        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("c"));
    }
}
