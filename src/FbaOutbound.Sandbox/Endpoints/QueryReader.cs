using System;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>The parameters of a query as it was sent.</summary>
internal readonly struct QueryReader(string query)
{
    public string? Find(string name)
    {
        foreach (var pair in query.Split('&'))
        {
            var equals = pair.IndexOf('=');
            if (equals >= 0 && string.Equals(Unescape(pair.Substring(0, equals)), name, StringComparison.Ordinal))
            {
                return Unescape(pair.Substring(equals + 1));
            }
        }

        return null;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
