using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Settlement;

/// <summary>
/// Creates a return once. The identifier of each return item is its key: a second request for an item that is returned already is refused
/// as a duplicate, so one more request is harmless, and the order tells which items are on their way back.
/// </summary>
internal sealed class ReturnSettlement(SettlementRun run, IReturnService service, IReadOnlyList<ReturnRequestItem> items)
{
    private const string Duplicate = "DuplicateRequest";
    private const string DecidedBy =
        "The ReturnItems property in the output of Get-FbaFulfillmentOrder shows the returns. It is safe to repeat the command with the same identifiers.";

    // The service called all items of the first request duplicates, so the request did not return them.
    private bool _wereThere;

    public Task<FulfillmentReturn> CreateAsync(CancellationToken cancellationToken) =>
        run.ChangeAsync(SendAsync, Unknown, cancellationToken);

    private async Task<FulfillmentReturn> SendAsync(CancellationToken cancellationToken)
    {
        for (var isRepeat = false; ; isRepeat = true)
        {
            FbaException error;
            try
            {
                var answer = await PutAsync(cancellationToken).ConfigureAwait(false);
                return await JudgeAsync(answer, isRepeat, cancellationToken).ConfigureAwait(false);
            }
            catch (FbaException failure) when (run.MayBeDone && failure is not ReturnRefusedException)
            {
                // Of a repeat, also a refusal: the first may have returned everything there was.
                error = failure;
            }

            var delays = isRepeat ? run.Options.ReadBackDelays : run.Options.ReadBackDelays.Take(1);
            var readBack = await run.ReadBackAsync(delays, HoldsAll, cancellationToken).ConfigureAwait(false);
            if (readBack.Found is { } found && HoldsAll(found))
            {
                WarnOfDifferences(Mine(found), isOurs: !_wereThere);
                await WarnOfExistingAsync(found, cancellationToken).ConfigureAwait(false);
                return Receipt(_wereThere ? Outcomes.AlreadyExisted : Outcomes.Created, ConfirmedBy.ReadBack) with
                {
                    ReturnItems = Mine(found), ReturnAuthorizations = Authorizations(found)
                };
            }

            if (isRepeat)
            {
                throw Unknown(error);
            }
        }
    }

    private async Task<FulfillmentReturn> PutAsync(CancellationToken cancellationToken)
    {
        var answer = await run.SendAsync(() => service.CreateReturnAsync(run.Id, items, cancellationToken)).ConfigureAwait(false);
        run.Add(answer.Call);
        return answer.Value;
    }

    private async Task<FulfillmentReturn> JudgeAsync(FulfillmentReturn answer, bool isRepeat, CancellationToken cancellationToken)
    {
        var receipt = Receipt(Outcomes.Created, ConfirmedBy.Answer) with
        {
            ReturnItems = answer.ReturnItems,
            InvalidReturnItems = answer.InvalidReturnItems,
            ReturnAuthorizations = answer.ReturnAuthorizations,
        };
        if (answer.InvalidReturnItems.Count == 0)
        {
            return receipt;
        }

        var duplicates = answer.InvalidReturnItems.Where(
            item => string.Equals(item.InvalidItemReasonCode, Duplicate, StringComparison.OrdinalIgnoreCase)).ToList();
        if (duplicates.Count == 0)
        {
            return Conclude(answer, receipt, others: []);
        }

        _wereThere |= !isRepeat && duplicates.Count == items.Count;
        var isOurs = isRepeat && !_wereThere;

        // A key that was used is used for the same item, or for another one; only the order tells.
        var found = await run.ReadAsync(cancellationToken).ConfigureAwait(false);
        var used = found.ReturnItems.Where(item => duplicates.Exists(one => one.SellerReturnItemId == item.SellerReturnItemId)).ToList();
        var there = Mine(found).Where(used.Contains).ToList();
        WarnOfDifferences(there, isOurs);
        if (there.Count == items.Count)
        {
            await WarnOfExistingAsync(found, cancellationToken).ConfigureAwait(false);
        }

        receipt = AddExisting(receipt, found, there) with { Outcome = isOurs ? Outcomes.Created : Outcomes.AlreadyExisted };
        return Conclude(answer, receipt, [.. used.Except(there).Select(
            item => $"{Label(item.SellerReturnItemId)} belongs to item '{item.SellerFulfillmentOrderItemId}'")]);
    }

    // What was refused because it exists is returned, and not refused.
    private FulfillmentReturn AddExisting(FulfillmentReturn receipt, FulfillmentOrder found, List<ReturnItem> there) => receipt with
    {
        ReturnItems = (ReturnItem[])[.. receipt.ReturnItems, .. there],
        InvalidReturnItems = (InvalidReturnItem[])[
            .. receipt.InvalidReturnItems.Where(item => !there.Exists(one => one.SellerReturnItemId == item.SellerReturnItemId))],
        ReturnAuthorizations = receipt.ReturnAuthorizations.Count > 0 ? receipt.ReturnAuthorizations : Authorizations(found),
        ConfirmedBy = ConfirmedBy.ReadBack,
        Attempts = run.Attempts,
        Elapsed = run.Elapsed,
        RequestId = run.RequestId,
    };

    private FulfillmentReturn Conclude(FulfillmentReturn answer, FulfillmentReturn receipt, IReadOnlyList<string> others)
    {
        if (receipt.InvalidReturnItems.Count == 0)
        {
            return answer.ReturnItems.Count > 0 ? receipt with { Outcome = Outcomes.Created } : receipt;
        }

        var refused = $"{Reasons(receipt.InvalidReturnItems)}.{Used(others)}";
        if (receipt.ReturnItems.Count == 0)
        {
            throw new ReturnRefusedException($"The return for order '{run.Id}' was refused: {refused}")
            {
                SellerFulfillmentOrderId = run.Id,
                InvalidReturnItems = receipt.InvalidReturnItems,
            };
        }

        Calls.CallLog.Current.Warning($"Part of the return for order '{run.Id}' was refused: {refused}");
        return receipt with { Outcome = Outcomes.PartlyCreated };
    }

    // Units that are refused for the same reason are told together, unless the user gave each its identifier.
    private string Reasons(IReadOnlyList<InvalidReturnItem> refused) => string.Join("; ", refused
        .Select(item => (Item: Requested(item.SellerReturnItemId), item.SellerReturnItemId, item.InvalidItemReasonCode))
        .GroupBy(one => (Label(one.SellerReturnItemId), one.Item?.Name, one.Item?.ReturnReasonCode, one.InvalidItemReasonCode))
        .Select(units =>
        {
            var (label, name, reason, code) = units.Key;
            var what = units.First().Item is not { IsKeyMade: true } ? name is { Length: > 0 } ? $"{label} (item {name})" : label
                : units.Count() == 1 ? label : FormattableString.Invariant($"{units.Count()} units of {label}");
            return $"{what}{(reason is { Length: > 0 } ? $" with the reason '{reason}'" : "")}: {Meaning(code)}";
        }));

    private static string Meaning(string? code) => code?.ToUpperInvariant() switch
    {
        "INVALIDVALUES" => $"Amazon does not know the item, its shipment or the reason ({code})",
        "DUPLICATEREQUEST" => $"the identifier was used before ({code})",
        "NOCOMPLETEDSHIPITEMS" => $"it has not been shipped yet ({code})",
        "NORETURNABLEQUANTITY" => $"nothing is left to return ({code})",
        null => "Amazon gives no reason",
        _ => code,
    };

    private ReturnRequestItem? Requested(string? key) => items.FirstOrDefault(item => item.SellerReturnItemId == key);

    // A key that was made from the order says nothing to the user.
    private string Label(string? key) => Requested(key) is { IsKeyMade: true } item ? item.Name : $"'{key}'";

    private static string Used(IReadOnlyList<string> others) => others.Count == 0
        ? ""
        : $" The order already has returns with these identifiers: {string.Join(", ", others)}. Use a SellerReturnItemId of its own for each unit.";

    // What exists keeps its values. A value that the order does not show cannot be compared; where the return is ours, it was sent.
    private void WarnOfDifferences(IReadOnlyList<ReturnItem> there, bool isOurs)
    {
        var differing = Where(difference => difference.Kind == DifferenceKind.Minor);
        var missing = isOurs ? [] : Where(difference => difference.IsMissing);
        if (differing.Count > 0 || missing.Count > 0)
        {
            var differs = differing.Count == 0 ? ""
                : $" and differ from yours: {string.Join("; ", differing.Select(one => $"{Label(one.Id)} in {one.Members}").Distinct())}";
            var names = missing.Select(one => $"{one.Members} for {Label(one.Id)}").Distinct();
            var lacks = missing.Count == 0 ? ""
                : $" Amazon shows no {string.Join(" and no ", names)}, so yours could not be compared and may be missing.";
            Calls.CallLog.Current.Warning($"Returns of order '{run.Id}' already exist{differs}. They were not changed.{lacks}");
        }

        List<(string? Id, string Members)> Where(Func<OrderDifference, bool> isWanted) =>
        [
            .. there.Select(item => (
                item.SellerReturnItemId,
                string.Join(", ", Differences(item).Where(isWanted).Select(difference => difference.Member))))
                .Where(one => one.Item2.Length > 0),
        ];
    }

    // The keys of units that are named by their SKU count from the first unit on, and a duplicate hides what else is wrong with an item.
    private async Task WarnOfExistingAsync(FulfillmentOrder found, CancellationToken cancellationToken)
    {
        if (!_wereThere)
        {
            return;
        }

        foreach (var units in items.Where(item => item.IsKeyMade)
            .GroupBy(item => (item.SellerFulfillmentOrderItemId, item.AmazonShipmentId)))
        {
            var (item, wanted) = (units.First(), units.Count());
            var returned = found.ReturnItems.Count(there => there.SellerFulfillmentOrderItemId == item.SellerFulfillmentOrderItemId
                && there.AmazonShipmentId == item.AmazonShipmentId);
            if (returned == wanted && wanted < item.Units)
            {
                Calls.CallLog.Current.Warning(FormattableString.Invariant(
                    $"{returned} of {item.Units} units of {item.Name} of order '{run.Id}' {(returned == 1 ? "is" : "are")} already returned, ")
                    + "so no further unit was returned. "
                    + FormattableString.Invariant($"-Quantity is the total: use -Quantity {wanted + 1} to return one more."));
            }

            if (item.SellerSku is { } sku
                && Mine(found).Exists(there => !DifferenceList.Same(there.SellerReturnReasonCode ?? "", item.ReturnReasonCode)))
            {
                await WarnOfReasonAsync(sku, item.ReturnReasonCode, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task WarnOfReasonAsync(string sku, string reason, CancellationToken cancellationToken)
    {
        try
        {
            var known = await service.ListReturnReasonsAsync(new ReturnReasonQuery(sku, null, run.Id, null), cancellationToken)
                .ConfigureAwait(false);
            if (!known.Value.Any(one => DifferenceList.Same(one.ReturnReasonCode ?? "", reason)))
            {
                Calls.CallLog.Current.Warning(
                    $"The reason '{reason}' does not exist for {sku}. Get-FbaReturnReasonCode lists the reasons.");
            }
        }
        catch (FbaServiceException error)
        {
            Calls.CallLog.Current.Verbose($"The reasons could not be read: {error.Message}");
        }
    }

    private IReadOnlyList<OrderDifference> Differences(ReturnItem there)
    {
        var item = items.First(one => one.SellerReturnItemId == there.SellerReturnItemId);
        var list = new DifferenceList([]);
        list.Code(nameof(there.AmazonShipmentId), item.AmazonShipmentId, there.AmazonShipmentId);
        list.Code(nameof(item.ReturnReasonCode), item.ReturnReasonCode, there.SellerReturnReasonCode);
        list.Text(nameof(there.ReturnComment), item.ReturnComment, there.ReturnComment);
        return list.Differences;
    }

    private bool HoldsAll(FulfillmentOrder found) => Mine(found).Count == items.Count;

    private List<ReturnItem> Mine(FulfillmentOrder found) =>
    [
        .. found.ReturnItems.Where(there => items.Any(item =>
            item.SellerReturnItemId == there.SellerReturnItemId
                && item.SellerFulfillmentOrderItemId == there.SellerFulfillmentOrderItemId)),
    ];

    private List<ReturnAuthorization> Authorizations(FulfillmentOrder found)
    {
        var ids = new HashSet<string?>(Mine(found).Select(item => item.ReturnAuthorizationId));
        return [.. found.ReturnAuthorizations.Where(authorization => ids.Contains(authorization.ReturnAuthorizationId))];
    }

    private OrderOutcomeUnknownException Unknown(Exception cause) => run.OutcomeUnknown(RequestWords.Return, DecidedBy, cause);

    private FulfillmentReturn Receipt(string outcome, string confirmedBy) => new()
    {
        SellerFulfillmentOrderId = run.Id,
        Outcome = outcome,
        ConfirmedBy = confirmedBy,
        ApiVersion = run.Service.Rules.ApiVersion,
        Session = run.Session?.Name,
        Account = run.Session?.Account,
        RequestId = run.RequestId,
        Attempts = run.Attempts,
        Elapsed = run.Elapsed,
    };
}
