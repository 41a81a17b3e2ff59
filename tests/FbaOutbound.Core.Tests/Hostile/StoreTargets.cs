using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Journal;
using FbaOutbound.Journal;
using FbaOutbound.Quota;
using FbaOutbound.Stores;
using FbaOutbound.Texts;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>
/// A journal's file that was spoilt: bytes, whole lines, and lines whose checksums are right. What is taken of it is a beginning of what
/// was written, and the rest is cut off as torn; or it is refused and left as it is.
/// </summary>
internal sealed class JournalTarget(string name) : FuzzTarget(name, Journals())
{
    // The longest header, and nothing else, may be replaced where no line of a journal is whole.
    private const int LongestTornHeader = FileJournalStore.PageLength;

    private static readonly (string From, string To)[] s_strange =
    [
        ("\"Sent\"", "\"7\""), ("\"Done\"", "\"Sent, Done\""), ("\"Sent\"", "\"-1\""), ("\"Done\"", "\"done\""),
        ("2026-05-14T10:00:00", "0001-01-01T00:00:00"), ("2026-05-14T10:00:01", "9999-12-31T23:59:59"),
        ("\"sends\":1", "\"sends\":2147483648"), ("\"sends\":1", "\"sends\":1e1"), ("\"J-1\"", "\"\\ud800\""), ("\"J-1\"", "null"),
        ("\"version\":1", "\"version\":2"), ("\"api\"", "\"API\""),
    ];

    /// <summary>Puts one text in place of another, once.</summary>
    public static byte[] Exchange(byte[] input, (string From, string To)[] pairs, Random random)
    {
        var (from, to) = pairs[random.Next(pairs.Length)];
        var at = input.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        return at < 0 ? input : [.. input[..at], .. Encoding.UTF8.GetBytes(to), .. input[(at + Encoding.UTF8.GetByteCount(from))..]];
    }

    public static long Way(int kind, long number, params bool[] flags) =>
        flags.Aggregate((number * 4) + kind, static (way, flag) => (way * 2) + (flag ? 1 : 0));

    public override async Task<long> RunAsync(byte[] input, int chance)
    {
        var random = new Random(chance);
        var isSigned = random.Next(3) == 0;
        var given = random.Next(3) == 0 ? Lines(input, random) : input;
        given = isSigned ? Sign(random.Next(2) == 0 ? Exchange(given, s_strange, random) : given) : given;
        var stream = new MemoryStream();
        stream.Write(given);
        FileJournalStore store;
        try
        {
            store = FileJournalStore.Open("journal", JournalFiles.Owner, stream, static _ => { });
        }
        catch (JournalException error)
        {
            return stream.ToArray().AsSpan().SequenceEqual(given)
                ? Way(1, (int)error.Problem, isSigned)
                : throw new InvalidOperationException("A file that was refused was changed.");
        }

        using (store)
        {
            var kept = stream.ToArray();
            var isOurs = given.AsSpan().StartsWith(kept) && kept.Length > 0;
            if (!isOurs && (given.Length > LongestTornHeader || !(given.All(static value => value == 0) || IsBeginning(given))))
            {
                throw new InvalidOperationException("A file that is no journal was overwritten.");
            }

            if (isOurs && !isSigned && !Seeds.Any(seed => seed.AsSpan().StartsWith(kept)))
            {
                throw new InvalidOperationException("What was not written was taken.");
            }

            var seen = isOurs ? await ReadAsync(store, kept) : [];
            var key = new JournalKey(JournalOperations.Create, $"new\r\n{(char)random.Next(0x20, 0xD800)}");
            await store.ClaimAsync(key, default);
            await store.WriteAsync(key, JournalFiles.Entry(), default);
            using var again = FileJournalStore.Open("journal", JournalFiles.Owner, new MemoryStream(stream.ToArray()), static _ => { });
            return (await again.ClaimAsync(key, default)).Earlier == JournalFiles.Entry()
                ? Way(2, seen.Count, isSigned, given.Length == kept.Length)
                : throw new InvalidOperationException("What was written afterwards is not there.");
        }
    }

    // What is claimed of each change is the last line of it.
    private static async Task<Dictionary<JournalKey, JournalEntry>> ReadAsync(FileJournalStore store, byte[] kept)
    {
        var last = new Dictionary<JournalKey, JournalEntry>();
        foreach (var line in Split(kept).Skip(1))
        {
            var (key, entry) = JournalLine.ReadEntry(line.AsMemory(0, line.Length - 1))
                ?? throw new InvalidOperationException("A line was taken that cannot be read.");
            last[key] = entry;
        }

        foreach (var (key, entry) in last)
        {
            var claim = await store.ClaimAsync(key, default);
            if (claim.Earlier != entry
                || !Enum.IsDefined(entry.State) || entry.FirstSent < DateTimeOffset.UnixEpoch
                || entry.LastSent > DateTimeOffset.MaxValue.AddYears(-1))
            {
                throw new InvalidOperationException(
                    $"Another entry was claimed, or one that nobody writes: {entry.State}, {entry.FirstSent}, {entry.LastSent}.");
            }
        }

        return last;
    }

    private static bool IsBeginning(byte[] given) =>
        given.AsSpan().StartsWith(JournalLine.Beginning) || JournalLine.Beginning.AsSpan().StartsWith(given);

    // Lines twice, gone, changed round, or longer than any.
    private static byte[] Lines(byte[] input, Random random)
    {
        var lines = Split(input).ToList();
        for (var changes = 1 + random.Next(3); changes > 0 && lines.Count > 0; changes--)
        {
            var (one, other) = (random.Next(lines.Count), random.Next(lines.Count));
            switch (random.Next(5))
            {
                case 0:
                    lines.Insert(other, lines[one]);
                    break;
                case 1:
                    lines.RemoveAt(one);
                    break;
                case 2:
                    (lines[one], lines[other]) = (lines[other], lines[one]);
                    break;
                case 3:
                    lines[one] = lines[one][..random.Next(lines[one].Length)];
                    break;
                default:
                    lines[one] = [.. lines[one].SkipLast(1), .. new byte[JournalLine.Longest - 10 + random.Next(20)], (byte)'\n'];
                    break;
            }
        }

        return [.. lines.SelectMany(static line => line)];
    }

    private static IEnumerable<byte[]> Split(byte[] bytes)
    {
        for (var start = 0; start < bytes.Length;)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', start) is var found and >= 0 ? found + 1 : bytes.Length;
            yield return bytes[start..end];
            start = end;
        }
    }

    // What somebody does who knows how checksums are made.
    private static byte[] Sign(byte[] input)
    {
        var signed = new List<byte>();
        var sum = JournalLine.NoSum;
        foreach (var line in Split(input))
        {
            var end = line.AsSpan().LastIndexOf(",\"sum\":\""u8);
            var body = line[..(end >= 0 ? end : line.Length - (line[^1] == '\n' ? 1 : 0))];
            sum = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData([.. sum, .. body]))[..sum.Length]);
            signed.AddRange([.. body, .. ",\"sum\":\""u8, .. sum, .. "\"}\n"u8]);
        }

        return [.. signed];
    }

    private static byte[][] Journals()
    {
        var ids = new[]
        {
            "J-1", "J-2", "../a", "a%2Fb", "a\r\nb", "\"}\n{\"", "\ud83c\udf81", new string('x', 41), "a  b", "\0", "\u001b[31m",
            "902-1;1×SKU \u2028"
        };
        var stream = new MemoryStream();
        using (var store = FileJournalStore.Open("journal", JournalFiles.Owner, stream, static _ => { }))
        {
            foreach (var (id, at) in ids.Select((id, at) => (id, at)))
            {
                var key = new JournalKey(
                    at % 4 == 0 ? JournalOperations.Purchase : at % 4 == 1 ? JournalOperations.Update : JournalOperations.Create, id);
                store.ClaimAsync(key, default).GetAwaiter().GetResult();
                store.WriteAsync(key, JournalFiles.Entry(), default).GetAwaiter().GetResult();
                if (at % 2 == 0)
                {
                    store.WriteAsync(key, JournalFiles.Entry(JournalState.Done) with { Reference = "ref-" + id }, default).GetAwaiter()
                        .GetResult();
                }
            }
        }

        var whole = stream.ToArray();
        return
        [
            whole, .. Split(whole).Take(2).Select((_, count) => Split(whole).Take(count + 1).SelectMany(static line => line).ToArray()),
        ];
    }
}

/// <summary>
/// A quota store's file that was spoilt: it is refused and left as it is, or its buckets are such as a service could have.
/// </summary>
internal sealed class QuotaTarget : FuzzTarget
{
    private const long Uptime = 3600 * TimeSpan.TicksPerSecond;
    private static readonly UsagePlan s_plan = new(2, 30);
    private static readonly long s_utc = new DateTime(2026, 5, 14, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly string[] s_numbers =
        [
            "0", "-1", "9223372036854775807", "-9223372036854775808", "4611686018427387904", "-4611686018427387904", "1e-300", "1e300",
            "1e-9", "NaN", "Infinity", "-0", "1E5", "+7", "", "-", "\u0663", "a:b"];

    private readonly string _path = Path.GetTempFileName();

    public QuotaTarget(string name)
        : base(name, [Whole(), "FbaOutbound quotas 1 "u8.ToArray(), []])
    {
    }

    public override void Dispose()
    {
        File.Delete(_path);
        base.Dispose();
    }

    public override async Task<long> RunAsync(byte[] input, int chance)
    {
        var random = new Random(chance);
        var isSigned = random.Next(2) == 0;
        var given = isSigned ? Sign(input, random) : input;
        await File.WriteAllBytesAsync(_path, given);
        try
        {
            using var store = FileQuotaStore.Open(_path, new JumpClock());
            if (!given.AsSpan().StartsWith("FbaOutbound quotas 1 "u8) && !"FbaOutbound quotas 1 "u8.StartsWith(given))
            {
                throw new InvalidOperationException("Another kind of file was overwritten.");
            }
        }
        catch (QuotaStoreException)
        {
            return (await File.ReadAllBytesAsync(_path)).AsSpan().SequenceEqual(given)
                ? JournalTarget.Way(1, 0, isSigned)
                : throw new InvalidOperationException("A file that was refused was changed.");
        }

        var file = QuotaFile.Read(given, Uptime, s_utc, isNew: false) ?? throw new InvalidOperationException("It was taken before.");
        var shape = 0L;
        for (var i = 0; i < 3; i++)
        {
            var taken = file.Reserve(Key(random.Next(3)), s_plan, "process");
            if (taken.Wait < TimeSpan.Zero
                || !(taken.Rate > 0) || taken.Wait.Ticks > QuotaFile.LongestPause.Ticks + Gcra.LongestDebt(taken.Rate, s_plan.Burst)
                || taken.Processes is < 1 or > 300)
            {
                throw new InvalidOperationException(
                    $"A token comes after {taken.Wait}, at {taken.Rate} in a second, for {taken.Processes}.");
            }

            file.Tell(Key(i), s_plan, new QuotaNews { IsEmpty = i == 1, Rate = i == 2 ? 4 : null, Pause = TimeSpan.FromSeconds(i) });
            var bytes = file.Write();
            file = QuotaFile.Read(bytes, Uptime + i, s_utc + i, isNew: false)
                ?? throw new InvalidOperationException("What was written cannot be read.");
            shape = unchecked((shape * 31) + (taken.Wait > TimeSpan.Zero ? 1 : 0) + taken.Processes);
        }

        return JournalTarget.Way(2, shape, isSigned);
    }

    private static QuotaKey Key(int number) => new("account", "host", "1", $"operation {number}");

    private static byte[] Sign(byte[] input, Random random)
    {
        var text = Encoding.ASCII.GetString(input);
        var words = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Split(' ');
        if (random.Next(2) == 0)
        {
            words[random.Next(words.Length)] = s_numbers[random.Next(s_numbers.Length)];
        }

        var body = string.Join(' ', words);
        return Encoding.ASCII.GetBytes($"FbaOutbound quotas 1 {TextHash.Hex(body)}\n{body}");
    }

    private static byte[] Whole()
    {
        var file = QuotaFile.Read([], Uptime, s_utc, isNew: true)!;
        for (var i = 0; i < 40; i++)
        {
            file.Reserve(Key(i % 3), s_plan, $"process{i % 5}");
        }

        file.Tell(Key(1), s_plan, new QuotaNews { IsEmpty = true, Rate = 0.5, Pause = TimeSpan.FromSeconds(3) });
        return file.Write();
    }
}
