using System;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Http;
using FbaOutbound.Quota;
using FbaOutbound.Sessions;
using FbaOutbound.Testing;

namespace FbaOutbound.Core.Tests.Http;

/// <summary>A session over a stub, on a clock that jumps over every wait.</summary>
internal sealed class Harness : IDisposable
{
    public const string Secret = "canary-client-secret";
    public const string RefreshToken = "Atzr|canary-refresh";

    private static readonly DeclaredStatuses s_statuses = new([200], [400, 401, 403, 404, 429, 500, 503]);

    public static readonly Operation Read = new("getThing", "2020-07-01", IsRead: true, new UsagePlan(2, 30), s_statuses)
    {
        About = SubjectKind.Order,
    };

    public static readonly Operation Write = new("createThing", "2020-07-01", IsRead: false, new UsagePlan(2, 30), s_statuses);

    public Harness(StubService service, Func<SessionOptions, SessionOptions>? change = null)
    {
        Service = service;
        var options = new SessionOptions
        {
            Name = "Test",
            Marketplace = "US",
            Credential = new LwaCredential("amzn1.client", Secret, RefreshToken),
            Transport = () => service,
            TimeProvider = Clock,
            RequestTimeout = TimeSpan.FromHours(12),
            Random = () => 0.5,
            Quotas = Quotas,
        };
        Session = new FbaSession(change is null ? options : change(options));
    }

    public StubService Service { get; }

    public ManualTimeProvider Clock { get; } = new() { AutoAdvance = true, AutoAdvanceLimit = TimeSpan.FromHours(1) };

    public QuotaRegistry Quotas { get; } = new();

    public RecordingLog Log { get; } = new();

    public FbaSession Session { get; }

    public static ServiceRequest<string> Request(Operation operation, string uri = "things/1", string? subject = "six-test-order") => new()
    {
        Operation = operation,
        Subject = subject,
        Errors = JsonErrors.Instance,
        Names = null,
        CreateMessage = () => new HttpRequestMessage(operation.IsRead ? HttpMethod.Get : HttpMethod.Post, uri)
        {
            Content = operation.IsRead ? null : new StringContent("""{"name":"Canary Recipient"}""", Encoding.UTF8, "application/json"),
        },
        Read = answer =>
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.TryGetProperty("errors", out _)
                ? throw new AnswerNotReadException("It carries errors.", JsonErrors.Instance.Read(answer))
                : document.RootElement.GetRawText();
        },
    };

    public async Task<string> SendAsync(Operation operation, string uri = "things/1", CancellationToken cancellationToken = default)
    {
        using (CallLog.Use(Log))
        {
            return await Session.Pipeline.SendAsync(Request(operation, uri), cancellationToken);
        }
    }

    public Task<string> ReadAsync(string uri = "things/1", CancellationToken cancellationToken = default) =>
        SendAsync(Read, uri, cancellationToken);

    public Task<string> WriteAsync(CancellationToken cancellationToken = default) => SendAsync(Write, "things", cancellationToken);

    public void Dispose() => Session.Dispose();

    private sealed class JsonErrors : IErrorDialect
    {
        public static readonly JsonErrors Instance = new();

        public ServiceError Read(HttpAnswer answer)
        {
            try
            {
                using var document = JsonDocument.Parse(answer.Body);
                var error = document.RootElement.GetProperty("errors").EnumerateArray().First();
                string? Text(string name) => error.TryGetProperty(name, out var value) ? value.GetString() : null;
                return new ServiceError(Text("code"), Text("message"), Text("details"))
                {
                    IsExpiredToken = Text("details") == "The access token you provided has expired.",
                    IsRevokedToken = Text("details") == "The access token you provided is revoked, malformed or invalid.",
                    IsNotFound = Text("message")!.Contains("not found", StringComparison.Ordinal),
                };
            }
            catch (Exception exception) when (
                exception is JsonException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException)
            {
                return new ServiceError(null, null, null) { IsForeign = true };
            }
        }
    }
}
