using System;
using System.IO;
using System.Linq;
using System.Text;
using FbaOutbound.OrderFiles;
using Xunit;

namespace FbaOutbound.Tests.OrderFiles;

public sealed class TextTableTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Id,Name\r\n1,Ann\r\n", "comma", 2)]
    [InlineData("Id;Name\n1;Ann", "semicolon", 2)]
    [InlineData("Id\tName\r1\tAnn\r", "tab", 2)]
    [InlineData("sep=;\r\nId;Name\r\n1;Ann\r\n", "semicolon", 3)]
    [InlineData("\r\n,,\r\nId,Name\r\n\r\n,\r\n1,Ann\r\n,\r\n", "comma", 6)]
    [InlineData("\r\nId;Name\r\n1;Ann\r\n", "semicolon", 3)]
    [InlineData("\n \n\n;;\n\nId;Name\n1;Ann", "semicolon", 7)]
    [InlineData("\r\rId\tName\r1\tAnn\r", "tab", 4)]
    [InlineData("\r\nsep=;\r\n\r\nId;Name\r\n1;Ann\r\n", "semicolon", 5)]
    [InlineData("\"Id, or number\";Name\r\n1;Ann\r\n", "semicolon", 2)]
    [InlineData("\"Id\r\nor number\",Name\r\n1,Ann\r\n", "comma", 3)]
    public void TheTableIsFoundInTheFile(string text, string delimiter, int line)
    {
        var table = TableFolder.Read(_folder.Put("a.csv", text));
        Assert.Equal($"utf-8, {delimiter}", table.Reading);
        Assert.Equal("Name", table.Header[1]);
        Assert.Equal([["1", "Ann"]], table.Cells);
        Assert.Equal([line], table.Numbers);
    }

    [Fact]
    public void ARowIsNumberedByTheLineOnWhichItBegins()
    {
        var table = TableFolder.Read(_folder.Put("a.csv", "Id,Note\r\n1,\"a\r\nb\r\nc\"\r\n2,x\r\n\r\n3,y\r\n"));
        Assert.Equal([2, 5, 7], table.Numbers);
        Assert.Equal("a\r\nb\r\nc", table.Cells[0][1]);
    }

    [Fact]
    public void CellsAreTakenAsTheyStand() => Assert.Equal(
        [["00801", " a ", "say \"hi\", Ann", "x"], ["1", "2", "3", "5\" nails"]],
        TableFolder.Read(_folder.Put("a.csv", "A,B,C,D\r\n00801, a ,\"say \"\"hi\"\", Ann\",x\r\n1,2,3,5\" nails\r\n")).Cells);

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-16BE", "utf-16BE")]
    [InlineData("utf-32", "utf-32")]
    public void AByteOrderMarkDecides(string encoding, string shown)
    {
        var table = TableFolder.Read(_folder.Put("a.csv", "Id,Name\r\n1,Jürgen Łuć 東京\r\n", Encoding.GetEncoding(encoding)));
        Assert.Equal($"{shown}, comma", table.Reading);
        Assert.Equal("Id", table.Header[0]);
        Assert.Equal("Jürgen Łuć 東京", table.Cells[0][1]);
    }

    [Theory]
    [InlineData("utf-16", "1,Jürgen Łuć")]
    [InlineData("utf-16BE", "1,Jürgen Łuć")]
    [InlineData("utf-8", "1,Jürgen Łuć")]
    [InlineData("windows-1252", "1,Jürgen Groß")]
    [InlineData("windows-1252", "1,Rue de l’Été")]
    [InlineData("windows-1252", "1,“Chez d’Artagnan”")]
    [InlineData("windows-1252", "1,Æðelstan Þórðarson")]
    [InlineData("shift_jis", "1,東京都千代田区丸の内")]
    [InlineData("shift_jis", "1,ヤマダ商店")]
    [InlineData("shift_jis", "1,Aコープ東京A\r\n2,東京都")]
    [InlineData("shift_jis", "1,Tシャツ専門店")]
    [InlineData("shift_jis", "1,東京ビルA棟")]
    public void WithoutAMarkTheBytesDecide(string encoding, string row)
    {
        var bytes = TableFolder.EncodingOf(encoding).GetBytes($"Id,Name\r\n{row}\r\n");
        var table = TableFolder.Read(_folder.Put("a.csv", bytes));
        Assert.Equal($"{encoding}, comma", table.Reading);
        Assert.Equal(row.Split("\r\n")[0][2..], table.Cells[0][1]);
    }

    [Theory]
    [InlineData("ibm437", "Hélène Petit")]
    [InlineData("ibm850", "Hélène Petit\r\n2,Dégénéré")]
    public void AccentsInsideLatinWordsAreNotJapanese(string encoding, string names)
    {
        var path = _folder.Put("a.csv", TableFolder.EncodingOf(encoding).GetBytes($"Id,Name\r\n1,{names}\r\n"));
        Assert.Equal("windows-1252, comma", TableFolder.Read(path).Reading);
    }

    [Fact]
    public void ALetterOnTheLastLineDecidesToo()
    {
        var text = "Id,Name\r\n" + string.Concat(Enumerable.Repeat("1,Ann\r\n", 200_000)) + "2,Jürgen\r\n";
        Assert.Equal("Jürgen", TableFolder.Read(_folder.Put("a.csv", TableFolder.EncodingOf("windows-1252").GetBytes(text))).Cells[^1][1]);
    }

    [Fact]
    public void OneDamagedLetterDoesNotTurnTheOthersIntoPairs()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("Id,Name\r\n1,Jürgen Groß\r\n2,J"), 0xC3];
        Assert.Contains("-Encoding", Fault(_folder.Put("a.csv", bytes)), StringComparison.Ordinal);
    }

    [Fact]
    public void TheUserCanNameEncodingAndDelimiter()
    {
        var path = _folder.Put("a.csv", TableFolder.EncodingOf("windows-1251").GetBytes("Id,x|Имя\r\n1|Иван\r\n"));
        var table = TableFolder.Read(path, new TableOptions { Encoding = "1251", Delimiter = '|' });
        Assert.Equal([["1", "Иван"]], table.Cells);
        Assert.Equal(["Id,x", "Имя"], table.Header);
    }

    [Theory]
    [InlineData("windows-1250", "Jiří Dvořák")]
    [InlineData("windows-1251", "Иван Петров")]
    [InlineData("windows-1252", "José")]
    [InlineData("windows-1254", "İpek Çelik")]
    [InlineData("iso-8859-2", "Łukasz")]
    [InlineData("iso-8859-1", "Müller")]
    [InlineData("ibm850", "Ольга Ива")]
    [InlineData("macintosh", "Ångström")]
    [InlineData("gb18030", "東京都千代田区")]
    [InlineData("shift_jis", "東京都千代田区")]
    public void AFileInUtf8IsNotReadWithAnotherEncoding(string name, string text) => Assert.Contains(
        $"is UTF-8 and not {name}: ",
        Fault(_folder.Put("a.csv", $"Id,Name\r\n1,{text}\r\n", new UTF8Encoding(false)), new TableOptions { Encoding = name }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("windows-1250", "Jiří Dvořák")]
    [InlineData("windows-1251", "Иван Петров")]
    [InlineData("windows-1252", "Groß–Gerau")]
    [InlineData("windows-1252", "CAFÉ’S")]
    [InlineData("windows-1254", "İpek Çelik")]
    [InlineData("ibm850", "Hélène Müller")]
    [InlineData("gb18030", "东京都千代田区")]
    [InlineData("utf-8", "Jiří Dvořák")]
    [InlineData("utf-16", "Jiří Dvořák")]
    public void AFileIsReadWithTheEncodingThatTheUserNames(string name, string text)
    {
        var path = _folder.Put("a.csv", TableFolder.EncodingOf(name).GetBytes($"Id,Name\r\n1,{text}\r\n"));
        Assert.Equal(text, TableFolder.Read(path, new TableOptions { Encoding = name }).Cells[^1][1]);
    }

    [Theory]
    [InlineData("no-such-encoding", "Unknown encoding")]
    [InlineData("windows-1252", "byte order mark")]
    public void AnEncodingThatCannotBeIsRefused(string name, string part) => Assert.Contains(
        part, Fault(_folder.Put("a.csv", "Id,Name\r\n", new UTF8Encoding(true)), new TableOptions { Encoding = name }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\r\n\r\n", "no header")]
    [InlineData("<html><table></table></html>", "web page")]
    [InlineData("Id\0,Name\r\n1,Ann\r\n", "not text")]
    [InlineData("PK\u0003\u0004 and no workbook", "workbook")]
    [InlineData("A;B,C\r\n1;2,3\r\n", "-Delimiter")]
    [InlineData("[\r\n  { \"Id\": 1 } ]", "is JSON")]
    [InlineData("{\"orders\":[]}", "is JSON")]
    public void WhatIsNoTableIsSaidSo(string text, string part) =>
        Assert.Contains(part, Fault(_folder.Put("a.xls", text)), StringComparison.Ordinal);

    [Fact]
    public void AFolderAndAMissingFileAreSaidSo()
    {
        Assert.Contains("folder", Fault(Path.GetDirectoryName(_folder["a"])!), StringComparison.Ordinal);
        Assert.Contains("not found", Fault(_folder["none.csv"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A,B\r\n1,2\r\n3,4,5\r\n", "line 3")]
    [InlineData("A,B\r\n1,\"2\r\n3,4\r\n5,6\r\n", "line 2")]
    [InlineData("A,B\r\n1,\"2\"x\r\n3,4\r\n", "line 2")]
    [InlineData("A,B\r\n1,2\r\n\"3,4\r\n", "line 3")]
    [InlineData("A,B\r\n1,\"2\r\n3,\"4\r\n", "line 2")]
    [InlineData("A,B\r\n1,\"2\r\n3,4\"\"", "line 2")]
    public void ADamagedRowIsAnErrorThatNamesItsLine(string text, string line) =>
        Assert.Contains(line, Fault(_folder.Put("a.csv", text)), StringComparison.Ordinal);

    // Both marks are in the file, but in different rows, so what stands between them looks like one long cell.
    [Theory]
    [InlineData("1,a,\"Pipe 5,b,c,d,e,f\n2,a,Mug,b,c,d,e,f\n3,a,Pipe 5\",b,c,d,e,f", "line 2", "line 4")]
    [InlineData("1,a,Mug,b,c,d,e,\"f\r\n2,\"\"a\"\",Mug,b,c,d,e,f\"", "line 2", "line 3")]
    [InlineData("0,a,b,c,d,e,f,g\n1,a,\"Pipe 5,b,c,d,e,f\n2,a,Pipe 5\",b,c,d,e,f", "line 3", "line 4")]
    [InlineData("1,a,\"Pipe 5,b,c,d,e,f\n2,a,Mug,b,c\",d,e,f\n", "line 2", "line 3")]
    [InlineData("1,\"a\nb\",\"Pipe 5,b,c,d,e,f\n2,a,Pipe 5\",b,c,d,e,f", "line 2", "line 4")]
    public void ACellThatTakesInRowsIsADamagedRow(string rows, string first, string last)
    {
        var message = Fault(_folder.Put("a.csv", $"A,B,C,D,E,F,G,H\n{rows}\n"));
        Assert.Contains($"{first} begins a quoted cell that takes in whole rows", message, StringComparison.Ordinal);
        Assert.Contains(last, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2,\"one, two, three\nfour, five, six\nseven\",4,5,6,7,8")]
    [InlineData("1,\"a,b,c,d,e,f,g\n\",3,4,5,6,7,8")]
    [InlineData("1,\"Dear all,\n\nx, y\",3,4,5,6,7,\"last, but\nnot, least\"")]
    [InlineData("1,2,3,4,5,6,7,\"a, b\nc, d, e, f\ng\"")]
    [InlineData("1,2,3,4,5,6,\"Dear all,\nthanks to Ann, Bo, Cy, Dee, Ed, Flo, Gus, Hal, Ida\nand Jo\",8")]
    public void ACellOfSeveralLinesWithDelimitersIsNoDamage(string row) =>
        Assert.Equal(["1", "8"], TableFolder.Read(_folder.Put("a.csv", $"A,B,C,D,E,F,G,H\n{row}\n")).Cells is [var cells]
            ? [cells[0], cells[7].Contains(',', StringComparison.Ordinal) ? "8" : cells[7]] : []);

    [Fact]
    public void InAWideTableALineOfItsWidthIsARow()
    {
        var cells = string.Join(',', Enumerable.Range(1, 30));
        Assert.Contains("takes in whole rows", Fault(_folder.Put(
            "a.csv", $"{string.Join(',', Enumerable.Range(1, 30).Select(at => $"C{at}"))}\nA-1,\"{cells}\n99 {cells}\n5,x\",{cells[4..]}\n")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A,\"X,1\nB,Y\",1", false)]
    [InlineData("A,1,\"x, y\n1, 2, 3\"", true)]
    [InlineData("A,\"b\nc\",\"d, e\nf, g\"", true)]
    public void InANarrowTableALineMustBeginLikeARowToBeOne(string row, bool isSound)
    {
        var path = _folder.Put("a.csv", $"Shop,Seller,Units\n{row}\n");
        Assert.Equal(isSound, Record.Exception(() => TableFolder.Read(path)) is null);
    }

    [Fact]
    public void BlankCellsBeyondTheHeaderAreNoDamage() =>
        Assert.Equal("2", TableFolder.Read(_folder.Put("a.csv", "A,B\r\n1,2,, \r\n")).Cells[0][1]);

    [Fact]
    public void AFileThatGrowsWhileItIsReadIsRefused()
    {
        var path = _folder.Put("a.csv", "A,B\r\n1,2\r\n");
        using var table = TableFolder.Open(path);
        File.AppendAllText(path, "3,4\r\n");
        Assert.Contains(
            "changed", Assert.Throws<OrderFileException>(() => table.ReadRows().Count()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFilesOfShopsOpen()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var cases = Path.Combine(at.FullName, "shared", "cases", "shops");
            foreach (var path in Directory.Exists(cases) ? Directory.GetFiles(cases) : [])
            {
                var table = TableFolder.Read(path);
                Assert.True(table.Header.Count > 5, path);
                Assert.NotEmpty(table.Cells);
                Assert.Equal(
                    Path.GetFileName(path) switch
                    {
                        "amazon-mcf-template-jp-shiftjis.txt" => "shift_jis, tab",
                        "excel-german-semicolon-ansi.csv" => "windows-1252, semicolon",
                        "excel-unicode-text-utf16.txt" => "utf-16, tab",
                        "amazon-mcf-template-eu.txt" => table.Reading.EndsWith("tab", StringComparison.Ordinal) ? table.Reading : "tab",
                        _ => "utf-8, comma",
                    },
                    table.Reading);
            }
        }
    }

    [Fact]
    public void AFileOfAnotherKindIsCalledSo()
    {
        var options = new TableOptions { Kind = "SKU map" };
        Assert.StartsWith("SKU map '", Fault(_folder.Put("a.csv", ""), options), StringComparison.Ordinal);
        Assert.StartsWith("SKU map '", Fault(_folder.Put("b.csv", "\r\n"), options), StringComparison.Ordinal);
        Assert.StartsWith("SKU map '", Fault(_folder.Put("c.csv", "A,B\r\n1,2,3\r\n"), options), StringComparison.Ordinal);
        Assert.StartsWith("SKU map '", Fault(_folder.Put("d.xlsx", "PK\u0003\u0004 and no workbook"), options), StringComparison.Ordinal);
        Assert.StartsWith("SKU map not found", Fault(_folder["none.csv"], options), StringComparison.Ordinal);
    }

    private static string Fault(string path, TableOptions? options = null)
    {
        var error = Assert.Throws<OrderFileException>(() => TableFolder.Read(path, options));
        Assert.Equal(path, error.Path);
        return error.Message;
    }
}
