using System;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Quota;
using Polly;
using Polly.Timeout;

namespace FbaOutbound.Http;

/// <inheritdoc cref="IRequestPipeline"/>
internal sealed class RequestPipeline : IRequestPipeline, IDisposable
{
    // Where each try takes longer than a permit may be held, all requests leave late by about the same, which does no harm.
    private const int MostTries = 3;

    private readonly PipelineOptions _options;
    private readonly HttpTransport _transport;
    private readonly IRequestAuthorizer? _authorizer;
    private readonly QuotaRegistry? _quotas;
    private readonly ResiliencePipeline<Failure?> _call;
    private readonly ResiliencePipeline _attempt;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _closing = new();
    private volatile KnownAddress? _lastAddress;

    /// <summary>Creates a pipeline.</summary>
    /// <param name="options">What it needs to know of its session.</param>
    /// <param name="transport">The connections, which the session owns.</param>
    /// <param name="authorizer">Who authorizes each message; null if none is needed.</param>
    /// <param name="quotas">The buckets; null for no quotas.</param>
    public RequestPipeline(PipelineOptions options, HttpTransport transport, IRequestAuthorizer? authorizer, QuotaRegistry? quotas)
    {
        _options = options;
        _transport = transport;
        _authorizer = authorizer;
        _quotas = quotas;
        _log = new RequestLog(options);
        _call = RetryRules.Build(options, _log);
        _attempt = RetryRules.BuildAttempt(options);
    }

    public async Task<T> SendAsync<T>(ServiceRequest<T> request, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var call = new Call<T>(request, _options.TimeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        Failure? failure = null;
        var hasEnded = false;
        _log.Begin(call);
        try
        {
            failure = await _call.ExecuteAsync(
                static (state, token) => state.Pipeline.AttemptAsync(state.Call, token), (Pipeline: this, Call: (Call)call), linked.Token)
                .ConfigureAwait(false);
            hasEnded = true;
        }
        catch (TimeoutRejectedException)
        {
            failure = Failures.OutOfTime(call, _options);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What waits for its quota or its token has not left, and what was not accepted has no effect: only a change on its way is in
            // doubt.
            failure = call.IsInTransport && !call.Operation.IsRead
                ? Failures.Interrupted(call, "it was cancelled before the response arrived")
                : throw new OperationCanceledException(cancellationToken);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // A read that is on its way changes nothing.
            failure = call.IsInTransport && !call.Operation.IsRead
                ? Failures.Interrupted(call, "the session was closed before the response arrived")
                : throw SessionClosedException.Of(_options.SessionName);
        }
        finally
        {
            _log.Ended(call, failure, hasEnded || failure is not null);
        }

        return failure is null ? call.Result! : throw ErrorReport.ToException(failure, _options.Endpoint.Host);
    }

    /// <summary>Ends every call that is under way and refuses new ones.</summary>
    public void Dispose() => _closing.Cancel();

    // A permit is taken last: those that are held while something else is waited for would all be used at once, and the service would push
    // back. A token and a connection are waited for before. A journal's entry, which says that the request leaves, is written after, and
    // has as long as the bucket allows; then the permit goes back, and the request waits for another one at the head of the line.
    private async ValueTask<Failure?> AttemptAsync(Call call, CancellationToken cancellationToken)
    {
        var bucket = GetBucket(call.Operation);
        if (!call.Operation.IsRead)
        {
            bucket?.Remember(CallGate.Current.PastSends);
        }

        for (var tries = 1; ; tries++)
        {
            using var message = CreateMessage(call);
            string? token = null;
            try
            {
                token = _authorizer is null
                    ? null
                    : await _authorizer.GetTokenAsync(call.Operation, cancellationToken).ConfigureAwait(false);
            }
            catch (FbaServiceException exception)
            {
                return call.LastFailure = Failures.NotAuthorized(call, exception);
            }

            await _transport.WaitForPlaceAsync(_options.Endpoint, cancellationToken).ConfigureAwait(false);
            using var permit = bucket is null
                ? null
                : await AcquireAsync(bucket, call, isAgain: tries > 1, cancellationToken).ConfigureAwait(false);
            if (token is not null && tries < MostTries && !_authorizer!.IsUsable(token, call.Operation))
            {
                continue;
            }

            _authorizer?.Authorize(message, token);
            await HoldAsync(permit, CallGate.Current.PassAsync(call.Operation.IsRead, cancellationToken)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            using var place = _transport.TryTakePlace(_options.Endpoint);
            if (place is null || permit?.Send(evenIfLate: tries >= MostTries) is false)
            {
                continue;
            }

            CallLog.Current.Step(new CallStep.Sent(bucket));
            var failure = await ExchangeAsync(call, message, permit, cancellationToken).ConfigureAwait(false);
            if (failure is { IsExpiredToken: true })
            {
                call.TokenWasRefreshed = true;
                if (token is not null)
                {
                    _authorizer!.Expired(token);
                }
            }

            return call.LastFailure = failure;
        }
    }

    /// <summary>Waits for what has to be done with the permit in hand. A permit that this holds up for too long goes back.</summary>
    private async ValueTask HoldAsync(QuotaPermit? permit, ValueTask work)
    {
        if (permit is null || work.IsCompleted)
        {
            await work.ConfigureAwait(false);
            return;
        }

        var working = work.AsTask();
        using (var ended = new CancellationTokenSource())
        {
            await Task.WhenAny(working, _options.TimeProvider.Delay(permit.LongestHold, ended.Token)).ConfigureAwait(false);
            ended.Cancel();
        }

        if (!working.IsCompleted)
        {
            permit.Dispose();
        }

        await working.ConfigureAwait(false);
    }

    private async ValueTask<Failure?> ExchangeAsync(
        Call call, HttpRequestMessage message, QuotaPermit? permit, CancellationToken cancellationToken)
    {
        call.Send();
        _log.Sent(call, message);
        var started = _options.TimeProvider.GetTimestamp();
        HttpAnswer? answer = null;
        Failure? failure = null;
        try
        {
            answer = await _attempt.ExecuteAsync(
                static async (state, token) => await state._transport.SendAsync(state.message, token).ConfigureAwait(false),
                (_transport, message),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException exception)
        {
            failure = Failures.TimedOut(call, _options, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            failure = Failures.NoAnswer(call, _options.Endpoint, exception);
        }

        var duration = _options.TimeProvider.GetElapsedTime(started);
        answer = answer is null ? null : Clean(answer, call.Operation);
        call.End(answer?.Call.RequestId);
        if (answer is not null)
        {
            failure = OutcomeReader.Read(call, call.Complete(answer));
            failure = failure is { Kind: FailureKind.Throttled } && permit is not null ? failure with { IsPacedByQuota = true } : failure;
        }

        failure = failure is { Kind: FailureKind.Proxy } && _transport.KnowsProxyUser(_options.Endpoint)
            ? Failures.ProxyUserRefused(failure)
            : failure;
        failure = failure is null ? null : failure with { Exception = CleanCause.Of(failure.Exception, _options.Secrets) };
        Count(call, failure);
        _log.Answered(call, message, answer, failure, duration);
        Tell(permit, answer, failure);
        return failure;
    }

    // What grants a token says one in truth; nothing but the token is read from it.
    private HttpAnswer Clean(HttpAnswer answer, Operation operation)
    {
        var requestId = _options.Secrets.Clean(answer.Call.RequestId);
        return answer with
        {
            Call = ReferenceEquals(requestId, answer.Call.RequestId) ? answer.Call : answer.Call with { RequestId = requestId },
            ContentType = _options.Secrets.Clean(answer.ContentType),
            Body = operation.GrantsToken && answer.IsSuccess ? answer.Body : _options.Secrets.Clean(answer.Body),
        };
    }

    private HttpRequestMessage CreateMessage(Call call)
    {
        var message = call.CreateMessage();
        try
        {
            message.RequestUri = AddressOf(message.RequestUri);
        }
        catch
        {
            message.Dispose();
            throw;
        }

        message.Headers.ExpectContinue = false;
        if (message.Headers.UserAgent.Count == 0)
        {
            message.Headers.TryAddWithoutValidation("User-Agent", UserAgent.Value);
        }

        if (message.Headers.Accept.Count == 0)
        {
            message.Headers.TryAddWithoutValidation("Accept", "application/json");
        }

        return message;
    }

    // All orders are created under one address.
    private Uri AddressOf(Uri? uri)
    {
        if (_lastAddress is { } last && ReferenceEquals(last.Uri, uri))
        {
            return last.Address;
        }

        var address = RequestUri.Combine(_options.Endpoint, uri);
        _lastAddress = uri is null ? null : new KnownAddress(uri, address);
        return address;
    }

    private IQuotaBucket? GetBucket(Operation operation) =>
        _quotas?.Get(
            new QuotaKey(_options.AccountKey, _options.Endpoint.Authority, operation.Version, operation.Bucket),
            _options.PlanOverride ?? operation.Plan,
            _options.TimeProvider,
            _options.Random);

    private async ValueTask<QuotaPermit> AcquireAsync(
        IQuotaBucket bucket, Call call, bool isAgain, CancellationToken cancellationToken)
    {
        var started = _options.TimeProvider.GetTimestamp();
        var wait = bucket.EstimateWait();
        if (wait > TimeSpan.Zero)
        {
            CallLog.Current.Step(new CallStep.WaitsForLimit(bucket));
        }

        if (!isAgain)
        {
            _log.Waiting(call, wait);
        }

        var permit = isAgain
            ? await bucket.AcquireAgainAsync(cancellationToken).ConfigureAwait(false)
            : await bucket.AcquireAsync(cancellationToken).ConfigureAwait(false);
        call.Waited += _options.TimeProvider.GetElapsedTime(started);
        return permit;
    }

    private static void Count(Call call, Failure? failure)
    {
        if (failure is { Kind: FailureKind.Throttled })
        {
            call.Throttled++;
        }
        else if (failure is { IsExpiredToken: false })
        {
            call.Failures++;
        }
    }

    private static void Tell(QuotaPermit? permit, HttpAnswer? answer, Failure? failure)
    {
        if (permit is null || answer is null)
        {
            return;
        }

        if (failure is { QuotaResetsIn: { } reset })
        {
            permit.UsedUp(reset);
        }
        else if (failure is { Kind: FailureKind.Throttled })
        {
            permit.Throttled(answer.RetryAfter);
        }
        else if (answer is { QuotaRemaining: < 1, QuotaResetsIn: { } renewed })
        {
            permit.UsedUp(renewed);
        }
        else
        {
            permit.Answered(answer.RateLimit);
        }
    }

    private void ThrowIfClosed()
    {
        if (_closing.IsCancellationRequested)
        {
            throw SessionClosedException.Of(_options.SessionName);
        }
    }

    private sealed record KnownAddress(Uri Uri, Uri Address);
}
