using System;
using System.Linq;
using FbaOutbound.Orders;
using FbaOutbound.Texts;
using Xunit;

namespace FbaOutbound.Core.Tests.Texts;

public class TextFlawTests
{
    private static readonly string[] s_words =
    [
        "NULL", "null", "NaN", "nan", "undefined", "TBD", "tbd", "TODO", "to do", "unknown", "not set", "no name", "keine Angabe", "FIXME",
        "redacted", "XXX", "12", "Apr", "2026",
        "System", "Err", "1E-05", "1e-5", "12345", "007", "A", "0", "E", "Ada", "Example", "SKU-1", "MUG-RED", "97000", "503-555-0101",
    ];

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
}
