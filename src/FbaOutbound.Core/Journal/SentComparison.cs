using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Journal;

/// <summary>
/// Holds an order of a file against what is known of it since it was sent. What the user was not told of is compared with what was sent,
/// and what the user was told of with what the user knows.
/// </summary>
internal sealed class SentComparison
{
    private readonly SentContent _now;
    private readonly KnownOrder _known;
    private readonly bool _isPart;
    private readonly bool _isOfRest;
    private readonly IReadOnlyList<IReadOnlyDictionary<string, SentLine>> _more;

    /// <summary>Compares an order.</summary>
    /// <param name="now">The order as it is read now.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="part">How much of the order is known to be elsewhere, if a part of it was shipped; null otherwise.</param>
    /// <param name="others">What counts besides, because it was sent under other ids of the same order.</param>
    public SentComparison(SentContent now, KnownOrder known, PartShipped? part, IReadOnlyList<SentPart> others)
    {
        (_now, _known, _isPart, _isOfRest) = (now, known, part is not null, part is { IsOfRest: true });
        var elsewhere = others.Where(other => !other.IsCancelled).Select(other => other.Lines).Append(RestOf(part));
        _more = [.. elsewhere.OfType<IReadOnlyDictionary<string, SentLine>>()];
        KnowsLines = now.KnowsLinesOf(known.First!);
        FromSent = DifferencesFrom(known.First!, withMore: true);
    }

    /// <summary>The members in which the order differs from what was sent.</summary>
    private IReadOnlyList<string> FromSent { get; }

    /// <summary>Whether the lines can be compared with those that were sent.</summary>
    public bool KnowsLines { get; }

    /// <summary>Whether the order is what was sent.</summary>
    public bool IsAsSent => KnowsLines && FromSent.Count == 0;

    /// <summary>Whether it differs from what the user knows of it.</summary>
    public bool IsEdited
    {
        get
        {
            if (_known.Told is not { } told)
            {
                return FromSent.Count > 0;
            }

            var differences = DifferencesFrom(told with { Lines = told.Lines ?? _known.Sent?.Lines }, withMore: false);

            // Lines of a part that are no longer too many went out under another id.
            return differences.Count > 0 && !(_isPart && IsAsSent && differences.All(SentContent.IsOfItems));
        }
    }

    /// <summary>Whether an edit that the user was told of is none any more, because the rest went out under another id.</summary>
    public bool IsSettledByParts => _isPart && IsAsSent;

    /// <summary>
    /// Whether the order is another one than was sent, although nothing is new about it. Fewer units than the user was told of may have
    /// been shipped since, so that they do not take an edit back.
    /// </summary>
    public bool WasEdited => _known.Told is not { } told ? _known.WasEdited
        : !IsAsSent || (_isPart && (_isOfRest ? told.DifferencesOfRestFrom(_known.First!)
            : told.DifferencesOfPartFrom(_known.First!, _more)).Count > 0);

    /// <summary>The members of which the user is to be told.</summary>
    public IReadOnlyList<string> Differences => FromSent.Count > 0 ? FromSent : DifferencesFrom(_known.Last!, withMore: false);

    /// <summary>What has changed in the lines of which the user is to be told.</summary>
    public IReadOnlyList<string> LineChanges => KnowsLines
        && (_known.First!.Lines ?? _known.Sent?.Lines) is { } then && _now.Lines is { } lines
        ? SentContent.LineChanges([then, .. _more], lines, _isPart)
        : [];

    private static Dictionary<string, SentLine>? RestOf(PartShipped? part) =>
        part?.Rest?.ToDictionary(line => line.Key, line => new SentLine(line.Value.Units, line.Value.Sku, null));

    private IReadOnlyList<string> DifferencesFrom(SentContent then, bool withMore) =>
        _isOfRest ? _now.DifferencesOfRestFrom(then)
        : _isPart ? _now.DifferencesOfPartFrom(then, withMore ? _more : [])
        : withMore ? _now.DifferencesFrom(then, _more) : _now.DifferencesFrom(then);
}

/// <summary>What is known of an order that was sent. A journal of an earlier version knows only what was imported last.</summary>
/// <param name="Sent">What was sent; null if the journal does not say.</param>
/// <param name="Noted">What an import has noted of it last; null if none has.</param>
/// <param name="WasTold">Whether it was noted because the user was told of a difference.</param>
/// <param name="WasEdited">Whether the user was told of an edit.</param>
internal sealed record KnownOrder(SentContent? Sent, SentContent? Noted, bool WasTold, bool WasEdited)
{
    /// <summary>Returns what is known apart from refunds. An edit of refunds alone is then none that the user was told of.</summary>
    public KnownOrder WithoutRefunds()
    {
        var known = this with { Sent = Sent?.WithoutRefunds(), Noted = Noted?.WithoutRefunds() };
        var isOfRefunds = WasTold && known is { Sent: { } sent, Noted: { } noted } && Noted!.DifferencesFrom(Sent!).Count > 0
            && noted.DifferencesFrom(sent).Count == 0;
        return isOfRefunds ? known with { WasTold = false, WasEdited = false } : known;
    }

    /// <summary>What the first difference is one from.</summary>
    public SentContent? First => Sent ?? Noted;

    /// <summary>What the user was told of last; null if the user was told of nothing.</summary>
    public SentContent? Told => WasTold ? Noted : null;

    /// <summary>What the user knows.</summary>
    public SentContent? Last => Told ?? First;
}
