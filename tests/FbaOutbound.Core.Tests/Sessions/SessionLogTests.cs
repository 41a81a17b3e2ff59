using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Core.Tests.Hostile;
using FbaOutbound.Core.Tests.Http;
using FbaOutbound.Core.Tests.Protocols;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Storage;
using FbaOutbound.Testing;
using Xunit;
using static FbaOutbound.Core.Tests.Http.StubService;

namespace FbaOutbound.Core.Tests.Sessions;

public sealed class SessionLogTests : IDisposable
{
    // What the sample orders and the services of these tests say, and no log may.
    private static readonly string[] s_private =
    [
        "Example", "Main Street", "Testville", "Testshire", "98101", "206", "Thank you", "Changed", "Ring", "SKU-1", "canary",
        "Atza", "Atzr", "Atz.", "secret", "orders/", "amazonservices", "?", "Signature",
    ];

    private const string Common = "\"operation\":\"createThing\",\"version\":\"2020-07-01\",\"subject\":\"six-test-order\",";

    private const string Throttled = "\"error\":\"throttled\",\"errorCode\":\"QuotaExceeded\"}";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fba-log-");

    private string FilePath => Path.Combine(_folder.FullName, "fba.log");

    public static TheoryData<string> Versions => [.. EveryOperation.Versions];

    private static string? EventOf(string line) => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task EachEventIsALine()
    {
        using (var log = SessionLog.Open(FilePath, "US", new ManualTimeProvider()))
        using (var harness = new Harness(
            new StubService(
                Error(429, "QuotaExceeded", "Too much", "", ("x-amzn-RequestId", "id-1")),
                Answer(200, "{}", ("x-amzn-RequestId", "id-2"))),
            options => options with { Log = log, PlanOverride = new UsagePlan(0.5, 1) }))
        {
            await harness.WriteAsync();
        }

        var lines = Lines();
        Assert.All(lines, line => Assert.StartsWith("{\"time\":\"2026-05-14T10:00:00.000Z\",\"event\":\"", line, StringComparison.Ordinal));
        Assert.All(
            lines,
            line => Assert.Contains(
                $"\"session\":\"US\",\"process\":{Environment.ProcessId},\"call\":", line, StringComparison.Ordinal));
        Assert.Equal(
            [
                """request "attempt":1,"method":"POST"}""",
                """response "attempt":1,"method":"POST","status":429,"requestId":"id-1","durationMs":0,""" + Throttled,
                """retry "attempt":1,"waitMs":0,"waitsFor":"retry",""" + Throttled,
                """wait "attempt":2,"waitMs":2252.2,"waitsFor":"rateLimit"}""",
                """request "attempt":2,"method":"POST","waitMs":2253,"waitsFor":"rateLimit"}""",
                """response "attempt":2,"method":"POST","status":200,"requestId":"id-2","durationMs":0}""",
                """end "attempts":2,"durationMs":2253,"outcome":"succeeded"}""",
            ],
            lines.Where(line => line.Contains(Common, StringComparison.Ordinal))
                .Select(line => $"{EventOf(line)} {line[(line.IndexOf(Common, StringComparison.Ordinal) + Common.Length)..]}"));
        Assert.Equal(
            ["request", "response", "token"],
            lines.Where(line => line.Contains("access token request", StringComparison.Ordinal))
                .Select(EventOf));
    }

    // The service quotes whatever it was sent, in every place that it has.
    [Theory]
    [MemberData(nameof(Versions))]
    public async Task NothingOfARequestOrAResponseIsLogged(string version)
    {
        using (var log = SessionLog.Open(FilePath, "US", new JumpClock()))
        using (var service = new EchoService())
        using (var session = Open(service, version, log))
        {
            foreach (var operation in EveryOperation.All.Where(one => one.Version == version))
            {
                await RunAsync(session, operation);
            }

            if (version == "2020-07-01")
            {
                try
                {
                    await session.Orders.CreateAsync(SampleOrders.Everything with { SellerFulfillmentOrderId = "F-1" }, 1, default);
                }
                catch (FbaException exception)
                {
                    Assert.NotEmpty(exception.Message);
                }
            }
        }

        var lines = Lines();
        Assert.True(lines.Count > 100, $"{lines.Count} lines");
        Assert.Contains(lines, line => line.Contains("\"subject\":\"F-1\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"status\":400", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("\"event\":\"noResponse\"", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.DoesNotContain(
            s_private, text => Members(line).Contains(text, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task ManyWritersMixNoLines()
    {
        const int Writers = 8;
        const int Lines = 500;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            using var file = AppendFile.Open(FilePath, head: 0);
            for (var line = 0; line < Lines; line++)
            {
                var piece = Encoding.ASCII.GetBytes(Piece(writer, line) + "\n");
                file.Append(piece, piece.Length);
            }
        })));

        var written = File.ReadAllLines(FilePath);
        Assert.Equal(Writers * Lines, written.Length);
        Assert.All(written.GroupBy(line => line[0]), lines => Assert.Equal(
            Enumerable.Range(0, Lines).Select(line => Piece(lines.Key - '0', line)), lines));
    }

    [Fact]
    public void OnlyTheOwnerMayReadANewLog()
    {
        SessionLog.Open(FilePath, "US", TimeProvider.System).Dispose();
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(FilePath) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Theory]
    [InlineData("SellerFulfillmentOrderId,SellerSku\n")]
    [InlineData("{\"version\":1}\n")]
    [InlineData("{")]
    public void AFileThatIsNoLogIsRefusedAndLeftAlone(string content)
    {
        File.WriteAllText(FilePath, content);
        var error = Assert.Throws<LogFileException>(() => SessionLog.Open(FilePath, "US", TimeProvider.System));
        Assert.Equal(
            $"'{FilePath}' exists, but is not a log written by this module. It was not changed. Give another file for -LogPath.", error.Message);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void APlaceThatCannotBeWrittenIsRefused()
    {
        var error = Assert.Throws<LogFileException>(
            () => SessionLog.Open(Path.Combine(_folder.FullName, "none", "fba.log"), "US", TimeProvider.System));
        Assert.StartsWith("The log cannot be written: Folder not found:", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "is a folder, not a file", Assert.Throws<LogFileException>(
                () => SessionLog.Open(_folder.FullName, "US", TimeProvider.System)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AFullDiskWarnsOnceAndStopsNothingAndTheLogGoesOnWhenThereIsSpace()
    {
        var written = new MemoryStream();
        var isFull = false;
        using var log = new SessionLog("fba.log", "US", TimeProvider.System, (bytes, length) =>
        {
            if (isFull)
            {
                written.Write(bytes, 0, length / 2);
                throw new IOException("No space left on device");
            }

            written.Write(bytes, 0, length);
        });
        using var harness = new Harness(new StubService(Answer(200)), options => options with { Log = log });
        await harness.ReadAsync();
        isFull = true;
        await harness.ReadAsync();
        await harness.ReadAsync();
        Assert.Equal(
            ["The log 'fba.log' cannot be written: No space left on device. Requests continue, but some of them are missing from the log."],
            harness.Log.Warnings);
        isFull = false;
        await harness.ReadAsync();
        var whole = Encoding.UTF8.GetString(written.ToArray()).Split('\n').Where(line => line.EndsWith('}')).ToList();
        Assert.Equal(9, whole.Count);
        Assert.All(whole, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }

    [Fact]
    public async Task ALineThatWasCutByAnEarlierEndStaysByItself()
    {
        await File.WriteAllTextAsync(FilePath, "{\"time\":\"2026-05-14T1");
        using (var log = SessionLog.Open(FilePath, "US", new ManualTimeProvider()))
        using (var harness = new Harness(new StubService(Answer(200)), options => options with { Log = log }))
        {
            await harness.ReadAsync();
        }

        Assert.Equal("{\"time\":\"2026-05-14T1", Lines()[0]);
        Assert.EndsWith("}", Lines()[1], StringComparison.Ordinal);
    }

    private static string Piece(int writer, int line) => $"{writer} {line:000} {new string((char)('a' + writer), writer * 40)}";

    private static async Task RunAsync(FbaSession session, EveryOperation operation)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            await operation.Run(session, "F-1", stop.Token);
        }
        catch (FbaException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private static FbaSession Open(EchoService service, string version, SessionLog log) => new(new SessionOptions
    {
        Name = "US",
        Marketplace = "US",
        ApiVersion = version,
        Credential = new LwaCredential("canary-client", "canary-secret", "Atzr|canary"),
        MwsCredential = new MwsCredential("canary-key", "canary-secret", "canary-seller", "canary-token"),
        Endpoint = new Uri("https://mws.amazonservices.example/"),
        TokenEndpoint = new Uri("https://tokens.example/auth/o2/token"),
        IsSandbox = true,
        Transport = () => service,
        TimeProvider = new JumpClock(),
        RequestTimeout = JumpClock.Never,
        Quotas = new QuotaRegistry(),
        Random = () => 0.5,
        Log = log,
    });

    // All but the time and the process, whose digits can be anything.
    private static string Members(string line) => string.Join(
        '\n',
        JsonDocument.Parse(line).RootElement.EnumerateObject()
            .Where(member => member.Name is not "time" and not "process" and not "durationMs" and not "waitMs" and not "call")
            .Select(member => $"{member.Name} {member.Value}"));

    private List<string> Lines() => [.. File.ReadAllLines(FilePath)];

    private sealed class EchoService : HttpMessageHandler
    {
        private int _count;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.EndsWith("/o2/token", StringComparison.Ordinal))
            {
                return Json(200, """{"access_token":"Atza|canary","expires_in":3600}""");
            }

            if (path.EndsWith("/restrictedDataToken", StringComparison.Ordinal))
            {
                return Json(200, """{"restrictedDataToken":"Atz.sprdt|canary","expiresIn":3600}""");
            }

            var sent = request.Content is null ? "Ann Example" : await request.Content.ReadAsStringAsync(cancellationToken);
            var all = $"Ann Example, 1 Main Street, Testville 98101, +1 206 555 0100; {request.RequestUri.PathAndQuery} {sent}";
            return (_count++ % 5) switch
            {
                0 => throw new HttpRequestException(all),
                1 => Answer(request, 503, all),
                2 => Json(200, JsonSerializer.Serialize(all), ("x-amzn-RequestId", "Ann Example")),
                _ => Answer(request, 400, all),
            };
        }

        private static HttpResponseMessage Answer(HttpRequestMessage request, int status, string all) =>
            Json(
                status,
                request.RequestUri!.Query.Contains("AWSAccessKeyId", StringComparison.Ordinal)
                    || request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded"
                    ? $"<ErrorResponse><Error><Type>Sender</Type><Code>{WebUtility.HtmlEncode(all)}</Code>"
                        + $"<Message>{WebUtility.HtmlEncode(all)}</Message></Error><RequestID>Ann Example</RequestID></ErrorResponse>"
                    : JsonSerializer.Serialize(new { errors = new[] { new { code = all, message = all, details = all } } }),
                ("x-amzn-RequestId", "Ann Example, 1 Main Street"));
    }
}
