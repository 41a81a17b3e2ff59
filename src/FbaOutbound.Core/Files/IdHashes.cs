using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;

namespace FbaOutbound.Files;

/// <summary>
/// Remembers which ids were there, 128 bits for each. That two different ids among n have the same bits has a chance of n² / 2¹²⁹:
/// for a hundred million ids 1 in 10²², and an order is then refused, not doubled.
/// </summary>
internal sealed class IdHashes
{
    [ThreadStatic]
    private static SHA256? s_sha256;

    private readonly HashSet<(long, long)> _hashes = [];

    /// <summary>The hash of a text.</summary>
    public static (long, long) Of(string text)
    {
        var hash = (s_sha256 ??= SHA256.Create()).ComputeHash(Encoding.Unicode.GetBytes(text));
        return (BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8));
    }

    /// <summary>Adds an id; false where it was there before.</summary>
    public bool Add(string id) => _hashes.Add(Of(id));

    /// <summary>Whether an id was added.</summary>
    public bool Contains(string id) => _hashes.Contains(Of(id));
}
