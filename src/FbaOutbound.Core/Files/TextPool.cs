using System;

namespace FbaOutbound.Files;

/// <summary>Keeps texts that come again and again, such as a country or a SKU, once. Where two texts have one place the later one takes it.</summary>
internal sealed class TextPool
{
    private const int Places = 4096;

    private readonly string?[] _texts = new string?[Places];

    public string Share(string text)
    {
        ref var kept = ref _texts[(StringComparer.Ordinal.GetHashCode(text) & int.MaxValue) % Places];
        if (kept != text)
        {
            kept = text;
        }

        return kept;
    }
}
