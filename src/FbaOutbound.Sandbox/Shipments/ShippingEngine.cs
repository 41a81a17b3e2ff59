using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FbaOutbound.Sandbox.Fulfillment;
using FbaOutbound.Sandbox.Shipments.Labels;

namespace FbaOutbound.Sandbox.Shipments;

/// <summary>
/// Orders that sellers ship themselves and the labels that they have bought, without any protocol. What is said of a shipment follows
/// from the time of asking, so that nothing has to happen in between. Whoever calls holds the fulfillment engine's lock.
/// </summary>
internal sealed class ShippingEngine
{
    private static readonly TimeSpan s_farthestShipDate = TimeSpan.FromDays(366);
    private readonly Dictionary<string, MerchantOrder> _orders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MerchantShipment> _shipments = new(StringComparer.OrdinalIgnoreCase);
    private long _serial;

    public IReadOnlyCollection<MerchantShipment> Shipments => _shipments.Values;

    public void Seed(MerchantOrder order)
    {
        if (_orders.TryGetValue(order.AmazonOrderId, out var known) && known.Shipments.Count > 0)
        {
            throw new ArgumentException($"Labels were bought for the order {order.AmazonOrderId}.");
        }

        _orders[order.AmazonOrderId] = order;
    }

    public Quotes Quote(ShipmentRequest request, OfferFilter? filter, DateTimeOffset now, out ShippingRefusal refusal)
    {
        var order = OrderOf(request.AmazonOrderId, request.ShipFrom.CountryCode);
        refusal = CheckRequest(order, request, now);
        return refusal.IsNone ? Quotation.Quote(request, order, filter, now) : new Quotes();
    }

    /// <summary>The service's inputs for the order's items; null if there is no such service where it is shipped from.</summary>
    public (CarrierService Service, IReadOnlyList<string> ItemIds)? AskForInputs(
        string orderId, string serviceId, string countryCode, out ShippingRefusal refusal)
    {
        refusal = Carriers.Serve(countryCode) ? default : new ShippingRefusal(ShippingRefusalReason.ShipFromInvalid);
        if (!refusal.IsNone)
        {
            return null;
        }

        if (Carriers.Of(countryCode).FirstOrDefault(service => service.Id == serviceId) is not { } found)
        {
            refusal = new ShippingRefusal(ShippingRefusalReason.ServiceUnknown, serviceId);
            return null;
        }

        return (found, OrderOf(orderId, countryCode).ItemIds());
    }

    public ShippingRefusal Buy(Purchase purchase, ShippingOptions options, DateTimeOffset now, out MerchantShipment? bought)
    {
        bought = null;
        var request = purchase.Request;
        var order = OrderOf(request.AmazonOrderId, request.ShipFrom.CountryCode);
        var refusal = CheckRequest(order, request, now);
        if (!refusal.IsNone)
        {
            return refusal;
        }

        if (order.HadSeveral && order.Shipments.Any(shipment => shipment.CancelledAt is not null))
        {
            return new ShippingRefusal(ShippingRefusalReason.SeveralShipments, request.AmazonOrderId);
        }

        if (Carriers.Of(request.ShipFrom.CountryCode).FirstOrDefault(candidate => candidate.Id == purchase.ServiceId) is not { } service)
        {
            return new ShippingRefusal(ShippingRefusalReason.ServiceUnknown, purchase.ServiceId);
        }

        refusal = CheckService(service, purchase, order, now, out var offer);
        if (!refusal.IsNone)
        {
            return refusal;
        }

        bought = Book(order, purchase, offer, options, now);
        return default;
    }

    public MerchantShipment? Find(string id) => _shipments.TryGetValue(id, out var shipment) ? shipment : null;

    public ShippingRefusal Cancel(string id, ShippingOptions options, DateTimeOffset now)
    {
        if (Find(id) is not { } shipment)
        {
            return new ShippingRefusal(ShippingRefusalReason.ShipmentUnknown, id);
        }

        if (shipment.CancelledAt is not null)
        {
            return new ShippingRefusal(ShippingRefusalReason.CancelledAlready, id);
        }

        if (now > shipment.CancelUntil && options.LateCancel == LateCancel.Refused)
        {
            return new ShippingRefusal(ShippingRefusalReason.WindowClosed, id);
        }

        shipment.CancelledAt = now;
        shipment.CancelledLate = now > shipment.CancelUntil;
        shipment.RefundDue = now + options.TimeToRefund;
        return default;
    }

    /// <summary>Lets the carrier scan a package, whether or not its shipment was cancelled.</summary>
    public void Scan(string id, DateTimeOffset now)
    {
        if (Find(id) is { ScannedAt: null } shipment)
        {
            shipment.ScannedAt = now;
        }
    }

    public void Clear()
    {
        _orders.Clear();
        _shipments.Clear();
        _serial = 0;
    }

    private static ShippingRefusal CheckRequest(MerchantOrder order, ShipmentRequest request, DateTimeOffset now)
    {
        if (request.ShipDate > now + s_farthestShipDate)
        {
            return new ShippingRefusal(ShippingRefusalReason.ShipDateInvalid);
        }

        if (order.Items is not { } items)
        {
            return default;
        }

        foreach (var item in request.Items)
        {
            if (!items.TryGetValue(item.OrderItemId, out var ordered))
            {
                return new ShippingRefusal(ShippingRefusalReason.ItemUnknown, item.OrderItemId);
            }

            if (item.Quantity > ordered)
            {
                return new ShippingRefusal(ShippingRefusalReason.TooManyUnits, item.OrderItemId);
            }
        }

        return default;
    }

    private static ShippingRefusal CheckService(
        CarrierService service, Purchase purchase, MerchantOrder order, DateTimeOffset now, out Offer offer)
    {
        offer = Quotation.OfferOf(service, purchase.Request, now);
        if (Quotation.Reject(service, purchase.Request, order, now) is not null)
        {
            return new ShippingRefusal(ShippingRefusalReason.ServiceNotEligible, service.Id);
        }

        if (purchase.OfferId is { Length: > 0 } offerId && offerId != offer.Id)
        {
            return new ShippingRefusal(ShippingRefusalReason.OfferInvalid);
        }

        if (purchase.Request.Format is { } format and not LabelFormat.ShippingServiceDefault && !service.Formats.Contains(format))
        {
            return new ShippingRefusal(ShippingRefusalReason.FormatUnavailable, format.ToString());
        }

        return SellerInputs.Check(service, purchase);
    }

    /// <summary>Any well-formed id is an order's; it is only kept once a label was bought for it.</summary>
    private MerchantOrder OrderOf(string id, string countryCode) =>
        _orders.TryGetValue(id, out var order) ? order : MerchantOrder.Invent(id, countryCode);

    private MerchantShipment Book(MerchantOrder order, Purchase purchase, Offer offer, ShippingOptions options, DateTimeOffset now)
    {
        var request = purchase.Request;
        var id = NewId(order.AmazonOrderId);
        var tracking = TrackingOf(offer.Service.Carrier, id);
        var format = request.Format is { } asked and not LabelFormat.ShippingServiceDefault ? asked : offer.Service.DefaultFormat;
        var shipment = new MerchantShipment
        {
            Id = id,
            Order = order,
            Purchase = purchase,
            Offer = offer,
            TrackingId = tracking,
            Created = now,
            CancelUntil = now + options.CancellationWindow,
            ScanDue = offer.ShipDate + options.TimeToScan < now + options.CancellationWindow
                ? now + options.CancellationWindow
                : offer.ShipDate + options.TimeToScan,
            Label = Label.Print(format, offer.Service, tracking, request, order.ShipTo),
        };
        order.HadSeveral |= order.Shipments.Any(other => other.CancelledAt is null);
        order.Shipments.Add(shipment);
        _orders[order.AmazonOrderId] = order;
        _shipments.Add(id, shipment);
        return shipment;
    }

    private string NewId(string orderId)
    {
        var high = Identifiers.Hash(orderId, (ulong)++_serial);
        var low = Identifiers.Hash("shipment", high);
        return string.Format(
            CultureInfo.InvariantCulture, "{0:x8}-{1:x4}-4{2:x3}-a{3:x3}-{4:x12}", (uint)high, (ushort)(high >> 32), (high >> 48) & 0xFFF,
            low & 0xFFF, low >> 16);
    }

    private static string TrackingOf(string carrier, string shipmentId)
    {
        var hash = Identifiers.Hash(shipmentId);
        var digits = (hash % 1_000_000_000_000UL).ToString("D12", CultureInfo.InvariantCulture);
        return carrier switch
        {
            "UPS®" => "1Z999AA1" + digits.Substring(2),
            "USPS" => "9400110" + digits + "000",
            "FEDEX" => digits,
            _ => carrier.Substring(0, 2) + digits,
        };
    }
}
