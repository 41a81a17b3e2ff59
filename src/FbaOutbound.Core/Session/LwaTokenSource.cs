using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Sessions;

/// <summary>
/// The access token of one credential. One caller's need starts the refresh, all others wait for the same one; who stops waiting stops
/// nobody else, and the refresh ends when nobody waits any more.
/// </summary>
internal sealed class LwaTokenSource(LwaCredential credential, IRequestPipeline pipeline, TimeProvider time)
{
    private static readonly Operation s_operation = new("LWA token request", "o2", IsRead: true, new UsagePlan(0, 1));
    private static readonly TimeSpan s_defaultLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_longestMargin = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private string? _token;
    private long _fetched;
    private TimeSpan _usable;
    private Refresh? _refresh;

    /// <summary>The cached token while it is good for a while; otherwise a new one.</summary>
    /// <exception cref="FbaCredentialException">Login with Amazon refused the credential.</exception>
    /// <exception cref="FbaServiceException">Login with Amazon could not be reached or did not answer as it should.</exception>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        Refresh refresh;
        lock (_gate)
        {
            if (_token is { } token && time.GetElapsedTime(_fetched) < _usable)
            {
                return token;
            }

            refresh = _refresh ??= new Refresh(this);
            refresh.Waiters++;
        }

        var left = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(static left => ((TaskCompletionSource<bool>)left!).TrySetResult(true), left))
        {
            try
            {
                refresh.Start();
                await Task.WhenAny(refresh.Task, left.Task).ConfigureAwait(false);
            }
            finally
            {
                Leave(refresh);
            }
        }

        if (!refresh.Task.IsCompleted)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await refresh.Task.ConfigureAwait(false);
    }

    /// <summary>Forgets a token that was refused, unless a newer one is there already.</summary>
    public void Expired(string token)
    {
        lock (_gate)
        {
            if (_token == token)
            {
                _token = null;
            }
        }
    }

    private void Leave(Refresh refresh)
    {
        lock (_gate)
        {
            if (--refresh.Waiters > 0 || refresh.Task.IsCompleted)
            {
                return;
            }

            if (ReferenceEquals(_refresh, refresh))
            {
                _refresh = null;
            }
        }

        refresh.Cancel();
    }

    private async Task<string> FetchAsync(Refresh refresh, CancellationToken cancellationToken)
    {
        try
        {
            var asked = time.GetTimestamp();
            var (token, lifetime) = await pipeline.SendAsync(CreateRequest(), cancellationToken).ConfigureAwait(false);
            lock (_gate)
            {
                _token = token;
                _fetched = asked;
                var margin = TimeSpan.FromTicks(lifetime.Ticks / 10);
                _usable = lifetime - (margin < s_longestMargin ? margin : s_longestMargin);
            }

            return token;
        }
        catch (FbaServiceException exception) when (exception.Outcome == RequestOutcome.Refused)
        {
            throw Refused(exception);
        }
        finally
        {
            lock (_gate)
            {
                if (ReferenceEquals(_refresh, refresh))
                {
                    _refresh = null;
                }
            }
        }
    }

    private ServiceRequest<(string Token, TimeSpan Lifetime)> CreateRequest() => new()
    {
        Operation = s_operation,
        Errors = LwaErrors.Instance,
        Read = ReadToken,
        CreateMessage = () => new HttpRequestMessage(HttpMethod.Post, "")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["refresh_token"] = credential.GetRefreshToken(),
                ["client_id"] = credential.ClientId,
                ["client_secret"] = credential.GetClientSecret(),
            }),
        },
    };

    private static (string Token, TimeSpan Lifetime) ReadToken(HttpAnswer answer)
    {
        // The reader's own messages can quote what they read.
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var token = document.RootElement.GetProperty("access_token").GetString();
            if (string.IsNullOrWhiteSpace(token))
            {
                throw new AnswerNotReadException("The answer holds no access token.");
            }

            var seconds = document.RootElement.TryGetProperty("expires_in", out var value) && value.TryGetDouble(out var number)
                ? Math.Max(0, Math.Min(number, s_longestLifetime.TotalSeconds))
                : s_defaultLifetime.TotalSeconds;
            return (token!, TimeSpan.FromSeconds(seconds));
        }
        catch (Exception exception) when (exception is not AnswerNotReadException)
        {
            throw new AnswerNotReadException("The answer is not one of Login with Amazon.");
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

#pragma warning disable CA1001 // Its source has neither a timer nor a handle to give back, and may be cancelled after the end.
    private sealed class Refresh(LwaTokenSource source)
#pragma warning restore CA1001
    {
        private readonly CancellationTokenSource _nobodyWaits = new();
        private readonly TaskCompletionSource<string> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _started;

        /// <summary>How many wait; counted under the source's lock.</summary>
        public int Waiters { get; set; }

        public Task<string> Task => _result.Task;

        public void Start()
        {
            if (Interlocked.Exchange(ref _started, 1) == 0)
            {
                _ = RunAsync();
            }
        }

        public void Cancel() => _nobodyWaits.Cancel();

        private async Task RunAsync()
        {
            try
            {
                _result.TrySetResult(await source.FetchAsync(this, _nobodyWaits.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                _result.TrySetCanceled();
            }
            catch (Exception exception)
            {
                _result.TrySetException(exception);
                // Who waited may have left; an error that nobody reads is not one of the process.
                _ = _result.Task.Exception;
            }
        }
    }
}
