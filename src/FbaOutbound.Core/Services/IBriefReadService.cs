using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Services;

/// <summary>Orders without their shipments, for a shorter response.</summary>
internal interface IBriefReadService
{
    Task<OrderAnswer> GetBriefAsync(string sellerFulfillmentOrderId, CancellationToken cancellationToken);
}
