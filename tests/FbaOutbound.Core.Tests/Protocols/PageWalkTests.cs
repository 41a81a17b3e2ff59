using System;
using System.Collections.Generic;
using FbaOutbound.Services;
using Xunit;

namespace FbaOutbound.Core.Tests.Protocols;

public sealed class PageWalkTests
{
    private readonly PageWalk _walk = new();

    [Fact]
    public void AListEndsWithItsLastPage()
    {
        Assert.True(_walk.GoesOn);
        Assert.False(_walk.IsComplete);
        Assert.Equal(["a", "b"], Take("1", "a", "b"));
        Assert.Equal(("1", true, false), (_walk.Token, _walk.GoesOn, _walk.IsComplete));
        Assert.Equal(["c"], Take(null, "c"));
        Assert.Equal((false, true, null, 2), (_walk.GoesOn, _walk.IsComplete, _walk.Flaw, _walk.Pages));
    }

    [Fact]
    public void AnEmptyTokenIsTheEnd()
    {
        Take("");
        Assert.True(_walk.IsComplete);
    }

    [Fact]
    public void AnEntryIsGivenOnceAndCapitalsMakeAnother()
    {
        Assert.Equal(["A", "a"], Take("1", "A", "a", "A"));
        Assert.Equal(["b"], Take("2", "a", "b"));
    }

    [Fact]
    public void ARepeatedTokenEndsTheListWithoutProof()
    {
        Take("1", "a");
        Take("2", "b");
        Assert.Equal(["c"], Take("1", "c"));
        Assert.Equal((false, false), (_walk.GoesOn, _walk.IsComplete));
        Assert.Equal("The service repeated a page token; the list may be incomplete.", _walk.Flaw);
    }

    public static TheoryData<string[]> NothingNew => new() { Array.Empty<string>(), new[] { "a" }, new[] { "" } };

    // Empty pages, the same page, and entries that nobody can tell apart.
    [Theory]
    [MemberData(nameof(NothingNew))]
    public void ManyPagesWithoutNewsEndTheList(string[] entries)
    {
        Take("first", "a");
        var pages = 0;
        while (_walk.GoesOn)
        {
            Take($"token {++pages}", entries);
        }

        Assert.InRange(pages, 10, 30);
        Assert.Equal($"The service sent {pages} pages in a row with nothing new; the list may be incomplete.", _walk.Flaw);
        Assert.False(_walk.IsComplete);
    }

    [Fact]
    public void SomePagesWithoutNewsDoNot()
    {
        for (var page = 0; page < 200; page++)
        {
            Take($"token {page}", page % 10 == 0 ? [$"order {page}"] : []);
        }

        Assert.True(_walk.GoesOn);
        Take(null);
        Assert.True(_walk.IsComplete);
    }

    [Fact]
    public void AListWithoutEndEndsAllTheSame()
    {
        var pages = 0;
        while (_walk.GoesOn && pages < 200_000)
        {
            Take($"token {pages}", $"order {pages++}");
        }

        Assert.Equal(100_000, pages);
        Assert.Equal("The service sent 100,000 pages without reaching the end; the list may be incomplete.", _walk.Flaw);
    }

    private IReadOnlyList<string> Take(string? next, params string[] entries) => _walk.Take(entries, entry => entry, next);
}
