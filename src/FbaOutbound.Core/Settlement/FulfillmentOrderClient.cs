using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Calls;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Settlement;

/// <summary>
/// Fulfillment orders over any protocol, with every unknown outcome settled by the rule of its operation. It holds no state, so any
/// number of calls may run at a time.
/// </summary>
/// <remarks>
/// A call that is cancelled after its request may have gone out ends in an <see cref="OrderOutcomeUnknownException"/> whose cause is the
/// <see cref="OperationCanceledException"/>; one that is cancelled before, or when nothing is left in doubt, ends in the latter itself.
/// </remarks>
internal sealed class FulfillmentOrderClient(
    IFulfillmentService service, SettlementOptions options, TimeProvider time, SessionMark? session)
{
    /// <summary>The protocol's version.</summary>
    public string ApiVersion => service.Rules.ApiVersion;

    /// <summary>The session's name.</summary>
    public SessionMark? Session => session;

    /// <summary>Creates an order once.</summary>
    /// <param name="order">The order.</param>
    /// <param name="row">The number of its first row in the input; 0 where there were no rows.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <param name="earlier">When an earlier run sent it, whose outcome is unknown; null if none did.</param>
    /// <exception cref="FbaServiceException">The order was proven not to be created by this call.</exception>
    /// <exception cref="OrderOutcomeUnknownException">The order may be there, or appear yet.</exception>
    /// <exception cref="OrderConflictException">Another order with this id exists.</exception>
    /// <exception cref="OrderIdUsedByDeadOrderException">The order of this id is cancelled, invalid or unfulfillable.</exception>
    public Task<OrderReceipt> CreateAsync(
        FulfillmentOrder order, long row, CancellationToken cancellationToken, EarlierSend? earlier = null) =>
        ItemNames.NameSkusAsync(
            order.Items ?? [],
            () => new CreateSettlement(Run(order.SellerFulfillmentOrderId), order, row).CreateAsync(earlier, cancellationToken));

    /// <summary>Finds out what happened to an order that was sent before; never creates it.</summary>
    /// <param name="expected">The order as it was sent, or only its id: what is not given is not compared.</param>
    /// <param name="firstSent">When it was first sent; null if unknown.</param>
    /// <param name="row">The number of its first row in the input; 0 where there were no rows.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="OrderOutcomeUnknownException">The order was not found, and its absence is not proven.</exception>
    /// <exception cref="OrderConflictException">Another order with this id exists.</exception>
    /// <exception cref="OrderIdUsedByDeadOrderException">The order of this id is cancelled, invalid or unfulfillable.</exception>
    public Task<OrderReceipt> ResolveAsync(
        FulfillmentOrder expected, DateTimeOffset? firstSent, long row, CancellationToken cancellationToken) =>
        new CreateSettlement(Run(expected.SellerFulfillmentOrderId), expected, row).ResolveAsync(firstSent, cancellationToken);

    /// <summary>
    /// Finds out what became of an order that an earlier run sent with other content; never creates it. It is not found only if it cannot
    /// appear any more, so that the id can be used.
    /// </summary>
    /// <inheritdoc cref="ResolveAsync"/>
    public Task<OrderReceipt> SettleAsync(FulfillmentOrder expected, EarlierSend earlier, long row, CancellationToken cancellationToken) =>
        new CreateSettlement(Run(expected.SellerFulfillmentOrderId), expected, row).SettleAsync(earlier, cancellationToken);

    /// <summary>Whether an order that was sent before, with an unknown outcome, does not exist and cannot appear any more.</summary>
    public async Task<bool> IsAbsentAsync(string sellerFulfillmentOrderId, EarlierSend earlier, CancellationToken cancellationToken)
    {
        if (Run(sellerFulfillmentOrderId).AtLeastSince(earlier.LastSent) <= options.LandingTime)
        {
            return false;
        }

        try
        {
            var order = new FulfillmentOrder { SellerFulfillmentOrderId = sellerFulfillmentOrderId };
            return (await SettleAsync(order, earlier, row: 0, cancellationToken).ConfigureAwait(false)).Outcome == Outcomes.NotFound;
        }
        catch (FbaException)
        {
            return false;
        }
    }

    /// <summary>Reads an order.</summary>
    /// <exception cref="FbaServiceException">The order could not be read.</exception>
    public Task<FulfillmentOrder> GetAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
        Run(sellerFulfillmentOrderId).ReadAsync(cancellationToken);

    /// <summary>Reads an order without its shipments.</summary>
    /// <exception cref="OperationNotSupportedException">The protocol always returns the shipments.</exception>
    /// <exception cref="FbaServiceException">The order could not be read.</exception>
    public Task<FulfillmentOrder> GetBriefAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken) =>
        WithoutShipmentsAsync(Run(sellerFulfillmentOrderId).ReadBriefAsync(cancellationToken));

    private static async Task<FulfillmentOrder> WithoutShipmentsAsync(Task<FulfillmentOrder> read) =>
        await read.ConfigureAwait(false) with { Shipments = null! };

    /// <summary>Whether lists can hold all that reading an order separately would show.</summary>
    public bool ListsDetails => service is IDetailedListService;

    /// <summary>
    /// Reads a page of the orders that changed since a point in time, with all details where they are wanted and lists can hold them.
    /// </summary>
    public async Task<OrderPage> ListPageAsync(
        DateTimeOffset updatedAfter, string? nextToken, bool detailed, CancellationToken cancellationToken)
    {
        var page = await (detailed && service is IDetailedListService lists
            ? lists.ListDetailedAsync(updatedAfter, nextToken, cancellationToken)
            : service.ListAsync(updatedAfter, nextToken, cancellationToken)).ConfigureAwait(false);
        CallLog.Current.Verbose($"Orders on this page: {page.Orders.Count}; {(page.NextToken is null ? "it is the last one" : "more follow")}.");
        return page with
        {
            Orders =
            [
                .. page.Orders.Select(order => OrderStamp.On(order, session, service.Rules.ApiVersion)).Select(
                    order => detailed && ListsDetails ? order : OrderStamp.OfList(order)),
            ],
        };
    }

    /// <summary>Changes a held order.</summary>
    /// <exception cref="FbaServiceException">The change was not made.</exception>
    /// <exception cref="OrderOutcomeUnknownException">The change may have been made.</exception>
    public Task<UpdateReceipt> UpdateAsync(OrderUpdate update, CancellationToken cancellationToken, EarlierSend? earlier = null) =>
        ItemNames.NameSkusAsync(
            update.Items ?? [],
            () => new UpdateSettlement(Run(update.SellerFulfillmentOrderId), update).UpdateAsync(earlier, cancellationToken));

    /// <summary>
    /// Reads an order until it shows a change that the service has only accepted. Returns the order as it was read last, and whether it
    /// shows the change.
    /// </summary>
    /// <exception cref="FbaServiceException">The order could not be read even once.</exception>
    public Task<(FulfillmentOrder Order, bool IsDone)> ConfirmUpdateAsync(OrderUpdate update, CancellationToken cancellationToken) =>
        new UpdateSettlement(Run(update.SellerFulfillmentOrderId), update).ConfirmAsync(cancellationToken);

    /// <summary>Creates a return of items of an order once.</summary>
    /// <exception cref="OperationNotSupportedException">The protocol has no returns.</exception>
    /// <exception cref="ReturnRefusedException">All items were refused.</exception>
    /// <exception cref="FbaServiceException">The return was not created.</exception>
    /// <exception cref="OrderOutcomeUnknownException">The return may have been created.</exception>
    public Task<FulfillmentReturn> CreateReturnAsync(
        string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken) =>
        service is IReturnService returns
            ? new ReturnSettlement(Run(sellerFulfillmentOrderId), returns, items).CreateAsync(cancellationToken)
            : throw service.Rules.Lacks<IReturnService>("does not support returns");

    /// <summary>Makes a wait for many orders.</summary>
    public OrderWait CreateWait(WantedStates wanted) => new(service, options, time, session, wanted);

    /// <summary>Reads an order's address and overlays it with changes, because an update replaces the whole of it.</summary>
    /// <exception cref="AddressMaskedException">The service hides the address, or a part of it.</exception>
    /// <exception cref="FbaServiceException">The order could not be read.</exception>
    public async Task<Address> MergeAddressAsync(string sellerFulfillmentOrderId, Address changes, CancellationToken cancellationToken)
    {
        var order = await GetAsync(sellerFulfillmentOrderId, cancellationToken).ConfigureAwait(false);
        var merged = AddressMerge.Merge(sellerFulfillmentOrderId, order.DestinationAddress, changes);
        if (AddressMerge.KeptInOtherCountry(order.DestinationAddress!, changes) is { Count: > 0 } kept)
        {
            CallLog.Current.Warning(
                $"Order '{sellerFulfillmentOrderId}': the country changes, but {string.Join(", ", kept)} of the order's address "
                    + $"{(kept.Count == 1 ? "stays" : "stay")} as before: check the address.");
        }

        return merged;
    }

    /// <summary>Requests that an order be cancelled.</summary>
    /// <exception cref="FbaServiceException">The request was refused or not taken.</exception>
    /// <exception cref="OrderOutcomeUnknownException">The request may have been accepted.</exception>
    public Task<CancelReceipt> CancelAsync(
        string sellerFulfillmentOrderId, CancellationToken cancellationToken, EarlierSend? earlier = null) =>
        new CancelSettlement(Run(sellerFulfillmentOrderId)).CancelAsync(earlier, cancellationToken);

    /// <summary>
    /// Reads how far a cancellation has come until nothing changes any more or the time limit is reached. A receipt that still says
    /// <c>CancelRequested</c> is one whose order was not finished by then.
    /// </summary>
    /// <exception cref="FbaServiceException">The order could not be read even once, or reading it was refused.</exception>
    public Task<CancelReceipt> WaitForCancelAsync(
        CancelReceipt receipt, TimeSpan pollInterval, TimeSpan timeout, CancellationToken cancellationToken) =>
        CancelWait.RunAsync(Run(receipt.SellerFulfillmentOrderId), receipt, pollInterval, timeout, cancellationToken);

    private SettlementRun Run(string id) => new(service, options, time, session, id);
}
