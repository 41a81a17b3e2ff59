using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace FbaOutbound.Sandbox.Tests.Mws;

/// <summary>Signature Version 2 once more, from its description and not from the endpoint's code.</summary>
internal static class MwsSigner
{
    public static string StringToSign(string method, string host, string path, IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join('\n', method, host.ToLowerInvariant(), path, string.Join('&', parameters
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{Encode(pair.Key)}={Encode(pair.Value)}")));

    public static string Sign(string text, string secret, string method = "HmacSHA256")
    {
        var (key, data) = (Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
#pragma warning disable CA5350 // The protocol's older method.
        return Convert.ToBase64String(method == "HmacSHA1" ? HMACSHA1.HashData(key, data) : HMACSHA256.HashData(key, data));
#pragma warning restore CA5350
    }

    /// <summary>RFC 3986, reached from form encoding by its three differences.</summary>
    public static string Encode(string text) => WebUtility.UrlEncode(text)
        .Replace("+", "%20", StringComparison.Ordinal)
        .Replace("!", "%21", StringComparison.Ordinal)
        .Replace("*", "%2A", StringComparison.Ordinal)
        .Replace("(", "%28", StringComparison.Ordinal)
        .Replace(")", "%29", StringComparison.Ordinal)
        .Replace("%7E", "~", StringComparison.Ordinal);
}
