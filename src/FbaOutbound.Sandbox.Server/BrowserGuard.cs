using System;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace FbaOutbound.Sandbox.Server;

/// <summary>
/// Keeps web pages out. A page that is open on this machine can send requests to its loopback addresses, and under a name of its
/// own that leads there it can read the responses, too.
/// </summary>
internal static class BrowserGuard
{
    /// <summary>Why a request for the page or for test control is not answered; null if it is.</summary>
    public static string? RefuseControl(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? Refuse(context.Request, needsLocalHost: true)
            : "Test control is for this machine only.";

    /// <summary>Why a request is not answered; null if it is.</summary>
    /// <param name="request">The request.</param>
    /// <param name="needsLocalHost">
    /// Whether it must name this machine. The services are called by the names of Amazon's hosts as well.
    /// </param>
    public static string? Refuse(HttpRequest request, bool needsLocalHost)
    {
        if (needsLocalHost && !IsLocal(request.Host.Host))
        {
            return "The control paths accept requests to localhost and loopback addresses only, not to other host names.";
        }

        string? origin = request.Headers.Origin;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return (origin is null || IsOwn(origin, request)) && site is "" or "none" or "same-origin"
            ? null
            : "The sandbox does not answer requests from other web pages.";
    }

    private static bool IsOwn(string origin, HttpRequest request) =>
        IsLocal(request.Host.Host) && string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsLocal(string host) => string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
