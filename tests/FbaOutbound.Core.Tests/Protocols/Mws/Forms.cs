using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Core.Tests.Protocols.Mws;

/// <summary>Reads form bodies and the queries of pages, independently of the code under test.</summary>
internal static class Forms
{
    /// <summary>The parameters of the standard part of every request.</summary>
    public static readonly IReadOnlyCollection<string> Standard =
        ["AWSAccessKeyId", "MWSAuthToken", "SellerId", "SignatureVersion", "SignatureMethod", "Signature", "Timestamp"];

    public static Dictionary<string, string> Parse(string form) => form.Split('&')
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => Uri.UnescapeDataString(pair[0]), pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);

    /// <summary>Returns the parameters as they are encoded, in the order of their names.</summary>
    public static IEnumerable<string> Encoded(string form) => form.Split('&').Order(StringComparer.Ordinal);
}
