using System;
using System.Collections.Generic;
using System.Globalization;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>What is wrong with a call, in the words of the response.</summary>
internal sealed class MwsException(string code, string message) : InputException(message)
{
    public string Code { get; } = code;
}

/// <summary>
/// The parameters below one name, read as strictly as the pages state them. What the sender wrote is repeated in a refusal only if it
/// cannot be a recipient's.
/// </summary>
internal readonly struct MwsMembers(Parameters parameters, string prefix)
{
    private static readonly string[] s_dateFormats =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd"];

    public bool IsGiven => prefix.Length == 0 || parameters.HasBelow(prefix);

    public static Exception Invalid(string parameter, string value = "", string reason = "InvalidValue") =>
        new MwsException("InvalidParameterValue", $"Value {value} for parameter {parameter} is invalid. Reason: {reason}.");

    public static Exception Missing(string parameter) =>
        new MwsException("MissingParameter", $"The request must contain the parameter {parameter}.");

    public MwsMembers Below(string name) => new(parameters, prefix + name + ".");

    public Exception MissingMember(string name) => Missing(prefix + name);

    public Exception InvalidMember(string name, string value = "", string reason = "InvalidValue") => Invalid(prefix + name, value, reason);

    public string? Text(string name, int longest = int.MaxValue)
    {
        var text = parameters.Find(prefix + name);
        return text is null || text.Length <= longest ? text : throw InvalidMember(name);
    }

    public string RequiredText(string name, int longest = int.MaxValue)
    {
        var text = Text(name, longest) ?? throw MissingMember(name);
        return string.IsNullOrWhiteSpace(text) ? throw InvalidMember(name) : text;
    }

    /// <summary>A date, which MWS requires in UTC; one without a time is the beginning of its day.</summary>
    public DateTimeOffset? Date(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParseExact(
            text,
            s_dateFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date)
            ? date
            : throw new MwsException("MalformedInput", "timestamp must follow ISO8601");
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

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) || text == "1" => true,
        var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) || text == "0" => false,
        _ => throw InvalidMember(name),
    };

    public int Integer(string name)
    {
        var text = Text(name) ?? throw MissingMember(name);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw InvalidMember(name, text.Length <= 40 ? text : "");
    }

    public decimal? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw InvalidMember(name, text.Length <= 40 ? text : "");
    }

    /// <summary>The members of a list, from 1 on; an empty one if none is given.</summary>
    public List<MwsMembers> List(string name, string member = "member")
    {
        List<MwsMembers> list = [];
        for (var next = At(name, member, 1); next.IsGiven; next = At(name, member, list.Count + 1))
        {
            list.Add(next);
        }

        return list;
    }

    public List<string>? Texts(string name, int longest, string? member = "member")
    {
        List<string>? list = null;
        for (var i = 1; ; i++)
        {
            var key = string.Format(CultureInfo.InvariantCulture, member is null ? "{0}.{2}" : "{0}.{1}.{2}", name, member, i);
            if (Text(key, longest) is not { } text)
            {
                return list;
            }

            (list ??= []).Add(text);
        }
    }

    private MwsMembers At(string name, string member, int number) =>
        Below(string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}", name, member, number));
}
