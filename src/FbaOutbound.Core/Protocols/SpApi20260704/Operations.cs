using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The operations of version 2026-07-04, with Amazon's names and published usage plans.</summary>
internal static class Operations
{
    public const string Version = "2026-07-04";

    private static readonly UsagePlan s_usual = new(Rate: 2, Burst: 30);

    // The sandbox's own operations have no published plan; every operation of Amazon's sandbox has this one.
    private static readonly UsagePlan s_sandbox = new(Rate: 5, Burst: 15);

    public static readonly Operation CreateOrder = new("createOrder", Version, IsRead: false, s_usual);
    public static readonly Operation GetOrder = new("getOrder", Version, IsRead: true, s_usual);
    public static readonly Operation ListOrders = new("listOrders", Version, IsRead: true, s_usual);
    public static readonly Operation UpdateOrder = new("updateOrder", Version, IsRead: false, s_usual);
    public static readonly Operation CancelOrder = new("cancelOrder", Version, IsRead: false, s_usual);
    public static readonly Operation GetOrderPreview = new("getOrderPreview", Version, IsRead: true, s_usual);
    public static readonly Operation GetOffers = new("getOffers", Version, IsRead: true, new UsagePlan(Rate: 5, Burst: 30));
    public static readonly Operation UpdateOrderStatus = new("updateOrderStatus", Version, IsRead: false, s_sandbox);
    public static readonly Operation UpdatePackage = new("updatePackage", Version, IsRead: false, s_sandbox);
}
