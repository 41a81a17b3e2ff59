using System;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using Xunit;

namespace FbaOutbound.Core.Tests.Http;

public sealed class SharedWorkTests
{
    private static readonly AsyncLocal<string?> s_local = new();

    [Fact]
    public async Task NothingOfTheCallFlowsIntoIt()
    {
        s_local.Value = "the call's";
        using var log = CallLog.Use(new RecordingLog());
        using var gate = CallGate.Use(new ClosedGate());
        var seen = SharedWork.Begin(async () =>
        {
            var before = (s_local.Value, CallLog.Current, CallGate.Current);
            await Task.Yield();
            return (before, After: (s_local.Value, CallLog.Current, CallGate.Current), Started: await Task.Run(() => s_local.Value));
        });
        Assert.Equal(((null, CallLog.None, CallGate.Open), (null, CallLog.None, CallGate.Open), null), await seen);
        Assert.Equal("the call's", s_local.Value);
    }

    [Fact]
    public async Task ATimerOfItFiresOutsideOfTheCall()
    {
        s_local.Value = "the call's";
        var fired = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = SharedWork.Begin(
            () => TimeProvider.System.CreateTimer(_ => fired.TrySetResult(s_local.Value), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan));
        Assert.Null(await fired.Task);
    }

    [Fact]
    public void ItsFaultIsThrown() =>
        Assert.Throws<InvalidTimeZoneException>(() => SharedWork.Begin<int>(() => throw new InvalidTimeZoneException()));

    private sealed class ClosedGate : ICallGate
    {
        public PastSends PastSends => PastSends.None;

        public ValueTask PassAsync(bool isRead, CancellationToken cancellationToken) => throw new OperationCanceledException();

        public Task ParkAsync(Func<Task> wait) => throw new OperationCanceledException();
    }
}
