using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Benchmarks;

/// <summary>
/// The sandbox server: what a create costs it, what it holds, how long a page of a list and its own page take, and how long it takes to
/// open its state file, each for growing numbers of orders.
/// </summary>
internal static partial class SandboxPart
{
    public const string Usage = "sandbox [--orders 1000000] [--state]";

    private const int InFlight = 16;
    private const int Chunk = 10_000;
    private const string Orders = "/fba/outbound/2020-07-01/fulfillmentOrders";

    public static async Task<bool> RunAsync(params string[] arguments)
    {
        var most = 100_000;
        var keepsState = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--orders" && i + 1 < arguments.Length)
            {
                most = int.Parse(arguments[++i], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (arguments[i] == "--state")
            {
                keepsState = true;
            }
            else
            {
                throw new ArgumentException($"{arguments[i]} is not known: {Usage}");
            }
        }

        var state = keepsState ? Path.Combine(Path.GetTempPath(), $"fba-sandbox-{Environment.ProcessId}.jsonl") : null;
        try
        {
            List<string[]> table =
            [
                ["orders", "creates/s", "server CPU µs", "client CPU µs", "working set MB", "page of a list ms", "all pages s", "page at / ms"],
            ];
            long shippedMB;
            await using (var server = await Server.StartAsync(state))
            {
                Create(server, "W", 0, Chunk / 2);
                var made = 0;
                for (var count = 1000; made < most; count *= 10)
                {
                    var sample = Create(server, "S", made, count - made);
                    made = count;
                    table.Add(await DescribeAsync(server, made, sample));
                }

                await server.ShipAllAsync();
                shippedMB = server.WorkingSetMB;
            }

            await Report.WriteAsync(
                $"The sandbox server over HTTP, {InFlight} in flight, no latency, client and server on the same machine", [.. table]);
            await Console.Out.WriteLineAsync($"Once all orders had shipped, in two shipments each, the working set was {shippedMB} MB.");
            if (state is not null)
            {
                var clock = Stopwatch.StartNew();
                await using var server = await Server.StartAsync(state);
                var (time, cpu) = (clock.Elapsed.TotalSeconds, server.ProcessorTime.TotalSeconds);
                await Console.Out.WriteLineAsync(
                    $"The state file of {Report.Number(new FileInfo(state).Length / 1e6, "#,0")} MB was opened in "
                        + $"{Report.Number(time, "0.0")} s, {Report.Number(cpu, "0.0")} s of CPU time; "
                        + $"working set {server.WorkingSetMB} MB.");
            }

            return true;
        }
        finally
        {
            if (state is not null)
            {
                File.Delete(state);
            }
        }
    }

    private static (double PerSecond, double ServerUs, double ClientUs) Create(Server server, string prefix, int from, int count)
    {
        using var me = Process.GetCurrentProcess();
        var (client, served, time) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        for (var first = from; first < from + count; first += Chunk)
        {
            // The requests are made before the clock runs.
            var requests = Enumerable.Range(first, Math.Min(Chunk, from + count - first))
                .Select(number => server.CreateRequest(Body(prefix, number))).ToArray();
            me.Refresh();
            var (cpu, serverCpu) = (me.TotalProcessorTime, server.ProcessorTime);
            time += server.Send(requests);
            me.Refresh();
            client += me.TotalProcessorTime - cpu;
            served += server.ProcessorTime - serverCpu;
        }

        return (count / time.TotalSeconds, served.TotalMicroseconds / count, client.TotalMicroseconds / count);
    }

    private static async Task<string[]> DescribeAsync(Server server, int count, (double PerSecond, double ServerUs, double ClientUs) sample)
    {
        var (pages, slowest, listing) = await server.ListAsync();
        await server.TimePageAsync();
        return
        [
            Report.Number(count, "#,0"),
            Report.Number(sample.PerSecond, "#,0"),
            Report.Number(sample.ServerUs, "0"),
            Report.Number(sample.ClientUs, "0"),
            Report.Number(server.WorkingSetMB, "#,0"),
            Report.Number(listing.TotalMilliseconds / pages, "0.0") + " (" + Report.Number(slowest.TotalMilliseconds, "0") + ")",
            Report.Number(listing.TotalSeconds, "0.0"),
            Report.Number((await server.TimePageAsync()).TotalMilliseconds, "0"),
        ];
    }

    private static byte[] Body(string prefix, int number) => Encoding.UTF8.GetBytes(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $$"""{"sellerFulfillmentOrderId":"{{prefix}}-{{number:0000000}}","displayableOrderId":"{{prefix}}-{{number:0000000}}","displayableOrderDate":"2026-05-12T00:00:00Z","displayableOrderComment":"Thank you for your order.","shippingSpeedCategory":"Standard","fulfillmentAction":"Ship","fulfillmentPolicy":"FillOrKill","destinationAddress":{"name":"Ada Example","addressLine1":"{{number}} Invented Avenue","city":"Fableville","stateOrRegion":"OR","postalCode":"97000","countryCode":"US","phone":"503-555-0101"},"notificationEmails":["ada@example.com"],"items":[{"sellerSku":"SKU-MUG-BLUE","sellerFulfillmentOrderItemId":"1","quantity":1},{"sellerSku":"SKU-MUG-RED","sellerFulfillmentOrderItemId":"2","quantity":2}]}"""));

    private sealed partial class Server : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly HttpClient _client;
        private RawConnection[]? _connections;
        private string _token = "";

        private Server(Process process, Uri address)
        {
            _process = process;
            _client = new HttpClient(new SocketsHttpHandler { UseCookies = false })
            {
                BaseAddress = address, Timeout = TimeSpan.FromMinutes(10),
            };
        }

        public TimeSpan ProcessorTime
        {
            get
            {
                _process.Refresh();
                return _process.TotalProcessorTime;
            }
        }

        public long WorkingSetMB
        {
            get
            {
                _process.Refresh();
                return _process.WorkingSet64 >> 20;
            }
        }

        public static async Task<Server> StartAsync(string? state)
        {
            var program = Path.Combine("src", "FbaOutbound.Sandbox.Server", "bin", "Release", "net10.0", "FbaOutbound.Sandbox.Server.dll");
            string[] arguments = [program, "serve", "--urls", "http://127.0.0.1:0", "--rate", "0", "--default-stock", "1000000000"];
            var process = Process.Start(new ProcessStartInfo("dotnet", state is null ? arguments : [.. arguments, "--state", state])
            {
                RedirectStandardOutput = true,
            })!;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (Address().Match(line) is { Success: true } match)
                {
                    var server = new Server(process, new Uri(match.Value));
                    await server.AuthorizeAsync();
                    return server;
                }
            }

            throw new InvalidOperationException("The sandbox server did not start.");
        }

        public byte[] CreateRequest(byte[] body) => RawConnection.Post(_client.BaseAddress!, Orders, _token, body);

        /// <summary>Sends requests over the connections, each on a thread of its own, and takes the time.</summary>
        public TimeSpan Send(byte[][] requests)
        {
            _connections ??= [.. Enumerable.Range(0, InFlight).Select(_ => new RawConnection(_client.BaseAddress!))];
            var next = -1;
            var started = Stopwatch.GetTimestamp();
            var threads = Array.ConvertAll(_connections, connection => new Thread(() =>
            {
                int index;
                while ((index = Interlocked.Increment(ref next)) < requests.Length)
                {
                    connection.Send(requests[index]);
                }
            }));
            Array.ForEach(threads, static thread => thread.Start());
            Array.ForEach(threads, static thread => thread.Join());
            return Stopwatch.GetElapsedTime(started);
        }

        /// <summary>Reads the whole list, page by page.</summary>
        public async Task<(int Pages, TimeSpan Slowest, TimeSpan All)> ListAsync()
        {
            var (pages, slowest, all) = (0, TimeSpan.Zero, Stopwatch.StartNew());
            for (string? token = ""; token is not null; pages++)
            {
                var started = Stopwatch.GetTimestamp();
                var page = await _client.GetByteArrayAsync(
                    $"{Orders}?queryStartDate=2020-01-01T00:00:00Z{(token.Length == 0 ? "" : "&nextToken=" + Uri.EscapeDataString(token))}");
                var took = Stopwatch.GetElapsedTime(started);
                slowest = took > slowest ? took : slowest;
                token = NextToken(page);
            }

            return (pages, slowest, all.Elapsed);
        }

        /// <summary>Lets so much time pass that all orders have left.</summary>
        public async Task ShipAllAsync()
        {
            using var response = await _client.PostAsJsonAsync("/sandbox", new { advance = "30.00:00:00" });
            response.EnsureSuccessStatusCode();
        }

        public async Task<TimeSpan> TimePageAsync()
        {
            var started = Stopwatch.GetTimestamp();
            await _client.GetByteArrayAsync(new Uri("/", UriKind.Relative));
            return Stopwatch.GetElapsedTime(started);
        }

        public async ValueTask DisposeAsync()
        {
            Array.ForEach(_connections ?? [], static connection => connection.Dispose());
            _client.Dispose();
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private static string? NextToken(byte[] page)
        {
            var reader = new Utf8JsonReader(page);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("nextToken"u8))
                {
                    return reader.Read() ? reader.GetString() : null;
                }
            }

            return null;
        }

        private async Task AuthorizeAsync()
        {
            using var response = await _client.PostAsync("/auth/o2/token", new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = "Atzr|benchmark",
                ["client_id"] = "amzn1.application-oa2-client.benchmark",
                ["client_secret"] = "benchmark",
            }));
            var token = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            _token = token.GetProperty("access_token").GetString()!;
            _client.DefaultRequestHeaders.TryAddWithoutValidation("x-amz-access-token", _token);
        }

        [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
        private static partial Regex Address();
    }
}
