using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Settlement;

/// <summary>
/// What the settlement of one request shares: its reads, and the sum of all that was sent for it. One run serves one call and is not
/// thread-safe.
/// </summary>
internal sealed class SettlementRun(IFulfillmentService service, SettlementOptions options, TimeProvider time, string? session, string id)
{
    private readonly List<string> _requestIds = [];
    private long _started;
    private bool _isFirstSentKnown;
    private bool _hasChange;
    private string? _reason;
    private string? _nearId;

    public IFulfillmentService Service => service;

    public SettlementOptions Options => options;

    public TimeProvider Time => time;

    /// <summary>Whether the list has an order whose id differs from this one in capitals or blanks alone.</summary>
    public bool HasNearOne => _nearId is not null;

    public string? Session => session;

    public string Id => id;

    /// <summary>When the first request was sent; until that is known, when the call began; null before that.</summary>
    public DateTimeOffset? FirstSent { get; private set; }

    /// <summary>How many requests were sent.</summary>
    public int Attempts { get; private set; }

    /// <summary>The service's identifier of the last response.</summary>
    public string? RequestId { get; private set; }

    /// <summary>From the first request until now.</summary>
    public TimeSpan Elapsed => FirstSent is null ? TimeSpan.Zero : time.GetElapsedTime(_started);

    public void Add(CallInfo call) => Add(call.RequestId, call.Attempts, call.Elapsed, null);

    public void Add(FbaServiceException error) => Add(error.RequestId, error.Attempts, error.Elapsed, error.FirstSent);

    /// <summary>Adds the end of a request that changes something: its identifiers are what Amazon's support can look up.</summary>
    /// <returns>Whether the request may have had its effect.</returns>
    public bool AddChange(FbaException error)
    {
        if (error is not FbaServiceException ended)
        {
            return false;
        }

        Add(ended);
        _reason = ended.Reason;
        _requestIds.AddRange(ended.RequestIds.Count > 0 || ended.RequestId is null ? ended.RequestIds : [ended.RequestId]);
        return ended.Outcome == RequestOutcome.Unknown;
    }

    /// <summary>Notes that a request is about to be sent, for the case that it is abandoned without a word about it.</summary>
    public void Start()
    {
        _hasChange = true;
        if (FirstSent is null)
        {
            FirstSent = time.GetUtcNow();
            _started = time.GetTimestamp();
        }
    }

    /// <summary>Goes on from an attempt of an earlier run, whose effect is unknown.</summary>
    public void Continue(EarlierSend earlier)
    {
        _hasChange = true;
        _isFirstSentKnown = true;
        FirstSent = earlier.FirstSent;
        _started = time.GetTimestamp();
    }

    /// <summary>
    /// Returns when to read back what an earlier run sent: at once, and at each of the delays that are not over since it was last sent.
    /// </summary>
    public IReadOnlyList<TimeSpan> DelaysSince(DateTimeOffset lastSent)
    {
        var passed = AtLeastSince(lastSent);
        return [TimeSpan.Zero, .. options.ReadBackDelays.Select(delay => delay - passed).Where(delay => delay > TimeSpan.Zero)];
    }

    /// <summary>
    /// How long ago something was sent, at the least. The clock that said when may be another machine's, or was set since; one that was set
    /// back makes nobody wait longer.
    /// </summary>
    public TimeSpan AtLeastSince(DateTimeOffset sent)
    {
        var passed = time.GetUtcNow() - sent - options.ClockSkew;
        return passed < TimeSpan.Zero ? TimeSpan.Zero : passed;
    }

    /// <summary>Returns a receipt with this run's requests added to those it has.</summary>
    public CancelReceipt AddTo(CancelReceipt receipt) => receipt with
    {
        RequestId = RequestId ?? receipt.RequestId,
        Attempts = receipt.Attempts + Attempts,
        Elapsed = receipt.Elapsed + Elapsed,
        Finished = time.GetUtcNow(),
    };

    /// <summary>Reads the order once.</summary>
    /// <exception cref="FbaServiceException">The order could not be read.</exception>
    public Task<FulfillmentOrder> ReadAsync(CancellationToken cancellationToken) => ReadAsync(service.GetAsync, cancellationToken);

    /// <summary>Reads the order once, without its shipments.</summary>
    /// <exception cref="OperationNotSupportedException">The protocol always returns the shipments.</exception>
    /// <exception cref="FbaServiceException">The order could not be read.</exception>
    public Task<FulfillmentOrder> ReadBriefAsync(CancellationToken cancellationToken) => service is IBriefReadService brief
        ? ReadAsync(brief.GetBriefAsync, cancellationToken)
        : throw new OperationNotSupportedException(
            service.Rules.ApiVersion, "always returns the shipments of an order",
            $"Leave -ExcludeShipment out, or use version {service.Rules.VersionWith(typeof(IBriefReadService))}.");

    private async Task<FulfillmentOrder> ReadAsync(
        Func<string, CancellationToken, Task<OrderAnswer>> read, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await read(id, cancellationToken).ConfigureAwait(false);
            Add(answer.Call);
            return OrderStamp.On(answer.Order, session, service.Rules.ApiVersion);
        }
        catch (FbaServiceException error)
        {
            Add(error);
            throw;
        }
    }

    /// <summary>Sees to it, before a change, that the change will not meet another order.</summary>
    /// <exception cref="FbaServiceException">
    /// The order could not be read, or the service takes the id for another order's (<see cref="OtherOrderException"/>).
    /// </exception>
    public Task CheckIdAsync(CancellationToken cancellationToken) =>
        OrderId.MayNameAnother(id) ? ReadAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Reads the order at each of the delays, counted from now, until one read finds what is looked for.</summary>
    /// <param name="delays">When to read, ascending.</param>
    /// <param name="isEnough">Whether an order that was read ends the search.</param>
    /// <param name="cancellationToken">Ends waiting and reading.</param>
    public async Task<ReadBack> ReadBackAsync(
        IEnumerable<TimeSpan> delays,
        Func<FulfillmentOrder, bool> isEnough,
        CancellationToken cancellationToken)
    {
        var ended = time.GetTimestamp();
        var result = new ReadBack(null, true, null);
        foreach (var delay in delays)
        {
            await WaitUntilAsync(ended, delay, cancellationToken).ConfigureAwait(false);
            try
            {
                var order = await ReadAsync(cancellationToken).ConfigureAwait(false);
                result = new ReadBack(order, false, null);
                if (isEnough(order))
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
                var isAbsence = error is FbaServiceException { IsNotFound: true, Outcome: RequestOutcome.Refused };
                result = result with { NeverThere = result.NeverThere && isAbsence, Failure = isAbsence ? result.Failure : error };
            }
        }

        return result;
    }

    /// <summary>
    /// Looks for the order in the complete list of what changed since it was first sent, or, if that is unknown, in
    /// <see cref="SettlementOptions.ListingSpan"/>. The list begins earlier by <see cref="SettlementOptions.ListingOverlap"/>.
    /// </summary>
    public async Task<ReadBack> FindInListAsync(CancellationToken cancellationToken)
    {
        // By the clock as it was or as it is now, whichever says less: it may have been set since.
        var since = time.GetUtcNow() - (_hasChange ? Elapsed : options.ListingSpan);
        since = (_hasChange && FirstSent < since ? FirstSent.Value : since) - options.ListingOverlap;
        var walk = new PageWalk();
        try
        {
            do
            {
                var page = await service.ListAsync(since, walk.Token, cancellationToken).ConfigureAwait(false);
                Add(page.Call);
                if (page.Orders.FirstOrDefault(order => order.SellerFulfillmentOrderId == id) is { } order)
                {
                    // Some lists hold no items: then only the order by itself says whether it is the one that was requested.
                    return order.Items.Count > 0
                        ? new ReadBack(OrderStamp.On(order, session, service.Rules.ApiVersion), false, null)
                        : await ReadBackAsync(
                            [TimeSpan.Zero, .. options.ReadBackDelays],
                            static _ => true,
                            cancellationToken).ConfigureAwait(false) with { NeverThere = false };
                }

                _nearId = page.Orders.FirstOrDefault(IsNearOne)?.SellerFulfillmentOrderId ?? _nearId;
                walk.Take(page.Orders, order => order.SellerFulfillmentOrderId, page.NextToken);
            }
            while (walk.GoesOn);

            // An id in other capitals is another order's, or this one's as a service might write it: it proves neither.
            return new ReadBack(null, walk.IsComplete && _nearId is null, walk.Flaw is { } flaw ? new FbaException(flaw) : null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            if (error is FbaServiceException failure)
            {
                Add(failure);
            }

            return new ReadBack(null, false, error);
        }
    }

    /// <summary>Makes the error for an unknown effect.</summary>
    /// <param name="request"><c>Create</c>, <c>Update</c>, <c>Cancel</c> or <c>Return</c>.</param>
    /// <param name="decidedBy">How to find out later.</param>
    /// <param name="cause">Why it could not be settled.</param>
    public OrderOutcomeUnknownException OutcomeUnknown(string request, string decidedBy, Exception? cause)
    {
        var sent = _hasChange ? FirstSent : null;
        var when = sent is null
            ? ""
            : " It was first sent at " + sent.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                + (_requestIds.Count == 0 ? "." : $" (request id {string.Join(", ", _requestIds)}).");
        var near = _nearId is null
            ? ""
            : $" Amazon has no order '{id}', but has an order '{ServiceText.Clean(_nearId)}'. If that is the right one, use its id exactly "
                + "as written.";
        var message = $"It is unknown whether the {request.ToLowerInvariant()} request for order '{id}' took effect{(_reason is null ? "" : $": {_reason}")}.{when}{near} {decidedBy}";
        return new OrderOutcomeUnknownException(message, cause)
        {
            SellerFulfillmentOrderId = id,
            Request = request,
            FirstSent = sent,
            RequestIds = [.. _requestIds],
        };
    }

    private async Task WaitUntilAsync(long from, TimeSpan delay, CancellationToken cancellationToken)
    {
        var wait = delay - time.GetElapsedTime(from);
        if (wait > TimeSpan.Zero)
        {
            CallLog.Current.Verbose(FormattableString.Invariant($"Reading order '{id}' back in {wait.TotalSeconds:0.#} s."));
            await time.Delay(wait, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private bool IsNearOne(FulfillmentOrder order) =>
        string.Equals(order.SellerFulfillmentOrderId.Trim(), id.Trim(), StringComparison.OrdinalIgnoreCase);

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
/// <param name="Order">The order as it was read last; null if it was not found.</param>
/// <param name="NeverThere">Whether the service said, without a doubt, every time that there is no such order.</param>
/// <param name="Failure">Why the last failing read failed; null if all were answered.</param>
internal sealed record ReadBack(FulfillmentOrder? Order, bool NeverThere, Exception? Failure);
