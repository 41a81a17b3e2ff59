using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Settlement;

/// <summary>The change of one order, and what is read of the order.</summary>
internal sealed class SettlementRun(
    IFulfillmentService service, SettlementOptions options, TimeProvider time, SessionMark? session, string id)
    : ChangeRun<FulfillmentOrder>(options, time, $"order '{id}'")
{
    private string? _nearId;

    public IFulfillmentService Service => service;

    /// <summary>Whether the list has an order whose id differs from this one in capitals or blanks alone.</summary>
    public bool HasNearOne => _nearId is not null;

    public SessionMark? Session => session;

    public string Id => id;

    /// <summary>
    /// Returns when to read back what an earlier run sent: at once, and at each of the delays that are not over since it was last sent.
    /// </summary>
    public IReadOnlyList<TimeSpan> DelaysSince(DateTimeOffset lastSent)
    {
        var passed = AtLeastSince(lastSent);
        return [TimeSpan.Zero, .. Options.ReadBackDelays.Select(delay => delay - passed).Where(delay => delay > TimeSpan.Zero)];
    }

    /// <summary>
    /// How long ago something was sent, at the least. The clock that said when may be another machine's, or was set since; one that was set
    /// back makes nobody wait longer.
    /// </summary>
    public TimeSpan AtLeastSince(DateTimeOffset sent)
    {
        var passed = Time.GetUtcNow() - sent - Options.ClockSkew;
        return passed < TimeSpan.Zero ? TimeSpan.Zero : passed;
    }

    /// <summary>Returns a receipt with this run's requests added to those it has.</summary>
    public CancelReceipt AddTo(CancelReceipt receipt) => receipt with
    {
        RequestId = RequestId ?? receipt.RequestId,
        Attempts = receipt.Attempts + Attempts,
        Elapsed = receipt.Elapsed + Elapsed,
        Finished = Time.GetUtcNow(),
    };

    /// <inheritdoc/>
    public override Task<FulfillmentOrder> ReadAsync(CancellationToken cancellationToken) => ReadAsync(service.GetAsync, cancellationToken);

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

    /// <summary>Changes an order that exists; the change does not meet another order.</summary>
    /// <exception cref="FbaServiceException">
    /// The order could not be read, or the service takes the id for another order's (<see cref="OtherOrderException"/>).
    /// </exception>
    /// <inheritdoc cref="ChangeRun{T}.SettleAsync"/>
    public Task<TReceipt> ChangeAsync<TReceipt>(
        Func<CancellationToken, Task<TReceipt>> change, Func<Exception, Exception> unknown, CancellationToken cancellationToken) =>
        SettleAsync(
            async token =>
            {
                if (OrderId.MayNameAnother(id))
                {
                    await ReadAsync(token).ConfigureAwait(false);
                }

                return await change(token).ConfigureAwait(false);
            },
            unknown,
            cancellationToken);

    /// <summary>
    /// Looks for the order in the complete list of what changed since it was first sent, or, if that is unknown, in
    /// <see cref="SettlementOptions.ListingSpan"/>. The list begins earlier by <see cref="SettlementOptions.ListingOverlap"/>.
    /// </summary>
    public async Task<ReadBack<FulfillmentOrder>> FindInListAsync(CancellationToken cancellationToken)
    {
        // By the clock as it was or as it is now, whichever says less: it may have been set since.
        var since = Time.GetUtcNow() - (HasChange ? Elapsed : Options.ListingSpan);
        since = (HasChange && FirstSent < since ? FirstSent.Value : since) - Options.ListingOverlap;
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
                        ? new ReadBack<FulfillmentOrder>(OrderStamp.On(order, session, service.Rules.ApiVersion), false, null)
                        : await ReadBackAsync(
                            [TimeSpan.Zero, .. Options.ReadBackDelays],
                            static _ => true,
                            cancellationToken).ConfigureAwait(false) with { NeverThere = false };
                }

                _nearId = page.Orders.FirstOrDefault(IsNearOne)?.SellerFulfillmentOrderId ?? _nearId;
                walk.Take(page.Orders, order => order.SellerFulfillmentOrderId, page.NextToken);
            }
            while (walk.GoesOn);

            // An id in other capitals is another order's, or this one's as a service might write it: it proves neither.
            return new(null, walk.IsComplete && _nearId is null, walk.Flaw is { } flaw ? new FbaException(flaw) : null);
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

            return new(null, false, error);
        }
    }

    /// <summary>Makes the error for an unknown effect.</summary>
    /// <param name="request"><c>Create</c>, <c>Update</c>, <c>Cancel</c> or <c>Return</c>.</param>
    /// <param name="decidedBy">How to find out later.</param>
    /// <param name="cause">Why it could not be settled.</param>
    public OrderOutcomeUnknownException OutcomeUnknown(string request, string decidedBy, Exception? cause)
    {
        var sent = HasChange ? FirstSent : null;
        var when = sent is null
            ? ""
            : " It was first sent at " + sent.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                + (RequestIds.Count == 0 ? "." : $" (request id {string.Join(", ", RequestIds)}).");
        var near = _nearId is null
            ? ""
            : $" Amazon has no order '{id}', but has an order '{ServiceText.Clean(_nearId)}'. If that is the right one, use its id exactly "
                + "as written.";
        var message = $"It is unknown whether the {request.ToLowerInvariant()} request for order '{id}' took effect{(Reason is null ? "" : $": {Reason}")}.{when}{near} {decidedBy}";
        return new OrderOutcomeUnknownException(message, cause)
        {
            SellerFulfillmentOrderId = id,
            Request = request,
            FirstSent = sent,
            RequestIds = RequestIds,
        };
    }

    private bool IsNearOne(FulfillmentOrder order) =>
        string.Equals(order.SellerFulfillmentOrderId.Trim(), id.Trim(), StringComparison.OrdinalIgnoreCase);
}
