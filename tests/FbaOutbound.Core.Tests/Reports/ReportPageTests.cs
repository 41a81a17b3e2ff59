using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Reports;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Reports;

/// <summary>The page as text; the browser tests look at it as a browser does.</summary>
public sealed class ReportPageTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 14, 10, 0, 0, TimeSpan.Zero);

    private static readonly FulfillmentOrder s_order = new()
    {
        SellerFulfillmentOrderId = "A",
        DisplayableOrderId = "canary-slip",
        DisplayableOrderComment = "canary-comment",
        ServiceStatus = "Complete",
        NotificationEmails = ["canary@example.com"],
        DestinationAddress = new Address
        {
            Name = "Jordan Canary", AddressLine1 = "12 Canary Street", AddressLine2 = "Canary House", City = "Canaryville", StateOrRegion = "IL",
            PostalCode = "canary-code", CountryCode = "US", Phone = "canary-phone",
        },
        DeliveryPreferences = new DeliveryPreferences { DeliveryInstructions = "canary-door" },
        Source = new OrderSource { File = "/home/canary/orders.csv", Rows = [3], Format = "Shopify" },
        Items = [new FulfillmentOrderItem { SellerSku = "MUG", GiftMessage = "canary-gift", Quantity = 1 }],
        Shipments =
        [
            new FulfillmentShipment
            {
                AmazonShipmentId = "D1",
                FulfillmentCenterAddress = new Address { City = "canary-center" },
                Packages =
                [
                    new FulfillmentShipmentPackage
                    {
                        PackageNumber = 1, TrackingNumber = "1Z1", CarrierTrackingUrl = "https://tracking.example/1Z1",
                        LockerDetails = new LockerDetails { LockerNumber = "canary-locker", LockerAccessCode = "canary-access" },
                        DeliveryInformation = new DeliveryInformation { ReceivedBy = "canary-neighbor" },
                    },
                ],
            },
        ],
    };

    [Fact]
    public void NothingOfTheRecipientIsInTheFile()
    {
        var text = Text(report => report.Add(s_order));
        Assert.DoesNotContain("canary", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("orders.csv, row 3", text, StringComparison.Ordinal);
        Assert.Contains("no names, addresses", text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheAddressAndAWarningAreInTheFileIfTheyAreAskedFor()
    {
        var text = Text(report => report.Add(s_order), includesAddresses: true);
        Assert.Contains("Jordan Canary, 12 Canary Street, Canary House, Canaryville, IL, canary-code, US", text, StringComparison.Ordinal);
        Assert.Contains("Do not pass it on", text, StringComparison.Ordinal);
        Assert.Equal(
            [], Regex.Matches(text, "canary-(?!code)[a-z]+|canary@", RegexOptions.IgnoreCase).Select(match => match.Value).Distinct());
    }

    [Fact]
    public void ThePolicyHasTheHashesOfTheStyleAndTheScript()
    {
        var text = Text(report => report.Add(s_order));
        var policy = Regex.Match(text, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
        foreach (var element in new[] { "style", "script" })
        {
            var content = Regex.Match(text, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value;
            Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content))), policy, StringComparison.Ordinal);
        }

        Assert.True(text.IndexOf("Content-Security-Policy", StringComparison.Ordinal) < text.IndexOf("<title>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://tracking.example/1Z1?a=1&b=2", true)]
    [InlineData("http://tracking.example/1Z1", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData(" javascript:alert(1)", false)]
    [InlineData("data:text/html,x", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("//tracking.example/1Z1", false)]
    [InlineData("ftp://tracking.example/1Z1", false)]
    [InlineData("tracking.example", false)]
    [InlineData(null, false)]
    public void OnlyPagesOfTheWebAreLinks(string? address, bool isLink)
    {
        Assert.Equal(isLink, HtmlText.WebAddress(address) is not null);
        Assert.Equal(isLink, Link(address).StartsWith("<a ", StringComparison.Ordinal));
    }

    // The rest of the rows is data, and what it holds cannot end its block.
    [Fact]
    public void AllRowsAreDataAndTheFirstThousandAreHtml()
    {
        const string hostile = "</script><!--\u2028<script>&'\"";
        var text = Text(report =>
        {
            for (var at = 0; at < 1_500; at++)
            {
                report.Add(new OrderReceipt { SellerFulfillmentOrderId = at == 1_400 ? hostile : $"A-{at}", Outcome = Outcomes.Created });
            }
        });
        var data = Regex.Match(text, "<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        using var json = JsonDocument.Parse(data);
        var rows = json.RootElement.GetProperty("rows");
        Assert.Equal(1_500, rows.GetArrayLength());
        Assert.Equal("</script><!--\uFFFD<script>&'\"", rows[1_400][0].GetString());
        Assert.DoesNotContain('<', data);
        Assert.DoesNotContain('\u2028', text);
        Assert.Equal(1_000, Regex.Count(text, "<tr><th scope=\"row\" class=\"id\">"));
    }

    [Fact]
    public void TheTotalsAndWhatNeedsAttentionAreTold()
    {
        var advice = new ReportAdvice("OrderInvalid", "It is `wrong`.", "Correct <it>.");
        var text = Text(report =>
        {
            report.Add(new OrderReceipt { SellerFulfillmentOrderId = "A", Outcome = Outcomes.Created });
            report.Add(new OrderReceipt { SellerFulfillmentOrderId = "B", Outcome = Outcomes.AlreadyExisted });
            report.Add(new SkippedOrder { SellerFulfillmentOrderId = "C", SkipReason = SkipReason.Unpaid });
            report.Add(new ReportError(ReportOperation.Create, ReportKind.Refused, advice, "D", "D is <b>wrong</b>."));
            report.Add(new ReportError(ReportOperation.Create, ReportKind.Unknown, advice with { Code = "OrderOutcomeUnknown" }, "E", "?"));
            report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = "F" });
            report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = "A", ServiceStatus = "Invalid" });
        });
        Assert.Contains(
            "4 of 6 orders need attention: 1 refused, 1 unknown, 1 left over, 1 with another problem.", text, StringComparison.Ordinal);
        Assert.Equal(
            ["Created 1", "Already existed 1", "Skipped 1", "Refused 1", "Unknown 1", "Left over 1", "Invalid 1"],
            Regex.Matches(text, "</span>([A-Z][a-z ]+)</dt><dd>([0-9]+)").Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}"));
        Assert.Contains("It is <code>wrong</code>.", text, StringComparison.Ordinal);
        Assert.Contains("Correct &lt;it&gt;.", text, StringComparison.Ordinal);
        Assert.Contains("D is &lt;b&gt;wrong&lt;/b&gt;.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOrderWithSeveralChangesCountsOnce()
    {
        var advice = new ReportAdvice("RequestRefused", "It is wrong.", "Correct it.");
        void Created(RunReport report, string id) =>
            report.Add(new OrderReceipt { SellerFulfillmentOrderId = id, Outcome = Outcomes.Created });
        void Cancelled(RunReport report, string id) =>
            report.Add(new CancelReceipt { SellerFulfillmentOrderId = id, Outcome = Outcomes.Cancelled });
        Assert.Contains(
            "1 order, all done.",
            Text(report =>
            {
                Created(report, "A");
                Cancelled(report, "A");
            }),
            StringComparison.Ordinal);
        Assert.Contains(
            "2 orders, all done.",
            Text(report =>
            {
                Created(report, "A");
                report.Add(new OrderReceipt { SellerFulfillmentOrderId = "A", Outcome = Outcomes.Created, Session = "de" });
                report.Add(new OrderReceipt { SellerFulfillmentOrderId = "A", Outcome = Outcomes.Created, Session = "uk" });
                report.Add(new CancelReceipt { SellerFulfillmentOrderId = "A", Outcome = Outcomes.Cancelled, Session = "uk" });
            }),
            StringComparison.Ordinal);
        Assert.Contains(
            "2 of 3 orders need attention: 1 refused, 1 unknown.",
            Text(report =>
            {
                Created(report, "A");
                Cancelled(report, "A");
                Created(report, "B");
                report.Add(new ReportError(ReportOperation.Cancel, ReportKind.Refused, advice, "B", "No."));
                report.Add(new ReportError(ReportOperation.Create, ReportKind.LeftOver, advice with { Code = "DeadlineReached" }, "C", "?"));
                report.Add(new ReportError(ReportOperation.Cancel, ReportKind.Unknown, advice with { Code = "OrderOutcomeUnknown" }, "C", "?"));
            }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyReportSaysSo() => Assert.Contains("The report has no orders.", Text(_ => { }), StringComparison.Ordinal);

    [Fact]
    public void TheChartHasABarForEachTimeAndTheLineOfTheLimit()
    {
        var text = Text(report =>
        {
            for (var at = 0; at < 40; at++)
            {
                report.Add(Receipt(at, s_now.AddSeconds(at / 4)));
            }
        });
        Assert.Contains("40 outcomes from 2026-05-14 10:00:00 to 2026-05-14 10:00:09 UTC. Each bar is one second; the highest has 4 per second. "
            + "The rate limit is 2 new orders per second; after an idle period, a burst may exceed it.", text, StringComparison.Ordinal);
        Assert.Contains("rate limit 2</text>", text, StringComparison.Ordinal);
        Assert.Equal(2 * 10, Regex.Count(text, "<rect "));
    }

    [Fact]
    public void ALimitFarAboveTheBarsIsToldAndNotDrawn()
    {
        var text = Text(report =>
        {
            report.Add(Receipt(1, s_now));
            report.Add(Receipt(2, s_now.AddDays(30)));
        });
        Assert.Contains("too far above the bars", text, StringComparison.Ordinal);
        Assert.DoesNotContain("rate limit 1", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(59)]
    [InlineData(3_600)]
    [InlineData(86_400)]
    [InlineData(31_536_000)]
    [InlineData(3_000_000_000)]
    public void AnySpanOfTimeHasAChart(long seconds)
    {
        var text = Text(report =>
        {
            report.Add(Receipt(1, s_now.AddSeconds(-seconds)));
            report.Add(Receipt(2, s_now));
        });
        Assert.InRange(Regex.Count(text, "<rect "), 2, 4);
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
    }

    private static OrderReceipt Receipt(int number, DateTimeOffset finished) => new()
    {
        SellerFulfillmentOrderId = $"SHOP-{number}", Outcome = Outcomes.Created, ConfirmedBy = ConfirmedBy.Answer, Session = "US",
        Finished = finished,
    };

    private static string Link(string? address)
    {
        using var stream = new MemoryStream();
        using (var html = new HtmlText(stream))
        {
            html.Link("1Z1", address);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static string Text(Action<RunReport> add, bool includesAddresses = false)
    {
        var report = new RunReport(new ManualTimeProvider(s_now)) { IncludesAddresses = includesAddresses };
        add(report);
        using var stream = new MemoryStream();
        new ReportPage(report, "Orders", 2).Write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
