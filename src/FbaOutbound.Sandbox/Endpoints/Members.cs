using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>What is wrong with a body, in the words of the response.</summary>
internal class InputException(string message, string? parameter = null, string? value = null) : Exception(message)
{
    /// <summary>The parameter whose value is wrong, for endpoints that say so in other words.</summary>
    public string? Parameter { get; } = parameter;

    public string? Value { get; } = value;
}

/// <summary>
/// The members of one JSON object, read as strictly as the model states them. <paramref name="path"/> is where the object stands, in the
/// services' own spelling: with a capital letter, or as the member is written where <paramref name="asWritten"/> says so. What the sender
/// wrote is repeated in a refusal only if it cannot be a recipient's.
/// </summary>
internal readonly struct Members(JsonElement element, string path, bool asWritten = false)
{
    private const int PlainDateLength = 20;

    private static readonly string[] s_dateFormats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    public static Exception Invalid(string parameter, string value = "", string reason = "InvalidValue.") =>
        new InputException(InvalidText(parameter, value, reason), parameter, value);

    public static string InvalidText(string parameter, string value, string reason) =>
        $"Value {value} for parameter {parameter} is invalid. Reason: {reason}";

    public static Exception Missing(string parameter) => new InputException($"The request must contain the parameter {parameter}.");

    public static bool TryDate(string text, out DateTimeOffset date) =>
        DateTimeOffset.TryParseExact(
            text, s_dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out date);

    public bool Has(string name) => element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public Exception MissingMember(string name) => Missing(path + Spelled(name));

    public string? Text(string name, int longest = int.MaxValue)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw InvalidMember(name);
        return text.Length <= longest ? text : throw InvalidMember(name);
    }

    /// <summary>A text that must be there. An empty one is answered as Amazon answers an empty country.</summary>
    public string RequiredText(string name, int longest = int.MaxValue)
    {
        var text = Text(name, longest) ?? throw MissingMember(name);
        return string.IsNullOrWhiteSpace(text) ? throw InvalidMember(name) : text;
    }

    public DateTimeOffset? Date(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            throw new InputException("timestamp must follow ISO8601");
        }

        var text = value.GetString()!;

        // Most dates have this form, for which the reader of JSON takes a tenth of the time.
        return (text.Length == PlainDateLength && text[10] == 'T' && text[PlainDateLength - 1] == 'Z'
            && value.TryGetDateTimeOffset(out var date)) || TryDate(text, out date)
            ? date
            : throw new InputException("timestamp must follow ISO8601");
    }

    public T? Word<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return Words<T>.TryParse(text, out var word) ? word : throw InvalidMember(name, text.Length <= 40 ? text : "");
    }

    public int Quantity(string name)
    {
        if (!TryGet(name, out var value))
        {
            throw MissingMember(name);
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0
            ? number
            : throw InvalidMember(name, value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "");
    }

    public bool Flag(string name)
    {
        if (!TryGet(name, out var value))
        {
            throw MissingMember(name);
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw InvalidMember(name);
    }

    public Members? Object(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Object
            ? new Members(value, path + Spelled(name) + ".", asWritten)
            : throw InvalidMember(name);
    }

    public List<T>? List<T>(string name, Func<JsonElement, string, T> read)
    {
        if (!TryGetArray(name, out var array))
        {
            return null;
        }

        var where = path + Spelled(name);
        var list = new List<T>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            list.Add(read(item, where));
        }

        return list;
    }

    public List<T>? Objects<T>(string name, Func<Members, T> read)
    {
        if (!TryGetArray(name, out var array))
        {
            return null;
        }

        var where = path + Spelled(name);
        var inside = where + ".";
        var list = new List<T>(array.GetArrayLength());
        foreach (var item in array.EnumerateArray())
        {
            list.Add(item.ValueKind == JsonValueKind.Object ? read(new Members(item, inside, asWritten)) : throw Invalid(where));
        }

        return list;
    }

    /// <summary>The object unchanged.</summary>
    public string Raw => element.GetRawText();

    public IEnumerable<JsonProperty> All() => element.EnumerateObject();

    public Exception InvalidMember(string name, string value = "") => Invalid(asWritten ? path + name : Spelled(name), value);

    private string Spelled(string name) => asWritten ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    private bool TryGetArray(string name, out JsonElement array) =>
        TryGet(name, out array) && (array.ValueKind == JsonValueKind.Array ? true : throw InvalidMember(name));

    private bool TryGet(string name, out JsonElement value) =>
        element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
}
