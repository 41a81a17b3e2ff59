using System;
using FbaOutbound.Sessions;
using Xunit;

namespace FbaOutbound.Core.Tests.Sessions;

public class CredentialTextTests
{
    [Theory]
    [InlineData("\uFEFFAtzr|abc", false)]
    [InlineData(" Atzr|abc\r\n", false)]
    [InlineData("\u200BAtzr|abc\u200B", false)]
    [InlineData("\"Atzr|abc\"", true)]
    [InlineData("'Atzr|abc' ", true)]
    [InlineData("“Atzr|abc”", true)]
    [InlineData("\uFEFF\" Atzr|abc\"", true)]
    public void WhatSurroundsATokenIsTakenOff(string text, bool wasQuoted)
    {
        Assert.Equal("Atzr|abc", CredentialText.Read(text, CredentialText.RefreshToken, out var quoted));
        Assert.Equal(wasQuoted, quoted);
    }

    [Theory]
    [InlineData("Atza|abc", CredentialText.RefreshToken, "looks like an access token")]
    [InlineData("Atzr|a bc", CredentialText.RefreshToken, "contains a space")]
    [InlineData("Atzr|a\nbc", CredentialText.RefreshToken, "contains a space")]
    [InlineData("\"Atzr|abc", CredentialText.RefreshToken, "quotation mark")]
    [InlineData("Atzr|abcü", CredentialText.RefreshToken, "contains an invalid character")]
    [InlineData("Atzr|abc", CredentialText.ClientSecret, "looks like a refresh token")]
    [InlineData("amzn1.application-oa2-client.0", CredentialText.ClientSecret, "looks like a client id")]
    [InlineData("amzn1.oa2-cs.v1.0", CredentialText.ClientId, "looks like a client secret")]
    [InlineData("amzn.mws.0", CredentialText.SecretKey, "looks like an MWS auth token")]
    [InlineData("A SELLER", CredentialText.SellerId, "contains a space")]
    [InlineData(" \uFEFF ", CredentialText.RefreshToken, "is empty")]
    [InlineData("\"\"", CredentialText.RefreshToken, "is empty")]
    public void WhatCannotBeOneIsRefusedWithoutItsValue(string text, string name, string expected)
    {
        var exception = Assert.Throws<FbaException>(() => CredentialText.Read(text, name, out _));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryCredentialIsReadSo()
    {
        Assert.Equal(
            new LwaCredential("id", "secret", "Atzr|abc").GetAccountKey(),
            new LwaCredential("\uFEFFid", "\"secret\"", "\uFEFFAtzr|abc").GetAccountKey());
        Assert.Equal("secret", new MwsCredential("KEY", "\uFEFFsecret", "SELLER", null).GetSecretKey());
        Assert.Equal("SELLER", new MwsCredential("KEY", "secret", "\uFEFFSELLER\u200B", null).SellerId);
        Assert.Throws<FbaException>(() => new LwaCredential("id", "secret", "Atza|abc"));
    }
}
