using System;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Authentication;

namespace FbaOutbound.Http;

/// <summary>What a connection failed of.</summary>
internal enum ConnectionFault
{
    /// <summary>The request may have been sent.</summary>
    None,

    /// <summary>The host's name could not be resolved.</summary>
    Name,

    /// <summary>The host could not be reached.</summary>
    Connect,

    /// <summary>A proxy requires authentication (407).</summary>
    ProxyCredentials,

    /// <summary>The handshake of TLS was lost.</summary>
    Handshake,

    /// <summary>The host's certificate is not trusted, or no common protocol was found. It stays so.</summary>
    Trust,
}

/// <summary>
/// Tells the failures that are provably from before the request was written. .NET 8 and later say so themselves; before, the chain of
/// causes does: a socket's error right below the request's is one of connecting, one on an open connection comes inside an
/// <see cref="System.IO.IOException"/>; .NET Framework has the status of its <see cref="WebException"/>. Everything else is in doubt.
/// </summary>
internal static class ConnectionFailure
{
    private static readonly PropertyInfo? s_requestError = typeof(HttpRequestException).GetProperty("HttpRequestError");

    public static ConnectionFault Classify(Exception exception)
    {
        if (exception is not HttpRequestException)
        {
            return ConnectionFault.None;
        }

        return IsRefusedByProxy(exception) ? ConnectionFault.ProxyCredentials : exception.InnerException switch
        {
            SocketException socket => OfSocket(socket),
            AuthenticationException => ConnectionFault.Trust,
            WebException web => OfWeb(web),
            _ => OfRequestError(exception),
        };
    }

    // For the tunnel to an https address .NET reports this only in its message: "… failed with status code '407'".
    private static bool IsRefusedByProxy(Exception exception) =>
        exception.InnerException is WebException { Response: HttpWebResponse { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } }
        || (s_requestError?.GetValue(exception)?.ToString() == "ProxyTunnelError" && exception.Message.Contains("'407'"));

    private static ConnectionFault OfSocket(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => ConnectionFault.Name,
        SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable
            or SocketError.NetworkDown or SocketError.TimedOut or SocketError.AddressNotAvailable
            or SocketError.AddressFamilyNotSupported or SocketError.AccessDenied => ConnectionFault.Connect,
        _ => ConnectionFault.None,
    };

    private static ConnectionFault OfWeb(WebException exception) => exception.Status switch
    {
        WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => ConnectionFault.Name,
        WebExceptionStatus.ConnectFailure => ConnectionFault.Connect,
        WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => ConnectionFault.Trust,
        _ => ConnectionFault.None,
    };

    private static ConnectionFault OfRequestError(Exception exception) => s_requestError?.GetValue(exception)?.ToString() switch
    {
        "NameResolutionError" => ConnectionFault.Name,
        "ConnectionError" or "ProxyTunnelError" => ConnectionFault.Connect,
        "SecureConnectionError" => ConnectionFault.Handshake,
        _ => ConnectionFault.None,
    };
}
