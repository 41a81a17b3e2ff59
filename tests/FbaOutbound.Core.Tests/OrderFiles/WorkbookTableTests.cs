using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Words;
using Xunit;

namespace FbaOutbound.Tests.OrderFiles;

public sealed class WorkbookTableTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenAsTextIsReadAsText()
    {
        string[] cells = ["00801", "=1+1", "4300000000000000001", "2026-07-04", " a ", "", "x\ny", "<&>\"", "TRUE", "$=A1"];
        var header = cells.Select((_, at) => $"C{at}").ToArray();
        TableFolder.Files.Write(_folder["a.xlsx"], new TableLayout { Sheet = "Orders" }, header, [cells]);
        var table = TableFolder.Read(_folder["a.xlsx"]);
        Assert.Equal("workbook, sheet 'Orders'", table.Reading);
        Assert.Equal(header, table.Header);
        Assert.Equal([cells], table.Cells);
    }

    // A workbook as Excel writes it: a number, with a style where its format matters.
    [Theory]
    [InlineData("""<c r="A2" s="1"><v>2134</v></c>""", "02134")]
    [InlineData("""<c r="A2" s="4"><v>21340801</v></c>""", "02134-0801")]
    [InlineData("""<c r="A2" s="5"><v>12</v></c>""", "FBA-0012")]
    [InlineData("""<c r="A2" s="6"><v>6175550101</v></c>""", "(617) 555-0101")]
    [InlineData("""<c r="A2" s="7"><v>1001</v></c>""", "1001")]
    [InlineData("""<c r="A2" s="8"><v>1001</v></c>""", "1001")]
    [InlineData("""<c r="A2" s="9"><v>1001</v></c>""", "1001")]
    [InlineData("""<c r="A2" s="9"><v>12.5</v></c>""", "12.5")]
    [InlineData("""<c r="A2" s="10"><v>12</v></c>""", "No. 12")]
    [InlineData("""<c r="A2" s="11"><v>12</v></c>""", "12")]
    [InlineData("""<c r="A2"><v>4300000000000</v></c>""", "4300000000000")]
    [InlineData("""<c r="A2"><v>4.3E12</v></c>""", "4300000000000")]
    [InlineData("""<c r="A2"><v>4300000000000000000</v></c>""", "4.3E+18")]
    [InlineData("""<c r="A2"><v>0.30000000000000004</v></c>""", "0.3")]
    [InlineData("""<c r="A2"><v>12.5</v></c>""", "12.5")]
    [InlineData("""<c r="A2" t="b"><v>1</v></c>""", "true")]
    [InlineData("""<c r="A2" t="str"><f>"0"&amp;"1"</f><v>01</v></c>""", "01")]
    [InlineData("""<c r="A2"><f>1+1</f><v>2</v></c>""", "2")]
    [InlineData("""<c r="A2" t="inlineStr"><is><t>00801</t></is></c>""", "00801")]
    [InlineData("""<c r="A2" s="2"><v>46207</v></c>""", "2026-07-04")]
    [InlineData("""<c r="A2" s="3"><v>46207.5</v></c>""", "2026-07-04T12:00:00")]
    [InlineData("""<c r="A2" t="e"><v>#N/A</v></c>""", "#N/A")]
    [InlineData("""<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>""", "#DIV/0!")]
    [InlineData("""<c r="A2"><f>B2&amp;C2</f></c>""", SpreadsheetErrors.NoValue)]
    [InlineData("""<c r="A2"><f>B2&amp;C2</f><v></v></c>""", SpreadsheetErrors.NoValue)]
    [InlineData("""<c r="A2" t="n"><f>B2+C2</f><v/></c>""", SpreadsheetErrors.NoValue)]
    [InlineData("""<c r="A2"><f t="shared" si="0"/></c>""", SpreadsheetErrors.NoValue)]
    [InlineData("""<c r="A2" t="str"><f>B2&amp;C2</f></c>""", SpreadsheetErrors.NoValue)]
    public void ACellKeepsWhatTheWorkbookKnows(string cell, string text) =>
        Assert.Equal(text, TableFolder.Read(Book(cell)).Cells[0][0]);

    // What Excel stores for a formula whose text is empty.
    [Theory]
    [InlineData("""<c r="A2" t="str"><f>IF(B2="","",B2)</f><v></v></c>""")]
    [InlineData("""<c r="A2" t="str"><f>IF(B2="","",B2)</f><v/></c>""")]
    [InlineData("""<c r="A2" t="str"><f>""</f><v xml:space="preserve"> </v></c>""")]
    public void AFormulaWithAnEmptyTextIsBlank(string cell)
    {
        using var table = TableFolder.Open(Book(cell + """<c r="B2"><v>1</v></c>"""));
        Assert.Equal("", table.ReadLoosely().Single().Cells[0].Text.Trim());
    }

    [Fact]
    public void AHeaderWithAFormulaWithoutAValueIsRefused() => Assert.Contains(
        "has a formula without a value or an error in its header: row 1 of sheet 'Orders'",
        Assert.Throws<OrderFileException>(() => TableFolder.Open(Book((
            "Orders", "visible", """Value</t></is></c><c r="B1"><f>"a"</f></c><c r="C1" t="inlineStr"><is><t>Last""", Row)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ANumberWithAnUnknownFormatRefusesTheOrderThatReadsItsText()
    {
        const string Header = "SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity";
        string[] cells = ["A-1", "Ada Invented", "1 Sample Street", "Fableton", "AB1 2CD", "GB", "12", "2"];
        ImportOutcome Import(string column, string? format) => Core.Tests.OrderFiles.SampleFileTests.Import(
            new Core.Tests.OrderFiles.MemoryTable("a.xlsx", Header.Split(','), [
                new SourceRow(2, [
                    .. Header.Split(',').Zip(cells, (name, cell) => new SourceCell(cell, name is "SellerSku" or "Quantity"
                        ? double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture) : null, name == column ? format : null)),
                ]),
            ]),
            Core.Tests.OrderFiles.SampleFileTests.Options with { IdPrefix = null }).Single();
        var problem = Assert.Single(Import("SellerSku", "FBA0000").Problems);
        Assert.Contains("row 2 has in SellerSku a number with the number format 'FBA0000'", problem, StringComparison.Ordinal);
        Assert.NotNull(Import("SellerSku", null).Order);

        // A quantity is the number, however it is shown.
        Assert.NotNull(Import("Quantity", "FBA0000").Order);
    }

    [Fact]
    public void AFormatThatIsNotKnownIsKeptWithTheNumber()
    {
        using var table = TableFolder.Open(Book("""<c r="A2" s="12"><v>12</v></c>"""));
        Assert.Equal(new SourceCell("12", 12d, "FBA0000"), table.ReadRows().Single().Cells[0]);
    }

    // Built-in formats of Japanese, Chinese and Korean Excel, which have no code in the file, and the year of an era.
    [Theory]
    [InlineData(27, null, "46207", "2026-07-04")]
    [InlineData(31, null, "46207", "2026-07-04")]
    [InlineData(36, null, "46207.5", "2026-07-04T12:00:00")]
    [InlineData(50, null, "46207", "2026-07-04")]
    [InlineData(58, null, "46207", "2026-07-04")]
    [InlineData(37, null, "46207", null)]
    [InlineData(49, null, "46207", null)]
    [InlineData(59, null, "46207", null)]
    [InlineData(32, null, "0.5", null)]
    [InlineData(172, "[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "46207", "2026-07-04")]
    [InlineData(172, "[$-411]ge\\.m\\.d;@", "46207", "2026-07-04")]
    [InlineData(172, "0.00E+00", "46207", null)]
    [InlineData(172, "General&quot;年&quot;", "46207", null)]
    public void ADateOfAnEastAsianWorkbookIsADate(int id, string? format, string number, string? date)
    {
        using var table = TableFolder.Open(Styled(id, format, $"""<c r="A2" s="13"><v>{number}</v></c>"""));
        var cell = table.ReadRows().Single().Cells[0];
        Assert.Equal(date is not null, cell.Value is DateTime);
        Assert.Equal(date ?? cell.Text, cell.Text);
    }

    [Fact]
    public void ADateOfAnEastAsianWorkbookIsCountedFrom1904WhereTheWorkbookDoes()
    {
        using var table = TableFolder.Open(Styled(27, null, """<c r="A2" s="13"><v>44745</v></c>""", "<workbookPr date1904=\"1\"/>"));
        Assert.Equal("2026-07-04", table.ReadRows().Single().Cells[0].Text);
    }

    [Fact]
    public void ADateIsADateTime()
    {
        using var table = TableFolder.Open(Book("""<c r="A2" s="2"><v>46207</v></c>"""));
        Assert.Equal(new DateTime(2026, 7, 4), table.ReadRows().Single().Cells[0].Value);
    }

    [Fact]
    public void AMissingSheetIsSaidWithThoseThatAreThere() => Assert.Contains(
        "'Orders'", Assert.Throws<OrderFileException>(
            () => TableFolder.Read(Book("""<c r="A2"><v>1</v></c>"""), new TableOptions { Sheet = "None" })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ATruncatedWorkbookIsRefused()
    {
        var bytes = File.ReadAllBytes(Book("""<c r="A2"><v>1</v></c>"""));
        for (var length = 10; length < bytes.Length - 1; length += 50)
        {
            Assert.Throws<OrderFileException>(() => TableFolder.Read(_folder.Put("b.xlsx", bytes[..length])));
        }
    }

    private const string Row = """<c r="A2"><v>1</v></c>""";

    [Theory]
    [InlineData("hidden")]
    [InlineData("veryHidden")]
    public void AHiddenSheetIsReadOnlyIfItIsNamed(string state)
    {
        var path = Book(("Old", state, "Value", Row), ("Orders", "visible", "Value", Row));
        using var table = TableFolder.Open(path);
        Assert.Equal("Orders", table.Layout.Sheet);
        Assert.Empty(table.Layout.OtherSheets);
        using var named = TableFolder.Open(path, new TableOptions { Sheet = "Old" });
        Assert.Equal("Old", named.Layout.Sheet);
    }

    [Fact]
    public void AWorkbookWithHiddenSheetsAloneIsRefused() => Assert.Contains(
        "hidden sheets, such as 'Old'", Assert.Throws<OrderFileException>(
            () => TableFolder.Open(Book(("Old", "hidden", "Value", Row), ("Older", "veryHidden", "Value", Row)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void OtherSheetsWithOrdersAreNamed()
    {
        var path = Book(("Notes", "visible", "Text", Row), ("Nov", "visible", "Value", Row), ("Dec", "visible", "Value", Row),
            ("Jan", "visible", "Value", ""), ("Old", "hidden", "Value", Row));
        using var table = TableFolder.Open(path, new TableOptions { IsWanted = header => header.Contains("Value") });
        Assert.Equal(("Nov", "Dec"), (table.Layout.Sheet, Assert.Single(table.Layout.OtherSheets)));
        using var chosen = TableFolder.Open(path, new TableOptions { Sheet = "Dec", IsWanted = header => header.Contains("Value") });
        Assert.Empty(chosen.Layout.OtherSheets);
        using var first = TableFolder.Open(path);
        Assert.Equal(("Notes", 0), (first.Layout.Sheet, first.Layout.OtherSheets.Count));
    }

    // The workbook with one more number format.
    private string Styled(int id, string? format, string cell, string properties = "")
    {
        var path = Book(cell);
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        Change("xl/styles.xml", text => text
            .Replace("</cellXfs>", $"<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/></cellXfs>", StringComparison.Ordinal)
            .Replace("</numFmts>", format is null ? "</numFmts>" : $"<numFmt numFmtId=\"{id}\" formatCode=\"{format}\"/></numFmts>",
                StringComparison.Ordinal));
        Change("xl/workbook.xml", text => text.Replace("<sheets>", properties + "<sheets>", StringComparison.Ordinal));
        return path;

        void Change(string name, Func<string, string> change)
        {
            var entry = zip.GetEntry(name)!;
            string text;
            using (var reader = new StreamReader(entry.Open()))
            {
                text = reader.ReadToEnd();
            }

            entry.Delete();
            using var writer = new StreamWriter(zip.CreateEntry(name).Open());
            writer.Write(change(text));
        }
    }

    private string Book(string cell) => Book(("Orders", "visible", "Value", cell));

    private string Book(params (string Name, string State, string Header, string Cell)[] sheets)
    {
        const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Package = "http://schemas.openxmlformats.org/package/2006";
        const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        using (var zip = new ZipArchive(File.Create(_folder["book.xlsx"]), ZipArchiveMode.Create))
        {
            Put("[Content_Types].xml", $"""
                <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>
                {string.Concat(sheets.Select((_, at) => $"<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))}
                <Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/></Types>
                """);
            Put("_rels/.rels", $"""
                <Relationships xmlns="{Package}/relationships"><Relationship Id="r" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>
                """);
            Put("xl/workbook.xml", $"""
                <workbook {Main} xmlns:r="{Relations}"><sheets>{string.Concat(sheets.Select((sheet, at) =>
                    $"<sheet name=\"{sheet.Name}\" state=\"{sheet.State}\" sheetId=\"{at + 1}\" r:id=\"s{at}\"/>"))}</sheets></workbook>
                """);
            Put("xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="{Package}/relationships">{string.Concat(sheets.Select((_, at) => $"<Relationship Id=\"s{at}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"))}
                <Relationship Id="t" Type="{Relations}/styles" Target="styles.xml"/></Relationships>
                """);
            Put("xl/styles.xml", $"""
                <styleSheet {Main}><numFmts count="8"><numFmt numFmtId="164" formatCode="00000"/>
                <numFmt numFmtId="165" formatCode="00000\-0000"/>
                <numFmt numFmtId="166" formatCode="&quot;FBA-&quot;0000"/>
                <numFmt numFmtId="167" formatCode="[&lt;=9999999]###\-####;\(###\)\ ###\-####"/>
                <numFmt numFmtId="168" formatCode="[$€-2]\ #,##0"/><numFmt numFmtId="169" formatCode="&quot;No. &quot;General"/>
                <numFmt numFmtId="170" formatCode="_(0_)"/><numFmt numFmtId="171" formatCode="FBA0000"/></numFmts>
                <fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
                <cellXfs count="13"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/>
                <xf numFmtId="22" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/>
                <xf numFmtId="166" applyNumberFormat="1"/><xf numFmtId="167" applyNumberFormat="1"/><xf numFmtId="3" applyNumberFormat="1"/>
                <xf numFmtId="168" applyNumberFormat="1"/><xf numFmtId="2" applyNumberFormat="1"/><xf numFmtId="169" applyNumberFormat="1"/>
                <xf numFmtId="170" applyNumberFormat="1"/><xf numFmtId="171" applyNumberFormat="1"/></cellXfs></styleSheet>
                """);
            for (var i = 0; i < sheets.Length; i++)
            {
                Put($"xl/worksheets/sheet{i}.xml", $"""
                    <worksheet {Main}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{sheets[i].Header}</t></is></c></row><row r="2">{sheets[i].Cell}</row>
                    </sheetData></worksheet>
                    """);
            }

            void Put(string name, string xml)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(xml);
            }
        }

        return _folder["book.xlsx"];
    }
}
