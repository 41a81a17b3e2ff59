using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>Offers of delivery.</summary>
internal interface IOfferService
{
    Task<Answer<IReadOnlyList<DeliveryOffer>>> GetOffersAsync(OfferRequest request, CancellationToken cancellationToken);
}
