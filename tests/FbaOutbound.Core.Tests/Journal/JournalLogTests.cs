using System;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using FbaOutbound.Testing;
using Xunit;

namespace FbaOutbound.Core.Tests.Journal;

public sealed class JournalLogTests
{
    [Fact]
    public async Task AChangeThatIsAskedAboutAgainAtOnceIsWrittenOnceAndOneThatWaitedIsWrittenAnew()
    {
        var clock = new ManualTimeProvider();
        using var store = new MemoryJournal();
        var key = new JournalKey(JournalOperations.Create, "A-1");
        await store.ClaimAsync(key, default);
        var log = new JournalLog(
            new RecordingLog(),
            store,
            key,
            new JournalEntry { State = JournalState.Sent, ApiVersion = "2020-07-01", Content = new JournalContent("a", "b") },
            clock);

        await log.SendingAsync(isRead: false, default);
        await log.SendingAsync(isRead: false, default);
        Assert.Equal((1, clock.GetUtcNow()), (log.Entry.Sends, log.Entry.LastSent));

        // Whoever reads the entry after a crash reckons from when the change left.
        clock.Advance(TimeSpan.FromSeconds(1));
        await log.SendingAsync(isRead: false, default);
        Assert.Equal(
            (2, clock.GetUtcNow(), clock.GetUtcNow() - TimeSpan.FromSeconds(1)),
            (log.Entry.Sends, log.Entry.LastSent, log.Entry.FirstSent));
        Assert.Equal(store.Entries[key], log.Entry);
    }
}
