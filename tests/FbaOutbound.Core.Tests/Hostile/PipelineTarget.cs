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
using System.Xml;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Core.Tests.Hostile;

/// <summary>
/// An operation through the whole client: session, pipeline, settlement. The service's responses are the inputs, with a status and headers
/// that chance decides, and so are the responses to what is asked after the first.
/// </summary>
internal sealed class PipelineTarget : FuzzTarget
{
    private const string OrderId = "seed-1";
    private const int InputsOfASession = 2000;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(10);

    private static readonly int[] s_statuses =
    [
        200, 201, 202, 204, 206, 300, 302, 307, 400, 400, 401, 403, 404, 409, 413, 415, 429, 500, 500, 502, 503, 503, 504, 599, 999,
    ];

    private static readonly string?[] s_types =
        [
            null, "application/json", "text/xml", "text/html", "application/json; charset=utf-16", "application/json; charset=nonsense",
            "\u001b[31m/x", "x"];

    private static readonly (string Name, string[] Values)[] s_headers =
    [
        (
            "Retry-After",
            ["0", "-1", "1", "15", "999999999999", "1e3", "soon", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", ""]),
        ("Date", ["Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "x"]),
        (
            "x-amzn-RateLimit-Limit",
            ["2.0", "0", "-1", "1e-300", "1e300", "NaN", "Infinity", "0.000001", "1e999999", "2,0", "0x10", "2.0\t"]),
        ("x-amzn-RequestId", ["r-1", "", "\u001b[31mred", "\u202Eabc", "a\tb", "é", "🎁"]),
        ("x-mws-quota-remaining", ["0.0", "-5", "NaN", "1e400", "x"]),
        (
            "x-mws-quota-resetsOn",
            ["2026-05-14T10:30:00.000Z", "9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z", "Wed, 13 May 2026 10:00:00 GMT", "x"]),
        ("x-mws-request-id", ["m-1", "\u009b31m"]),
        ("Location", ["https://example.com/"]),
        ("Set-Cookie", ["a=b"]),
    ];

    private readonly EveryOperation _operation;
    private readonly IReadOnlyList<byte[]> _others;
    private readonly Service _service = new();
    private readonly JumpClock _clock = new();
    private FbaSession? _session;
    private int _inputs;

    public PipelineTarget(EveryOperation operation)
        : base(operation.ToString(), SeedCorpus.Of(operation))
    {
        _operation = operation;
        _others = SeedCorpus.OfVersion(operation.Version);
    }

    public override async Task<long> RunAsync(byte[] input, int chance)
    {
        var session = Session();
        _service.Begin(input, chance, _others);
        var started = _clock.Passed;
        var log = new CheckingLog();
        long shape;
        using (CallLog.Use(log))
        {
            try
            {
                var result = await _operation.Run(session, OrderId, CancellationToken.None);
                CheckTruth(result);
                shape = Shape.Of(result);
            }
            catch (FbaException exception)
            {
                CheckTruth(exception);
                shape = Shape.Of(exception);
            }
        }

        if (_clock.Passed - started > s_longestWait)
        {
            throw new InvalidOperationException($"The call would have waited for {_clock.Passed - started}.");
        }

        return shape;
    }

    public override void Dispose()
    {
        _session?.Dispose();
        _service.Dispose();
        base.Dispose();
    }

    private FbaSession Session()
    {
        if (_inputs++ % InputsOfASession == 0)
        {
            _session?.Dispose();
            _clock.Restart();
            _session = new FbaSession(new SessionOptions
            {
                Marketplace = "US",
                ApiVersion = _operation.Version,
                Credential = new LwaCredential("client", "secret", "Atzr|refresh"),
                MwsCredential = new MwsCredential("key", "secret", "seller", null),
                Endpoint = new Uri("https://service.example/"),
                TokenEndpoint = new Uri("https://tokens.example/auth/o2/token"),
                IsSandbox = true,
                Transport = () => _service,
                TimeProvider = _clock,
                RequestTimeout = JumpClock.Never,
                Quotas = new QuotaRegistry(),
                Random = () => 0.5,
            });
        }

        return _session!;
    }

    // An unreadable success is never a success, and what may have been accepted is never said not to be.
    private void CheckTruth(object? result)
    {
        var isSaidByAnswer = result switch
        {
            OrderReceipt { ConfirmedBy: ConfirmedBy.Answer, Outcome: Outcomes.Created or Outcomes.Accepted } => true,
            FulfillmentReturn { ConfirmedBy: ConfirmedBy.Answer } => true,
            Shipment => _operation.Name == "shipmentBuy",
            _ => false,
        };
        if (isSaidByAnswer
            && !_service.Changes.Exists(change => change.Status is >= 200 and < 300 && !change.IsBroken && IsReadable(change.Body)))
        {
            throw new InvalidOperationException($"A success was made of answers that hold none: {result}");
        }
    }

    private void CheckTruth(FbaException exception)
    {
        foreach (var text in new[] { exception.Message, (exception as FbaServiceException)?.ServiceCode,
            (exception as FbaServiceException)?.ServiceMessage, (exception as FbaServiceException)?.ServiceDetails,
            (exception as FbaServiceException)?.RequestId })
        {
            CheckingLog.Check(text);
        }

        if (_operation.IsWrite && exception is FbaServiceException { Outcome: not RequestOutcome.Unknown } and not FbaThrottledException
            && _service.Changes.Exists(change => change.Status is (>= 200 and < 300) or >= 500 && !SaysThrottled(change.Body)))
        {
            throw new InvalidOperationException($"A change that may have been made is said not to be: {exception.Message}");
        }
    }

    private static bool SaysThrottled(byte[] body) => Encoding.UTF8.GetString(body) is var text
        && (
            text.Contains("Throttled", StringComparison.OrdinalIgnoreCase)
                || text.Contains("QuotaExceeded", StringComparison.OrdinalIgnoreCase));

    private bool IsReadable(byte[] body)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(
                body.AsSpan(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
            if (_operation.Version == "Mws")
            {
                var document = new XmlDocument { XmlResolver = null };
                document.LoadXml(text);
                return document.DocumentElement!.LocalName.EndsWith("Response", StringComparison.Ordinal);
            }

            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (DecoderFallbackException) when (_operation.Version == "Mws")
        {
            // XML may be in another encoding that it names.
            return true;
        }
        catch (Exception exception) when (exception is JsonException or XmlException or DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Lines that go to a terminal or a log hold nothing that steers it.</summary>
    private sealed class CheckingLog : ICallLog
    {
        public static void Check(string? line)
        {
            if (line is not null && line.Any(character => char.IsControl(character) || IsSteering(character)))
            {
                throw new InvalidOperationException(
                    "A line for the terminal steers it: "
                        + string.Concat(
                            line.Select(
                                character =>
                                    char.IsAsciiLetterOrDigit(character) || character is ' '
                                        ? character.ToString()
                                        : $"[{(int)character:X}]")));
            }
        }

        public (bool Verbose, bool Debug) Listens => (true, true);

        public void Verbose(string message) => Check(message);

        public void Debug(string message) => Check(message);

        public void WarningOnce(string key, string message) => Warning(message);

        public void Step(CallStep step)
        {
        }

        public void Warning(string message) => Check(message);

        private static bool IsSteering(char character) =>
            character is '\u061C' or (>= '\u200B' and <= '\u200F') or (>= '\u2028' and <= '\u202E') or (>= '\u2060' and <= '\u206F')
                or '\uFEFF';
    }

    private sealed class Service : HttpMessageHandler
    {
        private byte[] _input = [];
        private IReadOnlyList<byte[]> _others = [];
        private int _chance;
        private int _requests;

        /// <summary>What was answered to the requests that change something.</summary>
        public List<(int Status, byte[] Body, bool IsBroken)> Changes { get; } = [];

        public void Begin(byte[] input, int chance, IReadOnlyList<byte[]> others)
        {
            (_input, _chance, _others, _requests) = (input, chance, others, 0);
            Changes.Clear();
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path == "/auth/o2/token")
            {
                return Respond(200, """{"access_token":"Atza|t","expires_in":3600}"""u8.ToArray(), "application/json");
            }

            if (path.EndsWith("/restrictedDataToken", StringComparison.Ordinal))
            {
                return Respond(200, """{"restrictedDataToken":"Atz.sprdt|t","expiresIn":3600}"""u8.ToArray(), "application/json");
            }

            var number = _requests++;
            var random = new Random(unchecked(_chance + number));
            var body = number == 0 || random.Next(10) < 4 ? _input : _others[random.Next(_others.Count)];
            if (number > 0 && random.Next(5) == 0)
            {
                body = Mutator.Mutate(body, _others, random);
            }

            var status = random.Next(10) < 6 ? 200 : s_statuses[random.Next(s_statuses.Length)];
            var isBroken = random.Next(20) == 0;
            if (await IsChangeAsync(request, cancellationToken))
            {
                Changes.Add((status, body, isBroken));
            }

            if (random.Next(50) == 0)
            {
                throw new HttpRequestException("reset", new IOException("reset"));
            }

            var response = Respond(status, body, s_types[random.Next(s_types.Length)], isBroken);
            for (var headers = random.Next(4); headers > 0; headers--)
            {
                var (name, values) = s_headers[random.Next(s_headers.Length)];
                response.Headers.TryAddWithoutValidation(name, values[random.Next(values.Length)]);
            }

            return response;
        }

        private static async Task<bool> IsChangeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Content?.Headers.ContentType?.MediaType == "application/x-www-form-urlencoded")
            {
                var form = await request.Content.ReadAsStringAsync(cancellationToken);
                return form.Contains("Action=Create", StringComparison.Ordinal)
                    || form.Contains("Action=Update", StringComparison.Ordinal) || form.Contains("Action=Cancel", StringComparison.Ordinal);
            }

            return request.Method != HttpMethod.Get;
        }

        private static HttpResponseMessage Respond(int status, byte[] body, string? type, bool isBroken = false)
        {
            var response = new HttpResponseMessage((HttpStatusCode)status)
            {
                Content = isBroken ? new StreamContent(new BrokenStream(body)) : new ByteArrayContent(body)
            };
            if (type is not null)
            {
                response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            return response;
        }
    }

    /// <summary>Half of a body, and then no more.</summary>
    private sealed class BrokenStream(byte[] body) : MemoryStream(body, 0, body.Length / 2, writable: false)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is > 0 and var read ? read : throw new IOException("reset");

        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var read ? read : throw new IOException("reset");

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));
    }
}
