using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace FbaOutbound.FaultSchedules;

/// <summary>
/// Usage: [number of schedules] [first seed], or <c>replay</c> and a seed. The exit code is 1 where a schedule broke a promise.
/// </summary>
internal static class Program
{
    private const int MostShown = 20;

    public static int Main(string[] arguments) =>
        // Everything runs on the one thread of the pool.
        Task.Run(
            () => arguments is ["replay", var seed]
                ? ReplayAsync(Number(seed))
                : RunAsync(arguments.Length > 0 ? Number(arguments[0]) : 1000, arguments.Length > 1 ? Number(arguments[1]) : 1))
            .GetAwaiter().GetResult();

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<int> RunAsync(long count, long first)
    {
        var watch = Stopwatch.StartNew();
        var tally = new Tally();
        var broken = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            using var trial = new Trial(new Schedule(seed), tally);
            await trial.RunAsync();
            if ((seed - first + 1) % 10_000 == 0)
            {
                Console.WriteLine(
                    FormattableString.Invariant(
                        $"{seed - first + 1} schedules, {broken} broken promises, {watch.Elapsed.TotalSeconds:0} s"));
            }

            if (trial.Violations.Count > 0 && ++broken <= MostShown)
            {
                Console.WriteLine($"seed {seed}: {string.Join("; ", trial.Violations)}");
            }
        }

        var seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(tally);
        Console.WriteLine($"Never seen: {string.Join(", ", tally.FaultsNeverSeen.DefaultIfEmpty("none"))}");
        Console.WriteLine(
            FormattableString.Invariant(
                $"{count} schedules from seed {first}, {tally.Requests} requests, {tally.Faults} faults, {broken} broken promises; {seconds:0.0} s, {count / seconds:0} a second"));
        return broken == 0 ? 0 : 1;
    }

    private static async Task<int> ReplayAsync(long seed)
    {
        var tally = new Tally();
        using var trial = new Trial(new Schedule(seed), tally);
        await trial.RunAsync();
        Console.WriteLine(trial.Schedule);
        foreach (var sent in trial.Log)
        {
            Console.WriteLine(sent);
        }

        Console.WriteLine(tally);
        foreach (var violation in trial.Violations.DefaultIfEmpty("No promise was broken."))
        {
            Console.WriteLine(violation);
        }

        return trial.Violations.Count == 0 ? 0 : 1;
    }
}
