using System.Collections.Generic;
using FbaOutbound.Texts;

namespace FbaOutbound.Rows;

/// <summary>Remembers the last ids that were added, a hash of each. Safe for use by many threads.</summary>
/// <param name="most">How many.</param>
internal sealed class RecentIds(int most)
{
    private readonly HashSet<TextHash> _ids = [];
    private readonly Queue<TextHash> _oldest = new();

    /// <summary>Adds an id; false where it was there before.</summary>
    public bool Add(string id)
    {
        var hash = TextHash.Of(id);
        lock (_ids)
        {
            if (!_ids.Add(hash))
            {
                return false;
            }

            _oldest.Enqueue(hash);
            if (_oldest.Count > most)
            {
                _ids.Remove(_oldest.Dequeue());
            }

            return true;
        }
    }
}
