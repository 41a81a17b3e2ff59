using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FbaOutbound.Core.Tests.Protocols;

/// <summary>
/// Makes instances of the model's definitions: with only the required members or with all of them, every value different.
/// </summary>
internal sealed class ModelSample
{
    private static readonly string[] s_alphabets = ["abcxyz0189", "äßŁ東京🎁", " .,:;/\\\"'<>&+%"];

    private readonly JsonElement _definitions;
    private readonly Random _random;
    private int _next;

    public ModelSample(byte[] model, int seed)
    {
        using var document = JsonDocument.Parse(model);
        _definitions = document.RootElement.GetProperty("definitions").Clone();
        _random = new Random(seed);
    }

    public JsonNode Create(string definition, bool everything) => Create(_definitions.GetProperty(definition), definition, everything);

    /// <summary>
    /// The paths of the members that a definition has and a body has not, in objects and in the first elements of arrays.
    /// </summary>
    public IReadOnlyList<string> MembersMissingIn(string definition, JsonElement body)
    {
        List<string> missing = [];
        Compare(_definitions.GetProperty(definition), body, "", missing);
        return missing;
    }

    private JsonNode Create(JsonElement schema, string name, bool everything)
    {
        schema = Resolve(schema, ref name);
        switch (schema.TryGetProperty("type", out var type) ? type.GetString() : "string")
        {
            case "object":
                return CreateObject(schema, everything);
            case "array":
                var array = new JsonArray();
                for (var count = everything ? _random.Next(1, 4) : _random.Next(0, 2); count > 0; count--)
                {
                    array.Add(Create(schema.GetProperty("items"), name, everything));
                }

                return array;
            case "integer":
                return JsonValue.Create(1000 + _next++);
            case "boolean":
                return JsonValue.Create(true);
            case "number":
                return JsonValue.Create(1000.5m + _next++);
            default:
                return JsonValue.Create(Text(schema, name));
        }
    }

    private JsonObject CreateObject(JsonElement schema, bool everything)
    {
        var result = new JsonObject();
        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(one => one.GetString()!).ToHashSet()
            : [];
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject().Where(property => everything || required.Contains(property.Name)))
            {
                result[property.Name] = Create(property.Value, property.Name, everything);
            }
        }
        else if (schema.TryGetProperty("additionalProperties", out var rest))
        {
            result["first"] = Create(rest, "first", everything);
            result["second"] = Create(rest, "second", everything);
        }

        return result;
    }

    private string Text(JsonElement schema, string name)
    {
        if (schema.TryGetProperty("enum", out var words))
        {
            return words[_random.Next(words.GetArrayLength())].GetString()!;
        }

        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time")
        {
            return new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(_next++).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null);
        }

        if (name is "Decimal" or "value")
        {
            return $"{_next++}.{_random.Next(10, 100)}";
        }

        if (schema.TryGetProperty("maxLength", out var longest) && longest.GetInt32() < 20)
        {
            var number = _next++;
            return $"{(char)('A' + (number / 26 % 26))}{(char)('A' + (number % 26))}";
        }

        var alphabet = s_alphabets[_random.Next(s_alphabets.Length)].EnumerateRunes().ToArray();
        return $"{name} {_next++} {string.Concat(Enumerable.Range(0, 4).Select(_ => alphabet[_random.Next(alphabet.Length)].ToString()))}.";
    }

    private JsonElement Resolve(JsonElement schema, ref string name)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            var definition = reference.GetString()!["#/definitions/".Length..];
            schema = _definitions.GetProperty(definition);
            name = definition is "Decimal" ? definition : name;
        }

        return schema;
    }

    private void Compare(JsonElement schema, JsonElement body, string path, List<string> missing)
    {
        var name = "";
        schema = Resolve(schema, ref name);
        if (body.ValueKind == JsonValueKind.Array)
        {
            Compare(schema.GetProperty("items"), body[0], path + "[0]", missing);
        }
        else if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (body.TryGetProperty(property.Name, out var member))
                {
                    Compare(property.Value, member, $"{path}.{property.Name}", missing);
                }
                else
                {
                    missing.Add($"{path}.{property.Name}");
                }
            }
        }
    }
}
