using System;
using System.Linq;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Tests.OrderFiles;

/// <summary>Quotation marks in tab-separated text. A bar stands for a tab, and a slash for a line break.</summary>
public sealed class TabRowsTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1|\"The Best\" Mug|x", "1|\"The Best\" Mug|x")]
    [InlineData("1|5\" nails|x", "1|5\" nails|x")]
    [InlineData("1|Mug \"L\"|x", "1|Mug \"L\"|x")]
    [InlineData("1|\"Mug\"|x", "1|Mug|x")]
    [InlineData("1|\"\"|x", "1||x")]
    [InlineData("1|\"a \"\"b\"\"\"|\"x\"", "1|a \"b\"|x")]
    [InlineData("1|\"The \"Best\" Mug\"|x", "1|\"The \"Best\" Mug\"|x")]
    [InlineData("1|\"|x", "1|\"|x")]
    [InlineData("1|\"a\"\"|x", "1|\"a\"\"|x")]
    [InlineData("1|\"5 in|6\"", "1|\"5 in|6\"")]
    public void AMarkBelongsToTheTextUnlessItEnclosesTheCell(string row, string cells) => Assert.Equal(
        cells, string.Join("|", Read(row).Cells.Single()));

    [Fact]
    public void ATabInAQuotedCellIsPartOfItWhereTheRowWouldHaveTooManyCells()
    {
        Assert.Equal(["1", "a\tb", "x"], Read("1|\"a|b\"|x").Cells.Single());
        Assert.Equal([["1", "a\tb", "x\r\ny"], ["2", "c", "z"]], Read("1|\"a|b\"|\"x/y\"/2|c|z").Cells);
    }

    [Theory]
    [InlineData("1|\"a/b\"|x/2|c|y", "a\r\nb", 4)]
    [InlineData("1|\"a//b \"\"c\"\"\"|x/2|c|y", "a\r\n\r\nb \"c\"", 5)]
    public void ALineBreakInAQuotedCellIsPartOfIt(string rows, string cell, int second)
    {
        var table = Read(rows);
        Assert.Equal([["1", cell, "x"], ["2", "c", "y"]], table.Cells);
        Assert.Equal([2, second], table.Numbers);
    }

    [Fact]
    public void TheLastCellMayHaveLineBreaks() =>
        Assert.Equal([["1", "a", "x\r\ny"], ["2", "b", "z"]], Read("1|a|\"x/y\"/2|b|z").Cells);

    [Fact]
    public void OneRowMayHaveTwoSuchCells() =>
        Assert.Equal([["1", "a\r\nb", "x\r\ny"], ["2", "c", "z"]], Read("1|\"a/b\"|\"x/y\"/2|c|z").Cells);

    [Theory]
    [InlineData("1|\"unclosed|x/2|b|y/3|c|z")]
    [InlineData("1|a|\"unclosed/2|b|y/3|c|z")]
    [InlineData("1|\"unclosed|x/2|b\"|y/3|c|z")]
    [InlineData("1|a|\"unclosed/2|b|y\"/3|c|z")]
    [InlineData("1|a|\"unclosed/2\"|b|y/3|c|z")]
    [InlineData("1|a|\"unclosed/2|\"b\"|y/3|c|z")]
    [InlineData("1|\"open|x/2\"|y/3|c|z")]
    [InlineData("1|\"open|\"open/2|\"open|y/3|c|\"")]
    public void AMarkThatNothingClosesTakesInNoOtherRow(string rows) =>
        Assert.Equal(["1", "2", "3"], Read(rows).Cells.Select(cells => cells[0].Trim('"')));

    [Fact]
    public void WhatIsWrittenIsReadAgain()
    {
        string[][] rows = [["1", "\"The Best\" Mug", "a\r\nb \"c\""], ["2", "\"", "a\tb"], ["3", "\"open", "x"]];
        TableFolder.Files.Write(_folder["b.txt"], new TableLayout { Encoding = "utf-8", Delimiter = '\t' }, ["A", "B", "C"], rows);
        Assert.Equal(rows, TableFolder.Read(_folder["b.txt"]).Cells);
    }

    private TableFolder.Table Read(string rows) =>
        TableFolder.Read(_folder.Put("a.txt", $"A\tB\tC\r\n{rows.Replace("/", "\r\n", StringComparison.Ordinal).Replace('|', '\t')}\r\n"));
}
