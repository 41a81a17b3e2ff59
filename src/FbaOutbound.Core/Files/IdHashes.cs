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

    /// <summary>Adds an id; false where it was there before.</summary>
    public bool Add(string id)
    {
        var hash = (s_sha256 ??= SHA256.Create()).ComputeHash(Encoding.Unicode.GetBytes(id));
        return _hashes.Add((BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8)));
    }
}
