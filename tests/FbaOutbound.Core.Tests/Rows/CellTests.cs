using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using FbaOutbound.Orders;
using Xunit;
using static FbaOutbound.Core.Tests.Rows.SampleRows;

namespace FbaOutbound.Core.Tests.Rows;

public class CellTests
{
    private static FulfillmentOrder With(string column, object? value)
    {
        var order = Assert.Single(Assemble(Row(1, [("SellerFulfillmentOrderId", "FBA-1"), (column, value)])));
        Assert.Empty(order.Problems);
        return order.Order!;
    }

    [Theory]
    [InlineData("1.00", 1)]
    [InlineData("2.0000", 2)]
    [InlineData("3.000", 3)]
    [InlineData("1", 1)]
    [InlineData(" 12 ", 12)]
    [InlineData("007", 7)]
    [InlineData("0", 0)]
    [InlineData("-3", -3)]
    [InlineData(5, 5)]
    [InlineData(5L, 5)]
    [InlineData(2.0, 2)]
    [InlineData("2147483647", int.MaxValue)]
    public void AWholeNumberIsReadAsItIs(object value, int expected) =>
        Assert.Equal(expected, With("Quantity", value).Items[0].Quantity);

    [Theory]
    [InlineData("1,5")]
    [InlineData("1,000")]
    [InlineData("1.5")]
    [InlineData("1.0001")]
    [InlineData("1.")]
    [InlineData(".0")]
    [InlineData("1.0.0")]
    [InlineData("1,0")]
    [InlineData("1e3")]
    [InlineData("+1")]
    [InlineData("two")]
    [InlineData("1 000")]
    [InlineData("١")]
    [InlineData("-")]
    [InlineData("0x10")]
    [InlineData("2147483648")]
    [InlineData(1.5)]
    [InlineData(true)]
    [InlineData(1e20)]
    public void AnythingElseIsNotAQuantity(object value) =>
        Assert.Contains("not a whole number", Fault("Quantity", value), StringComparison.Ordinal);

    [Fact]
    public void ACommaIsRefusedWhateverTheCultureSays()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Contains("'1,5'", Fault("PerUnitPrice", "1,5"), StringComparison.Ordinal);
            Assert.Equal(1.5m, With("PerUnitPrice", 1.5).Items[0].PerUnitPrice!.Value);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("40.00", "40.00")]
    [InlineData(" 30 ", "30")]
    [InlineData("0.10", "0.10")]
    [InlineData("1234567890123456789012345.67", "1234567890123456789012345.67")]
    public void AnAmountKeepsItsScale(string value, string expected) =>
        Assert.Equal(expected, With("PerUnitDeclaredValue", value).Items[0].PerUnitDeclaredValue!.ValueText);

    [Theory]
    [InlineData("1,50")]
    [InlineData("1,000.00")]
    [InlineData("1e3")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1.2.3")]
    [InlineData("$5")]
    [InlineData("5 USD")]
    [InlineData("0.12345678901234567890123456789")]
    [InlineData(double.NaN)]
    public void AnythingElseIsNotAnAmount(object value) =>
        Assert.Contains("not an amount", Fault("CodCharge", value), StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-05-14", "2026-05-14T00:00:00Z")]
    [InlineData("2026-05-14T10:30", "2026-05-14T10:30:00Z")]
    [InlineData("2026-05-14T10:30:05", "2026-05-14T10:30:05Z")]
    [InlineData("2026-05-14T10:30:05Z", "2026-05-14T10:30:05Z")]
    [InlineData("2026-05-14T10:30:05.25Z", "2026-05-14T10:30:05.25Z")]
    [InlineData("2026-05-14T00:30:05+02:00", "2026-05-13T22:30:05Z")]
    [InlineData("2026-05-14T10:30:05-0730", "2026-05-14T18:00:05Z")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00Z")]
    public void AnIsoDateIsReadInUtc(string value, string expected) =>
        Assert.Equal(
            DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), With("DisplayableOrderDate", value).DisplayableOrderDate);

    [Theory]
    [InlineData("05/14/2026")]
    [InlineData("14.05.2026")]
    [InlineData("2026-5-14")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-05-14T24:00")]
    [InlineData("2026-05-14T10:60")]
    [InlineData("2026-05-14T10:30+15:00")]
    [InlineData("2026-05-14T10")]
    [InlineData("2026-05-14Z")]
    [InlineData("20260514")]
    [InlineData("yesterday")]
    [InlineData(45000)]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01T00:00+14:00")]
    [InlineData("2026-05-14T10:30:00.")]
    public void AnyOtherDateIsRefusedWithTheFormsThatAreAccepted(object value) =>
        Assert.Contains("2026-05-14T10:30:00Z", Fault("DisplayableOrderDate", value), StringComparison.Ordinal);

    // Words for months and days are also names.
    [Theory]
    [InlineData("yesterday", true)]
    [InlineData("gestern", true)]
    [InlineData("3 days ago", true)]
    [InlineData("14 May 2026", true)]
    [InlineData("14.05.2026", true)]
    [InlineData("May", false)]
    [InlineData("Jan", false)]
    [InlineData("Maria Sun", false)]
    [InlineData("Augusta 3", false)]
    public void ADateThatCannotBeReadIsShownUnlessItCanBeAName(string value, bool isShown) =>
        Assert.Equal(isShown, Fault("DisplayableOrderDate", value).Contains($"'{value}'", StringComparison.Ordinal));

    [Fact]
    public void DatesOfScriptsAreTakenByTheirKind()
    {
        var utc = new DateTime(2026, 5, 14, 10, 0, 0, DateTimeKind.Utc);
        Assert.Equal(new DateTimeOffset(utc), With("PaymentDate", utc).PaymentInformation[0].PaymentDate);
        Assert.Equal(
            new DateTimeOffset(utc),
            With("PaymentDate", DateTime.SpecifyKind(utc, DateTimeKind.Unspecified)).PaymentInformation[0].PaymentDate);
        Assert.Equal(new DateTimeOffset(utc), With("PaymentDate", utc.ToLocalTime()).PaymentInformation[0].PaymentDate);
        var offset = new DateTimeOffset(2026, 5, 14, 10, 0, 0, TimeSpan.FromHours(9));
        Assert.Equal(offset.Offset, With("DisplayableOrderDate", offset).DisplayableOrderDate!.Value.Offset);
        Assert.Equal(
            new DateTimeOffset(2026, 5, 14, 0, 0, 0, TimeSpan.Zero),
            With("DisplayableOrderDate", new DateOnly(2026, 5, 14)).DisplayableOrderDate);
    }

    [Fact]
    public void ADeliveryWindowKeepsItsTextByteForByte()
    {
        var order = Assert.Single(Assemble(Full(1, "FBA-1",
            ("DeliveryWindowStart", "2026-05-14T03:00:00.000+09:00"),
            ("DeliveryWindowEnd", "2026-05-14T05:00:00Z"))));
        Assert.Equal("2026-05-14T03:00:00.000+09:00", order.Order!.DeliveryWindow!.StartDate);
        Assert.Equal("2026-05-14T05:00:00Z", order.Order.DeliveryWindow.EndDate);
        Assert.Contains("ISO 8601", Fault("DeliveryWindowStart", "tomorrow"), StringComparison.Ordinal);
    }

    // ConvertFrom-Json makes a date of the text, and the service compares texts.
    [Fact]
    public void ADeliveryWindowThatWasMadeADateIsRefused() => Assert.Contains(
        "must be the text that the preview returned",
        Fault("DeliveryWindowEnd", new DateTime(2026, 5, 14, 5, 0, 0, DateTimeKind.Utc)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData("1", true)]
    [InlineData(1, true)]
    [InlineData(true, true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("0", false)]
    public void AFlagIsReadInSixWords(object value, bool expected) =>
        Assert.Equal(expected, With("IsCodRequired", value).CodSettings!.IsCodRequired);

    [Theory]
    [InlineData("ja")]
    [InlineData("2")]
    [InlineData("y")]
    public void AnyOtherWordIsNoFlag(string value) =>
        Assert.Contains("true, false, yes, no, 1 or 0", Fault("IsCodRequired", value), StringComparison.Ordinal);

    [Theory]
    [InlineData("Action", "hold", "Hold")]
    [InlineData("FulfillmentAction", " SHIP ", "Ship")]
    public void AnActionIsWrittenAsAmazonDoes(string column, string value, string expected) =>
        Assert.Equal(expected, With(column, value).Action);

    [Theory]
    [InlineData("Action", "Shp", "must be Ship or Hold, not 'Shp': did you mean Ship?")]
    [InlineData("Action", "Cancel", "must be Ship or Hold, not 'Cancel'")]
    [InlineData("Action", "Jane Doe", "must be Ship or Hold")]
    [InlineData("Policy", "FillAl", "must be FillOrKill, FillAll or FillAllAvailable, not 'FillAl': did you mean FillAll?")]
    [InlineData("ShippingSpeedCategory", "Overnight", "must be Standard, Expedited, Priority or ScheduledDelivery, not 'Overnight'")]
    public void AnUnknownWordIsRefusedAndQuotedWhereItIsNoName(string column, string value, string expected) =>
        Assert.Equal(expected, Fault(column, value));

    [Theory]
    [InlineData("Name")]
    [InlineData("GiftMessage")]
    [InlineData("SellerSku")]
    [InlineData("Quantity")]
    [InlineData("NotificationEmail")]
    [InlineData("Feature")]
    public void ALostCharacterMentionsTheEncoding(string column)
    {
        var fault = Fault(column, "J\uFFFDrg");
        Assert.Contains("Import-Csv -Encoding", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("rg ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    public void AControlCharacterIsRefused(string value) =>
        Assert.Contains("control character", Fault("City", value), StringComparison.Ordinal);

    [Fact]
    public void HalfASurrogatePairIsRefusedAndAWholeOneIsNot()
    {
        Assert.Contains("encoding", Fault("GiftMessage", "a\uD83D"), StringComparison.Ordinal);
        Assert.Equal("🎁", With("GiftMessage", "🎁").Items[0].GiftMessage);
    }

    [Fact]
    public void ListsAreReadFromTextAndFromLists()
    {
        Assert.Equal(["a@example.com", "b@example.com"], With("NotificationEmail", "a@example.com; b@example.com;").NotificationEmails);
        Assert.Equal(
            ["a@example.com", "b@example.com"],
            With("NotificationEmails", new ArrayList { "a@example.com", "b@example.com" }).NotificationEmails);
        Assert.Equal(["BLANK_BOX=Required", "BLOCK_AMZL=NotRequired"],
            With("Feature", "BLANK_BOX; BLOCK_AMZL = notrequired").FeatureConstraints.Select(feature => feature.ToString()));
        Assert.Equal(
            ["BLANK_BOX=Required"],
            With("Feature", new Hashtable { ["BLANK_BOX"] = "required" }).FeatureConstraints.Select(feature => feature.ToString()));
    }

    [Theory]
    [InlineData("BLANK_BOX=Maybe", "must be Required or NotRequired")]
    [InlineData("BLANK_BOX=", "must be Required or NotRequired")]
    [InlineData("=Required", "names no feature")]
    [InlineData("A;a", "twice")]
    public void AFeatureThatCannotBeReadIsRefused(string value, string expected) =>
        Assert.Contains(expected, Fault("Feature", value), StringComparison.Ordinal);

    [Fact]
    public void AnObjectIsNotACell() => Assert.Contains("Hashtable", Fault("City", new Hashtable()), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0 ")]
    public void ABlankIsNotGiven(string? value) => Assert.Null(With("DisplayableOrderComment", value).DisplayableOrderComment);
}
