using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FbaOutbound.Testing;

/// <summary>Checks values against the part of JSON Schema that Swagger 2 uses and Amazon's models contain.</summary>
internal sealed class AmazonSchema(JsonElement root)
{
    private static readonly string[] s_dateFormats =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public void Check(JsonElement schema, string where, JsonElement value, bool refuseUnknown, List<string> problems)
    {
        schema = Resolve(schema);
        switch (TypeOf(schema))
        {
            case "object":
                CheckObject(schema, where, value, refuseUnknown, problems);
                break;
            case "array":
                if (Expect(value.ValueKind == JsonValueKind.Array, where, "array", value, problems))
                {
                    CheckArray(schema, where, value, refuseUnknown, problems);
                }

                break;
            case "string":
                if (Expect(value.ValueKind == JsonValueKind.String, where, "string", value, problems))
                {
                    CheckText(schema, where, value.GetString()!, problems);
                }

                break;
            case "integer":
                CheckInteger(schema, where, value, problems);
                break;
            case "number":
                Expect(value.ValueKind == JsonValueKind.Number, where, "number", value, problems);
                break;
            case "boolean":
                Expect(value.ValueKind is JsonValueKind.True or JsonValueKind.False, where, "boolean", value, problems);
                break;
            default:
                break;
        }
    }

    public void CheckText(JsonElement schema, string where, string value, List<string> problems)
    {
        schema = Resolve(schema);
        if (TypeOf(schema) == "integer")
        {
            if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            {
                problems.Add($"{where}: not a whole number");
            }

            return;
        }

        if (schema.TryGetProperty("maxLength", out var longest) && value.Length > longest.GetInt32())
        {
            problems.Add($"{where}: {value.Length} characters, {longest.GetInt32()} are allowed");
        }

        if (schema.TryGetProperty("minLength", out var shortest) && value.Length < shortest.GetInt32())
        {
            problems.Add($"{where}: {value.Length} characters, at least {shortest.GetInt32()} are needed");
        }

        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(word => word.GetString() == value))
        {
            problems.Add($"{where}: '{value}' is not one of the model's words");
        }

        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value, $"^(?:{pattern.GetString()})$"))
        {
            problems.Add($"{where}: does not match {pattern.GetString()}");
        }

        if (schema.TryGetProperty("format", out var format) && format.GetString() == "date-time" && !IsDateTime(value))
        {
            problems.Add($"{where}: '{value}' is not a date-time with a zone");
        }
    }

    private static bool IsDateTime(string value)
    {
        // "K" also accepts no zone at all, which RFC 3339 does not.
        return (value.EndsWith('Z') || (value.Length > 6 && value[^6] is '+' or '-'))
            && DateTimeOffset.TryParseExact(value, s_dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    private static string? TypeOf(JsonElement schema)
    {
        if (schema.TryGetProperty("type", out var type))
        {
            return type.GetString();
        }

        return schema.TryGetProperty("properties", out _) ? "object" : null;
    }

    private static bool Expect(bool condition, string where, string what, JsonElement value, List<string> problems)
    {
        if (!condition)
        {
            problems.Add($"{where}: {value.ValueKind} where the model says {what}");
        }

        return condition;
    }

    private static void CheckInteger(JsonElement schema, string where, JsonElement value, List<string> problems)
    {
        if (!Expect(value.ValueKind == JsonValueKind.Number, where, "integer", value, problems))
        {
            return;
        }

        var narrow = schema.TryGetProperty("format", out var format) && format.GetString() == "int32";
        if (narrow ? !value.TryGetInt32(out _) : !value.TryGetInt64(out _))
        {
            problems.Add($"{where}: {value.GetRawText()} is not an integer of that size");
        }
    }

    private JsonElement Resolve(JsonElement schema)
    {
        while (schema.TryGetProperty("$ref", out var reference))
        {
            var name = reference.GetString()!["#/definitions/".Length..];
            schema = root.GetProperty("definitions").GetProperty(name);
        }

        return schema;
    }

    private void CheckArray(JsonElement schema, string where, JsonElement value, bool refuseUnknown, List<string> problems)
    {
        if (schema.TryGetProperty("maxItems", out var most) && value.GetArrayLength() > most.GetInt32())
        {
            problems.Add($"{where}: more than {most.GetInt32()} items");
        }

        if (schema.TryGetProperty("minItems", out var least) && value.GetArrayLength() < least.GetInt32())
        {
            problems.Add($"{where}: fewer than {least.GetInt32()} items");
        }

        if (schema.TryGetProperty("items", out var items))
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
            {
                Check(items, $"{where}[{index++}]", item, refuseUnknown, problems);
            }
        }
    }

    private void CheckObject(JsonElement schema, string where, JsonElement value, bool refuseUnknown, List<string> problems)
    {
        if (!Expect(value.ValueKind == JsonValueKind.Object, where, "object", value, problems))
        {
            return;
        }

        if (schema.TryGetProperty("required", out var required))
        {
            problems.AddRange(required.EnumerateArray()
                .Where(name => !value.TryGetProperty(name.GetString()!, out var member) || member.ValueKind == JsonValueKind.Null)
                .Select(name => $"{where}.{name.GetString()}: missing"));
        }

        schema.TryGetProperty("properties", out var properties);
        var isMap = schema.TryGetProperty("additionalProperties", out var rest);
        foreach (var member in value.EnumerateObject())
        {
            var path = $"{where}.{member.Name}";
            if (properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(member.Name, out var known))
            {
                Check(known, path, member.Value, refuseUnknown, problems);
            }
            else if (isMap && rest.ValueKind == JsonValueKind.Object)
            {
                Check(rest, path, member.Value, refuseUnknown, problems);
            }
            else if (refuseUnknown && !isMap && properties.ValueKind == JsonValueKind.Object)
            {
                problems.Add($"{path}: unknown to the model");
            }
        }
    }
}
