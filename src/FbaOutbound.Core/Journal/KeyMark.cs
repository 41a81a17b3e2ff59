using System;
using System.Security.Cryptography;
using System.Text;

namespace FbaOutbound.Journal;

/// <summary>128 bits that stand for a key, so that a journal of a million orders needs little memory.</summary>
internal readonly record struct KeyMark(long First, long Second)
{
    [ThreadStatic]
    private static SHA256? s_sha256;

    public static KeyMark Of(JournalKey key)
    {
        var hash = (s_sha256 ??= SHA256.Create()).ComputeHash(Encoding.Unicode.GetBytes($"{key.Operation}\n{key.Id}"));
        return new KeyMark(BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8));
    }
}
