using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using FbaOutbound.Stores;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Stores;

public sealed class FileQuotaStoreTests : IDisposable
{
    private static readonly QuotaKey s_key = new("account", "host", "1", "operation");
    private static readonly UsagePlan s_plan = new(2, 30);
    private static readonly long s_second = TimeSpan.TicksPerSecond;

    private readonly ManualTimeProvider _clock = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fba");

    private string FilePath => Path.Combine(_folder.FullName, "quotas");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task ProcessesShareABucketAndSeeEachOtherForHalfAMinute()
    {
        using var first = Open();
        using var second = Open();
        for (var i = 0; i < 14; i++)
        {
            Assert.Equal(TimeSpan.Zero, (await ReserveAsync(first)).Wait);
            Assert.Equal((TimeSpan.Zero, 2), ((await ReserveAsync(second)).Wait, (await ReserveAsync(second)).Processes));
            _clock.Advance(TimeSpan.FromSeconds(0.5));
        }

        await ReserveAsync(first);
        _clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(1, (await ReserveAsync(second)).Processes);
    }

    [Theory]
    [InlineData("\nMy notes")]
    [InlineData("FbaOutbound\nMy notes")]
    [InlineData("FbaOutbound quotas 2 x\n")]
    public async Task AnotherKindOfFileIsLeftAsItIs(string content)
    {
        await File.WriteAllTextAsync(FilePath, content);
        Assert.Throws<QuotaStoreException>(Open);
        Assert.Equal(content, await File.ReadAllTextAsync(FilePath));
    }

    [Fact]
    public async Task WhatIsReportedIsThereForTheOthers()
    {
        using var first = Open();
        using var second = Open();
        await first.TellAsync(s_key, s_plan, new QuotaNews { Rate = 20, Pause = TimeSpan.FromSeconds(7) }, default);
        var reservation = await ReserveAsync(second);
        Assert.Equal((20.0, TimeSpan.FromSeconds(7)), (reservation.Rate, reservation.Wait));
        Assert.Equal(TimeSpan.Zero, (await second.ReserveAsync(s_key with { Bucket = "other" }, s_plan, default)).Wait);
    }

    [Fact]
    public async Task TheFileHoldsNoNamesAndIsItsOwnersAlone()
    {
        using var store = Open();
        await ReserveAsync(store);
        var text = await File.ReadAllTextAsync(FilePath);
        Assert.All(new[] { s_key.Account, s_key.Host, s_key.Bucket }, word => Assert.DoesNotContain(word, text, StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }

    [Theory]
    [InlineData("SellerFulfillmentOrderId,SellerSku\nA-1,SKU-1\n")]
    [InlineData("FbaOutbound quotas 2 0123\nmore than this version knows")]
    [InlineData("{}")]
    public void AnotherKindOfFileIsRefusedAndLeftAsItIs(string text)
    {
        File.WriteAllText(FilePath, text);
        var refused = Assert.Throws<QuotaStoreException>(Open);
        Assert.Contains("was not changed", refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(FilePath));
    }

    [Fact]
    public void AFolderThatIsNotThereIsRefused() =>
        Assert.Throws<QuotaStoreException>(() => FileQuotaStore.Open(Path.Combine(_folder.FullName, "no", "quotas"), _clock));

    [Fact]
    public async Task AFileThatWasCutOffOrChangedAnywhereHoldsEmptyBuckets()
    {
        using (var store = Open())
        {
            await ReserveAsync(store);
        }

        var whole = await File.ReadAllBytesAsync(FilePath);
        for (var length = 0; length < whole.Length; length += 7)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length]);
            await BucketIsEmptyAsync();
        }

        for (var place = 21; place < whole.Length; place += 7)
        {
            var changed = whole.ToArray();
            changed[place] ^= 1;
            await File.WriteAllBytesAsync(FilePath, changed);
            await BucketIsEmptyAsync();
        }
    }

    [Fact]
    public async Task AFileThatVanishesIsMissedOnceAndComesBackWithEmptyBuckets()
    {
        using var store = Open();
        await ReserveAsync(store);
        File.Delete(FilePath);
        await Assert.ThrowsAsync<QuotaStoreException>(() => ReserveAsync(store));
        Assert.False(File.Exists(FilePath));
        Assert.True((await ReserveAsync(store)).Wait > TimeSpan.Zero);
        Assert.True((await store.ReserveAsync(s_key with { Bucket = "other" }, s_plan, default)).Wait > TimeSpan.Zero);
    }

    [Fact]
    public async Task AFileThatSomebodyHoldsIsWaitedForAndThenReported()
    {
        using var store = FileQuotaStore.Open(FilePath, TimeProvider.System);
        Task<QuotaReservation> held;
        using (new FileStream(FilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            held = ReserveAsync(store);
            await Assert.ThrowsAsync<QuotaStoreException>(() => held);
            held = ReserveAsync(store);
        }

        await held;
    }

    [Fact]
    public void AStepContinuesFromTheOneBeforeByTheUptime()
    {
        var bytes = Drain(uptime: 1000 * s_second, utc: 0);
        Assert.Equal(0.25, Wait(bytes, 1000.25, 0.25), 2);
        Assert.True(Wait(bytes, 1002, 2) <= 0);
    }

    [Theory]
    [InlineData(5, 100)] // The machine was started again.
    [InlineData(1000, -86_400)] // The system's clock was set back ...
    [InlineData(1000, 86_400)] // ... or forward.
    [InlineData(900_000, 0)] // A container has an uptime of its own, ...
    [InlineData(0, 0)] // ... an earlier one, too.
    [InlineData(900_000, -5)]
    public void NoClockThatJumpsFillsABucket(double uptime, double utc) =>
        Assert.InRange(Wait(Drain(uptime: 1000 * s_second, utc: 0), uptime, utc), 0.49, 0.51);

    [Fact]
    public async Task ManyTasksOfTwoProcessesLoseNoStep()
    {
        using var first = FileQuotaStore.Open(FilePath, TimeProvider.System);
        using var second = FileQuotaStore.Open(FilePath, TimeProvider.System);
        var plan = new UsagePlan(0.01, 1000);
        await Task.WhenAll(
            Enumerable.Range(0, 200).Select(
                i => Task.Run(() => (i % 2 == 0 ? first : second).ReserveAsync(s_key, plan, CancellationToken.None))));

        // The debt counts them all.
        var debt = (await first.ReserveAsync(s_key, plan, default)).Debt;
        Assert.Equal(201, debt.TotalSeconds / TimeSpan.FromTicks(Gcra.Interval(0.01)).TotalSeconds, 1);
    }

    // A bucket from which the last token was just taken.
    private static byte[] Drain(long uptime, long utc)
    {
        var file = QuotaFile.Read([], uptime, utc, isNew: true)!;
        file.Tell(s_key, s_plan, new QuotaNews { IsEmpty = true });
        return file.Write();
    }

    private static double Wait(byte[] bytes, double uptime, double utc) =>
        QuotaFile.Read(
            bytes, (long)(uptime * s_second), (long)(utc * s_second), isNew: false)!.Reserve(s_key, s_plan, "1").Wait.TotalSeconds;

    private async Task BucketIsEmptyAsync()
    {
        using var store = Open();
        Assert.True((await ReserveAsync(store)).Wait > TimeSpan.FromSeconds(0.4));
    }

    private static Task<QuotaReservation> ReserveAsync(FileQuotaStore store) => store.ReserveAsync(s_key, s_plan, default);

    private FileQuotaStore Open() => FileQuotaStore.Open(FilePath, _clock);
}
