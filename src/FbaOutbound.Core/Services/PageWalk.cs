using System;
using System.Collections.Generic;
using System.Globalization;
using FbaOutbound.Texts;

namespace FbaOutbound.Services;

/// <summary>
/// Follows one list from page to page, gives each entry once, and stops a list that never ends. Only a list that came to its own
/// end proves that something is not in it.
/// </summary>
internal sealed class PageWalk
{
    // Five million orders, for which the published rate limits need half a day.
    private const int MostPages = 100_000;

    // Fewer than a burst of the published plans, and more than a service that filters behind its pages sends.
    private const int MostPagesWithoutNews = 20;

    private readonly HashSet<TextHash> _tokens = [];
    private readonly HashSet<TextHash> _seen = [];
    private int _pages;
    private int _pagesWithoutNews;

    /// <summary>The token of the page to read; null for the first.</summary>
    public string? Token { get; private set; }

    /// <summary>How many pages were taken.</summary>
    public int Pages => _pages;

    /// <summary>Whether there is another page to read.</summary>
    public bool GoesOn => Flaw is null && (Token is not null || _pages == 0);

    /// <summary>Whether the list was read to its own end.</summary>
    public bool IsComplete => Flaw is null && Token is null && _pages > 0;

    /// <summary>Why the list may be incomplete, as a sentence; null if nothing indicates that.</summary>
    public string? Flaw { get; private set; }

    /// <summary>
    /// Takes a page and returns what no earlier page held. Entries without an id are all returned, and none of them is news.
    /// </summary>
    public IReadOnlyList<T> Take<T>(IReadOnlyList<T> entries, Func<T, string?> id, string? nextToken)
    {
        var news = 0;
        List<T> fresh = [];
        foreach (var entry in entries)
        {
            var key = id(entry);
            var isNamed = !string.IsNullOrEmpty(key);
            if (isNamed && !_seen.Add(TextHash.Of(key!)))
            {
                continue;
            }

            fresh.Add(entry);
            news += isNamed ? 1 : 0;
        }

        _pages++;
        _pagesWithoutNews = news > 0 ? 0 : _pagesWithoutNews + 1;
        Token = string.IsNullOrEmpty(nextToken) ? null : nextToken;
        Flaw = Token is null ? null
            : !_tokens.Add(TextHash.Of(Token)) ? "The service repeated a page token; the list may be incomplete."
            : _pagesWithoutNews >= MostPagesWithoutNews ? Ended(_pagesWithoutNews, "pages in a row with nothing new")
            : _pages >= MostPages ? Ended(_pages, "pages without reaching the end")
            : null;
        return fresh;
    }

    private static string Ended(int count, string what) =>
        $"The service sent {count.ToString("N0", CultureInfo.InvariantCulture)} {what}; the list may be incomplete.";
}
