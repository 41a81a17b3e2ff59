using System;
using System.Security.Cryptography;
using System.Text;

namespace FbaOutbound.Texts;

/// <summary>
/// 128 bits of a text's SHA-256, which stand for it where millions are remembered: two texts among n have the same bits with a chance of n²
/// / 2¹²⁹.
/// </summary>
internal readonly record struct TextHash(long First, long Second)
{
    [ThreadStatic]
    private static SHA256? s_sha256;

    public static TextHash Of(string text)
    {
        var hash = Sha256.ComputeHash(Encoding.Unicode.GetBytes(text));
        return new TextHash(BitConverter.ToInt64(hash, 0), BitConverter.ToInt64(hash, 8));
    }

    /// <summary>The whole SHA-256 of a text's UTF-8, as 64 upper-case hexadecimal digits.</summary>
    public static string Hex(string text) => BitConverter.ToString(Sha256.ComputeHash(Encoding.UTF8.GetBytes(text))).Replace("-", "");

    private static SHA256 Sha256 => s_sha256 ??= SHA256.Create();
}
