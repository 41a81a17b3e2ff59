using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Quota;
using FbaOutbound.Testing;

namespace FbaOutbound.Core.Tests.Quota;

/// <summary>How a store answers.</summary>
internal enum StoreMood
{
    Works,
    Fails,
    Hangs,
}

/// <summary>The buckets that the stores of several processes show.</summary>
internal sealed class FakeDatabase(ManualTimeProvider clock)
{
    private readonly Dictionary<QuotaKey, StoredBucket> _buckets = [];

    public ManualTimeProvider Clock => clock;

    public StoreMood Mood { get; set; }

    public int Processes { get; set; } = 1;

    public int Reserved { get; private set; }

    public List<QuotaNews> News { get; } = [];

    public QuotaReservation Reserve(QuotaKey key, UsagePlan plan)
    {
        Reserved++;
        (_buckets[key], var reservation) = Find(key, plan).Reserve(Now, plan.Burst, Processes);
        return reservation;
    }

    public void Tell(QuotaKey key, UsagePlan plan, QuotaNews news)
    {
        News.Add(news);
        _buckets[key] = Find(key, plan).With(news, Now, plan.Burst);
    }

    private long Now => clock.GetTimestamp();

    private StoredBucket Find(QuotaKey key, UsagePlan plan) =>
        _buckets.TryGetValue(key, out var bucket) ? bucket : StoredBucket.Full(plan.Rate);
}

/// <summary>One process's way to the buckets, which takes some time each way.</summary>
internal sealed class FakeQuotaStore(FakeDatabase database, Func<TimeSpan>? delay = null) : IQuotaStore
{
    public string Name => "the test's store";

    public bool IsDisposed { get; private set; }

    public Task<QuotaReservation> ReserveAsync(QuotaKey key, UsagePlan plan, CancellationToken cancellationToken) =>
        StepAsync(() => database.Reserve(key, plan), cancellationToken);

    public Task TellAsync(QuotaKey key, UsagePlan plan, QuotaNews news, CancellationToken cancellationToken) =>
        StepAsync(
            () =>
            {
                database.Tell(key, plan, news);
                return true;
            },
            cancellationToken);

    public void Dispose() => IsDisposed = true;

    private async Task<T> StepAsync<T>(Func<T> step, CancellationToken cancellationToken)
    {
        await WayAsync();
        if (database.Mood == StoreMood.Fails)
        {
            throw new QuotaStoreException("it is switched off.");
        }

        if (database.Mood == StoreMood.Hangs)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        }

        var result = step();
        await WayAsync();
        return result;
    }

    private Task WayAsync() => delay is null ? Task.CompletedTask : Task.Delay(delay(), database.Clock);
}
