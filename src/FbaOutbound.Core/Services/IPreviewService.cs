using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using FbaOutbound.Orders;

namespace FbaOutbound.Services;

/// <summary>Previews of orders.</summary>
internal interface IPreviewService
{
    Task<Answer<IReadOnlyList<FulfillmentPreview>>> PreviewAsync(
        FulfillmentOrder order, PreviewOptions options, CancellationToken cancellationToken);
}
