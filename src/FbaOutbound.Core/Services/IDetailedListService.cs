using System;
using System.Threading;
using System.Threading.Tasks;

namespace FbaOutbound.Services;

/// <summary>Lists that hold shipments, too, so that no order has to be read separately.</summary>
internal interface IDetailedListService
{
    Task<OrderPage> ListDetailedAsync(DateTimeOffset updatedAfter, string? nextToken, CancellationToken cancellationToken);
}
