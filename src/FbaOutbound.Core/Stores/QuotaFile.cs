using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using FbaOutbound.Quota;
using FbaOutbound.Texts;

namespace FbaOutbound.Stores;

/// <summary>
/// What the file of a quota store says: a first line with a checksum of the rest, a line with clocks, and a line for each bucket. It holds
/// hashes, times and rates. Times are ticks of a clock of the file's own, which goes on from step to step by the machine's uptime, and
/// stands still where that was reset, or where the system's clock says that far less time has passed (containers can have an uptime of
/// their own).
/// </summary>
internal sealed class QuotaFile
{
    private const string Magic = "FbaOutbound quotas ";
    private const string Version = "1";
    private const int MostRows = 256;
    private const int MostUsers = 256;

    /// <summary>How long a pause in a file can last at most. A quota of the service is full again after an hour at the latest.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    // A limit that no service has, whoever wrote the file.
    private const double LowestRate = 0.0001;
    private const long FarthestTime = long.MaxValue / 4 + 1;

    private static readonly long s_clocksAgree = TimeSpan.TicksPerSecond;
    private static readonly long s_lately = TimeSpan.FromSeconds(30).Ticks;

    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly long _uptime;
    private readonly long _utc;
    private long _now;

    // When buckets of which the file says nothing were empty; null if they are full.
    private long? _emptyAt;

    private QuotaFile(long uptime, long utc) => (_uptime, _utc) = (uptime, utc);

    /// <summary>Reads a file; null if it is another kind of file, or of another version.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="uptime">The machine's uptime, in ticks.</param>
    /// <param name="utc">The system's time, in ticks.</param>
    /// <param name="isNew">Whether the file was made just now, so that its buckets are full.</param>
    public static QuotaFile? Read(byte[] bytes, long uptime, long utc, bool isNew)
    {
        var text = Encoding.ASCII.GetString(bytes);
        var end = text.IndexOf('\n');
        var first = end >= 0 ? text.Substring(0, end) : text;
        var start = Magic + Version + " ";

        // A beginning of ours is ours only if nothing follows it: an empty first line begins many a file.
        if (!(end < 0 && start.StartsWith(first, StringComparison.Ordinal)) && !first.StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }

        var body = text.Substring(Math.Min(text.Length, first.Length + 1));
        if (first == start + TextHash.Hex(body))
        {
            try
            {
                var file = new QuotaFile(uptime, utc);
                file.ReadBody(body.Split('\n'));
                return file;
            }
            catch (Exception exception) when (
                exception is FormatException or OverflowException or IndexOutOfRangeException or ArgumentOutOfRangeException)
            {
                // Somebody who knows how to make the checksum has changed it.
            }
        }

        return new QuotaFile(uptime, utc) { _emptyAt = isNew ? null : 0 };
    }

    public byte[] Write()
    {
        var body = new StringBuilder();
        body.Append(string.Join(" ", new[] { _now, _uptime, _utc }.Select(Text))).Append(' ').Append(_emptyAt is { } at ? Text(at) : "-")
            .Append('\n');
        foreach (var pair in _rows.OrderByDescending(pair => pair.Value.Bucket.Tat).Take(MostRows))
        {
            var (bucket, users) = (pair.Value.Bucket, pair.Value.Users);
            body.Append(pair.Key).Append(' ').Append(Text(bucket.Tat)).Append(' ').Append(Text(bucket.NotBefore)).Append(' ')
                .Append(bucket.Rate.ToString("R", CultureInfo.InvariantCulture)).Append(' ')
                .Append(string.Join(",", users.Select(user => $"{user.Key}:{Text(user.Value)}"))).Append('\n');
        }

        return Encoding.ASCII.GetBytes($"{Magic}{Version} {TextHash.Hex(body.ToString())}\n{body}");
    }

    /// <summary>Takes the next token of a bucket.</summary>
    public QuotaReservation Reserve(QuotaKey key, UsagePlan plan, string process)
    {
        var row = Find(key, plan);
        row.Users[process] = _now;
        foreach (var user in row.Users.Where(user => _now - user.Value > s_lately).Select(user => user.Key).ToList())
        {
            row.Users.Remove(user);
        }

        (row.Bucket, var reservation) = row.Bucket.Reserve(_now, plan.Burst, row.Users.Count);
        return reservation;
    }

    /// <summary>Takes in what a process has learnt of a bucket.</summary>
    public void Tell(QuotaKey key, UsagePlan plan, QuotaNews news)
    {
        var row = Find(key, plan);
        row.Bucket = row.Bucket.With(news, _now, plan.Burst);
    }

    private Row Find(QuotaKey key, UsagePlan plan)
    {
        var hash = TextHash.Hex($"quota\n{key.Account}\n{key.Host}\n{key.Version}\n{key.Bucket}");
        if (!_rows.TryGetValue(hash, out var row))
        {
            var full = StoredBucket.Full(plan.Rate);
            _rows[hash] = row = new Row
            {
                Bucket = _emptyAt is { } at ? full.With(new QuotaNews { IsEmpty = true }, at, plan.Burst) : full
            };
        }

        return row;
    }

    private void ReadBody(string[] lines)
    {
        var clocks = lines[0].Split(' ');
        var (up, system) = (_uptime - Number(clocks[1]), _utc - Number(clocks[2]));
        _now = Number(clocks[0]) + Math.Max(0, up > system + s_clocksAgree ? system : up);
        _emptyAt = clocks[3] == "-" ? null : Number(clocks[3]);
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            var parts = line.Split(' ');
            var rate = double.Parse(parts[3], CultureInfo.InvariantCulture);
            if (!(rate >= LowestRate && rate <= Pacing.HighestRate))
            {
                throw new FormatException("The rate of a bucket is invalid.");
            }

            var row = new Row { Bucket = new StoredBucket(Number(parts[1]), Math.Min(Number(parts[2]), _now + LongestPause.Ticks), rate) };
            foreach (var user in parts[4].Split([','], MostUsers, StringSplitOptions.RemoveEmptyEntries))
            {
                row.Users[user.Substring(0, user.IndexOf(':'))] = Number(user.Substring(user.IndexOf(':') + 1));
            }

            _rows[parts[0]] = row;
        }
    }

    private static long Number(string text) =>
        long.Parse(text, CultureInfo.InvariantCulture) is >= -FarthestTime and <= FarthestTime and var number
        ? number
        : throw new FormatException("The time is invalid.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed class Row
    {
        public StoredBucket Bucket { get; set; }

        public Dictionary<string, long> Users { get; } = new(StringComparer.Ordinal);
    }
}
