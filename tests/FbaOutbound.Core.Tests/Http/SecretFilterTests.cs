using System;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Http;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Http;

public sealed class SecretFilterTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCY=EXAMPLEKEY";
    private const string Token = "Atza|IwEBIA-9x_7qQzXy8/abcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SecretFilter s_filter = Filter();

    [Theory]
    [InlineData("whole", Secret)]
    [InlineData("upper case", "WJALRXUTNFEMI/K7MDENG+BPXRFICY=EXAMPLEKEY")]
    [InlineData("JSON", "wJalrXUtnFEMI\\/K7MDENG\\u002bbPxRfiCY=EXAMPLEKEY")]
    [InlineData("URL", "wJalrXUtnFEMI%2FK7MDENG%2bbPxRfiCY%3DEXAMPLEKEY")]
    [InlineData("URL twice", "wJalrXUtnFEMI%252FK7MDENG%252BbPxRfiCY%253DEXAMPLEKEY")]
    [InlineData("XML", "wJalrXUtnFEMI&#47;K7MDENG&#x2B;bPxRfiCY=EXAMPLEKEY")]
    [InlineData("broken into lines", "wJalrXUtnFEMI/K7\r\nMDENG+bPxRfiCY=EXAMPLEKEY")]
    [InlineData("with zero width", "wJalrXUtnF\u200BEMI/K7MDE\u200BNG+bPxRfiCY=EXAM\u202EPLEKEY")]
    [InlineData("its beginning", "wJalrXUtnFEMI/K7MDENG")]
    [InlineData("its end", "bPxRfiCY=EXAMPLEKEY")]
    [InlineData("its middle", "tnFEMI/K7MDENG+bPxRf")]
    [InlineData("hexadecimal", "774a616c725855746e46454d")]
    [InlineData("upper hexadecimal", "774A616C725855746E")]
    [InlineData("a token", Token)]
    [InlineData("another's token", "Atzr|anything_at-all.123")]
    [InlineData("a restricted token", "Atz.sprdt|anything")]
    [InlineData("a token in a URL", "Atza%7CIwEB")]
    [InlineData("a token in JSON", "Atza\\u007cIwEB")]
    public void ASecretIsRemovedHoweverItIsWritten(string form, string written)
    {
        Assert.True(form.Length > 0);
        Assert.Equal("before *** behind", s_filter.Clean($"before {written} behind"));
        Assert.Equal("{\"a\":\"***\"}", s_filter.Clean($"{{\"a\":\"{written}\"}}"));
    }

    [Fact]
    public void ASecretInBase64IsRemovedWhateverStandsBeforeIt()
    {
        foreach (var before in new[] { "", "u", "us", "user:", "client id:" })
        {
            var clean = s_filter.Clean("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret)) + "!")!;
            Assert.Contains("***", clean, StringComparison.Ordinal);
            Assert.True(clean.Length < 40, clean);
        }
    }

    [Fact]
    public void NoBitOfASecretIsLeftInBase64()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var secret = new string(
                [.. Enumerable.Range(0, random.Next(round % 2 == 0 ? 24 : 10, 40)).Select(_ => (char)random.Next('!', '~'))]);
            var filter = new SecretFilter();
            filter.Add(secret);
            var before = new byte[random.Next(0, 7)];
            var behind = new byte[random.Next(0, 4)];
            random.NextBytes(before);
            random.NextBytes(behind);
            var text = Convert.ToBase64String([.. before, .. Encoding.UTF8.GetBytes(secret), .. behind]);
            text = round % 3 == 0 ? text.Replace('+', '-').Replace('/', '_') : text;
            var from = before.Length * 8 / 6;
            var to = (((before.Length + Encoding.UTF8.GetByteCount(secret)) * 8) + 5) / 6;
            Assert.Equal(text[..from] + "***" + text[to..], filter.Clean(text));
        }
    }

    [Theory]
    [InlineData("The secret key is invalid: check the token that begins with Atzr|")]
    [InlineData("Größe 注文 🎁 %41 \\u0041 &amp; \\n |")]
    [InlineData("{\"sku\":\"Satz A|B\",\"id\":\"wJalrXUt-1\"}")]
    public void EverythingElseStaysByteForByte(string text)
    {
        Assert.Same(text, s_filter.Clean(text));
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(bytes, s_filter.Clean(bytes.AsMemory()).ToArray());
    }

    [Fact]
    public void AnOldSignatureIsForgottenAndTheOthersStay()
    {
        var filter = Filter();
        for (var i = 0; i < 300; i++)
        {
            filter.AddPassing($"signature-number-{i:0000}-{i * 7919:000000000}==");
        }

        Assert.Equal("***", filter.Clean("signature-number-0299-002367781=="));
        Assert.Equal("***", filter.Clean(Secret));
        Assert.Contains("000000000", filter.Clean("number 000000000==")!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task NoPlaceOfAnAnswerShowsASecret(int status)
    {
        var echo = $"{Harness.Secret} {Harness.RefreshToken} Atza|canary-1 canary-client-sec Y2FuYXJ5LWNsaWVudC1zZWNyZXQ=";
        var service = new StubService(Answer(status,
            $$"""{"errors":[{"code":"{{echo}}","message":"{{echo}}","details":"{{echo}}"}],"member":"{{echo}}"}""",
            ("x-amzn-RequestId", echo), ("Location", "https://elsewhere.example/?t=" + Uri.EscapeDataString(echo)), ("X-Echo", echo)));
        using var harness = new Harness(service);
        var error = await Assert.ThrowsAnyAsync<FbaServiceException>(() => harness.ReadAsync());
        Assert.All(
            harness.Log.All.Append(error.ToString()).Append(error.ServiceCode).Append(error.ServiceMessage).Append(error.ServiceDetails)
                .Append(error.RequestId).Concat(error.RequestIds),
            text => Assert.DoesNotContain("canary", text ?? "", StringComparison.OrdinalIgnoreCase));
        Assert.All(harness.Log.All, text => Assert.DoesNotContain("Y2FuYXJ5", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnExceptionThatQuotesASecretIsNotKept()
    {
        var inner = new System.Net.Http.HttpRequestException(
            "Invalid header 'x: Atza|canary-1\u001b[31m'", new InvalidOperationException("canary-client-secret"));
        using var harness = new Harness(new StubService(Throw(inner)));
        var error = await Assert.ThrowsAnyAsync<FbaServiceException>(() => harness.WriteAsync());
        Assert.Contains("HttpRequestException: Invalid header 'x: ***", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.ToString());
    }

    private static SecretFilter Filter()
    {
        var filter = new SecretFilter();
        filter.Add(Secret);
        filter.AddPassing(Token);
        return filter;
    }
}
