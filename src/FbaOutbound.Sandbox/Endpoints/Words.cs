using System;
using System.Collections.Generic;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>The words of an enumeration, exactly as they are spelled: Enum.TryParse would take numbers and lists as well.</summary>
internal static class Words<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> s_byName = ReadAll();
    private static readonly Dictionary<T, string> s_byValue = Invert();

    public static IEnumerable<T> All => s_byValue.Keys;

    public static bool TryParse(string text, out T word) => s_byName.TryGetValue(text, out word);

    public static string Of(T word) => s_byValue[word];

    private static Dictionary<string, T> ReadAll()
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (T value in Enum.GetValues(typeof(T)))
        {
            all.Add(value.ToString(), value);
        }

        return all;
    }

    private static Dictionary<T, string> Invert()
    {
        var all = new Dictionary<T, string>();
        foreach (var pair in s_byName)
        {
            all.Add(pair.Value, pair.Key);
        }

        return all;
    }
}
