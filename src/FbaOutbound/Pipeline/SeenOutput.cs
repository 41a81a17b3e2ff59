using FbaOutbound.Orders;
using FbaOutbound.Sandbox;
using FbaOutbound.Sessions;
using FbaOutbound.Shipments;

namespace FbaOutbound.Pipeline;

/// <summary>Remembers what an output names, so that Tab can offer it.</summary>
internal static class SeenOutput
{
    public static void Remember(SeenTexts seen, object item)
    {
        switch (item)
        {
            case FulfillmentOrder order:
                seen.Add(SeenKind.Order, order.SellerFulfillmentOrderId, order.Status, order.Session);
                RememberParts(seen, order);
                break;
            case OrderReceipt receipt:
                seen.Add(SeenKind.Order, receipt.SellerFulfillmentOrderId, receipt.Outcome, receipt.Session);
                break;
            case UpdateReceipt receipt:
                seen.Add(SeenKind.Order, receipt.SellerFulfillmentOrderId, receipt.Outcome, receipt.Session);
                break;
            case CancelReceipt receipt:
                seen.Add(SeenKind.Order, receipt.SellerFulfillmentOrderId, receipt.Outcome, receipt.Session);
                break;
            case PackageTracking tracking:
                seen.Add(SeenKind.Package, tracking.PackageId, tracking.CurrentStatus, tracking.Session);
                break;
            case Shipment shipment:
                seen.Add(SeenKind.Shipment, shipment.ShipmentId, shipment.Status, shipment.Session);
                seen.Add(SeenKind.AmazonOrder, shipment.AmazonOrderId, $"shipment {shipment.Status}", shipment.Session);
                break;
            case ShippingService service:
                seen.Add(SeenKind.AmazonOrder, service.AmazonOrderId, null, service.Session);
                seen.Add(
                    SeenKind.ShippingService, service.ShippingServiceId, $"{service.ShippingServiceName}, {service.Rate}", service.Session);
                seen.Add(
                    SeenKind.ShippingServiceOffer,
                    service.ShippingServiceOfferId,
                    $"{service.ShippingServiceId}, {service.Rate}",
                    service.Session);
                break;
            case ReturnReason reason:
                seen.Add(
                    SeenKind.ReturnReason, reason.ReturnReasonCode, reason.TranslatedDescription ?? reason.Description, reason.Session);
                break;
            case FbaInventory stock:
                seen.Add(SeenKind.Sku, stock.SellerSku, $"{stock.FulfillableQuantity} fulfillable", stock.Session);
                break;
            case SandboxStatus sandbox:
                foreach (var stock in sandbox.Stock)
                {
                    seen.Add(SeenKind.Sku, stock.SellerSku, $"{stock.Available} in the sandbox", sandbox.Session);
                }

                break;
            case FeatureSku sku:
                seen.Add(SeenKind.Sku, sku.SellerSku, sku.FeatureName, sku.Session);
                break;
        }
    }

    // A list has neither items nor shipments.
    private static void RememberParts(SeenTexts seen, FulfillmentOrder order)
    {
        foreach (var item in order.Items ?? [])
        {
            seen.Add(SeenKind.Sku, item.SellerSku, $"in order {order.SellerFulfillmentOrderId}", order.Session);
        }

        foreach (var shipment in order.Shipments ?? [])
        {
            foreach (var package in shipment.Packages)
            {
                seen.Add(
                    SeenKind.Package,
                    System.FormattableString.Invariant($"{package.PackageId}"),
                    $"{package.CarrierCode}, order {order.SellerFulfillmentOrderId}",
                    order.Session);
            }
        }
    }
}
