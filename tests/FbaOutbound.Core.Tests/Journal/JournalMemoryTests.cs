using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using FbaOutbound.Journal;
using Xunit;
using Xunit.Abstractions;

namespace FbaOutbound.Core.Tests.Journal;

[Collection(LiveHeap.Collection)]
public sealed class JournalMemoryTests(ITestOutputHelper output)
{
    // Long runs have long journals. The figures are printed; what is held is that they do not grow with what an entry holds.
    [Fact]
    public async Task AJournalOfManyOrdersIsReadInLittleMemory()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("FBA_JOURNAL_ORDERS"), out var asked) ? asked : 4_000;
        var disk = new MemoryStream();
        var watch = Stopwatch.StartNew();
        using (var store = FileJournalStore.Open("memory", JournalFiles.Owner, disk, _ => { }))
        {
            foreach (var chunk in Enumerable.Range(0, count).Chunk(64))
            {
                await Task.WhenAll(chunk.Select(async number =>
                {
                    await store.ClaimAsync(JournalFiles.Key(number), default);
                    await store.WriteAsync(JournalFiles.Key(number), JournalFiles.Entry(), default);
                    await store.WriteAsync(JournalFiles.Key(number), JournalFiles.Entry(JournalState.Done), default);
                    await store.ReleaseAsync(JournalFiles.Key(number));
                }));
            }
        }

        var bytes = disk.ToArray();
        output.WriteLine(
            $"{count} orders written in {watch.ElapsedMilliseconds} ms: {bytes.Length} bytes, {bytes.Length / count} per order");
        var again = new MemoryStream(bytes);
        var before = LiveHeap.Bytes();
        watch.Restart();
        using var read = FileJournalStore.Open("memory", JournalFiles.Owner, again, _ => { });
        output.WriteLine($"read in {watch.ElapsedMilliseconds} ms");
        var kept = LiveHeap.Bytes() - before;
        output.WriteLine($"{kept} bytes kept, {kept / count} per order");

        Assert.Equal(JournalFiles.Entry(JournalState.Done), (await read.ClaimAsync(JournalFiles.Key(count - 1), default)).Earlier);
        Assert.InRange(kept / count, 0, 200);
    }
}
