using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using FbaOutbound.Errors;
using Xunit;

namespace FbaOutbound.Tests.Conventions;

public sealed class ErrorIdTests
{
    private static readonly string s_sources = string.Join('\n', Repository.Files("src/FbaOutbound", ".cs")
        .Where(path => !path.EndsWith("/ErrorIds.cs", StringComparison.Ordinal))
        .Select(Repository.Read));

    public static IEnumerable<string> Ids => Constants.Select(constant => constant.Name);

    public static TheoryData<string> Names => [.. Ids];

    private static IEnumerable<FieldInfo> Constants =>
        typeof(ErrorIds).GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static);

    [Theory]
    [MemberData(nameof(Names))]
    public void AnIdIsItsOwnName(string name) =>
        Assert.Equal(name, Constants.Single(constant => constant.Name == name).GetRawConstantValue());

    [Theory]
    [MemberData(nameof(Names))]
    public void AnIdStandsForOneCause(string name) => Assert.Single(Regex.Matches(s_sources, $@"\bErrorIds\.{name}\b"));

    [Theory]
    [MemberData(nameof(Names))]
    public void AnIdIsOneWord(string name) => Assert.Matches("^[A-Z][A-Za-z]{5,30}$", name);

    [Fact]
    public void TheIdsAreInOrder() => Assert.Equal(Ids.Order(StringComparer.Ordinal), Ids);

    [Fact]
    public void NoErrorIsMadeOutsideTheTable()
    {
        var makers = Repository.Files("src/FbaOutbound", ".cs").Where(path => Regex.IsMatch(Repository.Read(path), @"new CommandError\("));
        Assert.Equal(["src/FbaOutbound/Errors/ErrorTable.cs"], makers);
    }
}
