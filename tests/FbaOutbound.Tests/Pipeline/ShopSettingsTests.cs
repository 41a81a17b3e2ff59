using System;
using FbaOutbound.Errors;
using FbaOutbound.Pipeline;
using Xunit;

namespace FbaOutbound.Tests.Pipeline;

public sealed class ShopSettingsTests
{
    [Theory]
    [InlineData("", "has a blank word.")]
    [InlineData("  ", "has a blank word.")]
    [InlineData("!!", "has the word '!!', which has no letters or digits.")]
    [InlineData("⛔", "has the word '⛔', which has no letters or digits.")]
    public void AWordThatCannotBeFoundIsNamedWithTheReason(string word, string reason) => Assert.StartsWith(
        $"-HoldWord {reason}",
        Assert.Throws<ParameterInvalidException>(() => ShopSettings.HoldWords(new object[] { "WAIT", word })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("A+B")]
    [InlineData("𠮷")]
    [InlineData("保留")]
    public void AWordWithLettersIsTaken(string word) => Assert.Equal([word], ShopSettings.HoldWords(word));
}
