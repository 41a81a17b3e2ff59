using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Protocols;
using FbaOutbound.Quota;

namespace FbaOutbound.Sessions;

/// <summary>The access token of one credential, from Login with Amazon.</summary>
internal sealed class LwaTokenSource
{
    private static readonly Operation s_operation =
        new(
            "access token request",
            "o2",
            IsRead: true,
            new UsagePlan(0, 1),
            new DeclaredStatuses([200], [400, 401, 403, 429, 500, 503])) { GrantsToken = true };

    private static readonly TimeSpan s_defaultLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromDays(1);

    private readonly LwaCredential _credential;
    private readonly IRequestPipeline _pipeline;
    private readonly SharedToken _token;

    public LwaTokenSource(LwaCredential credential, IRequestPipeline pipeline, TimeProvider time)
    {
        _credential = credential;
        _pipeline = pipeline;
        _token = new SharedToken(FetchAsync, time);
    }

    /// <summary>The cached token while it is valid for a while; otherwise a new one.</summary>
    /// <exception cref="FbaCredentialException">Login with Amazon refused the credential.</exception>
    /// <exception cref="FbaServiceException">Login with Amazon could not be reached or did not answer as it should.</exception>
    public ValueTask<string> GetAsync(CancellationToken cancellationToken) => _token.GetAsync(cancellationToken);

    /// <summary>Whether a token is the newest one, and has not run out.</summary>
    public bool IsUsable(string token) => _token.IsUsable(token);

    /// <summary>Forgets a token that was refused, unless a newer one already exists.</summary>
    public void Expired(string token) => _token.Expired(token);

    private async Task<GrantedToken> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.SendAsync(CreateRequest(), cancellationToken).ConfigureAwait(false);
        }
        catch (FbaCredentialException exception)
        {
            throw Refused(exception);
        }
    }

    private ServiceRequest<GrantedToken> CreateRequest() => new()
    {
        Operation = s_operation,
        Errors = LwaErrors.Instance,
        Read = ReadToken,
        Names = null,
        CreateMessage = () => new HttpRequestMessage(HttpMethod.Post, "")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = _credential.GetRefreshToken(),
                ["client_id"] = _credential.ClientId,
                ["client_secret"] = _credential.GetClientSecret(),
            }),
        },
    };

    private static GrantedToken ReadToken(HttpAnswer answer)
    {
        // The reader's own messages can quote what they read.
        try
        {
            using var document = JsonDocument.Parse(SpApiAnswer.Json(answer.Body));
            var token = document.RootElement.GetProperty("access_token").GetString();
            if (!SharedToken.IsToken(token))
            {
                throw new AnswerNotReadException("The response contains no access token.");
            }

            var seconds = document.RootElement.TryGetProperty("expires_in", out var value) && value.TryGetDouble(out var number)
                ? Math.Max(0, Math.Min(number, s_longestLifetime.TotalSeconds))
                : s_defaultLifetime.TotalSeconds;
            return new GrantedToken(token!, TimeSpan.FromSeconds(seconds));
        }
        catch (Exception exception) when (exception is not AnswerNotReadException)
        {
            throw new AnswerNotReadException("The response did not come from Login with Amazon.");
        }
    }

    private static FbaCredentialException Refused(FbaServiceException exception) =>
        new($"{exception.Message} {LwaErrors.Advice(exception.ServiceCode)}")
        {
            Outcome = RequestOutcome.Refused,
            Operation = exception.Operation,
            StatusCode = exception.StatusCode,
            ServiceCode = exception.ServiceCode,
            ServiceMessage = exception.ServiceMessage,
            RequestId = exception.RequestId,
            RequestIds = exception.RequestIds,
        };
}
