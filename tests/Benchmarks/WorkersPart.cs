using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using FbaOutbound.PostgreSql.Testing;

namespace FbaOutbound.Benchmarks;

/// <summary>
/// Three workers on one file, one account's quota and one journal in PostgreSQL, each killed at random moments until the file is done.
/// </summary>
internal static class WorkersPart
{
    public const string Usage = "workers [--orders N] [--rate R] [--burst B] [--workers W] [--seed S] [--latency-ms L] [--life "
        + "SHORTEST-LONGEST]";

    public static async Task<bool> RunAsync(params string[] arguments)
    {
        if (WorkerRun.Missing is { } missing)
        {
            await Console.Out.WriteLineAsync($"Not run: the part workers, because {missing}.");
            return true;
        }

        var options = Read(arguments);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Orders} orders, {options.Workers} workers, {options.Rate} orders a second, burst {options.Burst}, seed "
                + $"{options.Seed}, each killed after {options.ShortestLife} to {options.LongestLife} s"));
        using var server = PrivateServer.Start();
        await using var run = new WorkerRun(options, Directory.GetCurrentDirectory(), server.ConnectionString, Console.WriteLine);
        var result = await run.RunAsync();
        foreach (var note in result.Notes)
        {
            Console.WriteLine(note);
        }

        var factor = result.Total / result.Ideal;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
              orders that exist    {result.Existing} of {result.Orders}
              not taken just once  {result.NotOnce}
              creates sent         {result.Creates}
              reads sent           {result.Reads}
              429                  {result.Throttled}
              kills                {result.Kills}
              runs with errors     {result.FailedRuns}
              sending              {result.Sending.TotalSeconds:0.0} s
              total                {result.Total.TotalSeconds:0.0} s, {factor:0.000} of the ideal {result.Ideal.TotalSeconds:0.0} s
              processor, last runs {result.WorkersProcessorSeconds:0.0} s
            """));
        return result.Existing == result.Orders && result.NotOnce == 0 && result.Throttled == 0;
    }

    private static WorkerRunOptions Read(string[] arguments)
    {
        var options = new WorkerRunOptions();
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            int Number() => int.Parse(value, CultureInfo.InvariantCulture);
            options = arguments[i] switch
            {
                "--orders" => options with { Orders = Number() },
                "--rate" => options with { Rate = double.Parse(value, CultureInfo.InvariantCulture) },
                "--burst" => options with { Burst = Number() },
                "--workers" => options with { Workers = Number() },
                "--seed" => options with { Seed = Number() },
                "--latency-ms" => options with { LatencyMs = Number() },
                "--life" =>
                    options with
                    {
                        ShortestLife = double.Parse(value.Split('-')[0], CultureInfo.InvariantCulture),
                        LongestLife = double.Parse(value.Split('-')[1], CultureInfo.InvariantCulture)
                    },
                _ => throw new ArgumentException($"{arguments[i]} is not known: {Usage}"),
            };
        }

        return options;
    }
}
