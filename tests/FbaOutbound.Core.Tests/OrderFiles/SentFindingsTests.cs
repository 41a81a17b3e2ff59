using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Core.Tests.OrderFiles;

/// <summary>What the user is told of orders that were sent.</summary>
public sealed class SentFindingsTests
{
    public static TheoryData<string> Kinds => [.. Enum.GetNames<FindingKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void EachFindingIsToldOfOneOrderAndOfSeveral(string kind)
    {
        var one = Assert.Single(Texts(kind, "A"));
        var two = Assert.Single(Texts(kind, "A", "B"));
        Assert.Contains("1 order", one, StringComparison.Ordinal);
        Assert.Contains("2 orders", two, StringComparison.Ordinal);
        Assert.Equal(kind != nameof(FindingKind.Fulfilled), two.Contains("A, B", StringComparison.Ordinal));
        Assert.All([one, two], text => Assert.DoesNotMatch("[{}|]|  ", text));
        Assert.DoesNotMatch(@"\b([Tt]hey|[Tt]hem|[Tt]heir|are|were)\b", one);
    }

    [Fact]
    public void AnOrderIsToldWithItsDetailAndOnce()
    {
        Assert.Equal(
            "The shop stopped 1 order after it was sent to Amazon: A (OnHold). Check it before you release anything. To cancel it, if the "
                + "shop cancelled it, import with -IncludeSkipped and pipe to Where-Object ToCancel and Stop-FbaFulfillmentOrder.",
            Assert.Single(Texts(nameof(FindingKind.Stopped), "A (OnHold)", "A (OnHold)")));
        Assert.Equal(
            "2 orders that waited or were stopped in an earlier import are open now, but older than -MaxAge, so they were not returned: A, "
                + "B. To send them, import once with a larger -MaxAge, such as 90.",
            Assert.Single(Texts(nameof(FindingKind.Late), "A", "B")));
    }

    [Fact]
    public void WhatKeepsOrdersFromBeingSentIsToldFirstThenEachEditAndEachDamagedFile()
    {
        var findings = new SentFindings();
        foreach (var kind in Enum.GetValues<FindingKind>())
        {
            findings.Add(kind, "A");
        }

        findings.AddEdit("An edit.");
        findings.AddDamaged("folder/orders.csv", "Id", 2, areAll: true);
        findings.AddDamaged("other.csv", "Id", 0, areAll: true);
        findings.AddVersion("Shopify", 1, 2);
        var warnings = findings.Warnings().ToList();
        Assert.Collection(
            warnings,
            text => Starts("The format Shopify has", text),
            text => Starts("An earlier import recorded 1 order as stopped", text),
            text => Starts("1 order that waited", text),
            text => Starts("An edit.", text),
            text => Starts("orders.csv: a spreadsheet", text),
            text => Starts("other.csv: a spreadsheet", text),
            text => Starts("The shop stopped 1 order after", text),
            text => Starts("The shop stopped 1 order, and", text),
            text => Starts("It is unknown whether 1 order was sent", text),
            text => Starts("The shop still wants 1 order", text),
            text => Starts("The file has errors in 1 order", text),
            text => Starts("The shop shows 1 order as shipped, but", text),
            text => Starts("1 order has a new number", text),
            text => Starts("1 order cannot be compared", text));
        Assert.Equal(
            "orders.csv: a spreadsheet changed all ids in the column 'Id' (such as 5.5E+12); 2 of the returned orders are affected. If the "
                + "shop renumbered orders since the last import, they are returned again. Import the shop's own export.",
            warnings[4]);
        Assert.Contains("(such as 5.5E+12). If", warnings[5], StringComparison.Ordinal);
        Assert.Equal(5, findings.Notes().Count());
    }

    private static void Starts(string expected, string text) => Assert.StartsWith(expected, text, StringComparison.Ordinal);

    private static List<string> Texts(string kind, params string[] ids)
    {
        var findings = new SentFindings();
        foreach (var id in ids)
        {
            var parts = id.TrimEnd(')').Split(" (");
            findings.Add(Enum.Parse<FindingKind>(kind), parts[0], parts.ElementAtOrDefault(1));
        }

        return [.. findings.Warnings(), .. findings.Notes()];
    }
}
