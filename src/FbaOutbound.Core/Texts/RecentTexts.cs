using System.Collections.Generic;

namespace FbaOutbound.Texts;

/// <summary>Remembers the last texts that were added, a hash of each, and what was said of it. Safe for use by many threads.</summary>
/// <param name="most">How many.</param>
internal sealed class RecentTexts(int most)
{
    private readonly Dictionary<TextHash, string> _said = [];
    private readonly Queue<TextHash> _oldest = new();

    /// <summary>Adds a text; returns what was said of it when it was first added, or null if it was not there.</summary>
    public string? Add(string text, string said)
    {
        var hash = TextHash.Of(text);
        lock (_said)
        {
            if (_said.TryGetValue(hash, out var earlier))
            {
                return earlier;
            }

            _said.Add(hash, said);
            _oldest.Enqueue(hash);
            if (_oldest.Count > most)
            {
                _said.Remove(_oldest.Dequeue());
            }

            return null;
        }
    }
}
