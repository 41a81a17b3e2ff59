using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;

namespace FbaOutbound.Settlement;

/// <summary>
/// One change, and what every settlement asks of it: whether it may have had its effect, and what reading it back shows. One run serves
/// one call and is not thread-safe.
/// </summary>
/// <typeparam name="T">What is changed.</typeparam>
/// <param name="options">How long an unknown outcome is looked into.</param>
/// <param name="time">The clock.</param>
/// <param name="name">What is changed, as messages name it.</param>
internal abstract class ChangeRun<T>(SettlementOptions options, TimeProvider time, string name)
    where T : class
{
    private readonly List<string> _requestIds = [];
    private long _started;
    private bool _isFirstSentKnown;

    public SettlementOptions Options => options;

    public TimeProvider Time => time;

    /// <summary>Whether a request was sent, by this run or an earlier one, that may have had its effect.</summary>
    public bool MayBeDone { get; set; }

    /// <summary>When the first request was sent; until that is known, when the call began; null before that.</summary>
    public DateTimeOffset? FirstSent { get; private set; }

    /// <summary>How many requests were sent.</summary>
    public int Attempts { get; private set; }

    /// <summary>The service's identifier of the last response.</summary>
    public string? RequestId { get; private set; }

    /// <summary>The service's identifiers of the failed changes, which Amazon's support can look up.</summary>
    public IReadOnlyList<string> RequestIds => [.. _requestIds];

    /// <summary>Why the last change failed, as the end of a sentence; null if unknown.</summary>
    public string? Reason { get; private set; }

    /// <summary>From the first request until now.</summary>
    public TimeSpan Elapsed => FirstSent is null ? TimeSpan.Zero : time.GetElapsedTime(_started);

    /// <summary>Whether the change was sent, or is about to be.</summary>
    protected bool HasChange { get; private set; }

    public void Add(CallInfo call) => Add(call.RequestId, call.Attempts, call.Elapsed, null);

    /// <summary>Whether the service refused a change, rather than its sender; it may still have made it, if it got it twice.</summary>
    public static bool IsPlain(FbaServiceException refusal) =>
        refusal is not FbaCredentialException and { Outcome: RequestOutcome.Refused, StatusCode: 400, IsNotFound: false };

    /// <summary>Goes on from an attempt of an earlier run, whose effect is unknown.</summary>
    public void Continue(EarlierSend earlier)
    {
        MayBeDone = HasChange = _isFirstSentKnown = true;
        FirstSent = earlier.FirstSent;
        _started = time.GetTimestamp();
    }

    /// <summary>Makes the change. If it is abandoned while it may be done, its outcome is unknown.</summary>
    /// <param name="change">Sends the change, and settles what is in doubt.</param>
    /// <param name="unknown">Makes the error for an unknown outcome.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<TReceipt> SettleAsync<TReceipt>(
        Func<CancellationToken, Task<TReceipt>> change, Func<Exception, Exception> unknown, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await change(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception abandoned) when (MayBeDone && abandoned is not FbaException)
        {
            throw unknown(abandoned);
        }
    }

    /// <summary>Sends the change once.</summary>
    public async Task<TAnswer> SendAsync<TAnswer>(Func<Task<TAnswer>> send)
    {
        // Whatever this request meets says nothing of the one before it.
        var mightBeDone = MayBeDone;
        MayBeDone = true;
        Start();
        try
        {
            return await send().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It was cancelled before it left: what is on its way ends as unknown.
            MayBeDone = mightBeDone;
            throw;
        }
        catch (FbaException error)
        {
            MayBeDone = mightBeDone || error is FbaServiceException { Outcome: RequestOutcome.Unknown };
            if (error is FbaServiceException ended)
            {
                Add(ended);
                Reason = ended.Reason;
                _requestIds.AddRange(ended.RequestIds.Count > 0 || ended.RequestId is null ? ended.RequestIds : [ended.RequestId]);
            }

            throw;
        }
    }

    /// <summary>
    /// Reads what a refused change was to change: the request may have been delivered twice, and the second refused for the effect of the
    /// first. (HttpClient may send a request without a body twice: dotnet/runtime#86714.)
    /// </summary>
    /// <param name="refusal">The refusal.</param>
    /// <param name="delays">When to read, ascending.</param>
    /// <param name="unknown">Makes the error for an unknown outcome, if nothing could be read.</param>
    /// <param name="cancellationToken">Ends waiting and reading.</param>
    /// <returns>What was read; null if it does not exist.</returns>
    public async Task<T?> ReadRefusedAsync(
        FbaServiceException refusal, IEnumerable<TimeSpan> delays, Func<Exception, Exception> unknown, CancellationToken cancellationToken)
    {
        MayBeDone = true;
        var readBack = await ReadBackAsync(delays, static _ => true, cancellationToken).ConfigureAwait(false);
        return readBack is { Found: null, NeverThere: false } ? throw unknown(refusal) : readBack.Found;
    }

    /// <summary>Reads once what is changed.</summary>
    /// <exception cref="FbaServiceException">It could not be read.</exception>
    public abstract Task<T> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Reads at each of the delays, counted from now, until one read finds what is looked for.</summary>
    /// <param name="delays">When to read, ascending.</param>
    /// <param name="isEnough">Whether what was read ends the search.</param>
    /// <param name="cancellationToken">Ends waiting and reading.</param>
    public async Task<ReadBack<T>> ReadBackAsync(
        IEnumerable<TimeSpan> delays, Func<T, bool> isEnough, CancellationToken cancellationToken)
    {
        var ended = time.GetTimestamp();
        var result = new ReadBack<T>(null, true, null);
        foreach (var delay in delays)
        {
            await WaitUntilAsync(ended, delay, cancellationToken).ConfigureAwait(false);
            try
            {
                var found = await ReadAsync(cancellationToken).ConfigureAwait(false);
                result = new ReadBack<T>(found, false, null);
                if (isEnough(found))
                {
                    return result;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception error)
            {
                var isAbsence = error is FbaServiceException refusal && SaysAbsent(refusal);
                result = result with { NeverThere = result.NeverThere && isAbsence, Failure = isAbsence ? result.Failure : error };
            }
        }

        return result;
    }

    /// <summary>Whether the failure of a read says, without a doubt, that what is changed does not exist.</summary>
    protected virtual bool SaysAbsent(FbaServiceException error) => error is { IsNotFound: true, Outcome: RequestOutcome.Refused };

    protected void Add(FbaServiceException error) => Add(error.RequestId, error.Attempts, error.Elapsed, error.FirstSent);

    // For the case that the request is abandoned without a word about it.
    private void Start()
    {
        HasChange = true;
        if (FirstSent is null)
        {
            FirstSent = time.GetUtcNow();
            _started = time.GetTimestamp();
        }
    }

    private async Task WaitUntilAsync(long from, TimeSpan delay, CancellationToken cancellationToken)
    {
        var wait = delay - time.GetElapsedTime(from);
        if (wait > TimeSpan.Zero)
        {
            CallLog.Current.Verbose(FormattableString.Invariant($"Reading {name} back in {wait.TotalSeconds:0.#} s."));
            await time.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void Add(string? requestId, int attempts, TimeSpan elapsed, DateTimeOffset? firstSent)
    {
        if (!_isFirstSentKnown)
        {
            _isFirstSentKnown = true;
            FirstSent = firstSent ?? time.GetUtcNow() - elapsed;
            _started = time.GetTimestamp() - (long)(elapsed.TotalSeconds * time.TimestampFrequency);
        }

        Attempts += attempts;
        RequestId = requestId ?? RequestId;
    }
}

/// <summary>When an earlier run sent a change whose effect is unknown.</summary>
/// <param name="FirstSent">When it was first sent.</param>
/// <param name="LastSent">When it was last sent.</param>
internal readonly record struct EarlierSend(DateTimeOffset FirstSent, DateTimeOffset LastSent);

/// <summary>What reading back has shown.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <param name="Found">What was read last; null if it was not found.</param>
/// <param name="NeverThere">Whether the service said, without a doubt, every time that it does not exist.</param>
/// <param name="Failure">Why the last failing read failed; null if all were answered.</param>
internal sealed record ReadBack<T>(T? Found, bool NeverThere, Exception? Failure)
    where T : class;
