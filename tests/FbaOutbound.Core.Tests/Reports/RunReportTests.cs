using System;
using System.Linq;
using FbaOutbound.OrderFiles;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Reports;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Reports;

public sealed class RunReportTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 14, 10, 0, 0, TimeSpan.Zero);
    private static readonly ReportAdvice s_advice = new("OrderInvalid", "It is wrong.", "Correct it.");

    private readonly RunReport _report = new(new ManualTimeProvider(s_now));

    [Theory]
    [InlineData(Outcomes.Created, ReportKind.Created)]
    [InlineData(Outcomes.Accepted, ReportKind.Created)]
    [InlineData(Outcomes.AlreadyExisted, ReportKind.Existed)]
    [InlineData(Outcomes.NotFound, ReportKind.LeftOver)]
    public void AReceiptCountsByItsOutcome(string outcome, object kind)
    {
        _report.Add(Receipt("A", outcome));
        Assert.Equal((ReportKind)kind, Assert.Single(_report.Rows).Kind);
    }

    [Fact]
    public void AnOrderThatALaterRunCreatedIsCreatedWhicheverIsToldFirst()
    {
        foreach (var isErrorFirst in new[] { true, false })
        {
            var report = new RunReport(new ManualTimeProvider(s_now));
            Action[] told = [() => report.Add(Error("A", ReportKind.Unknown)), () => report.Add(Receipt("A", Outcomes.AlreadyExisted))];
            foreach (var tell in isErrorFirst ? told : told.Reverse())
            {
                tell();
            }

            Assert.Equal(ReportKind.Existed, Assert.Single(report.Rows).Kind);
            Assert.Empty(report.Problems());
        }
    }

    [Fact]
    public void AnUnknownOutcomeOutweighsARefusalAndARefusalWhatIsLeftOver()
    {
        _report.Add(Error("A", ReportKind.Unknown));
        _report.Add(Error("A", ReportKind.Refused));
        _report.Add(Error("B", ReportKind.Refused));
        _report.Add(Error("B", ReportKind.LeftOver));
        Assert.Equal([ReportKind.Unknown, ReportKind.Refused], _report.Rows.Select(row => row.Kind!.Value));
    }

    [Fact]
    public void ACreateAndACancellationOfOneOrderAreTwoRows()
    {
        _report.Add(Receipt("A", Outcomes.Created));
        _report.Add(new CancelReceipt { SellerFulfillmentOrderId = "A", Outcome = Outcomes.NotCancelled, Session = "US" });
        _report.Add(new UpdateReceipt { SellerFulfillmentOrderId = "A", Outcome = Outcomes.Updated, Session = "US" });
        Assert.Equal([ReportKind.Created, ReportKind.Refused, ReportKind.Changed], _report.Rows.Select(row => row.Kind!.Value));
        Assert.Equal("NotCancelled", Assert.Single(_report.Problems()).Advice.Code);
    }

    [Fact]
    public void OneIdInTwoAccountsIsTwoOrders()
    {
        _report.Add(Receipt("A", Outcomes.Created));
        _report.Add(Receipt("A", Outcomes.Created) with { Session = "EU" });
        _report.Add(Receipt("A", Outcomes.AlreadyExisted) with { Session = "EU" });
        Assert.Equal([ReportKind.Created, ReportKind.Existed], _report.Rows.Select(row => row.Kind!.Value));
        Assert.Equal(["EU", "US"], _report.Sessions);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("A ")]
    public void IdsAreComparedExactly(string other)
    {
        _report.Add(Receipt("A", Outcomes.Created));
        _report.Add(Error(other, ReportKind.Refused));
        Assert.Equal(2, _report.Rows.Count);
    }

    [Fact]
    public void RowsOfTwoFilesWithOneNumberAreTwoRows()
    {
        _report.Add(Error("row 17", ReportKind.Refused) with { IsRow = true, Message = "row 17 has no id." });
        _report.Add(Error("row 17", ReportKind.Refused) with { IsRow = true, Message = "row 17 has no SKU." });
        _report.Add(Error("row 17", ReportKind.Refused) with { IsRow = true, Message = "row 17 has no SKU." });
        Assert.Equal(2, _report.Rows.Count);
    }

    [Fact]
    public void AnErrorOfTheWholeCommandIsAProblemAndNoOrder()
    {
        _report.Add(Error(null, ReportKind.LeftOver));
        _report.Add(Error(null, ReportKind.LeftOver));
        Assert.Empty(_report.Rows);
        Assert.Single(Assert.Single(_report.Problems()).Cases);
    }

    [Fact]
    public void AnOrderThatNothingIsKnownOfIsLeftOverUntilSomethingIs()
    {
        foreach (var id in new[] { "A", "B", "C" })
        {
            _report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = id });
        }

        _report.Add(Receipt("A", Outcomes.Created));
        _report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = "B", ServiceStatus = "Complete" });
        _report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = "A" });
        Assert.Equal([ReportKind.Created, null, ReportKind.LeftOver], _report.Rows.Select(row => row.Kind));
        Assert.Equal([("C", "")], Assert.Single(_report.Problems()).Cases);
    }

    [Fact]
    public void SkippedOrdersAreCountedByReasonUntilTheyAreSent()
    {
        _report.Add(new SkippedOrder { SellerFulfillmentOrderId = "A", SkipReason = SkipReason.Unpaid });
        _report.Add(new SkippedOrder { SellerFulfillmentOrderId = "B", SkipReason = SkipReason.Unpaid });
        _report.Add(new SkippedOrder { SellerFulfillmentOrderId = "A", SkipReason = SkipReason.Unpaid });
        _report.Add(Receipt("B", Outcomes.Created));
        Assert.Equal(1, _report.SkipReasons[nameof(SkipReason.Unpaid)]);
        Assert.Equal([ReportKind.Skipped, ReportKind.Created], _report.Rows.Select(row => row.Kind!.Value));
    }

    [Fact]
    public void EachDeadStateAndAHoldThatEndsIsAProblem()
    {
        foreach (var status in new[] { "Invalid", "UNFULFILLABLE", "Cancelled", "COMPLETE_PARTIAL", "Complete", "Planning" })
        {
            _report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = status, ServiceStatus = status });
        }

        _report.Add(Held("soon", 13));
        _report.Add(Held("later", 11));
        Assert.Equal(
            ["Cancelled", "CompletePartialled", "HoldExpires", "Invalid", "Unfulfillable"],
            _report.Problems().Select(problem => problem.Advice.Code).Order(StringComparer.Ordinal));
        Assert.Equal(["soon"], _report.Problems().Single(problem => problem.Advice.Code == "HoldExpires").Cases.Select(entry => entry.Id));
    }

    [Fact]
    public void AnOrderThatTheRunCancelledIsNoProblem()
    {
        _report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = "A", ServiceStatus = "Cancelled" });
        Assert.Equal("Cancelled", Assert.Single(_report.Problems()).Advice.Code);
        _report.Add(new CancelReceipt { SellerFulfillmentOrderId = "A", Outcome = Outcomes.Cancelled });
        Assert.Empty(_report.Problems());
    }

    [Fact]
    public void TheCostIsThatOfTheSpeedThatWasChosen()
    {
        _report.Add(Preview("A", "Standard", 5));
        _report.Add(Preview("A", "Expedited", 9));
        Assert.Null(_report.Rows[0].Cost);
        Assert.Equal("Standard 5.00 USD, Expedited 9.00 USD", _report.Rows[0].CostText);
        _report.Add(new FulfillmentOrder { SellerFulfillmentOrderId = "A", ShippingSpeedCategory = "expedited" });
        Assert.Equal("9.00 USD", _report.Rows[0].CostText);
    }

    [Fact]
    public void AParcelIsToldOnceAndOnlyWithANumber()
    {
        var order = new FulfillmentOrder
        {
            SellerFulfillmentOrderId = "A",
            ServiceStatus = "Complete",
            Shipments =
            [
                new FulfillmentShipment
                {
                    AmazonShipmentId = "D1",
                    Packages =
                    [
                        new FulfillmentShipmentPackage { PackageNumber = 1, TrackingNumber = "1Z1", CarrierCode = "UPS" },
                        new FulfillmentShipmentPackage { PackageNumber = 2 },
                    ],
                },
            ],
        };
        _report.Add(order);
        _report.Add(order);
        Assert.Equal("1Z1", Assert.Single(_report.Parcels).TrackingNumber);
        Assert.Equal(1, _report.Rows[0].Parcels);
    }

    [Fact]
    public void TheRateIsThatOfCreates()
    {
        _report.Add(new QuotaStatus { Operation = "getFulfillmentOrder", Rate = 7 });
        Assert.Null(_report.Rate);
        _report.Add(new QuotaStatus { Operation = "createFulfillmentOrder", Rate = 4 });
        _report.Add(new QuotaStatus { Operation = "createFulfillmentReturn", Rate = 9 });
        Assert.Equal(4, _report.Rate);
    }

    private static OrderReceipt Receipt(string id, string outcome) =>
        new() { SellerFulfillmentOrderId = id, Outcome = outcome, ConfirmedBy = ConfirmedBy.Answer, Session = "US", Finished = s_now };

    private static ReportError Error(string? target, ReportKind kind) => new(ReportOperation.Create, kind, s_advice, target, "It is wrong.");

    private static FulfillmentOrder Held(string id, int days) => new()
    {
        SellerFulfillmentOrderId = id, ServiceStatus = "Planning", Action = "Hold", ReceivedDate = s_now.AddDays(-days),
    };

    private static FulfillmentPreview Preview(string id, string speed, decimal fee) => new()
    {
        SellerFulfillmentOrderId = id, ShippingSpeedCategory = speed, TotalFee = new Money { CurrencyCode = "USD", Value = fee },
    };
}
