using System;
using System.Management.Automation.Language;
using FbaOutbound.Pipeline;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

/// <summary>The columns that a script of -Map names: one that is not in the file would be blank.</summary>
public sealed class RowScriptTests
{
    [Theory]
    [InlineData("$_.Tag", "Tag")]
    [InlineData("$PSItem.Tag", "Tag")]
    [InlineData("$_.'Lineitem quantity'", "Lineitem quantity")]
    [InlineData("[Math]::Max(1, [int]$_.Qty)", "Qty")]
    [InlineData("\"x $($_.Tag)\"", "Tag")]
    [InlineData("$_.Tag.Trim()", "Tag")]
    [InlineData("if ($_.A) { $_.B } else { $_.a }", "A,B")]
    [InlineData("$row = $_; $row.Tag", "Tag")]
    [InlineData("$row = $_; $copy = $row; $copy.Tag", "Tag")]
    [InlineData("foreach ($part in $_.Tags.Split(',')) { $part.Length }", "Tags")]
    [InlineData("$_.Tags -split ',' | Where-Object { $_.Length -gt 1 }", "Tags")]
    [InlineData("switch ($_.Code) { 1 { $_.Other } }", "Code")]
    [InlineData("try { [int]$_.Qty } catch { $_.Exception }", "Qty")]
    [InlineData("param($row) $row.Tag", "Tag")]
    [InlineData("$_.PSObject.Properties['Tag'].Value", "")]
    [InlineData("$other.Tag", "")]
    [InlineData("$_.$name", "")]
    [InlineData("$_.ToString()", "")]
    public void AScriptNamesTheColumnsOfItsRow(string script, string columns) =>
        Assert.Equal(columns, string.Join(",", RowScript.ColumnsOf(Parser.ParseInput(script, out _, out _))));

    [Theory]
    [InlineData("$_['Tag']", true)]
    [InlineData("$row = $_; $row[\"Tag\"]", true)]
    [InlineData("$_.Tags.Split(',')[0]", false)]
    [InlineData("$_.PSObject.Properties['Tag'].Value", false)]
    [InlineData("$table[$_.Tag]", false)]
    public void ARowHasNoIndex(string script, bool indexes) =>
        Assert.Equal(indexes, RowScript.Indexes(Parser.ParseInput(script, out _, out _)));
}
