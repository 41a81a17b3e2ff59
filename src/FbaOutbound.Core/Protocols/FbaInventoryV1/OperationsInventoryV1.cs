using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.FbaInventoryV1;

/// <summary>The operations of FBA Inventory v1, with Amazon's names, published usage plans and declared statuses.</summary>
internal static class OperationsInventoryV1
{
    public static readonly Operation GetInventorySummaries = new(
        "getInventorySummaries", "v1", IsRead: true, new UsagePlan(Rate: 2, Burst: 2),
        new DeclaredStatuses([200], [400, 403, 404, 429, 500, 503]));
}
