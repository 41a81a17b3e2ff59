using System;

namespace FbaOutbound.Sessions;

/// <summary>
/// Where secrets and tokens may go: to Amazon, to this machine, or to a host that the user named; in plain HTTP only to this machine.
/// </summary>
internal static class EndpointRules
{
    private static readonly char[] s_secretive = ['@', '?', '=', ';', '&'];

    /// <exception cref="FbaException">The address cannot be used; the message names it and says what to do.</exception>
    public static Uri Check(Uri address, string parameter)
    {
        if (!address.IsAbsoluteUri || address.Host.Length == 0 || !(IsHttp(address) || IsHttps(address)))
        {
            throw new FbaException(
                $"-{parameter} '{Shown(address)}' is not a service URL: give an absolute URL, such as https://example.com/.");
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw new FbaException(
                $"-{parameter} '{Shown(address)}' must contain only a host and a path: leave out the user name, the query and the fragment.");
        }

        if (IsHttp(address) && !address.IsLoopback)
        {
            throw new FbaException(
                $"-{parameter} '{Shown(address)}' is plain HTTP: tokens would be readable on the network. Use https, or an address of this "
                    + "machine such as http://127.0.0.1:5080/.");
        }

        return address;
    }

    private static bool IsHttp(Uri address) => address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase);

    private static bool IsHttps(Uri address) => address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);

    // What a user puts before an @ or after a ? can be a secret, and so can all of a connection string.
    private static string Shown(Uri address) => address switch
    {
        { IsAbsoluteUri: true, Host.Length: > 0 } =>
            address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
        _ when address.OriginalString.IndexOfAny(s_secretive) < 0 => ServiceText.Clean(address.OriginalString) ?? "",
        _ => "***",
    };
}
