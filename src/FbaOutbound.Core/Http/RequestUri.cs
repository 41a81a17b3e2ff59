using System;
using System.Linq;

namespace FbaOutbound.Http;

/// <summary>Makes a request's URI absolute, and sees to it that it stays under the endpoint that the session's tokens are for.</summary>
internal static class RequestUri
{
    /// <exception cref="FbaException">The URI would leave the endpoint.</exception>
    public static Uri Combine(Uri endpoint, Uri? uri)
    {
        var text = uri?.OriginalString ?? "";
        // On Unix "/path" is an absolute file URI unless it is read as the relative reference that is meant.
        var isAbsolute = uri is { IsAbsoluteUri: true } && !text.StartsWith("/", StringComparison.Ordinal);
        var root = endpoint.AbsoluteUri.TrimEnd('/');
        var path = text.Split('?', '#')[0];
        if (text.StartsWith("//", StringComparison.Ordinal) || path.IndexOf('\\') >= 0 || path.Split('/').Any(IsDotSegment))
        {
            throw Escapes(endpoint);
        }

        var combined = isAbsolute ? uri! : text.Length == 0 ? endpoint : new Uri($"{root}/{text.TrimStart('/')}", UriKind.Absolute);
        var isUnder = combined.AbsoluteUri.Equals(endpoint.AbsoluteUri, StringComparison.Ordinal)
            || combined.AbsoluteUri.StartsWith(root + "/", StringComparison.Ordinal);
        return isUnder && combined.UserInfo.Length == 0 ? combined : throw Escapes(endpoint);
    }

    // A URI takes "." and ".." out of its path, also where they are percent-encoded: an id of two dots would name another resource.
    private static bool IsDotSegment(string segment) =>
        segment.Length is > 0 and <= 6 && Uri.UnescapeDataString(segment) is "." or "..";

    private static FbaException Escapes(Uri endpoint) =>
        new(
            $"The request was not sent because its URL would point outside {endpoint.Scheme}://{endpoint.Authority}, or because an id in "
                + "it is '.' or '..'.");
}
