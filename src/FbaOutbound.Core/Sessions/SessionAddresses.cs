using System;

namespace FbaOutbound.Sessions;

/// <summary>Where a session's requests and its credential go.</summary>
internal static class SessionAddresses
{
    private static readonly Uri s_inProcess = new("https://sandbox.localhost/");

    public static Uri Endpoint(SessionOptions options, Marketplace marketplace)
    {
        if (options.Endpoint is { } named)
        {
            return EndpointRules.Check(named, "Endpoint");
        }

        return options.Sandbox is null ? Regions.Endpoint(marketplace.Region, options.AmazonSandbox) : s_inProcess;
    }

    public static Uri TokenEndpoint(SessionOptions options, Uri endpoint)
    {
        if (options.TokenEndpoint is { } named)
        {
            // A host alone gives no tokens: they are at the path that Login with Amazon has.
            var address = EndpointRules.Check(named, "TokenEndpoint");
            return address.AbsolutePath == "/" ? new Uri(address, Regions.TokenEndpoint.AbsolutePath) : address;
        }

        // A service on this machine brings its own tokens. To any other host the credential goes only when the user names it.
        return endpoint.IsLoopback || options.Sandbox is not null
            ? new Uri(endpoint, Regions.TokenEndpoint.AbsolutePath)
            : Regions.TokenEndpoint;
    }
}
