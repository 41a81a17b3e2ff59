using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace FbaOutbound.Sandbox.Endpoints.Mws;

/// <summary>Amazon's Signature Version 2.</summary>
internal static class SignatureVersion2
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    public static bool IsMethod(string method) => method is "HmacSHA256" or "HmacSHA1";

    /// <summary>Whether a call was signed with a secret. Clients differ in whether the port belongs to the host, so both count.</summary>
    public static bool Verify(SandboxCall call, Parameters parameters, string method, string signature, string secret)
    {
        var pairs = Canonical(parameters.All);
        foreach (var host in Hosts(call.Host ?? ""))
        {
            var text = call.Method + "\n" + host + "\n" + (call.Path.Length == 0 ? "/" : call.Path) + "\n" + pairs;
            if (string.Equals(Sign(text, method, secret), signature, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Hosts(string host)
    {
        host = host.ToLowerInvariant();
        yield return host;
        var colon = host.LastIndexOf(':');
        if (colon > host.LastIndexOf(']'))
        {
            yield return host.Substring(0, colon);
        }
        else
        {
            yield return host + ":443";
            yield return host + ":80";
        }
    }

    private static string Canonical(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var text = new StringBuilder();
        var sorted = parameters
            .Where(parameter => parameter.Key != "Signature")
            .Select(parameter => (Name: Escape(parameter.Key), Value: Escape(parameter.Value), Raw: parameter.Key))
            .OrderBy(parameter => parameter.Raw, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.Value, StringComparer.Ordinal);
        foreach (var (name, value, _) in sorted)
        {
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(value);
        }

        return text.ToString();
    }

    private static string Sign(string text, string method, string secret)
    {
        var key = Encoding.UTF8.GetBytes(secret);
#pragma warning disable CA5350 // MWS accepts HmacSHA1, so the sandbox does.
        using HMAC hmac = method == "HmacSHA1" ? new HMACSHA1(key) : new HMACSHA256(key);
#pragma warning restore CA5350
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>RFC 3986: .NET Framework's Uri.EscapeDataString leaves more characters as they are.</summary>
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            if (Unreserved.IndexOf((char)octet) >= 0)
            {
                text.Append((char)octet);
            }
            else
            {
                text.Append('%').Append("0123456789ABCDEF"[octet >> 4]).Append("0123456789ABCDEF"[octet & 15]);
            }
        }

        return text.ToString();
    }
}
