using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FbaOutbound.Sandbox.Endpoints.MerchantV0;

/// <summary>
/// The members of one JSON object, refused in the words of the service's own validation. What the sender wrote is repeated only if it
/// cannot be a person's.
/// </summary>
internal readonly struct Validated(JsonElement element, string path)
{
    private const int Largest = 1_000_000;

    public bool IsGiven => element.ValueKind == JsonValueKind.Object;

    public static Exception Failed(string path, string value, string constraint) =>
        new InputException($"1 validation error detected: Value {value} at '{path}' failed to satisfy constraint: {constraint}");

    public static Exception Unreadable() => new InputException("Invalid Input");

    public Exception Missing(string name) => Failed(PathOf(name), "null", "Member must not be null");

    public Exception TooLong(string name, int longest, string value = "") =>
        Failed(PathOf(name), $"'{value}'", $"Member must have length less than or equal to {longest}");

    public string? Text(string name, int longest = int.MaxValue, bool repeated = false)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Unreadable();
        return text.Length <= longest ? text : throw TooLong(name, longest, repeated ? text : "");
    }

    public string RequiredText(string name, int longest = int.MaxValue, bool repeated = false) =>
        Text(name, longest, repeated) ?? throw Missing(name);

    public T? Word<T>(string name)
        where T : struct, Enum
    {
        // Amazon's own example has an empty label format.
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        return Words<T>.TryParse(text, out var word)
            ? word
            : throw Failed(
                PathOf(name), $"'{text}'", $"Member must satisfy enum value set: [{string.Join(", ", Enum.GetNames(typeof(T)))}]");
    }

    public string OneOf(string name, params string[] words)
    {
        var text = RequiredText(name);
        return words.Contains(text)
            ? text
            : throw Failed(PathOf(name), $"'{text}'", $"Member must satisfy enum value set: [{string.Join(", ", words)}]");
    }

    /// <summary>Refuses a text that is given and none of the words.</summary>
    public void Choice(string name, params string[] words)
    {
        if (Text(name) is not null)
        {
            OneOf(name, words);
        }
    }

    /// <summary>Refuses a text that is given and does not match.</summary>
    public void Matching(string name, string pattern)
    {
        if (Text(name) is { } text && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant))
        {
            throw Failed(PathOf(name), "''", "Member must satisfy regular expression pattern: " + pattern);
        }
    }

    public DateTimeOffset? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return Members.TryDate(text, out var date) ? date : throw Unreadable();
    }

    public decimal? Number(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : throw Unreadable();
    }

    public decimal Positive(string name)
    {
        var number = Number(name) ?? throw Missing(name);
        var text = number.ToString(CultureInfo.InvariantCulture);
        return number <= 0 ? throw Failed(PathOf(name), $"'{text}'", "Member must have value greater than 0")
            : number > Largest ? throw Failed(PathOf(name), $"'{text}'", $"Member must have value less than or equal to {Largest}")
            : number;
    }

    public int Count(string name)
    {
        var number = Positive(name);
        return number == decimal.Truncate(number) ? (int)number : throw Unreadable();
    }

    public bool? Flag(string name)
    {
        if (!TryGet(name, out var value))
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Unreadable();
    }

    /// <summary>An object below this one; one that is not given has no members.</summary>
    public Validated Object(string name)
    {
        if (!TryGet(name, out var value))
        {
            return new Validated(default, PathOf(name));
        }

        return value.ValueKind == JsonValueKind.Object ? new Validated(value, PathOf(name)) : throw Unreadable();
    }

    public Validated RequiredObject(string name)
    {
        var found = Object(name);
        return found.IsGiven ? found : throw Missing(name);
    }

    public List<Validated> Objects(string name)
    {
        var where = PathOf(name);
        return
        [
            .. Elements(name).Select(
                (item, index) =>
                    item.ValueKind == JsonValueKind.Object ? new Validated(item, $"{where}.{index + 1}.member") : throw Unreadable()),
        ];
    }

    public List<string>? Texts(string name) => !TryGet(name, out _) ? null
        : [.. Elements(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Unreadable())];

    /// <summary>A member unchanged, in JSON; null if it is not given.</summary>
    public string? Raw(string name) => TryGet(name, out var value) ? value.GetRawText() : null;

    private string PathOf(string name) => (path.Length == 0 ? "" : path + ".") + char.ToLowerInvariant(name[0]) + name.Substring(1);

    private IEnumerable<JsonElement> Elements(string name)
    {
        if (!TryGet(name, out var value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Unreadable();
    }

    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }
}
