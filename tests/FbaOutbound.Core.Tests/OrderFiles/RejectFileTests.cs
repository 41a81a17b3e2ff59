using System;
using System.IO;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Imports;
using Xunit;

namespace FbaOutbound.Tests.OrderFiles;

public sealed class RejectFileTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("utf-8", ';', "\n")]
    [InlineData("utf-16", '\t', "\r\n")]
    [InlineData("windows-1252", ',', "\r\n")]
    public void RowsComeInTheLayoutOfTheirFileAndInItsOrder(string encoding, char delimiter, string newLine)
    {
        var used = TableFolder.EncodingOf(encoding);
        var text = $"Id,Name,Note{newLine}1,Jürgen,\"a \"\"b\"\"{newLine}c\"{newLine}2,Ann,x{newLine}3,Groß{newLine}".Replace(',', delimiter);
        var source = _folder.Put("a.csv", text, used);
        Reject(source, "r.csv", (3, "third"), (1, "first"));
        Assert.Equal(
            $"Id,Name,Note,Reason{newLine}1,Jürgen,\"a \"\"b\"\"{newLine}c\",first{newLine}3,Groß,,third{newLine}".Replace(',', delimiter),
            used.GetString(File.ReadAllBytes(_folder["r.csv"])[used.GetPreamble().Length..]));
        Assert.Equal(used.GetPreamble(), File.ReadAllBytes(_folder["r.csv"])[..used.GetPreamble().Length]);
        Assert.Equal(
            Assert.Single(TableFolder.Read(_folder["r.csv"]).Cells, row => row[0] == "1")[..3],
            TableFolder.Read(source).Cells[0]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["r.csv"]));
        }
    }

    [Fact]
    public void AFileOfRejectedRowsIsTakenAgainWithItsOneColumnOfReasons()
    {
        var source = _folder.Put("a.csv", "Id,Reason\r\n1,old\r\n");
        Reject(source, "r.csv", (1, "new"));
        Assert.Equal("Id,Reason\r\n1,new\r\n", File.ReadAllText(_folder["r.csv"]));
    }

    [Fact]
    public void AReasonThatTheEncodingDoesNotKnowLosesNoRow()
    {
        Reject(_folder.Put("a.csv", TableFolder.EncodingOf("windows-1252").GetBytes("Id,Name\r\n1,Groß\r\n")), "r.csv", (1, "no 東"));
        Assert.Equal("no ?", TableFolder.Read(_folder["r.csv"]).Cells[0][2]);
    }

    [Theory]
    [InlineData("r.csv", "utf-8, comma")]
    [InlineData("r.xlsx", "workbook, sheet 'Orders'")]
    public void RowsOfAWorkbookComeAsTheExtensionSays(string name, string reading)
    {
        TableFolder.Files.Write(_folder["a.xlsx"], new TableLayout { Sheet = "Orders" }, ["Id", "Zip"], [["1", "00801"]]);
        Reject(_folder["a.xlsx"], name, (1, "why"));
        var table = TableFolder.Read(_folder[name]);
        Assert.Equal(reading, table.Reading);
        Assert.Equal([["1", "00801", "why"]], table.Cells);
    }

    [Theory]
    [InlineData("a.csv")]
    [InlineData("r.xls")]
    public void TheSourceAndOldWorkbooksAreNotWritten(string name)
    {
        var source = _folder.Put("a.csv", "Id\r\n1\r\n");
        Assert.Throws<OrderFileException>(() => Reject(source, name, (1, "why")));
        Assert.Equal("Id\r\n1\r\n", File.ReadAllText(source));
    }

    [Fact]
    public void WithoutRowsNoFileIsMade()
    {
        Reject(_folder.Put("a.csv", "Id\r\n1\r\n"), "r.csv");
        Assert.False(File.Exists(_folder["r.csv"]));
    }

    private void Reject(string source, string name, params (int Row, string Reason)[] rejected)
    {
        using var table = TableFolder.Open(source);
        var file = new RejectFile(TableFolder.Files, _folder[name], table);
        var rows = table.ReadRows().ToList();
        foreach (var (row, reason) in rejected)
        {
            file.Add([rows[row - 1]], reason);
        }

        file.Save();
    }
}
