using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;
using FbaOutbound.Services;

namespace FbaOutbound.Protocols.SpApi20200701;

internal sealed partial class FulfillmentService
{
    public Task<Answer<IReadOnlyList<FulfillmentPreview>>> PreviewAsync(
        FulfillmentOrder order, PreviewOptions options, CancellationToken cancellationToken)
    {
        if (options.ExcludeFees)
        {
            throw new OperationNotSupportedException(
                Operations20200701.Version, "cannot leave the fees out of a preview", "Leave -ExcludeFee out, or use version 2026-07-04.");
        }

        return PostAsync(
            Operations20200701.GetFulfillmentPreview,
            order.SellerFulfillmentOrderId,
            "fulfillmentOrders/preview",
            RequestWriter20200701.Preview(order, options),
            ErrorText.For(order),
            result => AnswerReader20200701.Previews(result, order),
            answer => AnswerNames.Of(answer, order),
            cancellationToken);
    }

    public Task<Answer<IReadOnlyList<DeliveryOffer>>> GetOffersAsync(OfferRequest request, CancellationToken cancellationToken)
    {
        if (request.Speeds.Count > 0)
        {
            throw new OperationNotSupportedException(
                Operations20200701.Version, "offers no choice of shipping speed", "Leave -ShippingSpeedCategory out, or use version 2026-07-04.");
        }

        return PostAsync(
            Operations20200701.DeliveryOffers,
            request.SellerSku,
            "deliveryOffers",
            RequestWriter20200701.Offers(request),
            ErrorText.Hiding(request.DestinationAddress, request.IpAddress),
            result => AnswerReader20200701.Offers(result, request.SellerSku),
            names: null,
            cancellationToken);
    }
}
