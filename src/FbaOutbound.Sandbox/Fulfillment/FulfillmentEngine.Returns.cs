using System;
using System.Collections.Generic;
using System.Linq;

namespace FbaOutbound.Sandbox.Fulfillment;

/// <content>Returns: each item of a request is one unit, and its id, which the seller gives, can be used once for an order.</content>
internal sealed partial class FulfillmentEngine
{
    /// <summary>Takes the units that can be returned and says what is wrong with the others.</summary>
    public Refusal Return(
        string id, IReadOnlyList<ReturnRequest> requests, DateTimeOffset now, out ReturnOutcome outcome, string? reader = null)
    {
        outcome = new ReturnOutcome();
        now = Settle(now);
        if (Readable(id, now, reader) is not { } order)
        {
            return new Refusal(RefusalReason.OrderUnknown);
        }

        if (order.Items.All(item => item.Shipped == 0))
        {
            return new Refusal(RefusalReason.NothingToReturn, requests[0].ItemId);
        }

        foreach (var request in requests)
        {
            if (Check(order, request) is { } reason)
            {
                outcome.Invalid.Add((request, reason));
            }
            else
            {
                Accept(order, request, outcome, now);
            }
        }

        return default;
    }

    private static Disposition DispositionOf(string reasonCode) => reasonCode switch
    {
        "CR-DEFECTIVE" => Disposition.Defective,
        "CR-MISSING_PARTS" => Disposition.CustomerDamaged,
        "CR-DAMAGED_BY_CARRIER" => Disposition.CarrierDamaged,
        "CR-DAMAGED_BY_FC" => Disposition.FulfillerDamaged,
        _ => Disposition.Sellable,
    };

    private InvalidReturnReason? Check(FulfillmentOrder order, ReturnRequest request)
    {
        if (order.Returns?.Exists(item => item.Request.Id == request.Id) == true)
        {
            return InvalidReturnReason.DuplicateRequest;
        }

        var shipment = order.Shipments?.Find(one => one.Id == request.ShipmentId);
        var units = shipment?.Lines.Where(line => line.Item.Content.ItemId == request.ItemId).Sum(line => line.Quantity) ?? 0;
        if (units == 0 || !ReturnReasons.IsKnown(request.ReasonCode))
        {
            return InvalidReturnReason.InvalidValues;
        }

        if (shipment!.Status != ShipmentStatus.Shipped)
        {
            return InvalidReturnReason.NoCompletedShipItems;
        }

        var returned = order.Returns?.Count(item => item.Request.ShipmentId == request.ShipmentId && item.Request.ItemId == request.ItemId)
            ?? 0;
        return returned < units ? null : InvalidReturnReason.NoReturnableQuantity;
    }

    private void Accept(FulfillmentOrder order, ReturnRequest request, ReturnOutcome outcome, DateTimeOffset now)
    {
        var center = order.Shipments!.Find(one => one.Id == request.ShipmentId)!.FulfillmentCenter;
        var authorization = outcome.Authorizations.Find(one => one.Center == center);
        if (authorization is null)
        {
            order.ReturnAuthorizations ??= [];
            var number = order.ReturnAuthorizations.Count;
            authorization = new ReturnAuthorization(
                Identifiers.ReturnAuthorization(order.Id, number), Identifiers.Rma(order.Id, number), center);
            order.ReturnAuthorizations.Add(authorization);
            outcome.Authorizations.Add(authorization);
        }

        var item = new ReturnItem(request, authorization.Id, now);
        (order.Returns ??= []).Add(item);
        outcome.Accepted.Add(item);
        _agenda.Add(now + _settings.Durations.TimeToReturn, at => Process(order, item, center, at));
    }

    private void Process(FulfillmentOrder order, ReturnItem item, string center, DateTimeOffset at)
    {
        item.Received = DispositionOf(item.Request.ReasonCode);
        item.Center = center;
        item.Changed = at;
        var stock = order.Items.First(line => line.Content.ItemId == item.Request.ItemId).Stock;
        if (item.Received == Disposition.Sellable && !stock.IsUnknown)
        {
            stock.Set(stock.Available + 1);
            _lifeCycle.Serve(stock, at);
        }
        else if (!stock.IsUnknown)
        {
            stock.Discard(item.Received.Value);
        }
    }
}
