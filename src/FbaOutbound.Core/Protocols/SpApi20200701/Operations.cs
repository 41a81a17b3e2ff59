using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.SpApi20200701;

/// <summary>The operations of version 2020-07-01, with Amazon's names and published usage plans.</summary>
internal static class Operations
{
    public const string Version = "2020-07-01";

    private static readonly UsagePlan s_usual = new(Rate: 2, Burst: 30);

    public static readonly Operation CreateFulfillmentOrder = new("createFulfillmentOrder", Version, IsRead: false, s_usual);
    public static readonly Operation GetFulfillmentOrder = new("getFulfillmentOrder", Version, IsRead: true, s_usual);
    public static readonly Operation ListAllFulfillmentOrders = new("listAllFulfillmentOrders", Version, IsRead: true, s_usual);
    public static readonly Operation UpdateFulfillmentOrder = new("updateFulfillmentOrder", Version, IsRead: false, s_usual);
    public static readonly Operation CancelFulfillmentOrder = new("cancelFulfillmentOrder", Version, IsRead: false, s_usual);
}
