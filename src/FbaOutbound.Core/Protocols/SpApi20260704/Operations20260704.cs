using FbaOutbound.Http;
using FbaOutbound.Quota;

namespace FbaOutbound.Protocols.SpApi20260704;

/// <summary>The operations of version 2026-07-04, with Amazon's names, published usage plans and declared statuses.</summary>
internal static class Operations20260704
{
    public const string Version = "2026-07-04";

    private static readonly UsagePlan s_usual = new(Rate: 2, Burst: 30);

    // The sandbox's own operations have no published plan; every operation of Amazon's sandbox has this one.
    private static readonly UsagePlan s_sandbox = new(Rate: 5, Burst: 15);

    private static readonly int[] s_errors = [400, 401, 403, 404, 413, 415, 429, 500, 503];
    private static readonly DeclaredStatuses s_done = new([200], s_errors);
    private static readonly DeclaredStatuses s_doneOrAccepted = new([200, 202], s_errors);
    private static readonly DeclaredStatuses s_accepted = new([202], s_errors);
    private static readonly DeclaredStatuses s_doneInSilence = new([204], s_errors);

    public static readonly Operation CreateOrder = new("createOrder", Version, IsRead: false, s_usual, s_doneOrAccepted);
    public static readonly Operation GetOrder = new("getOrder", Version, IsRead: true, s_usual, s_done) { About = SubjectKind.Order };
    public static readonly Operation ListOrders = new("listOrders", Version, IsRead: true, s_usual, s_done);
    public static readonly Operation UpdateOrder = new(
        "updateOrder", Version, IsRead: false, s_usual, s_accepted) { About = SubjectKind.Order };
    public static readonly Operation CancelOrder = new(
        "cancelOrder", Version, IsRead: false, s_usual, s_accepted) { About = SubjectKind.Order };
    public static readonly Operation GetOrderPreview = new("getOrderPreview", Version, IsRead: true, s_usual, s_done);
    public static readonly Operation GetOffers = new("getOffers", Version, IsRead: true, new UsagePlan(Rate: 5, Burst: 30), s_done);
    public static readonly Operation UpdateOrderStatus = new(
        "updateOrderStatus", Version, IsRead: false, s_sandbox, s_doneInSilence) { About = SubjectKind.Order };
    // An order or a package can be missing; the service's message says which.
    public static readonly Operation UpdatePackage = new("updatePackage", Version, IsRead: false, s_sandbox, s_doneInSilence);
}
