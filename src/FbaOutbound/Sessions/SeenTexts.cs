using System.Collections.Generic;

namespace FbaOutbound.Sessions;

/// <summary>What was shown in a runspace lately and can be named again: Tab offers it without a request.</summary>
internal sealed class SeenTexts
{
    private const int Most = 200;

    private readonly Dictionary<SeenKind, LinkedList<Seen>> _seen = [];

    /// <summary>Remembers a text, or what it is now; the oldest of many is forgotten.</summary>
    public void Add(SeenKind kind, string? text, string? state, string? session)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        lock (_seen)
        {
            if (!_seen.TryGetValue(kind, out var list))
            {
                _seen[kind] = list = new LinkedList<Seen>();
            }

            for (var node = list.First; node is not null; node = node.Next)
            {
                if (node.Value.Text == text && node.Value.Session == session)
                {
                    list.Remove(node);
                    break;
                }
            }

            list.AddFirst(new Seen(text!, state, session));
            if (list.Count > Most)
            {
                list.RemoveLast();
            }
        }
    }

    /// <summary>Returns what was seen, the latest first.</summary>
    public IReadOnlyList<Seen> Of(SeenKind kind)
    {
        lock (_seen)
        {
            return _seen.TryGetValue(kind, out var list) ? [.. list] : [];
        }
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
