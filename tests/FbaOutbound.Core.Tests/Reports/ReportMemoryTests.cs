using System;
using System.IO;
using FbaOutbound.Orders;
using FbaOutbound.Reports;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Reports;

[Collection(LiveHeap.Collection)]
public sealed class ReportMemoryTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 14, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AHundredThousandReceiptsTakeModerateMemory()
    {
        var report = new RunReport(new ManualTimeProvider(s_now));
        var before = LiveHeap.Bytes();
        for (var at = 0; at < 100_000; at++)
        {
            report.Add(new OrderReceipt
            {
                SellerFulfillmentOrderId = $"SHOP-{at}", Outcome = Outcomes.Created, ConfirmedBy = ConfirmedBy.Answer, Session = "US",
                Finished = s_now.AddSeconds(at / 2),
            });
        }

        var kept = LiveHeap.Bytes() - before;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        new ReportPage(report, "Orders", 2).Write(Stream.Null);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.InRange(kept, 1, 60_000_000);
        Assert.InRange(allocated, 1, 120_000_000);
        GC.KeepAlive(report);
    }
}
