using System;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using Xunit;

namespace FbaOutbound.Core.Tests.Rules;

public class PostalCodeTests
{
    [Theory]
    [InlineData("US", "02134")]
    [InlineData("us", "02134-1234")]
    [InlineData("US", "021341234")]
    [InlineData("PR", "00601")]
    [InlineData("GU", "96910")]
    [InlineData("VI", "00801-1234")]
    [InlineData("DE", "01067")]
    [InlineData("DE", "D-01067")]
    [InlineData("GB", "SW1A 1AA")]
    [InlineData("UK", "sw1a1aa")]
    [InlineData("JE", "JE2 3AB")]
    [InlineData("CA", "k1a 0b1")]
    [InlineData("NL", "1012 AB")]
    [InlineData("NL", "1012AB")]
    [InlineData("FR", "75001 CEDEX 08")]
    [InlineData("FR", "33077 cedex")]
    [InlineData("KR", "06236")]
    [InlineData("SA", "11564")]
    [InlineData("EG", "11511")]
    [InlineData("ZA", "0001")]
    [InlineData("IE", "D6WXY00")]
    [InlineData("HK", "N/A")]
    [InlineData("HK", "00000")]
    [InlineData("JP", "150-0002")]
    [InlineData("JP", "1500002")]
    [InlineData("PL", "00-950")]
    [InlineData("PT", "1000-001")]
    [InlineData("SE", "111 22")]
    [InlineData("BR", "01310-100")]
    [InlineData("BR", "01.310-100")]
    [InlineData("IN", "110 001")]
    [InlineData("AU", "0800")]
    [InlineData("LT", "LT-01100")]
    [InlineData("AE", "00000")]
    [InlineData("IE", "D02 AF30")]
    [InlineData("XX", "anything")]
    public void AGoodCodePasses(string country, string code) => Assert.Null(PostalCodes.FlawOf(code, country, null));

    [Theory]
    [InlineData("US", "2134")]
    [InlineData("US", "601")]
    [InlineData("US", "2134-1234")]
    [InlineData("US", "21341234")]
    [InlineData("PR", "601")]
    [InlineData("DE", "1067")]
    [InlineData("FR", "1000")]
    [InlineData("IT", "118")]
    [InlineData("ES", "8001")]
    [InlineData("MX", "6000")]
    [InlineData("JP", "600001")]
    [InlineData("SG", "18956")]
    [InlineData("AU", "800")]
    [InlineData("NO", "150")]
    [InlineData("BR", "1310100")]
    public void ALostZeroIsNamed(string country, string code) =>
        Assert.Contains("leading zero", PostalCodes.FlawOf(code, country, null), StringComparison.Ordinal);

    [Theory]
    [InlineData("US", "ABCDE")]
    [InlineData("US", "2134.0")]
    [InlineData("US", "123456")]
    [InlineData("DE", "123456")]
    [InlineData("GB", "12345")]
    [InlineData("CA", "12345")]
    [InlineData("ES", "99999")]
    [InlineData("NL", "AB 1012")]
    [InlineData("NL", "2345")]
    [InlineData("KR", "135-080")]
    [InlineData("IE", "Dublin 2")]
    [InlineData("FR", "75001 PARIS")]
    [InlineData("SA", "9999")]
    [InlineData("EG", "999")]
    [InlineData("IN", "012345")]
    public void AnyOtherFormIsRefused(string country, string code)
    {
        var flaw = PostalCodes.FlawOf(code, country, null)!;
        Assert.Contains("is not a postal code in", flaw, StringComparison.Ordinal);
        Assert.DoesNotContain(code, flaw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("US", "00000")]
    [InlineData("US", "00000-0000")]
    [InlineData("DE", "00000")]
    [InlineData("JP", "000-0000")]
    public void ZerosAloneAreNone(string country, string code) =>
        Assert.Contains("is all zeros", PostalCodes.FlawOf(code, country, null), StringComparison.Ordinal);

    [Theory]
    [InlineData("US", "NY", "10001", "")]
    [InlineData("US", "N.Y.", "10001", "")]
    [InlineData("US", "New York", "10001", "")]
    [InlineData("US", "Calif.", "90210", "")]
    [InlineData("US", "Ka.", "66002", "Error")]
    [InlineData("US", "PR", "00926", "")]
    [InlineData("US", "AE", "09001", "")]
    [InlineData("US", "NY", "06390", "")]
    [InlineData("US", "TX", "88510", "")]
    [InlineData("US", "ny", "90210", "Warning")]
    [InlineData("US", "New York", "90210", "Warning")]
    [InlineData("US", "XX", "90210", "Error")]
    [InlineData("US", "ON", "90210", "Error")]
    [InlineData("CA", "QC", "H2X 1Y4", "")]
    [InlineData("CA", "PQ", "H2X 1Y4", "")]
    [InlineData("CA", "ON", "V5K 0A1", "Warning")]
    [InlineData("DE", "XX", "50667", "")]
    [InlineData("US", "Oregano", "97000", "Warning")]
    [InlineData("US", "Puerto Rico", "00926", "")]
    [InlineData("US", "Washington, D.C.", "20001", "")]
    [InlineData("CA", "Québec", "H2X 1Y4", "")]
    [InlineData("CA", "Ile-du-Prince-Edouard", "C1A 1A1", "")]
    [InlineData("CA", "OR", "H2X 1Y4", "Warning")]
    [InlineData("AU", "vic", "3000", "")]
    [InlineData("AU", "New South Wales", "2000", "")]
    [InlineData("AU", "Victora", "3000", "Warning")]
    public void AStateIsOneOfTheCountryAndFitsThePostalCode(string country, string state, string code, string expected)
    {
        var problems = new ProblemList("");
        StateRules.CheckDestination(problems, country, state, code, "StateOrRegion");
        Assert.Equal(expected, string.Join(",", System.Linq.Enumerable.Select(problems.Problems, problem => problem.Severity)));
    }

    [Theory]
    [InlineData("US", "Oregano", "is not a state of the United States (did you mean Oregon?): use its two-letter code, such as OR")]
    [InlineData("us", " washingtn ", "is not a state of the United States (did you mean Washington?): use its two-letter code, such as OR")]
    [InlineData("US", "Californa", "is not a state of the United States (did you mean California?): use its two-letter code, such as OR")]
    [InlineData("US", "Bavaria", "is not a state of the United States: use its two-letter code, such as OR")]
    [InlineData("CA", "Ontaroi", "is not a province of Canada (did you mean Ontario?): use its two-letter code, such as ON")]
    [InlineData("AU", "Victora", "is not a state of Australia (did you mean Victoria?): use its code, such as NSW")]
    public void AMisspelledStateIsAWarningWithTheNearestOne(string country, string state, string expected)
    {
        var problems = new ProblemList("");
        StateRules.CheckDestination(problems, country, state, "00000", "StateOrRegion");
        var problem = Assert.Single(problems.Problems);
        Assert.Equal(ProblemSeverity.Warning, problem.Severity);
        Assert.Contains(expected, problem.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AE", "09001", true)]
    [InlineData("ap", "96201", true)]
    [InlineData("AA", "34001", true)]
    [InlineData("PR", "00926", true)]
    [InlineData("AE", "96201", false)]
    [InlineData("AP", "09001", false)]
    [InlineData("PR", "10001", false)]
    public void MilitaryAndTerritoryCodesBelongToTheirState(string state, string code, bool isGood) =>
        Assert.Equal(isGood, PostalCodes.FlawOf(code, "US", state) is null);

    [Fact]
    public void TheOrdersNumberIsNoRecipient()
    {
        Assert.Equal("NameInvalid", Check("#1001", "#1001"));
        Assert.Equal("NameInvalid", Check("1001", "#1001"));
        Assert.Equal("NameInvalid", Check("fba-1", "FBA-1"));
        Assert.Equal("NameInvalid", Check("555-0100", "FBA-1"));
        Assert.Equal("NameInvalid", Check("mug-red", "FBA-1"));
        Assert.Null(Check("3M", "FBA-1"));
        Assert.Null(Check("𠮷野", "FBA-1"));
    }

    private static string? Check(string name, string id)
    {
        var problems = new ProblemList("");
        TextRules.Recipient(
            problems,
            new FulfillmentOrder
            {
                SellerFulfillmentOrderId = id, Items = [new FulfillmentOrderItem { SellerSku = "MUG-RED" }],
                DestinationAddress = new Address { Name = name }
            });
        return problems.Problems.Count == 0 ? null : Assert.Single(problems.Problems).Code;
    }
}
