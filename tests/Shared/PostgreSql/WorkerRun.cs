using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Npgsql;

namespace FbaOutbound.PostgreSql.Testing;

/// <summary>How several workers are run and killed.</summary>
internal sealed record WorkerRunOptions
{
    public int Orders { get; init; } = 600;

    public int Workers { get; init; } = 3;

    public double Rate { get; init; } = 30;

    public int Burst { get; init; } = 30;

    public int LatencyMs { get; init; } = 30;

    public int Seed { get; init; } = 1;

    /// <summary>The shortest time after which a worker is killed, in seconds.</summary>
    public double ShortestLife { get; init; } = 8;

    public double LongestLife { get; init; } = 40;

    /// <summary>
    /// Where it is set, each worker is killed once instead: the first when so many orders exist, the next when twice as many do, and so on.
    /// </summary>
    public int? KillEvery { get; init; }

    /// <summary>Whether a killed worker's lease is ended in the database, so that a short run need not wait for it.</summary>
    public bool EndsLeases { get; init; }
}

/// <summary>What came of a run.</summary>
internal sealed record WorkerRunResult
{
    public required int Orders { get; init; }

    /// <summary>Orders that exist at the sandbox.</summary>
    public required int Existing { get; init; }

    /// <summary>Orders that the sandbox took more than once, or has not taken.</summary>
    public required int NotOnce { get; init; }

    public required int Creates { get; init; }

    public required int Reads { get; init; }

    public required int Throttled { get; init; }

    public required int Kills { get; init; }

    public required int FailedRuns { get; init; }

    public required TimeSpan Ideal { get; init; }

    /// <summary>From the workers' start to the end of the last one.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>From the first create that the sandbox saw to the last.</summary>
    public required TimeSpan Sending { get; init; }

    public required double WorkersProcessorSeconds { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}

/// <summary>
/// Gives one file of orders to several workers, real PowerShells with the staged module, that share a PostgreSQL quota store and journal,
/// and kills each at random moments (SIGKILL) until the file is done. Then it asks the sandbox what exists.
/// </summary>
internal sealed class WorkerRun(WorkerRunOptions options, string root, string store, Action<string> say) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fba-workers-").FullName;
    private readonly ConcurrentDictionary<long, (
        string? Operation, string? OrderId, int Status, string Outcome, DateTimeOffset Time)> _requests = new();
    private readonly ConcurrentBag<string> _notes = [];
    private readonly string _refreshToken = $"Atzr|{Guid.NewGuid()}";
    private HttpClient? _client;
    private Process? _sandbox;
    private string _endpoint = "";
    private int _kills;
    private int _failedRuns;
    private double _processorSeconds;

    /// <summary>Why it cannot be run here; null if it can.</summary>
    public static string? Missing { get; } = PrivateServer.Missing ?? Engine.Missing;

    public async Task<WorkerRunResult> RunAsync()
    {
        await WriteOrdersAsync();
        await StartSandboxAsync();
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(stop.Token);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, options.Workers).Select(WorkAsync));
        var total = Stopwatch.GetElapsedTime(started);
        await stop.CancelAsync();
        await watching;
        await LookAsync();
        var creates = _requests.Values.Where(request => request.Operation == "createFulfillmentOrder").ToList();
        var taken = creates.Where(request => request.Outcome == "taken").GroupBy(request => request.OrderId)
            .ToDictionary(group => group.Key!, group => group.Count());
        return new WorkerRunResult
        {
            Orders = options.Orders,
            Existing = await CountAsync(),
            NotOnce = Enumerable.Range(1, options.Orders).Count(number => taken.GetValueOrDefault(Id(number)) != 1),
            Creates = creates.Count,
            Reads = _requests.Values.Count(
                request =>
                    request.Operation?.StartsWith("get", StringComparison.Ordinal) == true
                        || request.Operation?.StartsWith("list", StringComparison.Ordinal) == true),
            Throttled = _requests.Values.Count(request => request.Status == 429),
            Kills = _kills,
            FailedRuns = _failedRuns,
            Ideal = TimeSpan.FromSeconds((options.Orders - options.Burst) / options.Rate),
            Total = total,
            Sending = creates.Max(request => request.Time) - creates.Min(request => request.Time),
            WorkersProcessorSeconds = _processorSeconds,
            Notes = [.. _notes],
        };
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_sandbox is not null)
        {
            _sandbox.Kill();
            await _sandbox.WaitForExitAsync();
            _sandbox.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"W-{number:00000}");

    private async Task WriteOrdersAsync()
    {
        await using var file = File.CreateText(Path.Combine(_folder, "orders.csv"));
        await file.WriteLineAsync(
            "SellerFulfillmentOrderId,DisplayableOrderDate,ShippingSpeedCategory,Name,AddressLine1,City,StateOrRegion,PostalCode,CountryCode,SellerSku,Quantity,PerUnitDeclaredValue,Currency");
        for (var number = 1; number <= options.Orders; number++)
        {
            await file.WriteLineAsync(
                $"{Id(number)},2026-05-12,Standard,Ada Example,{number} Invented "
                    + $"Avenue,Fableville,OR,97000,US,SKU-MUG-BLUE,{1 + (number % 5)},12.50,USD");
        }
    }

    private async Task StartSandboxAsync()
    {
        var configuration = AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Debug"
            : "Release";
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])
        [
            Path.Combine(root, "src", "FbaOutbound.Sandbox.Server", "bin", configuration, "net10.0", "FbaOutbound.Sandbox.Server.dll"),
            "serve", "--urls", "http://127.0.0.1:0",
            "--rate", options.Rate.ToString(CultureInfo.InvariantCulture), "--burst", options.Burst.ToString(CultureInfo.InvariantCulture),
            "--latency-ms", options.LatencyMs.ToString(CultureInfo.InvariantCulture), "--jitter-ms",
            options.LatencyMs.ToString(CultureInfo.InvariantCulture),
            "--seed", options.Seed.ToString(CultureInfo.InvariantCulture),
        ])
        {
            start.ArgumentList.Add(argument);
        }

        _sandbox = Process.Start(start)!;
        var line = await _sandbox.StandardOutput.ReadLineAsync() ?? "";
        var address = line.Split(' ').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"The sandbox did not start: {line}");
        _endpoint = address.TrimEnd('.');
        _client = new HttpClient { BaseAddress = new Uri(_endpoint) };
        _ = _sandbox.StandardOutput.ReadToEndAsync();
    }

    private async Task WorkAsync(int worker)
    {
        var random = new Random(HashCode(options.Seed, worker));
        for (var start = 0; ; start++)
        {
            var life = options.ShortestLife + (random.NextDouble() * (options.LongestLife - options.ShortestLife));
            using var process = Start();
            var output = process.StandardOutput.ReadToEndAsync();
            var ended = process.WaitForExitAsync();
            await Task.WhenAny(
                ended,
                options.KillEvery is not { } step
                    ? Task.Delay(TimeSpan.FromSeconds(life))
                    : start == 0
                    ? ExistAsync(step * (worker + 1), ended)
                    : ended);
            if (!ended.IsCompleted)
            {
                Interlocked.Increment(ref _kills);
                process.Kill();
                await ended;
                say(string.Create(CultureInfo.InvariantCulture, $"  worker {worker + 1} was killed after {life:0.0} s."));
                if (options.EndsLeases)
                {
                    await EndLeaseAsync(process.Id);
                }

                continue;
            }

            await ended;
            if (await ReadAsync(worker, await output, process.ExitCode))
            {
                return;
            }
        }
    }

    private async Task ExistAsync(int orders, Task ended)
    {
        while (!ended.IsCompleted && await CountAsync() < orders)
        {
            await Task.Delay(20);
        }
    }

    private async Task<int> CountAsync() =>
        JsonDocument.Parse(await _client!.GetStringAsync(new Uri("/sandbox/orders", UriKind.Relative))).RootElement.GetProperty("count")
            .GetInt32();

    private static int HashCode(int seed, int worker) => (seed * 7919) + worker;

    private async Task<bool> ReadAsync(int worker, string output, int exitCode)
    {
        var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        say($"  worker {worker + 1} has ended: {last}");
        if (exitCode == 0 && last.StartsWith('{'))
        {
            lock (_notes)
            {
                _processorSeconds += JsonDocument.Parse(last).RootElement.GetProperty("processorSeconds").GetDouble();
            }

            return true;
        }

        _notes.Add(output);
        return Interlocked.Increment(ref _failedRuns) > 10
            ? throw new InvalidOperationException($"A worker fails again and again: {output}")
            : false;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(Engine.Path) { RedirectStandardOutput = true };
        foreach (var argument in (string[])
        [
            "-NoProfile", "-NonInteractive", "-File", Path.Combine(root, "tests", "Benchmarks", "pwsh", "worker.ps1"),
            "-File", Path.Combine(_folder, "orders.csv"), "-Endpoint", _endpoint, "-Store", store, "-RefreshToken", _refreshToken,
        ])
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private async Task EndLeaseAsync(int processId)
    {
        await using var source = NpgsqlDataSource.Create(store);
        await using var command = source.CreateCommand("""
            WITH dead AS (UPDATE fba_outbound.worker SET lease_until = '-infinity' WHERE name LIKE '%:' || $1 RETURNING worker)
            UPDATE fba_outbound.entry SET lease_until = '-infinity' FROM dead WHERE owner = dead.worker
            """);
        command.Parameters.AddWithValue(processId.ToString(CultureInfo.InvariantCulture));
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException exception) when (
            exception.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            // It was killed before it had a lease.
        }
    }

    // The sandbox keeps the newest requests only.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await LookAsync();
            await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(20), cancellationToken));
        }
    }

    private async Task LookAsync()
    {
        using var answer = JsonDocument.Parse(await _client!.GetStringAsync(new Uri("/sandbox/requests", UriKind.Relative)));
        foreach (var request in answer.RootElement.GetProperty("requests").EnumerateArray())
        {
            string? Text(string name) => request.TryGetProperty(name, out var value) ? value.GetString() : null;
            _requests[request.GetProperty("number").GetInt64()] = (
                Text("operation"), Text("orderId"), request.GetProperty("status").GetInt32(), Text("outcome")
                    ?? "", request.GetProperty("time").GetDateTimeOffset());
        }
    }
}
