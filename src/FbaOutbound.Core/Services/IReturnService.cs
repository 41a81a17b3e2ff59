using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>Returns and their reasons.</summary>
internal interface IReturnService
{
    Task<Answer<IReadOnlyList<ReturnReason>>> ListReturnReasonsAsync(ReturnReasonQuery query, CancellationToken cancellationToken);

    Task<Answer<FulfillmentReturn>> CreateReturnAsync(
        string sellerFulfillmentOrderId, IReadOnlyList<ReturnRequestItem> items, CancellationToken cancellationToken);
}

internal sealed record ReturnReasonQuery(string SellerSku, string? MarketplaceId, string? SellerFulfillmentOrderId, string? Language);
