using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Reports;
using FbaOutbound.Testing;

namespace FbaOutbound.Browser.Tests;

/// <summary>Reports of invented runs, as pages.</summary>
internal static class SampleReports
{
    public const int Many = 50_000;

    private static readonly DateTimeOffset s_start = new(2026, 5, 14, 8, 0, 0, TimeSpan.Zero);

    private static readonly ReportAdvice s_invalid = new(
        "OrderInvalid",
        "The input has wrong or missing values. The message lists every row and column. Nothing was sent for the order.",
        "Correct the input and send this order again.");

    private static readonly ReportAdvice s_refused = new(
        "RequestRefused", "The service refused the request. The message quotes its reason.",
        "Correct what it names, and send the order again.");

    private static readonly ReportAdvice s_unknown = new(
        "OrderOutcomeUnknown",
        "It could not be determined whether the change took effect.",
        "Run `Resolve-FbaFulfillmentOrder` later. Do not send the order under another id.");

    private static readonly ReportAdvice s_deadline = new(
        "DeadlineReached", "The time limit of `-DeadlineSec` was reached before the record was done.", "Run the same command again for the rest.");

    /// <summary>A run in which everything was done, with parcels and fees.</summary>
    public static ReportPage Clean()
    {
        var report = New();
        for (var at = 0; at < 240; at++)
        {
            var id = Id(at);
            report.Add(Receipt(id, at));
            report.Add(new FulfillmentPreview
            {
                SellerFulfillmentOrderId = id, ShippingSpeedCategory = "Standard",
                TotalFee = new Money { CurrencyCode = "USD", Value = 5.85m + (at % 7 * 1.4m) },
            });
            report.Add(Order(id, at % 3 == 0 ? "COMPLETE" : "PROCESSING", at));
        }

        return new ReportPage(report, "Orders of 14 May", 2);
    }

    /// <summary>A run in which much went wrong.</summary>
    public static ReportPage Faults()
    {
        var report = New();
        for (var at = 0; at < 1_180; at++)
        {
            var id = Id(at);
            var time = s_start + TimeSpan.FromSeconds(at * 0.5);
            if (at % 97 == 5)
            {
                report.Add(Error(s_invalid, ReportKind.Refused, id, $"Nothing was sent for order '{id}': row {at + 1}, Quantity: 'two' is not a whole number."));
            }
            else if (at % 61 == 7)
            {
                report.Add(Error(
                    s_refused, ReportKind.Refused, id,
                    $"Creating order '{id}' failed: InvalidInput: Value FBA-SKU-{at % 9} for parameter SellerSKU is invalid (status 400, request id 7f3b-{at}). Correct the order.") with { Time = time, Attempts = 1 });
            }
            else if (at % 211 == 9)
            {
                report.Add(Error(
                    s_unknown, ReportKind.Unknown, id,
                    $"It is unknown whether the create request for order '{id}' took effect: no response in time. It was first sent at {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}.") with { Time = time, Attempts = 5 });
            }
            else if (at >= 1_100)
            {
                report.Add(Error(s_deadline, ReportKind.LeftOver, id, $"Order '{id}' was not sent before the deadline of 600 s."));
            }
            else if (at % 89 == 3)
            {
                report.Add(new SkippedOrder
                {
                    SellerFulfillmentOrderId = id, SkipReason = at % 2 == 0 ? SkipReason.Refunded : SkipReason.Unpaid,
                });
            }
            else
            {
                report.Add(Receipt(id, at) with { Outcome = at % 14 == 0 ? Outcomes.AlreadyExisted : Outcomes.Created });
            }

            if (at % 157 == 11)
            {
                report.Add(Order(id, at % 2 == 0 ? "INVALID" : "UNFULFILLABLE", at));
            }
        }

        return new ReportPage(report, "Orders of 14 May", 2);
    }

    /// <summary>A list of very many orders.</summary>
    public static ReportPage Large(int count = Many)
    {
        var report = New();
        for (var at = 0; at < count; at++)
        {
            report.Add(at % 500 == 7
                ? Receipt(Id(at), at) with { Outcome = Outcomes.AlreadyExisted, ConfirmedBy = ConfirmedBy.ReadBack }
                : Receipt(Id(at), at));
        }

        return new ReportPage(report, "Spring campaign", 2);
    }

    /// <summary>A report in which every text that comes from elsewhere is the given one.</summary>
    public static ReportPage Hostile(IReadOnlyList<string> texts)
    {
        var report = new RunReport(new ManualTimeProvider(s_start)) { IncludesAddresses = true };
        foreach (var text in texts)
        {
            report.Add(Receipt(text, 1) with
            {
                Session = text, Outcome = text, ConfirmedBy = text, ApiVersion = text,
                Differences = [new OrderDifference { Member = text, Kind = DifferenceKind.Minor }],
            });
            report.Add(Error(new ReportAdvice(text, text, text), ReportKind.Refused, text + " error", text));
            report.Add(Error(new ReportAdvice(text + " as a whole", text, text), ReportKind.Refused, "", text));
            report.Add(new SkippedOrder
            {
                SellerFulfillmentOrderId = text + " skipped", SkipReason = SkipReason.Unpaid, Detail = text,
                Source = new OrderSource { File = text, Rows = [1] },
            });
            report.Add(Order(text + " read", text, 3) with
            {
                DestinationAddress = new Address { Name = text, AddressLine1 = text },
                Shipments = [new FulfillmentShipment
                {
                    AmazonShipmentId = text,
                    Packages = [new FulfillmentShipmentPackage
                    {
                        PackageNumber = 1, CarrierCode = text, TrackingNumber = text, CarrierTrackingUrl = text, Status = text,
                    }],
                }],
            });
            report.Add(new FulfillmentPreview
            {
                SellerFulfillmentOrderId = text + " read", ShippingSpeedCategory = text, TotalFee = new Money { CurrencyCode = text, Value = 1 },
            });
        }

        return new ReportPage(report, string.Join(' ', texts), 2);
    }

    /// <summary>Returns the page as text.</summary>
    public static string Text(ReportPage page)
    {
        using var stream = new MemoryStream();
        page.Write(stream);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    public static string Id(int at) => string.Create(CultureInfo.InvariantCulture, $"SHOP-{10_000 + at}");

    private static RunReport New() => new(new ManualTimeProvider(s_start + TimeSpan.FromHours(9)));

    private static OrderReceipt Receipt(string id, int at) => new()
    {
        SellerFulfillmentOrderId = id, Outcome = Outcomes.Created, ConfirmedBy = ConfirmedBy.Answer, Action = "Ship", ApiVersion = "2020-07-01",
        Session = "US", Row = at + 1, Attempts = 1, Finished = s_start + TimeSpan.FromSeconds((at * 0.52) + (at * 37 % 11)),
    };

    private static ReportError Error(ReportAdvice advice, ReportKind kind, string id, string message) =>
        new(ReportOperation.Create, kind, advice, id, message);

    private static FulfillmentOrder Order(string id, string status, int at) => new()
    {
        SellerFulfillmentOrderId = id, ServiceStatus = status, ReceivedDate = s_start + TimeSpan.FromSeconds(at), Session = "US",
        ApiVersion = "2020-07-01", ShippingSpeedCategory = "Standard", Action = "Ship",
        Shipments = status != "COMPLETE" ? [] :
        [
            new FulfillmentShipment
            {
                AmazonShipmentId = $"D{at}", ShippingDate = s_start.AddDays(1),
                Packages =
                [
                    new FulfillmentShipmentPackage
                    {
                        PackageNumber = at, CarrierCode = at % 2 == 0 ? "UPS" : "AMZN_US", TrackingNumber = $"1Z999AA1{at:D8}", Status = "IN_TRANSIT",
                        CarrierTrackingUrl = $"https://tracking.example/parcel?number=1Z999AA1{at:D8}", EstimatedArrivalDate = s_start.AddDays(4),
                    },
                ],
            },
        ],
    };
}
