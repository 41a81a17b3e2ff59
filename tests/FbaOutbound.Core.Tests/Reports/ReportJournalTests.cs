using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Journal;
using FbaOutbound.Journal;
using FbaOutbound.Orders;
using FbaOutbound.Reports;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Reports;

public sealed class ReportJournalTests : IDisposable
{
    private static readonly DateTimeOffset s_time = new(2026, 5, 14, 9, 0, 0, TimeSpan.Zero);

    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("fba-report-").FullName, "orders.journal");
    private readonly RunReport _report = new(new ManualTimeProvider());

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public async Task EachStateOfAChangeIsToldByItsLastLine()
    {
        await WriteAsync(
            (JournalOperations.Create, "done", Entry(JournalState.Sent)),
            (JournalOperations.Create, "done", Entry(JournalState.Done) with { Outcome = Outcomes.Created }),
            (JournalOperations.Create, "existed", Entry(JournalState.Done) with { Outcome = Outcomes.AlreadyExisted }),
            (JournalOperations.Create, "stopped", Entry(JournalState.Done) with { Outcome = Outcomes.CancelRequested }),
            (JournalOperations.Create, "sent", Entry(JournalState.Sent)),
            (JournalOperations.Create, "refused", Entry(JournalState.NotDone) with { Outcome = nameof(RequestOutcome.Refused) }),
            (JournalOperations.Create, "throttled", Entry(JournalState.NotDone) with { Outcome = nameof(RequestOutcome.NotTaken) }),
            (JournalOperations.Create, "never sent", Entry(JournalState.NotDone) with { LastSent = null, FirstSent = null }),
            (JournalOperations.Cancel, "stopped", Entry(JournalState.Done) with { Outcome = Outcomes.Cancelled }),
            (JournalOperations.Goods, "0123", Entry(JournalState.Done)),
            (JournalOperations.Import, "done", Entry(JournalState.Done)),
            (JournalOperations.Shop, "shop", Entry(JournalState.Done)));
        ReportJournal.AddTo(_report, _path);
        Assert.Equal(
            [
                ("done", ReportKind.Created), ("existed", ReportKind.Existed), ("stopped", ReportKind.Created), ("sent", ReportKind.Unknown),
                ("refused", ReportKind.Refused), ("throttled", ReportKind.LeftOver), ("never sent", ReportKind.LeftOver),
                ("stopped", ReportKind.Changed),
            ],
            _report.Rows.Select(row => (row.Id, row.Kind!.Value)));
        Assert.Equal(s_time, _report.Rows[0].Time);
        Assert.Equal(["2020-07-01"], _report.ApiVersions);
        Assert.Equal(
            ["Uncertain", "RefusedEarlier", "NotSent"], _report.Problems().Select(problem => problem.Advice.Code));
    }

    [Fact]
    public async Task ReceiptsAndErrorsSayMoreThanTheJournalWhichKnowsTheTime()
    {
        await WriteAsync(
            (JournalOperations.Create, "A", Entry(JournalState.NotDone) with { Outcome = nameof(RequestOutcome.Refused) }),
            (JournalOperations.Create, "B", Entry(JournalState.Done) with { Outcome = Outcomes.Created }));
        _report.Add(new ReportError(
            ReportOperation.Create, ReportKind.Refused, new ReportAdvice("RequestRefused", "", ""), "A", "The SKU is wrong."));
        _report.Add(new ReportError(
            ReportOperation.Create, ReportKind.Refused, new ReportAdvice("RequestRefused", "", ""), "B", "The SKU is wrong."));
        ReportJournal.AddTo(_report, _path);
        Assert.Equal(("The SKU is wrong.", s_time), (_report.Rows[0].Detail, _report.Rows[0].Time!.Value));
        Assert.Equal(ReportKind.Created, _report.Rows[1].Kind);
    }

    [Fact]
    public async Task TheJournalIsReadAsItIs()
    {
        await WriteAsync((JournalOperations.Create, "A", Entry(JournalState.Sent)), (JournalOperations.Create, "B", Entry(JournalState.Sent)));
        var whole = await File.ReadAllBytesAsync(_path);
        var torn = whole[..^10];
        await File.WriteAllBytesAsync(_path, torn);
        ReportJournal.AddTo(_report, _path);
        Assert.Equal("A", Assert.Single(_report.Rows).Id);
        Assert.Equal(torn, await File.ReadAllBytesAsync(_path));
    }

    [Fact]
    public void AJournalInUseAMissingOneAndAnotherFileAreErrors()
    {
        Assert.Equal(JournalProblem.Unusable, Problem());
        using (FileJournalStore.Open(_path, JournalFiles.Owner))
        {
            Assert.Equal(JournalProblem.InUse, Problem());
        }

        File.WriteAllText(_path, "SellerFulfillmentOrderId,SellerSku\nA,MUG\n");
        Assert.Equal(JournalProblem.Damaged, Problem());
        File.Delete(_path);
        Directory.CreateDirectory(_path);
        Assert.Equal(JournalProblem.Unusable, Problem());
        Directory.Delete(_path);

        JournalProblem Problem() => Assert.Throws<JournalException>(() => ReportJournal.AddTo(_report, _path)).Problem;
    }

    private static JournalEntry Entry(JournalState state) => new()
    {
        State = state, ApiVersion = "2020-07-01", Content = new JournalContent("e", "r"), FirstSent = s_time, LastSent = s_time, Sends = 1,
    };

    private async Task WriteAsync(params (string Operation, string Id, JournalEntry Entry)[] entries)
    {
        using var store = FileJournalStore.Open(_path, JournalFiles.Owner);
        foreach (var (operation, id, entry) in entries)
        {
            var key = new JournalKey(operation, id);
            await store.ClaimAsync(key, CancellationToken.None);
            await store.WriteAsync(key, entry, CancellationToken.None);
            await store.ReleaseAsync(key);
        }
    }
}
