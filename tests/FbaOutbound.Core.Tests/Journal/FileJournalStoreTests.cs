using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Journal;
using Xunit;

namespace FbaOutbound.Core.Tests.Journal;

public sealed class FileJournalStoreTests : IDisposable
{
    private readonly JournalFiles _files = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task WhatWasWrittenIsKeptWhenTheFileIsOpenedAgainAndTheLastEntryCounts()
    {
        using (var store = _files.Open())
        {
            await WriteAsync(store, 1, JournalFiles.Entry());
            await WriteAsync(store, 2, JournalFiles.Entry());
            await WriteAsync(store, 1, JournalFiles.Entry(JournalState.Done));
        }

        using var again = _files.Open();
        Assert.Equal(new JournalClaim(true, JournalFiles.Entry(JournalState.Done)), await again.ClaimAsync(JournalFiles.Key(1), default));
        Assert.Equal(new JournalClaim(true, JournalFiles.Entry()), await again.ClaimAsync(JournalFiles.Key(2), default));
        Assert.Equal(new JournalClaim(true, null), await again.ClaimAsync(JournalFiles.Key(3), default));
        Assert.Equal(
            new JournalClaim(true, null),
            await again.ClaimAsync(JournalFiles.Key(1) with { Operation = JournalOperations.Cancel }, default));
    }

    [Fact]
    public async Task WhatEarlierRunsSentIsKnownByOperation()
    {
        var first = JournalFiles.Entry();
        var second = first with { LastSent = first.LastSent!.Value.AddSeconds(-1) };
        using (var store = _files.Open())
        {
            await WriteAsync(store, 1, first);
            await WriteAsync(store, 1, first with { State = JournalState.Done });
            await WriteAsync(store, 2, second);
            Assert.Same(PastSends.None, store.SendsOf(JournalOperations.Create));
        }

        using var again = _files.Open();
        var sends = again.SendsOf(JournalOperations.Create);
        Assert.Equal([second.LastSent!.Value, first.LastSent!.Value], sends.Times);
        Assert.True(sends.IsWhole);
        Assert.Same(PastSends.None, again.SendsOf(JournalOperations.Cancel));
    }

    [Fact]
    public void OfALongJournalTheLastSendsAreKept()
    {
        var history = new SendHistory();
        var first = JournalFiles.Entry();
        for (var i = 0; i <= SendHistory.Most; i++)
        {
            history.Add(JournalFiles.Key(i), first with { LastSent = first.LastSent!.Value.AddSeconds(i) });
        }

        var sends = history.ToSends()[JournalOperations.Create];
        Assert.False(sends.IsWhole);
        Assert.Equal((SendHistory.Most, first.LastSent!.Value.AddSeconds(1)), (sends.Times.Count, sends.Times[0]));
    }

    [Fact]
    public async Task EveryLineIsAJsonObject()
    {
        using (var store = _files.Open())
        {
            await WriteAsync(store, 1, JournalFiles.Entry(JournalState.Done));
        }

        Assert.All(File.ReadAllLines(_files.Path), line => System.Text.Json.JsonDocument.Parse(line).Dispose());
    }

    [Theory]
    [InlineData(40, "an image that begins with zeros")]
    [InlineData(5000, "")]
    public void AFileOfZerosIsNoJournalUnlessAHeaderCanHaveBeenThere(int zeros, string rest)
    {
        byte[] content = [.. new byte[zeros], .. Encoding.ASCII.GetBytes(rest)];
        File.WriteAllBytes(_files.Path, content);
        Assert.Equal(JournalProblem.Damaged, Assert.Throws<JournalException>(() => _files.Open()).Problem);
        Assert.Equal(content, File.ReadAllBytes(_files.Path));
    }

    [Theory]
    [InlineData("\"state\":\"7\"")]
    [InlineData("\"state\":\"sent\"")]
    [InlineData("\"state\":\"Sent\",\"first\":\"0001-01-01T00:00:00.0000000Z\"")]
    [InlineData("\"state\":\"Sent\",\"last\":\"9999-12-31T23:59:59.0000000Z\"")]
    public void AnEntryThatNobodyWritesIsNone(string members)
    {
        static byte[] Line(string part) =>
            Encoding.UTF8.GetBytes($$"""{"op":"create","id":"J-1",{{part}},"api":"2020-07-01","content":"a","rest":"b","sends":1}""");
        Assert.NotNull(JournalLine.ReadEntry(Line("\"state\":\"Sent\"")));
        Assert.Null(JournalLine.ReadEntry(Line(members)));
    }

    [Fact]
    public async Task AnEntryIsOnTheDiskBeforeItsWriterContinues()
    {
        var durable = 0;
        var stream = new MemoryStream();
        using var store = FileJournalStore.Open("memory", JournalFiles.Owner, stream, file => durable = (int)file.Length);

        await WriteAsync(store, 1, JournalFiles.Entry());

        Assert.Contains("\"J-00001\"", Encoding.UTF8.GetString(stream.ToArray(), 0, durable), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntriesThatWaitTogetherAreFlushedTogetherInTheirOrderAndWithinAPage()
    {
        var flushed = new List<long> { 0 };
        var first = new TaskCompletionSource();
        var held = new TaskCompletionSource();
        var stream = new MemoryStream();
        using var store = FileJournalStore.Open("memory", JournalFiles.Owner, stream, file =>
        {
            flushed.Add(file.Length);
            if (flushed.Count == 3)
            {
                first.SetResult();
                held.Task.Wait();
            }
        });

        var writes = new List<Task> { WriteAsync(store, 0, JournalFiles.Entry()) };
        await first.Task;
        writes.AddRange(Enumerable.Range(1, 40).Select(number => WriteAsync(store, number, JournalFiles.Entry())));
        held.SetResult();
        await Task.WhenAll(writes);

        var ids = Encoding.UTF8.GetString(stream.ToArray()).Split('\n').Skip(1).SkipLast(1)
            .Select(line => JournalLine.ReadEntry(Encoding.UTF8.GetBytes(line))!.Value.Key.Id);
        Assert.Equal(Enumerable.Range(0, 41).Select(number => JournalFiles.Key(number).Id), ids);
        Assert.InRange(flushed.Count, 5, 15);
        foreach (var (from, to) in flushed.Skip(2).Zip(flushed.Skip(3)))
        {
            var lines = Encoding.UTF8.GetString(stream.ToArray(), (int)from, (int)(to - from)).Count(letter => letter == '\n');
            Assert.True(
                lines == 1 || from / FileJournalStore.PageLength == (to - 1) / FileJournalStore.PageLength,
                $"{lines} lines from {from} to {to}");
        }
    }

    [Fact]
    public async Task AKeyIsHeldByOneAndWaitedForByOthers()
    {
        using var store = _files.Open();
        Assert.True((await store.ClaimAsync(JournalFiles.Key(1), default)).IsGranted);
        Assert.False((await store.ClaimAsync(JournalFiles.Key(1), default)).IsGranted);
        var wait = store.WaitAsync(JournalFiles.Key(1), default);
        Assert.False(wait.IsCompleted);

        await store.WriteAsync(JournalFiles.Key(1), JournalFiles.Entry(), default);
        await store.ReleaseAsync(JournalFiles.Key(1));
        await wait;

        Assert.Equal(JournalFiles.Entry(), (await store.ClaimAsync(JournalFiles.Key(1), default)).Earlier);
        await Assert.ThrowsAsync<JournalClaimLostException>(() => store.WriteAsync(JournalFiles.Key(2), JournalFiles.Entry(), default));
    }

    [Fact]
    public void ASecondWriterOfTheSameProcessIsRefusedAndNoneAfterTheFirstHasClosed()
    {
        using (_files.Open())
        {
            Fails(JournalProblem.InUse, "in use by another run");
        }

        _files.Open().Dispose();
    }

    [Fact]
    public void ANewFileIsItsOwnersAlone()
    {
        _files.Open().Dispose();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(_files.Path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public async Task ATornLastLineIsCutOffWithAWarning()
    {
        await FillAsync(3);
        File.AppendAllText(_files.Path, "{\"op\":\"create\",\"id\":\"J-0");

        await HoldsAsync(3);

        Assert.Contains("was incomplete", Assert.Single(_log.Warnings), StringComparison.Ordinal);
        await HoldsAsync(3);
        Assert.Single(_log.Warnings);
    }

    [Fact]
    public async Task ZerosAfterAPowerLossAreCutOff()
    {
        await FillAsync(3);
        using (var file = File.OpenWrite(_files.Path))
        {
            file.SetLength(file.Length + 900);
            file.Position = file.Length;
            file.Write("\",\"sends\":1}\n"u8);
        }

        await HoldsAsync(3);
    }

    [Fact]
    public async Task ALastLineWithAWrongChecksumIsCutOff()
    {
        await FillAsync(3);
        Change(line: 3, text => text.Replace("Sent", "Done", StringComparison.Ordinal));

        await HoldsAsync(2);
    }

    public static TheoryData<string, Func<string[], string[]>, int> Damages => new()
    {
        { "a changed state", lines => [.. lines[..1], lines[1].Replace("Sent", "Done", StringComparison.Ordinal), .. lines[2..]], 2 },
        { "a missing line", lines => [.. lines[..2], .. lines[3..]], 3 },
        { "two lines in another order", lines => [lines[0], lines[2], lines[1], .. lines[3..]], 2 },
        { "a line twice", lines => [.. lines[..2], .. lines[1..]], 3 },
        { "a line of another file", lines => [.. lines[..2], lines[2][..^5] + "00\"}", .. lines[2..]], 3 },
        { "an empty line", lines => [.. lines[..2], "", .. lines[2..]], 3 },
        { "a changed first line", lines => [lines[0].Replace("account-1", "account-2", StringComparison.Ordinal), .. lines[1..]], 0 },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task DamageBeforeTheLastLineIsRefusedAndNamed(string what, Func<string[], string[]> damage, int line)
    {
        await FillAsync(20);
        var before = File.ReadAllLines(_files.Path);
        File.WriteAllText(_files.Path, string.Join("\n", damage(before)) + "\n");
        var length = new FileInfo(_files.Path).Length;

        if (line == 0)
        {
            Fails(JournalProblem.OtherAccount, "another account");
        }
        else
        {
            Fails(JournalProblem.Damaged, $"line {line} ");
        }

        Assert.True(length == new FileInfo(_files.Path).Length, what);
    }

    [Fact]
    public async Task AChangedFirstLineOfTheRightAccountIsNoJournalAndIsNotMadeOne()
    {
        await FillAsync(3);
        Change(line: 0, text => text.Replace("\"sum\":\"", "\"sum\":\"0", StringComparison.Ordinal));
        var before = File.ReadAllText(_files.Path);

        Fails(JournalProblem.Damaged, "is not a journal");

        Assert.Equal(before, File.ReadAllText(_files.Path));
    }

    [Theory]
    [InlineData("SellerFulfillmentOrderId,SellerSku\nA-1,MUG\n")]
    [InlineData("SellerFulfillmentOrderId")]
    [InlineData("{\"format\":\"Another\"}\n")]
    [InlineData("{}\n")]
    [InlineData("\n")]
    public void AnotherFileIsRefusedAndLeftAsItIs(string content)
    {
        File.WriteAllText(_files.Path, content);

        Fails(JournalProblem.Damaged, "is not a journal");

        Assert.Equal(content, File.ReadAllText(_files.Path));
    }

    [Fact]
    public void ANewerFormatIsRefusedWhateverItsChecksum()
    {
        File.WriteAllText(_files.Path, "{\"format\":\"FbaOutbound.Journal\",\"version\":2,\"new\":true}\n");

        Fails(JournalProblem.NewerFormat, "Update the module");
    }

    [Fact]
    public void AnotherAccountAndAnotherVersionAreRefused()
    {
        _files.Open().Dispose();

        Assert.Equal(
            JournalProblem.OtherAccount,
            Assert.Throws<JournalException>(() => _files.Open(JournalFiles.Owner with { Account = "x" })).Problem);
        Assert.Equal(
            JournalProblem.OtherVersion,
            Assert.Throws<JournalException>(() => _files.Open(JournalFiles.Owner with { ApiVersion = "2026-07-04" })).Problem);
    }

    [Fact]
    public void AMissingFolderAndAFolderAreUnusable()
    {
        var folder = Path.GetDirectoryName(_files.Path)!;
        Assert.Contains(
            "Folder not found",
            Assert.Throws<JournalException>(() => FileJournalStore.Open(Path.Combine(folder, "no", "a"), JournalFiles.Owner)).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            JournalProblem.Unusable, Assert.Throws<JournalException>(() => FileJournalStore.Open(folder, JournalFiles.Owner)).Problem);
    }

    [Theory]
    [InlineData("deleted", "it was deleted during the run")]
    [InlineData("moved", "it was deleted during the run")]
    [InlineData("replaced", "it was replaced by another file during the run")]
    [InlineData("truncated", "it was truncated during the run")]
    [InlineData("emptied", "it was truncated during the run")]
    [InlineData("appended", "another program wrote to it during the run")]
    public async Task AFileThatIsTakenAwayDuringTheRunIsNoticedAtTheNextWriteAndNothingIsWrittenAfterwards(string what, string why)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var store = _files.Open();
        await WriteAsync(store, 1, JournalFiles.Entry());
        switch (what)
        {
            case "deleted":
                File.Delete(_files.Path);
                break;
            case "moved":
                File.Move(_files.Path, _files.Path + ".old");
                break;
            case "replaced":
                await File.WriteAllTextAsync(_files.Path + ".new", "another file");
                File.Move(_files.Path + ".new", _files.Path, overwrite: true);
                break;
            default:
                // .NET would ask for the lock.
                var script = what switch { "truncated" => "truncate -s -1 \"$1\"", "emptied" => ": > \"$1\"", _ => "echo >> \"$1\"" };
                using (var shell = System.Diagnostics.Process.Start("/bin/sh", ["-c", script, "sh", _files.Path]))
                {
                    await shell.WaitForExitAsync();
                }

                break;
        }

        var error = await Assert.ThrowsAsync<JournalException>(() => WriteAsync(store, 2, JournalFiles.Entry()));
        Assert.Equal(JournalProblem.Unusable, error.Problem);
        Assert.Equal(
            $"The journal '{_files.Path}' can no longer be used: {why}. Nothing more will be sent. Restore the journal before you run the command "
                + "again.",
            error.Message);
        Assert.Equal(
            error.Message, (await Assert.ThrowsAsync<JournalException>(() => store.ClaimAsync(JournalFiles.Key(3), default))).Message);
    }

    [Fact]
    public void AFileThatIsNoJournalIsNotSaidToHoldOrders()
    {
        File.WriteAllText(_files.Path, "Id,Name\n1,Ada\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _files.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        using (CallLog.Use(_log))
        {
            Assert.Equal(JournalProblem.Damaged, Assert.Throws<JournalException>(() => _files.Open()).Problem);
        }

        Assert.Empty(_log.Warnings);
    }

    [Fact]
    public async Task AJournalThatOthersCanReadIsReportedAndWorks()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _files.Open().Dispose();
        File.SetUnixFileMode(_files.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        using (CallLog.Use(_log))
        {
            using var store = _files.Open();
            await WriteAsync(store, 1, JournalFiles.Entry());
        }

        Assert.Contains("(mode 640)", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADiskThatIsFullBreaksTheStoreAndWhatWasDurableIsKept()
    {
        var isFull = false;
        var stream = new MemoryStream();
        using var store = FileJournalStore.Open("memory", JournalFiles.Owner, stream, _ =>
        {
            if (isFull)
            {
                throw new IOException("No space left on device");
            }
        });
        await WriteAsync(store, 1, JournalFiles.Entry());
        isFull = true;

        var error = await Assert.ThrowsAsync<JournalException>(() => WriteAsync(store, 2, JournalFiles.Entry()));
        isFull = false;

        Assert.Contains("No space left on device", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<JournalException>(() => WriteAsync(store, 3, JournalFiles.Entry()));
    }

    // Whatever a power failure leaves of a file is a prefix of what was written, and what was acknowledged within it.
    [Fact]
    public async Task ACutAtAnyByteLeavesAPrefixOfTheTruth()
    {
        await FillAsync(6);
        var whole = await File.ReadAllBytesAsync(_files.Path);
        for (var length = 0; length < whole.Length; length++)
        {
            var stream = new MemoryStream();
            stream.Write(whole, 0, length);
            using var store = FileJournalStore.Open("memory", JournalFiles.Owner, stream, _ => { });
            var lines = whole.AsSpan(0, length).Count((byte)'\n') - 1;
            for (var number = 1; number <= 6; number++)
            {
                Assert.True(
                    (number <= lines) == ((await store.ClaimAsync(JournalFiles.Key(number), default)).Earlier is not null),
                    $"{length} bytes, order {number}");
            }

            // It goes on as a journal.
            await store.WriteAsync(JournalFiles.Key(5), JournalFiles.Entry(JournalState.Done), default);
            using var again = FileJournalStore.Open("memory", JournalFiles.Owner, new MemoryStream([.. stream.ToArray()]), _ => { });
            Assert.Equal(JournalFiles.Entry(JournalState.Done), (await again.ClaimAsync(JournalFiles.Key(5), default)).Earlier);
        }
    }

    // A byte that changes is refused, or stands in what is cut off: the last line, and the one before it where the end between them is
    // gone.
    [Fact]
    public async Task AChangeOfAnyByteIsNeverBelieved()
    {
        await FillAsync(4);
        var whole = await File.ReadAllBytesAsync(_files.Path);
        var last = whole.AsSpan(0, whole.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var value in new byte[] { 0, (byte)'\n', (byte)'"', (byte)(whole[at] ^ 1) })
            {
                if (whole[at] == value)
                {
                    continue;
                }

                var changed = whole.ToArray();
                changed[at] = value;
                try
                {
                    var stream = new MemoryStream();
                    stream.Write(changed);
                    using var store = FileJournalStore.Open("memory", JournalFiles.Owner, stream, _ => { });
                    Assert.True(at >= last - 1, $"byte {at} as {value} was believed");
                    for (var number = 1; number <= 4; number++)
                    {
                        Assert.Equal(
                            number < (at >= last ? 4 : 3), (await store.ClaimAsync(JournalFiles.Key(number), default)).Earlier is not null);
                    }
                }
                catch (JournalException)
                {
                    // Refused.
                }
            }
        }
    }

    private async Task FillAsync(int count)
    {
        using var store = _files.Open();
        for (var number = 1; number <= count; number++)
        {
            await WriteAsync(store, number, JournalFiles.Entry());
        }
    }

    private async Task HoldsAsync(int count)
    {
        using var scope = CallLog.Use(_log);
        using var store = _files.Open();
        for (var number = 1; number <= count + 1; number++)
        {
            Assert.Equal(number <= count, (await store.ClaimAsync(JournalFiles.Key(number), default)).Earlier is not null);
        }
    }

    private void Change(int line, Func<string, string> change)
    {
        var lines = File.ReadAllLines(_files.Path);
        lines[line] = change(lines[line]);
        File.WriteAllText(_files.Path, string.Join("\n", lines) + "\n");
    }

    private void Fails(JournalProblem problem, string word)
    {
        var error = Assert.Throws<JournalException>(() => _files.Open());
        Assert.Equal(problem, error.Problem);
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
        Assert.Contains(_files.Path, error.Message, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(FileJournalStore store, int number, JournalEntry entry)
    {
        await store.ClaimAsync(JournalFiles.Key(number), default);
        try
        {
            await store.WriteAsync(JournalFiles.Key(number), entry, default);
        }
        finally
        {
            await store.ReleaseAsync(JournalFiles.Key(number));
        }
    }
}
