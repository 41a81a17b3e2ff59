using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using FbaOutbound.Rows;
using FbaOutbound.Orders;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

/// <summary>What docs/orders.md says about columns, and docs/errors.md about errors, is what the module reads and writes.</summary>
public sealed partial class DocumentTests
{
    private static readonly string s_text = Repository.Read("docs/orders.md");

    public static TheoryData<string> Documents => ["README.md", "CONTRIBUTING.md", .. Repository.Files("docs", ".md")];

    [Fact]
    public void TheColumnsOfTheOrderAreDocumentedWithTheirOtherNames() =>
        Assert.Equal(Describe(OrderColumns.OfOrder), Rows("Columns of the order").Select(Describe));

    [Fact]
    public void TheColumnsOfAnItemAreDocumentedWithTheirOtherNames() =>
        Assert.Equal(Describe(OrderColumns.OfItem), Rows("Columns of the item").Select(Describe));

    [Fact]
    public void TheWordsOfAColumnAreDocumented() => Assert.All(
        OrderColumns.OfOrder.Where(column => column.Words.Count > 0),
        column =>
            Assert.All(
                column.Words,
                word => Assert.Contains(
                    word, Rows("Columns of the order").Single(row => Names(row[0]).Single() == column.Name)[2], StringComparison.Ordinal)));

    [Fact]
    public void TheDefaultCommentIsDocumented() => Assert.Contains(DefaultValues.Comment, s_text, StringComparison.Ordinal);

    [Fact]
    public void EveryErrorIsDocumentedWithWhatToDo()
    {
        var rows = Rows("Errors", Repository.Read("docs/errors.md")).ToList();
        Assert.Equal(ErrorIdTests.Ids, rows.Select(row => Names(row[0]).Single()).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.True(row.Length == 3 && row[1].Length > 10 && row[2].Length > 10, row[0]));
    }

    [Fact]
    public void EveryOutcomeIsDocumented()
    {
        var outcomes = typeof(Orders.Outcomes).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(outcomes, outcome => Assert.Contains($"`{outcome}`", s_text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void TheCmdletsThatADocumentNamesExist(string path)
    {
        var names = CmdletClass.All.Select(cmdlet => cmdlet.Name).ToHashSet(StringComparer.Ordinal);
        var named = CmdletName().Matches(Repository.Read(path)).Select(match => match.Value);
        Assert.Empty(named.Except(names));
    }

    private static IEnumerable<string> Describe(IEnumerable<OrderColumn> columns) =>
        columns.Select(column => $"{column.Name} ({string.Join(", ", column.Aliases)})");

    private static string Describe(string[] row) => $"{Names(row[0]).Single()} ({string.Join(", ", Names(row[1]))})";

    private static IEnumerable<string> Names(string cell) => Code().Matches(cell).Select(match => match.Groups[1].Value);

    // The rows of the first table below a heading, without its head.
    private static IEnumerable<string[]> Rows(string heading) => Rows(heading, s_text);

    private static IEnumerable<string[]> Rows(string heading, string text)
    {
        using var reader = new StringReader(text);
        while (reader.ReadLine() is { } line)
        {
            if (line.TrimStart('#').Trim() != heading || !line.StartsWith('#'))
            {
                continue;
            }

            while (reader.ReadLine() is { } next && !next.StartsWith('#'))
            {
                if (next.StartsWith("| `", StringComparison.Ordinal))
                {
                    yield return [.. next.Trim('|', ' ').Split('|').Select(cell => cell.Trim())];
                }
            }

            yield break;
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\b[A-Z][a-z]+-(Fba|Mfn)[A-Z]\w+")]
    private static partial Regex CmdletName();
}
