using System;
using System.Globalization;
using System.Linq;
using FbaOutbound.Core.Tests.Shipments;
using FbaOutbound.Orders;
using FbaOutbound.Rules;
using FbaOutbound.Services;
using FbaOutbound.Shipments;
using Xunit;

namespace FbaOutbound.Core.Tests.Rules;

public sealed class ShipmentRulesTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly ShipmentRequest s_good = SampleShipments.RequiredOnly with
    {
        ShipFromAddress = SampleShipments.From with { StateOrProvinceCode = "WA" }
    };

    public static TheoryData<string, Func<ShipmentRequest, ShipmentRequest>, string, ProblemSeverity> Wrong => new()
    {
        {
            "a shortened item id", r => Item(r, i => i with { OrderItemId = "4.05E+13" }), "Item[0].OrderItemId ItemIdInvalid",
            ProblemSeverity.Error
        },
        {
            "a German spreadsheet's", r => Item(r, i => i with { OrderItemId = "4,05E+13" }), "Item[0].OrderItemId ItemIdInvalid",
            ProblemSeverity.Error
        },
        {
            "a decimal item id", r => Item(r, i => i with { OrderItemId = "40.00174" }), "Item[0].OrderItemId ItemIdInvalid",
            ProblemSeverity.Error
        },
        {
            "a SKU as item id", r => Item(r, i => i with { OrderItemId = "SKU-MUG" }), "Item[0].OrderItemId ItemIdInvalid",
            ProblemSeverity.Warning
        },
        {
            "letters in the order id", r => r with { AmazonOrderId = "111-4570444-244XX21" }, "AmazonOrderId OrderIdInvalid",
            ProblemSeverity.Error
        },
        {
            "an order id without hyphens", r => r with { AmazonOrderId = "90317137753598252" }, "AmazonOrderId OrderIdInvalid",
            ProblemSeverity.Error
        },
        {
            "no state in the US", r => From(r, a => a with { StateOrProvinceCode = null }),
            "ShipFromAddress.StateOrProvinceCode MemberMissing", ProblemSeverity.Error
        },
        {
            "a county as state", r => From(r, a => a with { StateOrProvinceCode = "County Durham" }),
            "ShipFromAddress.StateOrProvinceCode StateInvalid", ProblemSeverity.Error
        },
        {
            "a state of the US in Canada",
            r => From(r, a => a with { CountryCode = "CA", PostalCode = "K1A 0B1", StateOrProvinceCode = "WA" }),
            "ShipFromAddress.StateOrProvinceCode StateInvalid", ProblemSeverity.Error
        },
        {
            "no province in China", r => From(r, a => a with { CountryCode = "CN", PostalCode = "510000", StateOrProvinceCode = null }),
            "ShipFromAddress.StateOrProvinceCode MemberMissing", ProblemSeverity.Error
        },
        {
            "no county in the UK", r => From(r, a => a with { CountryCode = "GB", PostalCode = "SW1A 1AA", StateOrProvinceCode = " " }),
            "ShipFromAddress.StateOrProvinceCode MemberMissing", ProblemSeverity.Warning
        },
        {
            "an e-mail without a host", r => From(r, a => a with { Email = "zoe" }), "ShipFromAddress.Email EmailInvalid",
            ProblemSeverity.Error
        },
        { "a ship date that is past", r => r with { ShipDate = s_now.AddDays(-3) }, "ShipDate DateInvalid", ProblemSeverity.Error },
        {
            "an arrival before the shipping", r => r with { ShipDate = s_now.AddDays(3), MustArriveByDate = s_now.AddDays(2) },
            "MustArriveByDate DateInvalid", ProblemSeverity.Error
        },
        {
            "an arrival that is past", r => r with { MustArriveByDate = s_now.AddHours(-2) }, "MustArriveByDate DateInvalid",
            ProblemSeverity.Error
        },
        {
            "a package of another name",
            r => r with { PackageDimensions = new PackageDimensions { PredefinedPackageDimensions = "FedEx_Box_Smal_1" } },
            "PackageDimensions.PredefinedPackageDimensions WordUnknown", ProblemSeverity.Warning
        },
        {
            "a side of three metres",
            r => r with { PackageDimensions = new PackageDimensions { Length = 300, Width = 5, Height = 5, Unit = "centimeters" } },
            "PackageDimensions QuantityInvalid", ProblemSeverity.Warning
        },
        {
            "a side of 110 inches",
            r => r with { PackageDimensions = new PackageDimensions { Length = 110, Width = 5, Height = 5, Unit = "inches" } },
            "PackageDimensions QuantityInvalid", ProblemSeverity.Warning
        },
        {
            "a weight of 80 kg", r => r with { Weight = new Weight { Value = 80_000, Unit = "g" } }, "Weight QuantityInvalid",
            ProblemSeverity.Warning
        },
        {
            "items heavier than the package", r => Item(r, i => i with { ItemWeight = new Weight { Value = 20, Unit = "oz" } }),
            "Weight QuantityInvalid", ProblemSeverity.Warning
        },
        {
            "a volume without a unit", r => Item(r, i => i with { LiquidVolume = new LiquidVolume { Value = 1 } }),
            "Item[0].LiquidVolume.Unit MemberMissing", ProblemSeverity.Error
        },
        {
            "an unknown packing group",
            r => Item(r, i => i with { DangerousGoodsDetails = new DangerousGoodsDetails { PackingGroup = "IV" } }),
            "Item[0].DangerousGoodsDetails.PackingGroup WordUnknown", ProblemSeverity.Error
        },
        {
            "a UN number without UN",
            r => Item(r, i => i with { DangerousGoodsDetails = new DangerousGoodsDetails { UnitedNationsRegulatoryId = "3480" } }),
            "Item[0].DangerousGoodsDetails.UnitedNationsRegulatoryId WordUnknown", ProblemSeverity.Error
        },
        {
            "a packing instruction that is none",
            r => Item(r, i => i with { DangerousGoodsDetails = new DangerousGoodsDetails { PackingInstruction = "PI966_SECTION_IA" } }),
            "Item[0].DangerousGoodsDetails.PackingInstruction WordUnknown", ProblemSeverity.Error
        },
        {
            "a declared value below 0",
            r => r with
            {
                ShippingServiceOptions = r.ShippingServiceOptions! with { DeclaredValue = new Money { Value = -1, CurrencyCode = "USD" } }
            },
            "DeclaredValue QuantityInvalid", ProblemSeverity.Error
        },
        {
            "a pick-up and a drop-off",
            r => r with
            {
                ShippingServiceOptions = r.ShippingServiceOptions! with
                {
                    CarrierWillPickUp = true, CarrierWillPickUpOption = "ShipperWillDropOff"
                }
            },
            "CarrierWillPickUpOption WordUnknown", ProblemSeverity.Error
        },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void WhatTheServiceWouldAnswerInvalidInputToIsReportedBefore(
        string what, Func<ShipmentRequest, ShipmentRequest> change, string problem, ProblemSeverity severity)
    {
        var found = Assert.Single(ShipmentRules.Check(change(s_good), s_now));
        Assert.Equal((what, problem, severity), (what, $"{found.Member} {found.Code}", found.Severity));
    }

    [Fact]
    public void AnUnknownUnitIsAnsweredWithEveryWordThatIsAccepted()
    {
        var weight = Assert.Single(ShipmentRules.Check(s_good with { Weight = new Weight { Value = 1, Unit = "stone" } }, s_now));
        Assert.EndsWith(
            "must be oz, ounce, ounces, lb, lbs, pound, pounds, g, gram, grams, kg, kilogram or kilograms.", weight.Message,
            StringComparison.Ordinal);
        Assert.All(GivenUnits.Weights, word => Assert.Contains(GivenUnits.ToSent(1, word).Unit, (string[])["oz", "g"]));

        var length = Assert.Single(
            ShipmentRules.Check(
                s_good with { PackageDimensions = new PackageDimensions { Length = 1, Width = 1, Height = 1, Unit = "feet" } }, s_now));
        Assert.EndsWith("must be in, inch, inches, cm, centimeter or centimeters.", length.Message, StringComparison.Ordinal);
        Assert.All(GivenUnits.Lengths, word => Assert.Contains(GivenUnits.ToSent(word), (string[])["inches", "centimeters"]));
    }

    [Theory]
    [InlineData("2 Lb.", "32 oz")]
    [InlineData("2 pounds", "32 oz")]
    [InlineData("2 KG", "2000 g")]
    [InlineData("3 ounce", "3 oz")]
    [InlineData("3 stone", "3 stone")]
    [InlineData("1000000 kg", "1000000 kg")]
    public void AWeightIsSentInAUnitThatTheServiceTakes(string given, string sent)
    {
        var parts = given.Split(' ');
        var weight = GivenUnits.ToSent(decimal.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        Assert.Equal(sent, weight.ToString());
    }

    [Fact]
    public void AWeightThatNoPackageHasIsNoMatterOfItsUnit()
    {
        var problem = Assert.Single(
            ShipmentRules.Check(s_good with { Weight = GivenUnits.ToSent(2_000_000, "kg") }, s_now),
            problem => problem.Severity == ProblemSeverity.Error);
        Assert.Equal(("Weight", ProblemCodes.QuantityInvalid), (problem.Member, problem.Code));
    }

    [Theory]
    [InlineData("US", "WA", "98121")]
    [InlineData("us", "or", "97000")]
    [InlineData("US", "AE", "09001")]
    [InlineData("US", "PR", "00926")]
    [InlineData("CA", "QC", "K1A 0B1")]
    [InlineData("GB", "County Durham", "DH1 1AA")]
    [InlineData("DE", null, "01067")]
    [InlineData("JP", "東京都", "150-0002")]
    [InlineData("CN", "广东省", "510000")]
    public void AStateThatIsGivenOrNotNeededIsNoProblem(string country, string? state, string postalCode) =>
        Assert.Empty(
            ShipmentRules.Check(
                From(s_good, a => a with { CountryCode = country, PostalCode = postalCode, StateOrProvinceCode = state }), s_now));

    [Fact]
    public void EveryMemberAtItsLimitIsNoProblem() => Assert.Empty(ShipmentRules.Check(
        SampleShipments.Everything.Request with { ShipDate = s_now.AddHours(-20), MustArriveByDate = s_now.AddDays(1) }, s_now));

    [Fact]
    public void ASellersInputsNeedAnOrderOfAmazons() => Assert.Equal(
        ["AmazonOrderId"], ShipmentRules.CheckSellerInputs("FBA-1", s_good.ShipFromAddress).Select(problem => problem.Member));

    private static ShipmentRequest Item(ShipmentRequest request, Func<ShipmentItem, ShipmentItem> change) =>
        request with { ItemList = [change(request.ItemList[0])] };

    private static ShipmentRequest From(ShipmentRequest request, Func<ShipmentAddress, ShipmentAddress> change) =>
        request with { ShipFromAddress = change(request.ShipFromAddress!) };
}
