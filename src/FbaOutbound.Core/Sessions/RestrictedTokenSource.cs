using System;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using FbaOutbound.Protocols.SpApiMerchantV0;
using FbaOutbound.Quota;

namespace FbaOutbound.Sessions;

/// <summary>The token for operations that return personal data. Its paths are generic, so that one serves every shipment.</summary>
internal sealed class RestrictedTokenSource
{
    private const string Path = "tokens/2021-03-01/restrictedDataToken";

    private static readonly Operation s_operation =
        new(
            "createRestrictedDataToken",
            "2021-03-01",
            IsRead: true,
            new UsagePlan(1, 10),
            new DeclaredStatuses([200], [400, 401, 403, 404, 415, 429, 500, 503])) { GrantsToken = true };

    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromDays(1);
    private static readonly (string Method, string Path)[] s_resources =
    [
        ("GET", "/mfn/v0/shipments/{shipmentId}"),
        ("DELETE", "/mfn/v0/shipments/{shipmentId}"),
        ("POST", "/mfn/v0/shipments"),
    ];

    private readonly IRequestPipeline _pipeline;
    private readonly SharedToken _token;

    /// <param name="pipeline">A pipeline that authorizes with the access token.</param>
    /// <param name="time">The clock.</param>
    public RestrictedTokenSource(IRequestPipeline pipeline, TimeProvider time)
    {
        _pipeline = pipeline;
        _token = new SharedToken(FetchAsync, time);
    }

    /// <summary>The cached token while it is valid for a while; otherwise a new one.</summary>
    /// <exception cref="FbaServiceException">The token service refused it, could not be reached or did not answer as it should.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => _token.GetAsync(cancellationToken);

    /// <summary>Whether a token is the newest one, and has not run out.</summary>
    public bool IsUsable(string token) => _token.IsUsable(token);

    /// <summary>Forgets a token that was refused, unless a newer one already exists.</summary>
    public void Expired(string token) => _token.Expired(token);

    private Task<GrantedToken> FetchAsync(CancellationToken cancellationToken) => _pipeline.SendAsync(
        new ServiceRequest<GrantedToken>
        {
            Operation = s_operation,
            CreateMessage = CreateMessage,
            Read = ReadToken,
            Names = null,
            Errors = RestrictedErrors.Instance,
        },
        cancellationToken);

    private static HttpRequestMessage CreateMessage()
    {
        var body = WireNode.Object("", WireNode.List("restrictedResources", "resource", s_resources.Select(resource =>
            WireNode.Object("", WireNode.Of("method", resource.Method), WireNode.Of("path", resource.Path)))));
        return new HttpRequestMessage(HttpMethod.Post, Path)
        {
            Content = new ByteArrayContent(JsonTree.Write(body))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") }
            },
        };
    }

    private static GrantedToken ReadToken(HttpAnswer answer)
    {
        var (token, seconds) = SpApiAnswer.Read(answer, SpApiErrorDialect.Default, root =>
            root.Exact("restrictedDataToken") is { } text && SharedToken.IsToken(text)
                ? new Granted(text, root.Decimal("expiresIn"))
                : null);

        // A lifetime that is not given counts as none: the token serves the requests that wait for it.
        return new GrantedToken(
            token, TimeSpan.FromSeconds((double)Math.Max(0, Math.Min(seconds ?? 0, (decimal)s_longestLifetime.TotalSeconds))));
    }

    private sealed record Granted(string Token, decimal? Seconds);

    /// <summary>The dialect of the Selling Partner API, with the one piece of advice that helps here.</summary>
    private sealed class RestrictedErrors : IErrorDialect
    {
        public static readonly RestrictedErrors Instance = new();

        public ServiceError Read(HttpAnswer answer)
        {
            var error = SpApiErrorDialect.Default.Read(answer);
            return answer.StatusCode is 400 or 403 && error is { IsExpiredToken: false, IsRevokedToken: false }
                ? error with
                {
                    IsAccessDenied = true,
                    Advice = "Shipments contain personal data, so the application needs a restricted data token. "
                        + $"Check in Seller Central that it has the role {OperationsMerchantV0.Role}. After adding the role, "
                        + "authorize the application again.",
                }
                : error;
        }
    }
}
