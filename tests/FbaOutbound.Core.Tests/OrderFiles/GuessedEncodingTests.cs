using System;
using System.Collections.Generic;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.OrderFiles.Building;
using FbaOutbound.OrderFiles.Formats;
using FbaOutbound.OrderFiles.Imports;
using FbaOutbound.Texts;
using Xunit;

namespace FbaOutbound.Tests.OrderFiles;

public sealed class GuessedEncodingTests : IDisposable
{
    private readonly TableFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Everything in them is in Windows-1252, and was written in it.
    public static TheoryData<string, string> Honest { get; } = Pairs(
        ("DE", "Jürgen Müller|Öztürk GmbH|Groß-Gerau|Köln|Straße des 17. Juni|Weiß & Söhne|MÜLLER|STRAßE|ÄNDERUNG ÖZ|Café „Löwe“|"
            + "Haus 3½|12½a|Hinterhof – 2. Stock|§ 5 Halle|EuroÖl GmbH|bioÄpfel|AußenÜbergang"),
        ("AT", "Österreicher|Spielwarengeschäft Jäger|Übelbach"), ("CH", "Zürich|Neuchâtel|Genève|Graubünden"),
        ("FR", "Zoé Béranger|L'ÎLE-D'YEU|Hôtel de l’Été|ÉLÈVE|François Noël|Cœur de Ville|ŒUVRES|L'Haÿ-les-Roses|créées|CRÉÉE|«Les Lilas»|"
            + "« Chez Léa »|1º étage|N° 5|Aÿ-Champagne|rue Saint-Éloi|GARÇONNIÈRE|Bâtiment C – Étage 2|Île-de-France"),
        ("IT", "Nicolò D'Aloè|Città di Castello|Forlì|Perché No|Cantù|CITTÀ|n° 7|Via XX Settembre 5°"),
        ("ES", "José Muñoz Núñez|Cª del Río|Mª José|MªJosé|Nº5|1º B|2ª planta|CORUÑA|A Coruña|¡Viva! Café|¿Qué Tal?|Pingüino|Señor Güell|"
            + "C/ Ávila 3, 4º Izqda|L·l Paral·lel|Castellón de la Plana"),
        ("PT", "João Guimarães|Lã & Linho|CORAÇÕES|São João|R/C Esq.º|Câmara|Conceição|AÇÚCAR|Nº 12 – 3º Dtº|Avô|Piñal"),
        ("NL", "Daniël Groën|Curaçao|’s-Hertogenbosch|Coöperatie|IJsselstein|’t Höfke"),
        ("SE", "Åsa Öberg|Växjö|ÅÄÖ|Göran Sjöström|Malmö Åkeri|ÖREBRO"), ("FI", "Yrjö Hyvönen|Hääyöaie|Äänekoski|YÖÄÄNET|Jyväskylä"),
        ("DK", "Søren Ægidius|ØSTERGÅRD|Blåbærvej|Æbeløgade|Ærøskøbing|Århus"), ("NO", "Bjørn Ødegård|Ålesund|Sørøya|TRØNDELAG"),
        ("EE", "Jäääär|Õunapuu|Töööö|Võru"), ("IS", "Þórður Guðmundsson|Ýmir|Þýðandi|Snæíður|ÞÓRÐUR"), ("FO", "Tórshavn|Høgadalá|Eiði"),
        ("US", "Zoë Nuñez|José O’Brien|Beyoncé’s Shop|Foo™ Inc.|Acme® LLC|"
            + "Apt 5½|5×3 Hall|£5 Gifts|20°C Wines|±0 Design|© 2026 Co|Müller–Meier"),
        ("GB", "Siân Ó hÉanaigh|£1 Shop|Flat 2½|Brontë House|Unit 4 · Bay 2"), ("IE", "Seán Ó hÉigeartaigh|Dún Laoghaire"),
        ("CZ", "Novák|Nová Ves|Petr Malý|Žižka|Šárka|Ústí"), ("PL", "Kraków|Jan Kowalski"), ("HU", "Kovács György|Sándor Ödön|Üllői"),
        ("FR", "rue\u00A0de la Paix|12\u00A0rue\u00A0Molière|Jean\u00A0Dupont|Bar•Restaurant|Société Générale des Grands Magasins…"),
        ("DE", "„Zum Löwen“ Wirtshaus|Hof “Erle”|Loáiza|Ana González|Goiás|Peña"), ("GB", "“The Elms”|3” Pipe Shop|‚Elms‘"),
        ("DE", "‚Elms‘ Hof|»Zum Löwen«|‹Elms›|Joe‘s Place|‘t Höfke|Schmidt–von Berg|Müller –Süd–"), ("IE", "O‘Brien|d‘Arcy"),
        ("FR", "l‘église|rue de l‘Été|‹ Léa ›"), ("IT", "Sant‘Angelo|Dell‘acqua"), ("US", "“The Elms\"|…and Sons"),
        ("BR", "Avenida São João|Goiânia"), ("MX", "Querétaro|Col. Peñón|Mza. 5 Lt. 3"));

    public static TheoryData<string, string, string> Misread { get; } = new()
    {
        { "windows-1250", "PL", "Łukasz Żak|Łucja|Małgorzata|Józef Świątek|Gdańsk|Kępa|Bożena|Ścinawa|Zieliński|Paweł|ŁÓDŹ I ŻAGAŃ" },
        { "windows-1250", "CZ", "Jiří Dvořák|Černý|Plzeň|Růžena|Zdeněk|České Budějovice|Ďáblice" },
        { "windows-1250", "SK", "Ľuboš|Peťko|Piešťany a Nižná Šuňava|Ľubľana" },
        { "windows-1250", "HU", "Győr|Fűzfő|Erdős Ödön" },
        { "windows-1250", "HR", "Đurđa Jurić|Čakovec|Jakšić" },
        { "windows-1250", "RO", "Ştefan|Iaşi|Bacău|Ţăndărei" },
        { "windows-1250", "US", "Jiří Novák|Antonín Dvořák|Přísečnice" },
        { "windows-1250", "DE", "Łukasz Żak|Małgorzata|Paweł Wójcik" },
        { "iso-8859-2", "PL", "Łukasz Żak|Świątek|Małgorzata|Gdańsk|Bożena|Źródlana" },
        { "iso-8859-2", "CZ", "Šimek|Jiří Žižka|Koště|Růžena|Libuše Šťastná" },
        { "iso-8859-2", "HR", "Željko|Božo|Šibenik|Pašman" },
        { "windows-1251", "BG", "Иван Петров|София|ул. Шипка 5|Мария" },
        { "windows-1251", "US", "Ольга Иванова|Київ" },
        { "koi8-r", "US", "Иван Петров|Мария" },
        { "windows-1254", "TR", "İbrahim Şahin|Ayşe Yıldız|Çağlar|Işık|Güneş|Beyoğlu" },
        { "windows-1253", "GR", "Γιώργος|Αθήνα|Παπαδόπουλος" },
        { "windows-1257", "LT", "Šiauliai|Žemaitė|Ąžuolas|Kęstutis" },
        { "macintosh", "DE", "Rosa Müller|Zürich|MÜLLER|Straße|JÄGER|Käthe|KÖLN" },
        { "macintosh", "FR", "Théâtre|Côte d'Or|Château|Noël|Élodie Blanc|Zoë|Émile" },
        { "macintosh", "IT", "Forlì|Cantù e Lì" },
        { "macintosh", "ES", "Peña|Núñez|Españita" },
        { "macintosh", "AT", "Österreich|Ötztal" },
        { "macintosh", "US", "Zoë|Zoë Smith|Raphaël|Joël" },
        { "ibm850", "DE", "Müller|Jäger|Köln|Straße|Groß|Weiß|MÜLLER|KÖLN|Preußen|Österreich" },
        { "ibm437", "DE", "Jäger|Köln|Straße|Franz Groß|Käthe" },
        { "ibm850", "FR", "Hélène Petit|François|Noël|José|André|Chloé|Théâtre|Côte d'Or|Mère|Forêt|Maïté|Nîmes" },
        { "ibm437", "FR", "Hélène Petit|François|Noël|André Léger|Théâtre|Mère|Forêt" },
        { "ibm850", "ES", "José Ruiz|María|Ana González|Ana Gonzáles|Juárez|Núñez|Muñoz|León|Málaga|García|PEÑA" },
        { "ibm437", "ES", "José|María|González|Núñez|Peña|Ramón" },
        { "ibm850", "IT", "Nicolò|Città di Castello|Perché|Forlì|Cafè" },
        { "ibm850", "SE", "Umeå|Luleå kommun|Malmö|Växjö|Göran" },
        { "ibm850", "DK", "Søren|Blåbærvej|Grå" },
        { "gb2312", "CN", "王小明|北京市朝阳区|李娜" },
        { "big5", "TW", "王小明|台北市中正區" },
        { "euc-jp", "JP", "山田太郎|東京都千代田区|ヤマダ" },
        { "euc-kr", "KR", "김민수|서울시" },
    };

    [Theory]
    [MemberData(nameof(Honest))]
    public void AnHonestNameIsNotDoubted(string country, string texts) =>
        Assert.DoesNotContain(texts.Split('|'), text => OtherCodePage.IsLikely(text, country));

    // Each letter of a language, where words have it.
    [Theory]
    [InlineData("DE", "äöüß", "ÄÖÜ")]
    [InlineData("FR", "àâæçèéêëîïôœùûüÿ", "ÀÂÆÇÈÉÊËÎÏÔŒÙÛÜŸ")]
    [InlineData("IT", "àèéìíîòóùú", "ÀÈÉÌÍÎÒÓÙÚ")]
    [InlineData("ES", "áéíñóúüçàèò", "ÁÉÍÑÓÚÜÇÀÈÒ")]
    [InlineData("PT", "ãáâàçéêíõóôú", "ÃÁÂÀÇÉÊÍÕÓÔÚ")]
    [InlineData("NL", "áéëïóöü", "ÁÉËÏÓÖÜ")]
    [InlineData("SE", "åäöéü", "ÅÄÖÉÜ")]
    [InlineData("DK", "æøåéö", "ÆØÅÉÖ")]
    [InlineData("NO", "æøåéòôó", "ÆØÅÉÒÔÓ")]
    [InlineData("FI", "äöåšž", "ÄÖÅŠŽ")]
    [InlineData("IS", "áðéíóúýþæö", "ÁÐÉÍÓÚÝÞÆÖ")]
    [InlineData("FO", "áðíóúýæø", "ÁÐÍÓÚÝÆØ")]
    public void ALetterOfTheLanguageIsNotDoubted(string country, string small, string capital)
    {
        string[] places = country is "IS" or "FO" ? [country] : [country, "US", "GB", "DE"];
        string[] inSmall = ["A{0}n", "an{0}", "{0}n", "a{0}", "d’{0}n", "e-{0}n", "(a{0})"];
        string[] inCapitals = ["A{0}N", "{0}N", "{0}na", "AN{0}", "D'{0}N", "E-{0}na"];
        var texts = small.SelectMany(letter => inSmall.Select(form => form.Replace("{0}", $"{letter}", StringComparison.Ordinal)))
            .Concat(capital.SelectMany(letter => inCapitals.Select(form => form.Replace("{0}", $"{letter}", StringComparison.Ordinal))));
        Assert.DoesNotContain(texts, text => Array.Exists(places, place => OtherCodePage.IsLikely(text, place)));
    }

    [Theory]
    [MemberData(nameof(Misread))]
    public void ANameOfAnotherCodePageIsDoubted(string encoding, string country, string texts)
    {
        var western = TableFolder.EncodingOf("windows-1252");
        var read = texts.Split('|').Select(text => western.GetString(TableFolder.EncodingOf(encoding).GetBytes(text)));

        // Where the bytes are none of Windows-1252, the file is refused before.
        Assert.DoesNotContain(read, text => !text.Any(char.IsControl) && !OtherCodePage.IsLikely(text, country));
    }

    [Fact]
    public void AnOrderThatMakesNoSenseIsRefusedWithTheEncodingsToTry()
    {
        var outcomes = Import("windows-1250", null, "Łukasz Żak", "Ann Lee", "Kraków Shop");
        Assert.Contains(
            "row 2, Name: the encoding was guessed as windows-1252", Assert.Single(outcomes[0].Problems), StringComparison.Ordinal);
        Assert.Contains("windows-1250", outcomes[0].Problems[0], StringComparison.Ordinal);
        Assert.NotNull(outcomes[1].Order);

        // Its letter is the same in both; but the file is not what was guessed.
        Assert.Contains("Name in row 2", Assert.Single(outcomes[2].Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("windows-1250", "windows-1250", "Łukasz Żak")]
    [InlineData("windows-1252", "windows-1252", "£ukasz ¯ak")]
    [InlineData("windows-1252", null, "Jürgen Groß")]
    [InlineData("utf-8", null, "Łukasz Żak")]
    public void AnEncodingThatIsNoGuessIsNotDoubted(string written, string? given, string name) =>
        Assert.Equal(name, Import(written, given, name)[0].Order?.DestinationAddress?.Name);

    // Letters that the language of the country has, and windows-1252 has not, would be others of the file.
    [Theory]
    [InlineData("PL", "Kraków Shop", false)]
    [InlineData("CZ", "Novák", false)]
    [InlineData("HU", "Kovács", false)]
    [InlineData("TR", "Öztürk", false)]
    [InlineData("GR", "Ägina", false)]
    [InlineData("MT", "José", false)]
    [InlineData("PL", "Jan Kowalski", true)]
    [InlineData("EE", "Õunapuu", true)]
    [InlineData("FI", "Yrjö", true)]
    [InlineData("DE", "Jürgen", true)]
    public void TheGuessIsDoubtedWhereItCannotWriteTheLanguageOfTheCountry(string country, string name, bool isSent)
    {
        var outcome = Import("windows-1252", null, country, [name])[0];
        Assert.Equal(isSent, outcome.Order is not null);
        Assert.NotNull(Import("windows-1252", "windows-1252", country, [name])[0].Order);
        if (!isSent)
        {
            Assert.StartsWith(
                $"row 2, Name: the encoding was guessed as windows-1252, which lacks letters that names in {country} have: import",
                Assert.Single(outcome.Problems), StringComparison.Ordinal);
        }
    }

    // One such order does not make the others doubtful.
    [Fact]
    public void AnOrderToAnotherCountryDoesNotDoubtTheFile()
    {
        var text = Header + "A-1,Jürgen,1 High St,Köln,10115,DE,SKU-1,1\r\nA-2,Novák,1 High St,Praha,11000,CZ,SKU-1,1\r\n";
        var outcomes = Read(text, "windows-1252", null).Outcomes().ToList();
        Assert.NotNull(outcomes[0].Order);
        Assert.Null(outcomes[1].Order);
    }

    [Fact]
    public void CharactersThatWereGuessedAreToldBeforeTheOrdersAreReturned()
    {
        const string Text = Header + "A-1,Ondøej,1 High St,Town,02134,US,SKU-1,1\r\nA-2,Ann Lee,1 High St,Town,02134,US,SKU-1,1\r\n"
            + "A-3,Ann Lee,1 High St,Köln,10115,DE,SKU-1,1\r\nA-4,Ann Lee,Hof – 2,Town’s,10115,DE,SKU-1,1\r\n";
        Assert.Equal(
            [
                "a.csv does not record its encoding, and windows-1252 is a guess. If it is wrong, so are characters outside ASCII in the "
                    + "names or addresses of 3 orders: A-1, A-3, A-4. Compare them with the shop. Confirm the guess with -Encoding "
                    + "windows-1252 or Encoding in the shop file, or give the right encoding.",
            ],
            Read(Text, "windows-1252", null).Unheeded());
        Assert.Empty(Read(Text, "windows-1252", "windows-1252").Unheeded());
        Assert.Empty(Read(Text, "utf-8", null).Unheeded());
        Assert.Empty(Read(Header + "A-2,Ann Lee,1 High St,Town,02134,US,SKU-1,1\r\n", "windows-1252", null).Unheeded());
    }

    // What is said of rows names Import-Csv, which an import does not use.
    [Theory]
    [InlineData("windows-1252", "José MÃ¼ller", "leave -Encoding out")]
    [InlineData(null, "MÃ¼ller", "damaged before the file was saved")]
    [InlineData(null, "M\uFFFDller", "damaged before the file was saved")]
    public void DamagedTextIsToldWithTheParametersOfAnImport(string? given, string name, string part)
    {
        var problem = Assert.Single(Import(given ?? "utf-8", given, name)[0].Problems);
        Assert.Contains(part, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Import-Csv", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("46351")]
    [InlineData("46351.5")]
    public void ADateThatIsANumberIsSaidSo(string text)
    {
        Assert.Null(new FileValues(OrderFormats.Find("Shopify"), null).Date(text, out var fault));
        Assert.Contains("format the column as a date", fault, StringComparison.Ordinal);
    }

    private const string Header = "SellerFulfillmentOrderId,Name,AddressLine1,City,PostalCode,CountryCode,SellerSku,Quantity\r\n";

    private List<ImportOutcome> Import(string encoding, string? given, params string[] names) => Import(encoding, given, "DE", names);

    private List<ImportOutcome> Import(string encoding, string? given, string country, string[] names) =>
    [
        .. Read(
            Header + string.Concat(names.Select((name, at) => $"A-{at},{name},1 High St,Town,10115,{country},SKU-1,1\r\n")),
            encoding,
            given).Outcomes(),
    ];

    private OrderImport Read(string text, string encoding, string? given)
    {
        using var table = TableFolder.Open(
            _folder.Put("a.csv", TableFolder.EncodingOf(encoding).GetBytes(text)), new TableOptions { Encoding = given });
        var import = new OrderImport(new ImportOptions { HasEncoding = given is not null });
        import.Read(table);
        return import;
    }

    private static TheoryData<string, string> Pairs(params (string Country, string Texts)[] pairs)
    {
        var data = new TheoryData<string, string>();
        foreach (var (country, texts) in pairs)
        {
            data.Add(country, texts);
        }

        return data;
    }
}
