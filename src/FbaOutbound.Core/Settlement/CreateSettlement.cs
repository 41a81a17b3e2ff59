using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Settlement;

/// <summary>
/// Creates one order once: sends it, and where the response goes missing reads it back, until the order is found, is proven absent and
/// sent a second and last time, or is said to be unknown.
/// </summary>
internal sealed class CreateSettlement(SettlementRun run, FulfillmentOrder order, long row)
{
    private const string DecidedBy =
        "The order may exist or may still appear. Run Resolve-FbaFulfillmentOrder later to find out; it never creates an order.";

    // What an earlier run sent so long ago has had its effect, or never will.
    private bool _isLongAgo;

    // The service refuses the id as used. It may have got the request twice, but an order that it has is more likely another request's.
    private bool _isUsed;

    /// <summary>Creates the order.</summary>
    /// <param name="earlier">When an earlier run sent it, whose outcome is unknown; null if none did.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<OrderReceipt> CreateAsync(EarlierSend? earlier, CancellationToken cancellationToken) =>
        run.SettleAsync(token => earlier is { } send ? ContinueAsync(send, token) : SendAsync(token), Unknown, cancellationToken);

    /// <summary>Looks for an order that was sent before, and never sends it.</summary>
    public async Task<OrderReceipt> ResolveAsync(DateTimeOffset? firstSent, CancellationToken cancellationToken)
    {
        IReadOnlyList<TimeSpan> delays = [TimeSpan.Zero];
        if (firstSent is { } sent)
        {
            run.Continue(new EarlierSend(sent, sent));
            delays = run.DelaysSince(sent);
        }

        return await LookAsync(delays, decidedBy: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Finds out what became of an order that an earlier run sent with other content, and never sends it. It is not found only if it
    /// cannot appear any more.
    /// </summary>
    public async Task<OrderReceipt> SettleAsync(EarlierSend earlier, CancellationToken cancellationToken)
    {
        Begin(earlier);
        const string Decided = "The order may exist or may still appear. Run the same command again later, and do not use a new id.";
        var receipt = await LookAsync(run.DelaysSince(earlier.LastSent), Decided, cancellationToken).ConfigureAwait(false);
        return receipt.Outcome == Outcomes.NotFound && !_isLongAgo
            ? throw run.OutcomeUnknown(RequestWords.Create, Decided, cause: null)
            : receipt;
    }

    private async Task<OrderReceipt> LookAsync(IReadOnlyList<TimeSpan> delays, string? decidedBy, CancellationToken cancellationToken)
    {
        var readBack = await FindAsync(delays, cancellationToken).ConfigureAwait(false);
        if (readBack.NeverThere)
        {
            return Receipt(Outcomes.NotFound, ConfirmedBy.ReadBack, []);
        }

        return readBack.Found is { } found
            ? Judge(found)
            : throw run.OutcomeUnknown(
                RequestWords.Create,
                decidedBy ?? (run.HasNearOne ? "Run Resolve-FbaFulfillmentOrder again later." : DecidedBy),
                readBack.Failure);
    }

    private async Task<OrderReceipt> SendAsync(CancellationToken cancellationToken)
    {
        FbaServiceException error;
        try
        {
            return Judge(await PostAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (FbaServiceException failure)
        {
            error = failure;
        }

        if (error.IsDuplicate)
        {
            _isUsed = !run.MayBeDone;
            run.MayBeDone = true;
            return await JudgeReadBackAsync(error, cancellationToken).ConfigureAwait(false);
        }

        if (error.Outcome != RequestOutcome.Unknown)
        {
            return await CheckRefusalAsync(error, cancellationToken).ConfigureAwait(false);
        }

        return await FindOrSendAgainAsync(run.Options.ReadBackDelays, error, cancellationToken).ConfigureAwait(false);
    }

    private void Begin(EarlierSend earlier)
    {
        _isLongAgo = run.AtLeastSince(earlier.LastSent) > run.Options.LandingTime;
        run.Continue(earlier);
    }

    private Task<OrderReceipt> ContinueAsync(EarlierSend earlier, CancellationToken cancellationToken)
    {
        Begin(earlier);
        return FindOrSendAgainAsync(run.DelaysSince(earlier.LastSent), error: null, cancellationToken);
    }

    private async Task<OrderReceipt> FindOrSendAgainAsync(
        IReadOnlyList<TimeSpan> delays, Exception? error, CancellationToken cancellationToken)
    {
        var readBack = await FindAsync(delays, cancellationToken).ConfigureAwait(false);
        if (readBack.NeverThere)
        {
            return await SendAgainAsync(cancellationToken).ConfigureAwait(false);
        }

        return readBack.Found is { } found ? Judge(found) : throw Unknown(readBack.Failure ?? error);
    }

    private async Task<ReadBack<FulfillmentOrder>> FindAsync(IReadOnlyList<TimeSpan> delays, CancellationToken cancellationToken)
    {
        var readBack = await run.ReadBackAsync(delays, IsFound, cancellationToken).ConfigureAwait(false);
        return readBack.NeverThere ? await run.FindInListAsync(cancellationToken).ConfigureAwait(false) : readBack;
    }

    // Whatever this POST meets says nothing of the one before it, which may land yet.
    private async Task<OrderReceipt> SendAgainAsync(CancellationToken cancellationToken)
    {
        CallLog.Current.Verbose($"Order '{run.Id}' was not found; sending it again.");
        CreateAnswer answer;
        try
        {
            answer = await PostAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            return await JudgeReadBackAsync(error, cancellationToken).ConfigureAwait(false);
        }

        return Judge(answer);
    }

    private async Task<CreateAnswer> PostAsync(CancellationToken cancellationToken)
    {
        var answer = await run.SendAsync(() => run.Service.CreateAsync(order, cancellationToken)).ConfigureAwait(false);
        run.Add(answer.Call);
        return answer;
    }

    private async Task<OrderReceipt> CheckRefusalAsync(FbaServiceException refusal, CancellationToken cancellationToken)
    {
        if (refusal.Outcome == RequestOutcome.Refused && !KnownRefusals.IsKnown(refusal))
        {
            var delays = run.Options.ReadBackDelays.Take(1);
            if (await run.ReadRefusedAsync(refusal, delays, Unknown, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return Judge(found);
            }
        }

        ExceptionDispatchInfo.Capture(refusal).Throw();
        throw refusal;
    }

    private async Task<OrderReceipt> JudgeReadBackAsync(Exception error, CancellationToken cancellationToken)
    {
        // What exists already can be read at once, usually.
        var isDuplicate = error is FbaServiceException { IsDuplicate: true };
        IReadOnlyList<TimeSpan> delays = isDuplicate ? [TimeSpan.Zero, .. run.Options.ReadBackDelays] : run.Options.ReadBackDelays;
        var readBack = await run.ReadBackAsync(delays, IsFound, cancellationToken).ConfigureAwait(false);
        if (readBack.Found is { } found)
        {
            return Judge(found);
        }

        // The service looks at the order again and refuses what is in it: it did not take the same order before.
        if (_isLongAgo
            && readBack.NeverThere && error is not FbaCredentialException
            && error is FbaServiceException { Outcome: RequestOutcome.Refused, StatusCode: 400, IsDuplicate: false })
        {
            ExceptionDispatchInfo.Capture(error).Throw();
        }

        var what = isDuplicate ? "Amazon reports that the id was used before, but shows no such order. " : "";
        throw run.OutcomeUnknown(RequestWords.Create, what + DecidedBy, error);
    }

    // An id that was used before can be answered like a new one: what the response holds is compared, and only an order received long
    // before is not this one.
    private OrderReceipt Judge(CreateAnswer answer) => answer.Order is { } there
        ? Judge(there, ConfirmedBy.Answer, run.Options.ListingOverlap)
        : Receipt(answer.Accepted ? Outcomes.Accepted : Outcomes.Created, ConfirmedBy.Answer, []);

    private OrderReceipt Judge(FulfillmentOrder found) => Judge(found, ConfirmedBy.ReadBack, run.Options.ClockSkew);

    private OrderReceipt Judge(FulfillmentOrder found, string confirmedBy, TimeSpan clockSkew)
    {
        var differences = OrderComparison.Compare(order, found);
        var conflicts = differences.Where(d => d.Kind == DifferenceKind.Conflict).ToList();
        var isOurs = run.MayBeDone && !_isUsed && conflicts.Count == 0 && !(found.ReceivedDate < run.FirstSent - clockSkew);
        if (OrderStatus.IsDead(found.Status))
        {
            throw Dead(found.Status!, isOurs);
        }

        if (conflicts.Count > 0)
        {
            throw new OrderConflictException(
                $"Order '{run.Id}' already exists and differs from yours in {Names(conflicts)}. "
                + "Get-FbaFulfillmentOrder shows the existing order. "
                + "If yours was edited since, change or cancel the order at Amazon: under a new id, it ships twice.")
            {
                SellerFulfillmentOrderId = run.Id,
                Differences = differences,
            };
        }

        var minor = differences.Where(d => d.Kind == DifferenceKind.Minor).ToList();
        var outcome = isOurs && (minor.Count == 0 || confirmedBy == ConfirmedBy.Answer) ? Outcomes.Created : Outcomes.AlreadyExisted;
        var missing = outcome == Outcomes.Created ? [] : differences.Where(d => d.IsMissing).ToList();
        var isHeld = found.IsHeld && OrderStatus.Ships(order);
        if (minor.Count > 0 || missing.Count > 0 || isHeld)
        {
            var exists = minor.Count == 0 ? "" : $" and differs from yours in {Names(minor)}";
            var lacks = missing.Count == 0
                ? ""
                : $" Amazon shows no {Names(missing)} for it, so yours could not be compared and may be missing.";
            var held = isHeld ? " It is on hold; Set-FbaFulfillmentOrder -Action Ship releases it." : "";
            var advice = minor.Exists(d => OrderComparison.IsOfAddress(d.Member)) ? $" {OrderComparison.KeptAdvice}" : "";
            CallLog.Current.Warning($"Order '{run.Id}' already exists{exists}.{advice}{lacks}{held}");
        }

        return Receipt(outcome, confirmedBy, differences);
    }

    private OrderIdUsedByDeadOrderException Dead(string status, bool isOurs) => new(
        isOurs
            ? $"Order '{run.Id}' was created by this request but is now {status}. The id cannot be used again."
            : $"The id '{run.Id}' cannot be used again: it belongs to an order that is {status}.")
    {
        SellerFulfillmentOrderId = run.Id,
        Status = status,
    };

    private OrderReceipt Receipt(string outcome, string confirmedBy, IReadOnlyList<OrderDifference> differences) => new()
    {
        SellerFulfillmentOrderId = run.Id,
        Outcome = outcome,
        ConfirmedBy = confirmedBy,
        Differences = differences,
        Action = order.Action,
        ApiVersion = run.Service.Rules.ApiVersion,
        Session = run.Session?.Name,
        Account = run.Session?.Account,
        Row = row,
        RequestId = run.RequestId,
        Attempts = run.Attempts,
        Elapsed = run.Elapsed,
        Finished = run.Time.GetUtcNow(),
    };

    private OrderOutcomeUnknownException Unknown(Exception? cause) => run.OutcomeUnknown(RequestWords.Create, DecidedBy, cause);

    private static string Names(IEnumerable<OrderDifference> differences) => string.Join(", ", differences.Select(d => d.Member));

    private static bool IsFound(FulfillmentOrder found) => true;
}
