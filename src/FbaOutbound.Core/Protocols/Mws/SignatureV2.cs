using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace FbaOutbound.Protocols.Mws;

/// <summary>Amazon's Signature Version 2, with HmacSHA256.</summary>
internal static class SignatureV2
{
    public const string Version = "2";
    public const string Method = "HmacSHA256";

    /// <summary>
    /// Returns what is signed: the verb, the host in small letters (with the port only if it is not the scheme's own), the path as it is
    /// sent, and the parameters in the byte order of their names.
    /// </summary>
    public static string StringToSign(string verb, Uri address, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var sorted = parameters
            .Select(pair => (Name: QueryForm.Encode(pair.Key), Value: QueryForm.Encode(pair.Value)))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal);
        var host = address.Authority.ToLowerInvariant();
        return $"{verb}\n{host}\n{address.AbsolutePath}\n{string.Join("&", sorted.Select(pair => $"{pair.Name}={pair.Value}"))}";
    }

    /// <summary>Returns the signature of a text.</summary>
    public static string Sign(string text, string secretKey)
    {
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secretKey));
        return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }
}
