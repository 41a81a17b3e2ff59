using System;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Journal;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Journal;

public sealed class JournalGateTests
{
    [Fact]
    public async Task AChangeThatIsAskedAboutAgainAtOnceIsWrittenOnceAndOneThatWaitedIsWrittenAnew()
    {
        var clock = new ManualTimeProvider();
        using var store = new MemoryJournal();
        var key = new JournalKey(JournalOperations.Create, "A-1");
        await store.ClaimAsync(key, default);
        var gate = new JournalGate(
            CallGate.Open,
            store,
            key,
            new JournalEntry { State = JournalState.Sent, ApiVersion = "2020-07-01", Content = new JournalContent("a", "b") },
            clock);

        await gate.PassAsync(isRead: false, default);
        await gate.PassAsync(isRead: false, default);
        Assert.Equal((1, clock.GetUtcNow()), (gate.Entry.Sends, gate.Entry.LastSent));

        // Whoever reads the entry after a crash reckons from when the change left.
        clock.Advance(TimeSpan.FromSeconds(1));
        await gate.PassAsync(isRead: false, default);
        Assert.Equal(
            (2, clock.GetUtcNow(), clock.GetUtcNow() - TimeSpan.FromSeconds(1)),
            (gate.Entry.Sends, gate.Entry.LastSent, gate.Entry.FirstSent));
        Assert.Equal(store.Entries[key], gate.Entry);
    }
}
