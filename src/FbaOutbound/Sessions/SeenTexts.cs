using System.Collections.Generic;

namespace FbaOutbound.Sessions;

/// <summary>What was shown in a runspace lately and can be named again: Tab offers it without a request.</summary>
internal sealed class SeenTexts
{
    private const int Most = 200;

    private readonly Dictionary<SeenKind, Recent> _seen = [];

    /// <summary>Remembers a text, or what it is now; the oldest of many is forgotten.</summary>
    public void Add(SeenKind kind, string? text, string? state, string? session)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        lock (_seen)
        {
            if (!_seen.TryGetValue(kind, out var recent))
            {
                _seen[kind] = recent = new Recent();
            }

            recent.Add(new Seen(text!, state, session));
        }
    }

    /// <summary>Returns what was seen, the latest first.</summary>
    public IReadOnlyList<Seen> Of(SeenKind kind)
    {
        lock (_seen)
        {
            return _seen.TryGetValue(kind, out var recent) ? recent.LatestFirst : [];
        }
    }

    private sealed class Recent
    {
        private readonly LinkedList<Seen> _list = new();
        private readonly Dictionary<string, LinkedListNode<Seen>> _places = [];

        public IReadOnlyList<Seen> LatestFirst => [.. _list];

        public void Add(Seen seen)
        {
            if (_places.TryGetValue(KeyOf(seen), out var before))
            {
                _list.Remove(before);
            }

            _places[KeyOf(seen)] = _list.AddFirst(seen);
            if (_list.Count > Most)
            {
                _places.Remove(KeyOf(_list.Last!.Value));
                _list.RemoveLast();
            }
        }

        private static string KeyOf(Seen seen) => $"{seen.Session}\n{seen.Text}";
    }
}

/// <summary>What a text that was shown names.</summary>
internal enum SeenKind
{
    Order,
    Shipment,
    Package,
    Sku,
    Journal,
    ReturnReason,
    AmazonOrder,
    ShippingService,
    ShippingServiceOffer,
    Profile,
}

/// <summary>A text that was shown.</summary>
/// <param name="Text">The text.</param>
/// <param name="State">What was said of it, such as a status; never a recipient's.</param>
/// <param name="Session">The session that it came with; null for what belongs to none.</param>
internal sealed record Seen(string Text, string? State, string? Session);
