using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Protocols;

/// <summary>Makes URIs, relative to an endpoint, from paths that hold identifiers and from queries.</summary>
internal static class ServiceUri
{
    // Only what a URI is combined with in order to see what happens to its path.
    private static readonly Uri s_anyHost = new("https://localhost/");

    /// <summary>
    /// Returns <c>prefix/id</c>, or <c>prefix/id/suffix</c>, with the id escaped so that it cannot name anything else; errors call it
    /// <paramref name="what"/>.
    /// </summary>
    /// <exception cref="FbaException">No URI can hold the id.</exception>
    public static Uri ForId(string prefix, string id, string? suffix = null, string what = "order id")
    {
        if (string.IsNullOrWhiteSpace(id))
        {
            throw new FbaException($"The {what} is empty.{(what == "order id" ? " Give the id that the order was created with." : "")}");
        }

        var path = prefix + "/" + Escape(id) + (suffix is null ? "" : "/" + suffix);

        // "." and ".." are folded by every URI class, and Windows PowerShell 5.1 runs System.Uri in a mode that also unescapes %2F and %5C:
        // "x/cancel" would become another operation.
        if (new Uri(s_anyHost, path).AbsolutePath != "/" + path)
        {
            throw new FbaException($"The {what} '{id}' cannot be part of a URL: the request would go to a different address. "
                + (id.Trim('.').Length == 0 ? "It cannot consist of dots alone." : "PowerShell 7 can send it."));
        }

        return new Uri(path, UriKind.Relative);
    }

    /// <summary>Returns the path with those parameters that have a value.</summary>
    public static Uri WithQuery(string path, params (string Name, string? Value)[] parameters)
    {
        var given = parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value));
        return new Uri(path + Query(given), UriKind.Relative);
    }

    private static string Query(IEnumerable<(string Name, string? Value)> parameters)
    {
        var text = string.Join("&", parameters.Select(parameter => parameter.Name + "=" + Escape(parameter.Value!)));
        return text.Length == 0 ? "" : "?" + text;
    }

    private static string Escape(string text) => Uri.EscapeDataString(WireText.Whole(text));
}
