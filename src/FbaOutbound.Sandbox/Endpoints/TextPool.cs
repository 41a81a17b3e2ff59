using System.Diagnostics.CodeAnalysis;

namespace FbaOutbound.Sandbox.Endpoints;

/// <summary>
/// Keeps one string for a text that many orders have, such as a city or a SKU, so that a million orders fit into memory. It remembers
/// lately seen texts only, and threads may race in it: the worst that comes of it is a second string.
/// </summary>
internal sealed class TextPool
{
    private const int Longest = 100;

    private readonly string?[] _texts = new string?[4096];

    /// <summary>Returns the text, in the string that was kept for it where there is one.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Of(string? text)
    {
        if (text is null || text.Length > Longest)
        {
            return text;
        }

        var place = (text.GetHashCode() & int.MaxValue) % _texts.Length;
        var kept = _texts[place];
        return kept == text ? kept : _texts[place] = text;
    }
}
