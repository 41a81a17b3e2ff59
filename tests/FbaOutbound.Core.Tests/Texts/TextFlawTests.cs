using System;
using System.Linq;
using System.Text;
using FbaOutbound.Orders;
using FbaOutbound.Texts;
using Xunit;

namespace FbaOutbound.Core.Tests.Texts;

public class TextFlawTests
{
    private static readonly Encoding s_windows1252 = Windows1252();

    private static readonly string[] s_words =
    [
        "NULL", "null", "NaN", "nan", "undefined", "TBD", "tbd", "TODO", "to do", "unknown", "not set", "no name", "keine Angabe", "FIXME",
        "redacted", "XXX", "12", "Apr", "2026",
        "System", "Err", "1E-05", "1e-5", "12345", "007", "A", "0", "E", "Ada", "Example", "SKU-1", "MUG-RED", "97000", "503-555-0101",
    ];

    private static Encoding Windows1252()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252);
    }

    public static TheoryData<string> RealNames => new()
    {
        "João Sebastião", "JOÃO CONCEIÇÃO", "MAÇÃ VERDE", "São Paulo", "AMANHÃ…", "“AMANHÔ", "IRMÃ – LOJA", "MAÇÃ\u00A0VERDE",
        "Ângela Ávila", "RUA DA LÃ, 5", "Nº 5, 1º D", "2ª Planta",
        "Jörg Müller", "MÜLLER & SÖHNE", "Hauptstraße 1 – Hof", "GROẞMANN", "Ägypten", "KESKELLÄ", "Ærø", "Åse Ødegård", "Å i Lofoten",
        "Łukasz Żółć", "Šárka Dvořáková", "nižší Újezd",
        "Citroën", "CITROËN", "NESTLÉ®", "CAFÉ’S BAR", "Café’s", "‘café’”", "café ", "José “Pepe” García", "L’Haÿ-les-Roses", "Île-d’Aix",
        "’t Hooft", "'s-Gravenhage", "O'Neill", "D’Angelo",
        "Nguyễn Văn Ánh", "Ελένη Παπαδοπούλου", "Владимир Ёлкин", "محمد", "שרה", "山田太郎", "東京都千代田区", "김철수", "Þór Ðuríður", "Ștefan Țiriac",
        "İsmail Şahin", "50 € bar", "CJ’s ½ Price", "Who? Ltd",
        "[solidcore]", "Studio [solidcore], LLC", "A$AP Rocky", "$uicideboy$", "$AVE", "Ke$ha", "Müller & Co; Söhne", "AT&T; Ltd",
        "50%20mm Pipes", "100% Pure", "100 Mile House", "1770", "Na", "Nil", "Y", "Å", "St. Louis-du-Ha! Ha!",
        "7-Eleven #12", "c/o jo@example.com", "Tom < Jerry", "I <3 Mugs", "Unknown Pleasures Ltd", "Name", "🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cymru", "What?If! Ltd",
        "?What If!", "Null", "Nan", "None", "System Street 5", "System.32", "Microsoft Way 1", "Jennifer Null", "Suite #4", "#5",
        "No. #N/A Road", "A@{b", "4E10 Labs", "Unit 3E-10", "👩‍👩‍👧 Family",
    };

    public static TheoryData<string> Misread => new()
    {
        "Jörg Müller", "KÖLN", "Österreich", "Hauptstraße 1 – Hof", "ESPAÑA", "Peñarol", "François", "café", "voilà Paris", "Élodie",
        "ÉCOLE", "PERÙ", "Łódź", "Wrocław", "Škoda", "Čapek", "Ștefan", "Árbol", "ANDRÉ",
        "Владимир", "Ελένη", "שרה", "محمد", "Nguyễn Văn", "山田太郎", "김철수", "O’Neill", "50 €", "“Rosa”", "1º D", "🎁", "Åse", "København",
        "Åre", "Øl", "CŒUR",
    };

    [Theory]
    [MemberData(nameof(RealNames))]
    public void ARealNamePasses(string text) => Assert.Null(TextFlaw.Of(text, TextUse.Line));

    [Theory]
    [MemberData(nameof(Misread))]
    public void Utf8ReadAsAnsiIsRefused(string text)
    {
        var misread = Decode(Encoding.UTF8.GetBytes(text));
        Assert.Contains("Import-Csv -Encoding utf8", TextFlaw.Of(misread, TextUse.Line), StringComparison.Ordinal);
        Assert.Contains(
            "Import-Csv -Encoding utf8",
            TextFlaw.Of(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)), TextUse.Lines),
            StringComparison.Ordinal);

        // Read wrongly twice.
        Assert.Contains("encoding", TextFlaw.Of(Decode(Encoding.UTF8.GetBytes(misread)), TextUse.Line), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("voilÃ  ")]
    [InlineData("voilÃ")]
    [InlineData("M├╝ller")]
    [InlineData("M√ºller")]
    [InlineData("ï»¿Nell")]
    [InlineData("繝繧縺")]
    [InlineData("M?ller")]
    [InlineData("Stra?e")]
    [InlineData("ESPA?A")]
    [InlineData("?zge")]
    [InlineData("????")]
    [InlineData("J\uFFFDrg")]
    public void OtherLossesAreRefused(string text) =>
        Assert.Matches("lost when the|encoding", TextFlaw.Of(text.Trim(), TextUse.Line));

    [Theory]
    [InlineData("System.Object[]")]
    [InlineData("System.String[]")]
    [InlineData("System.Collections.Hashtable")]
    [InlineData("System.Collections.Generic.List`1[System.String]")]
    [InlineData("System.Management.Automation.PSCustomObject")]
    [InlineData("System.Object")]
    [InlineData("System.IO.MemoryStream")]
    [InlineData("System.DateTime")]
    [InlineData("System.Data.DataRow")]
    [InlineData("@{Name=Jane; City=Fableville}")]
    [InlineData("@{}")]
    [InlineData("[object Object]")]
    public void TheTextOfAnObjectIsRefused(string text) =>
        Assert.Contains("an object or a list converted to text", TextFlaw.Of(text, TextUse.Line), StringComparison.Ordinal);

    [Theory]
    [InlineData(" $_.New ")]
    [InlineData("$($_.City)")]
    [InlineData("$PSItem.City")]
    [InlineData("$_['City']")]
    public void AScriptThatWasNotEvaluatedIsRefused(string text) =>
        Assert.Contains("not evaluated", TextFlaw.Of(text, TextUse.Lines), StringComparison.Ordinal);

    [Theory]
    [InlineData("NULL")]
    [InlineData("null")]
    [InlineData("nan")]
    [InlineData("undefined")]
    public void WhatProgramsWriteForNothingIsRefused(string text) =>
        Assert.Contains("missing", TextFlaw.Of(text, TextUse.Line), StringComparison.Ordinal);

    [Theory]
    [InlineData("#N/A")]
    [InlineData("##")]
    [InlineData("#REF!")]
    [InlineData("#VALUE!")]
    [InlineData("#NAME?")]
    [InlineData("#DIV/0!")]
    [InlineData("#NULL!")]
    [InlineData("#NUM!")]
    [InlineData("#NV")]
    [InlineData("#BEZUG!")]
    [InlineData("#WERT!")]
    [InlineData("########")]
    [InlineData("Err:502")]
    [InlineData("4.30894E+12")]
    [InlineData("4,30894E+12")]
    [InlineData("1.23e+05")]
    [InlineData("4E+12")]
    [InlineData("=VLOOKUP(A1,B:C,2,0)")]
    [InlineData("=A1&B1")]
    [InlineData("=B7")]
    [InlineData("'02134")]
    [InlineData("'+16175550101")]
    [InlineData("=\"02134\"")]
    public void SpreadsheetDamageIsRefused(string text)
    {
        Assert.NotNull(TextFlaw.Of(text, TextUse.Id));
        Assert.NotNull(TextFlaw.Of(text, TextUse.Line));
    }

    [Theory]
    [InlineData("12-Apr")]
    [InlineData("Apr-12")]
    [InlineData("12. Apr")]
    [InlineData("12-avr")]
    [InlineData("12-Apr-2026")]
    [InlineData("2026-04-12")]
    [InlineData("2026-04-12T00:00:00")]
    [InlineData("4/12/2026")]
    [InlineData("12.04.2026")]
    [InlineData("2001/2/3")]
    [InlineData("2月3日")]
    [InlineData("2001年2月3日")]
    [InlineData("1.2E+3")]
    public void APartOfAnAddressIsNoDateAndNoExponent(string text)
    {
        Assert.Contains("spreadsheet", TextFlaw.Of(text, TextUse.Line), StringComparison.Ordinal);
        Assert.Null(TextFlaw.Of(text, TextUse.Lines));
    }

    [Theory]
    [InlineData("12-4")]
    [InlineData("Apt 4-12")]
    [InlineData("1/2 Main St")]
    [InlineData("1-2-3")]
    [InlineData("2001-2-3")]
    [InlineData("12/3/45")]
    [InlineData("3.1.12")]
    [InlineData("千代田区2001/2/3")]
    [InlineData("5 May Street")]
    [InlineData("Mar 12")]
    [InlineData("Apr. 12")]
    [InlineData("April May")]
    [InlineData("Dec")]
    [InlineData("Rue du 8-Mai-1945")]
    [InlineData("May 5")]
    [InlineData("12-A")]
    [InlineData("Block 2026-04-12")]
    [InlineData("5E")]
    public void WhatCanBePartOfAnAddressIsNoDate(string text) => Assert.Null(TextFlaw.Of(text, TextUse.Line));

    [Theory]
    [InlineData("'90s forever")]
    [InlineData("=) from all of us")]
    [InlineData("Call 4.3E+12 times")]
    [InlineData("What?no")]
    [InlineData("two\r\nlines\tand a tab")]
    public void AMessageMaySayMore(string text) => Assert.Null(TextFlaw.Of(text, TextUse.Lines));

    [Theory]
    [InlineData("a\u000Bb")]
    [InlineData("a\0b")]
    [InlineData("a\u001Bb")]
    public void AMessageHoldsNoOtherControlCharacter(string text) =>
        Assert.Contains("control character", TextFlaw.Of(text, TextUse.Lines), StringComparison.Ordinal);

    [Theory]
    [InlineData("SKU\u200B-1")]
    [InlineData("\uFEFFSKU-1")]
    [InlineData("SKU\u00AD1")]
    public void AnIdentifierHoldsNothingInvisible(string text) =>
        Assert.Contains("invisible", TextFlaw.Of(text, TextUse.Id), StringComparison.Ordinal);

    [Theory]
    [InlineData("{{name}}")]
    [InlineData("Dear {{ customer.first_name }}")]
    [InlineData("{name}")]
    [InlineData("{first_name} {last_name}")]
    [InlineData("<name>")]
    [InlineData("<Recipient Name>")]
    [InlineData("%NAME%")]
    [InlineData("%first_name% Smith")]
    [InlineData("$name")]
    [InlineData("$row.Name")]
    [InlineData("$firstName $lastName")]
    [InlineData("${name}")]
    [InlineData("#{name}")]
    [InlineData("[name]")]
    [InlineData("[Your Name Here]")]
    [InlineData("[[city]]")]
    [InlineData("__NAME__")]
    [InlineData("*|FNAME|*")]
    [InlineData("<%= name %>")]
    public void ATemplatesFieldIsRefused(string text) =>
        Assert.Contains("a template field", TextFlaw.Of(text, TextUse.Line), StringComparison.Ordinal);

    [Theory]
    [InlineData("{{sku}}")]
    [InlineData("{sku}")]
    [InlineData("<sku>")]
    [InlineData("%SKU%")]
    [InlineData("$sku")]
    [InlineData("[SKU]")]
    public void ATemplatesFieldIsNoSku(string text) =>
        Assert.Contains("a template field", TextFlaw.Of(text, TextUse.Id), StringComparison.Ordinal);

    [Theory]
    [InlineData("TBD")]
    [InlineData("tbd")]
    [InlineData("N/A")]
    [InlineData("n/a")]
    [InlineData("-")]
    [InlineData("--")]
    [InlineData("?")]
    [InlineData("...")]
    [InlineData("—")]
    [InlineData("unknown")]
    [InlineData("k. A.")]
    public void WhatStandsForAMissingValueIsRefused(string text)
    {
        Assert.Contains("missing", TextFlaw.Of(text, TextUse.Line), StringComparison.Ordinal);
        Assert.Null(TextFlaw.Of(text, TextUse.Lines));
    }

    [Theory]
    [InlineData("T*** E***", "Line")]
    [InlineData("1 ****", "Line")]
    [InlineData("M*****", "Line")]
    [InlineData("Hotel P***", "Line")]
    [InlineData("**** Hotel", "Line")]
    [InlineData("*** ***", "Line")]
    [InlineData("*** E***", "Line")]
    [InlineData("****son", "Line")]
    [InlineData("A••••", "Line")]
    [InlineData("(+1)617*****01", "Number")]
    [InlineData("617-***-**01", "Number")]
    [InlineData("XXX-XXX-1234", "Number")]
    [InlineData("02***", "Number")]
    [InlineData("[redacted]", "Line")]
    [InlineData("Redacted", "Line")]
    [InlineData("[REDACTED] [REDACTED]", "Line")]
    [InlineData("(hidden)", "Line")]
    public void WhatHidesAPartOfTheRecipientIsRefused(string text, string use) =>
        Assert.NotNull(TextFlaw.Of(text, Enum.Parse<TextUse>(use)));

    [Theory]
    [InlineData("**Leave at the door**", "Line")]
    [InlineData("*** GATE 5 ***", "Line")]
    [InlineData("Apt 5 **rear** entrance", "Line")]
    [InlineData("**Fragile", "Line")]
    [InlineData("Hotel Alpenblick ****", "Line")]
    [InlineData("Hotel Post ****S", "Line")]
    [InlineData("Gasthof Sonne *** Superior", "Line")]
    [InlineData("M*A*S*H", "Line")]
    [InlineData("E*TRADE Tower", "Line")]
    [InlineData("Hidden", "Line")]
    [InlineData("Removed Rd", "Line")]
    [InlineData("617-555-0101 x12", "Number")]
    [InlineData("*67 617 555 0101", "Number")]
    public void AnAsteriskHidesNothing(string text, string use) => Assert.Null(TextFlaw.Of(text, Enum.Parse<TextUse>(use)));

    [Theory]
    [InlineData("M&uuml;ller", "HTML")]
    [InlineData("O&#39;Neil", "HTML")]
    [InlineData("O&#x27;Neil", "HTML")]
    [InlineData("Jo &amp; Co", "HTML")]
    [InlineData("M\\u00fcller", "JSON")]
    [InlineData("M%C3%BCller", "URL")]
    [InlineData("Main%20Street", "URL")]
    [InlineData("=?utf-8?Q?M=C3=BCller?=", "mail")]
    public void TextThatIsStillEncodedIsRefused(string text, string form)
    {
        Assert.Contains(form, TextFlaw.Of(text, TextUse.Line), StringComparison.Ordinal);
        Assert.Contains(form, TextFlaw.Of(text, TextUse.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{hugs} from [all of us]")]
    [InlineData("<3 & ;) 100%")]
    [InlineData("50%off%now")]
    [InlineData("C:\\users\\jo")]
    public void AMessageMayHoldSigns(string text) => Assert.Null(TextFlaw.Of(text, TextUse.Lines));

    [Theory]
    [InlineData("1.23E-05", true)]
    [InlineData("1,23e-05", true)]
    [InlineData("1234567890123.0", true)]
    [InlineData("4E-12", false)]
    [InlineData("2.0", false)]
    [InlineData("1001.5", false)]
    public void ASkuIsNoDamagedNumber(string text, bool isDamaged) => Assert.Equal(isDamaged, TextFlaw.Of(text, TextUse.Id) is not null);

    [Theory]
    [InlineData("-5550101", true)]
    [InlineData("1.23E+10", true)]
    [InlineData("2065550101.0", true)]
    [InlineData("+49 30 5550101", false)]
    [InlineData("(206) 555-0101 ext. 2", false)]
    public void APhoneNumberIsNoDamagedNumber(string text, bool isDamaged) =>
        Assert.Equal(isDamaged, TextFlaw.Of(text, TextUse.Number) is not null);

    [Theory]
    [InlineData(nameof(TextUse.Id))]
    [InlineData(nameof(TextUse.Number))]
    [InlineData(nameof(TextUse.Line))]
    [InlineData(nameof(TextUse.Lines))]
    public void WhatReversesTextIsRefusedEverywhere(string use)
    {
        var text = "12\u202E34";
        Assert.Contains(
            "invisible character",
            TextFlaw.Of(TextRepair.Of(text, Enum.Parse<TextUse>(use), out _), Enum.Parse<TextUse>(use)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Items[0].GiftMessage", nameof(TextUse.Lines))]
    [InlineData("DisplayableOrderComment", nameof(TextUse.Lines))]
    [InlineData("Items[12].DisplayableComment", nameof(TextUse.Lines))]
    [InlineData("ReturnComment", nameof(TextUse.Lines))]
    [InlineData("DestinationAddress.PostalCode", nameof(TextUse.Number))]
    [InlineData("ShipFromAddress.Name", nameof(TextUse.Line))]
    [InlineData("Items[0].SellerSku", nameof(TextUse.Id))]
    public void EachMemberHasItsUse(string member, string use) => Assert.Equal(use, TextUses.OfMember(member).ToString());

    [Theory]
    [InlineData("'02134", nameof(TextUse.Number), "02134")]
    [InlineData("'+16175550101", nameof(TextUse.Number), "+16175550101")]
    [InlineData("=\"02134\"", nameof(TextUse.Number), "02134")]
    [InlineData("１５０－０００２", nameof(TextUse.Number), "150-0002")]
    [InlineData("１５０ー０００２", nameof(TextUse.Number), "150-0002")]
    [InlineData("\u202A+49 30 5550100\u202C", nameof(TextUse.Number), "+49 30 5550100")]
    [InlineData("'12 Main St", nameof(TextUse.Line), "12 Main St")]
    [InlineData("\uFEFFNell", nameof(TextUse.Line), "Nell")]
    [InlineData("\u2068Nell\u2069 Invented", nameof(TextUse.Line), "Nell Invented")]
    [InlineData("Ne\u200Bll\u202D", nameof(TextUse.Line), "Nell")]
    [InlineData("Nell\uDB40\uDC41\uDB40\uDC42", nameof(TextUse.Line), "Nell")]
    [InlineData("To \u2066you\u2069", nameof(TextUse.Lines), "To you")]
    public void WhatCanOnlyMeanOneThingIsRepairedAndTold(string text, string use, string expected)
    {
        Assert.Equal(expected, TextRepair.Of(text, Enum.Parse<TextUse>(use), out var what));
        Assert.NotNull(what);
        Assert.DoesNotContain(expected, what, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'s-Gravenhage", nameof(TextUse.Line))]
    [InlineData("'12' Main", nameof(TextUse.Line))]
    [InlineData("'0012", nameof(TextUse.Id))]
    [InlineData("'90s", nameof(TextUse.Lines))]
    [InlineData("a\u200Db", nameof(TextUse.Line))]
    [InlineData("02134", nameof(TextUse.Number))]
    public void NothingElseIsChanged(string text, string use)
    {
        Assert.Same(text, TextRepair.Of(text, Enum.Parse<TextUse>(use), out var what));
        Assert.Null(what);
    }

    // Plain texts are judged by their words alone; what every other text is held to must find nothing more in them.
    [Fact]
    public void APlainTextIsJudgedLikeEveryOtherText()
    {
        var random = new Random(20261129);
        const string Letters = "abcxyzABCEXYZ0123456789 -";
        for (var i = 0; i < 50_000; i++)
        {
            var text = (i % 3) switch
            {
                0 => s_words[random.Next(s_words.Length)],
                1 => $"{s_words[random.Next(s_words.Length)]}{(i % 2 == 0 ? " " : "-")}{s_words[random.Next(s_words.Length)]}",
                _ => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Letters[random.Next(Letters.Length)])),
            };
            foreach (var use in Enum.GetValues<TextUse>())
            {
                Assert.Equal((text, use, Every(text, use)), (text, use, TextFlaw.Of(text, use)));
                Assert.Equal(text, TextFlaw.IsPlain(text) ? TextRepair.Of(text, use, out _) : text);
            }
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" A", false)]
    [InlineData("-1", false)]
    [InlineData("A-1 b", true)]
    [InlineData("O'Neill", false)]
    [InlineData("Łódź", false)]
    [InlineData("1.0", false)]
    [InlineData("A\tB", false)]
    public void OnlyLettersDigitsBlanksAndHyphensArePlain(string text, bool isPlain) => Assert.Equal(isPlain, TextFlaw.IsPlain(text));

    private static string? Every(string text, TextUse use) =>
        Mojibake.Of(text, use) ?? TextFlaw.OfCharacters(text, use) ?? EncodedText.Of(text) ?? Mojibake.OfLost(text, use)
            ?? TextFlaw.OfWhole(text, use) ?? Placeholder.Of(text, use);

    // What Windows-1252 lacks .NET, like most programs, reads as the control character of that number.
    private static string Decode(byte[] bytes) => s_windows1252.GetString(bytes);
}
