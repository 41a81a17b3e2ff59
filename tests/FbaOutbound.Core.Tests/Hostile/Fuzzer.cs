using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>A reader, and what may come of it whatever it is given.</summary>
/// <param name="name">What it is called.</param>
/// <param name="seeds">Good inputs, of which bad ones are made.</param>
internal abstract class FuzzTarget(string name, IReadOnlyList<byte[]> seeds) : IDisposable
{
    public string Name { get; } = name;

    public IReadOnlyList<byte[]> Seeds { get; } = seeds;

    /// <summary>Gives the reader an input.</summary>
    /// <param name="input">The bytes.</param>
    /// <param name="chance">What decides everything else about it.</param>
    /// <returns>What came of it, as <see cref="Shape"/> tells it.</returns>
    /// <exception cref="Exception">The reader did what it must not.</exception>
    public abstract Task<long> RunAsync(byte[] input, int chance);

    public virtual void Dispose()
    {
    }
}

/// <summary>
/// Gives a reader many inputs, each made of an earlier one. Those that went a new way are kept as seeds for more inputs. An input's name is
/// the way it was made: the number of its seed and the chances that changed it, so that it can be made again by itself.
/// </summary>
internal static class Fuzzer
{
    private const int MostKept = 3000;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(60);

    public static async Task<FuzzReport> RunAsync(FuzzTarget target, long count, int seed)
    {
        var random = new Random(seed ^ Stable(target.Name));
        var kept = target.Seeds.Select((bytes, index) => (Bytes: bytes, Path: index.ToString(CultureInfo.InvariantCulture))).ToList();
        var seen = new HashSet<long>();
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        var longest = TimeSpan.Zero;
        for (var number = 0L; number < count && faults.Count < 5; number++)
        {
            var parent = kept[random.Next(kept.Count)];
            var chance = random.Next();
            var input = Mutator.Mutate(parent.Bytes, target.Seeds, new Random(chance));
            var path = $"{parent.Path}.{chance}";
            var started = watch.Elapsed;
            try
            {
                if (seen.Add(await Task.Run(() => target.RunAsync(input, chance)).WaitAsync(s_longest)) && kept.Count < MostKept)
                {
                    kept.Add((input, path));
                }
            }
            catch (Exception exception)
            {
                faults.TryAdd(
                    Site(exception), $"{target.Name}:{path} {exception.GetType().Name}: {Short(exception.Message)}\n    {Site(exception)}");
            }

            longest = watch.Elapsed - started is var took && took > longest ? took : longest;
        }

        return new FuzzReport(target.Name, count, seen.Count, watch.Elapsed, longest, [.. faults.Values]);
    }

    /// <summary>Makes an input again and gives it to the reader.</summary>
    public static Task<long> ReplayAsync(FuzzTarget target, string path)
    {
        var parts = path.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var input = parts.Skip(1).Aggregate(
            target.Seeds[parts[0]], (bytes, chance) => Mutator.Mutate(bytes, target.Seeds, new Random(chance)));
        return target.RunAsync(input, parts[^1]);
    }

    // The same in every process, as a text's own hash is not.
    private static int Stable(string text) => text.Aggregate(17, (hash, character) => unchecked((hash * 31) + character));

    private static string Site(Exception exception) =>
        string.Join(
            " < ",
            (exception.GetBaseException().StackTrace ?? "").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Take(3));

    private static string Short(string text) => text.Length > 300 ? text[..300] + "…" : text;
}

/// <summary>What came of many inputs.</summary>
internal sealed record FuzzReport(string Target, long Count, int Ways, TimeSpan Elapsed, TimeSpan Longest, IReadOnlyList<string> Faults)
{
    public override string ToString() => FormattableString.Invariant(
        $"{Target}: {Count} inputs, {Ways} ways, {Elapsed.TotalSeconds:0.0} s, the longest {Longest.TotalMilliseconds:0} ms{string.Concat(Faults.Select(fault => "\n  FAULT " + fault))}");
}
